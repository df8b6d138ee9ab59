// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Instant;
import java.util.Optional;
import org.imprimatur.proof.act.PeopleAct.TokenIssued;
import org.imprimatur.proof.act.PeopleAct.TokenRevoked;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.gate.Staff;

/**
 * How a token begins and ends. A person makes their own, for a time; Imprimatur issues those of the
 * setup file. Its person revokes it, or an administrator does.
 */
final class TokenLifeRules {
  private final Ground ground;

  TokenLifeRules(Ground ground) {
    this.ground = ground;
  }

  void issued(TokenIssued issued) {
    ground.known(issued.person());
    unless(
        ground.facts().tokens().owner(issued.token()).isEmpty(),
        "id.taken",
        "The token " + issued.token() + " was issued before.");
    if (issued.by().equals(Stamp.SYSTEM)) {
      // Logs that were founded earlier have tokens without an end.
      ends(issued, issued.expires().isEmpty());
      return;
    }
    unless(
        issued.by().equals(issued.person()),
        "token.other",
        "%s made a token that acts for %s.".formatted(issued.by(), issued.person()));
    unless(
        !issued.scopes().isEmpty(),
        "token.scopes",
        "The token " + issued.token() + " is for nothing.");
    ends(issued, false);
  }

  private void ends(TokenIssued issued, boolean endless) {
    unless(
        endless || issued.expires().filter(end -> inTime(issued.at(), end)).isPresent(),
        "token.expiry",
        "The token %s does not end within %d days of its making."
            .formatted(issued.token(), TokenIssued.LONGEST.toDays()));
  }

  private static boolean inTime(Instant made, Instant end) {
    return end.isAfter(made) && !end.isAfter(made.plus(TokenIssued.LONGEST));
  }

  void revoked(TokenRevoked revoked) {
    reaches(revoked);
    TokenFacts tokens = ground.facts().tokens();
    unless(
        tokens.owner(revoked.token()).equals(Optional.of(revoked.person())),
        "token.unknown",
        "%s has no token %s.".formatted(revoked.person(), revoked.token()));
    unless(
        !tokens.isRevoked(revoked.token()),
        "token.revoked",
        "The token " + revoked.token() + " was revoked before.");
    unless(
        revoked.by().equals(revoked.person())
            || revoked.by().equals(Stamp.SYSTEM)
            || ground.facts().holds(revoked.by(), Staff.ADMINISTRATOR),
        "token.revoker",
        "%s is neither %s nor an administrator, and revoked the token %s."
            .formatted(revoked.by(), revoked.person(), revoked.token()));
  }

  /** A token ends itself, and others of its person that are for no more; one to administer any. */
  private void reaches(TokenRevoked revoked) {
    TokenFacts tokens = ground.facts().tokens();
    boolean reaches =
        revoked
            .with()
            .map(
                with ->
                    with.equals(revoked.token())
                        || tokens.scopes(with).contains("administer")
                        || tokens.scopes(with).containsAll(tokens.scopes(revoked.token())))
            .orElse(true);
    unless(
        reaches,
        "token.wider",
        "The token %s is for more than the one that revoked it.".formatted(revoked.token()));
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
