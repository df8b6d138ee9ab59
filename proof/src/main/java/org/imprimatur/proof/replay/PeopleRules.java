// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Optional;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.PeopleAct.CredentialSet;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.PeopleAct.PasskeyRevoked;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PeopleAct.RoleWithdrawn;
import org.imprimatur.proof.act.PeopleAct.TeamJoined;
import org.imprimatur.proof.act.PeopleAct.TokenIssued;
import org.imprimatur.proof.act.PeopleAct.TokenRevoked;

/** Whom acts about people are about. */
final class PeopleRules {
  private final Ground ground;
  private final PasskeyRules passkeys;

  PeopleRules(Ground ground) {
    this.ground = ground;
    this.passkeys = new PasskeyRules(ground);
  }

  void check(PeopleAct act) throws UnestablishedException {
    switch (act) {
      case PersonAdded added ->
          unless(
              !ground.facts().knows(added.person()),
              "id.taken",
              added.person() + " was added before.");
      case RoleGiven given -> known(given.person());
      case RoleWithdrawn withdrawn -> {
        known(withdrawn.person());
        unless(
            ground.facts().holds(withdrawn.person(), withdrawn.role()),
            "role.not-held",
            "%s does not hold the role %s.".formatted(withdrawn.person(), withdrawn.role()));
      }
      case TeamJoined joined -> known(joined.person());
      case CredentialSet set -> known(set.person());
      case TokenIssued issued -> {
        known(issued.person());
        unless(
            ground.facts().token(issued.token()).isEmpty(),
            "id.taken",
            "The token " + issued.token() + " was issued before.");
      }
      case PasskeyEnrolled enrolled -> {
        known(enrolled.person());
        passkeys.check(enrolled);
      }
      case PasskeyRevoked revoked -> passkeys.check(revoked);
      case TokenRevoked revoked ->
          unless(
              ground.facts().token(revoked.token()).equals(Optional.of(revoked.person())),
              "token.unknown",
              "%s has no token %s.".formatted(revoked.person(), revoked.token()));
    }
  }

  private void known(String person) {
    unless(ground.facts().knows(person), "person.unknown", "Nobody was added as " + person + ".");
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
