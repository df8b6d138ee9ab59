// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.PeopleAct.TokenIssued;
import org.imprimatur.proof.act.PeopleAct.TokenRevoked;

/** Whose each token is, and for what it was issued. */
final class TokenFacts {
  private final Map<String, TokenIssued> issued = new HashMap<>();
  private final Set<String> revoked = new HashSet<>();

  void apply(TokenIssued act) {
    issued.putIfAbsent(act.token(), act);
  }

  void apply(TokenRevoked act) {
    revoked.add(act.token());
  }

  /** Whom the token was issued to, also where it was revoked since. */
  Optional<String> owner(String token) {
    return Optional.ofNullable(issued.get(token)).map(TokenIssued::person);
  }

  /** Whether the token acts for the person now. */
  boolean acts(String token, String person) {
    return owner(token).filter(person::equals).isPresent() && !revoked.contains(token);
  }

  /** Whether it does so within this scope. */
  boolean acts(String token, String person, String scope) {
    return acts(token, person)
        && Optional.ofNullable(issued.get(token))
            .filter(act -> act.scopes().contains(scope))
            .isPresent();
  }
}
