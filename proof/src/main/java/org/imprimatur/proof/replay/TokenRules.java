// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Optional;
import org.imprimatur.proof.act.Act;

/**
 * Holds what an entry says of the token with which it came to the life of that token: it was issued
 * before, to whoever acts and for that, not revoked, and had not ended. What people do on the page
 * alone comes with none.
 */
final class TokenRules {
  private final Ground ground;

  TokenRules(Ground ground) {
    this.ground = ground;
  }

  void check(Act act) {
    act.stamp().with().ifPresent(token -> check(act, token));
  }

  private void check(Act act, String token) {
    TokenFacts tokens = ground.facts().tokens();
    unless(
        holder(act.by()).filter(person -> tokens.acts(token, person, act.at())).isPresent(),
        "act.token",
        "%s came with the token %s, which is not one of %s that counts."
            .formatted(act.name(), token, act.by()));
    switch (TokenScopes.of(act, ground.facts().runners().has(act.by()))) {
      case TokenUse.MadeFor(var scopes) ->
          unless(
              tokens.isFor(token, scopes),
              "act.scope",
              "%s came with the token %s, which was not made for that."
                  .formatted(act.name(), token));
      case TokenUse.PageAlone() ->
          found(
              "act.page",
              "%s is done on the page alone, and came with the token %s."
                  .formatted(act.name(), token));
      case TokenUse.NamedWithin() ->
          found(
              "act.token-twice",
              "%s says in a member of its own with which token it came.".formatted(act.name()));
      case TokenUse.ServerAlone() ->
          found(
              "act.page",
              "%s is done by Imprimatur alone, and came with the token %s."
                  .formatted(act.name(), token));
    }
  }

  /**
   * Whose token it has to be: what a runner computed is filed by whoever answers for the runner.
   */
  private Optional<String> holder(String by) {
    return ground.facts().runners().has(by) ? ground.facts().runners().owner(by) : Optional.of(by);
  }

  private void found(String code, String sentence) {
    unless(false, code, sentence);
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
