// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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

  boolean isRevoked(String token) {
    return revoked.contains(token);
  }

  /** Whether the token acts for the person at this time. */
  boolean acts(String token, String person, Instant at) {
    return acting(token, person, at).isPresent();
  }

  /** Whether it does so within this scope. */
  boolean acts(String token, String person, Instant at, String scope) {
    return acting(token, person, at).filter(act -> act.scopes().contains(scope)).isPresent();
  }

  /** For what it was made; nothing where nobody was given it. */
  List<String> scopes(String token) {
    return Optional.ofNullable(issued.get(token)).map(TokenIssued::scopes).orElse(List.of());
  }

  /** Whether it was made for one of these; one that nobody was given is another finding. */
  boolean isFor(String token, Set<String> scopes) {
    return Optional.ofNullable(issued.get(token))
        .map(act -> act.scopes().stream().anyMatch(scopes::contains))
        .orElse(true);
  }

  private Optional<TokenIssued> acting(String token, String person, Instant at) {
    return Optional.ofNullable(issued.get(token))
        .filter(act -> act.person().equals(person))
        .filter(act -> act.expires().map(at::isBefore).orElse(true))
        .filter(_ -> !isRevoked(token));
  }
}
