// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.HashSet;
import java.util.Set;
import org.imprimatur.proof.act.DutyAct;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.PeopleAct.CredentialSet;
import org.imprimatur.proof.act.PeopleAct.LinkIssued;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.PeopleAct.PasskeyRevoked;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.PeopleAct.PersonLeft;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PeopleAct.RoleWithdrawn;
import org.imprimatur.proof.act.PeopleAct.TeamJoined;
import org.imprimatur.proof.act.PeopleAct.TeamLeft;
import org.imprimatur.proof.act.PeopleAct.TokenIssued;
import org.imprimatur.proof.act.PeopleAct.TokenRevoked;
import org.imprimatur.proof.act.RoleAct;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.gate.Staff;

/** Whom acts about people are about, and who brings people in and sees them off. */
final class PeopleRules {
  private final Ground ground;
  private final RoleRules roles;
  private final DutyRules duties;
  private final PasskeyRules passkeys;
  private final TokenLifeRules tokens;

  /** Who was there when the log was founded, with a one-time link that no entry names. */
  private final Set<String> founding = new HashSet<>();

  PeopleRules(Ground ground) {
    this.ground = ground;
    this.passkeys = new PasskeyRules(ground);
    this.tokens = new TokenLifeRules(ground);
    this.roles = new RoleRules(ground);
    this.duties = new DutyRules(ground);
  }

  void check(PeopleAct act) throws UnestablishedException {
    switch (act) {
      case PersonAdded added -> {
        administered(act);
        unless(
            !ground.facts().knows(added.person()),
            "id.taken",
            added.person() + " was added before.");
        if (added.by().equals(Stamp.SYSTEM)) {
          founding.add(added.person());
        }
      }
      case PasskeyEnrolled enrolled -> {
        known(enrolled.person());
        passkeys.check(enrolled);
      }
      case PasskeyRevoked revoked -> passkeys.check(revoked);
      case PersonLeft left -> left(left);
      case RoleGiven given -> roles.given(given);
      case RoleWithdrawn withdrawn -> roles.withdrawn(withdrawn);
      case TeamJoined joined -> {
        administered(act);
        known(joined.person());
      }
      case TeamLeft left -> {
        administered(act);
        unless(
            ground.facts().staff().teams(left.person()).contains(left.team()),
            "team.not-joined",
            "%s does not belong to the team %s.".formatted(left.person(), left.team()));
      }
      case LinkIssued issued -> {
        administered(act);
        known(issued.person());
      }
      case CredentialSet set -> credential(set);
      case TokenIssued issued -> tokens.issued(issued);
      case TokenRevoked revoked -> tokens.revoked(revoked);
      case RoleAct role -> roles.check(role);
      case DutyAct duty -> duties.check(duty);
    }
  }

  /** A password is set by its person, with a link that somebody gave and that serves once. */
  private void credential(CredentialSet set) {
    known(set.person());
    unless(
        set.by().equals(set.person()) || set.by().equals(Stamp.SYSTEM),
        "credential.other",
        "%s set a credential of %s.".formatted(set.by(), set.person()));
    boolean first = founding.remove(set.person());
    unless(
        first || ground.facts().staff().hasOpenLink(set.person()),
        "credential.link",
        "%s set a password, and nobody gave them a one-time link for it.".formatted(set.person()));
  }

  private void left(PersonLeft left) {
    administered(left);
    known(left.person());
    unless(
        !left.by().equals(left.person()),
        "person.self",
        left.by() + " cannot see themselves off; another administrator does.");
    Set<String> owned = ground.facts().ownedBy(left.person());
    unless(
        owned.isEmpty(),
        "person.owns",
        "%s left and still owns %s.".formatted(left.person(), String.join(", ", owned)));
  }

  /** Done by an administrator, or where the log is founded. */
  private void administered(PeopleAct act) {
    unless(
        act.by().equals(Stamp.SYSTEM) || ground.facts().holds(act.by(), Staff.ADMINISTRATOR),
        "people.role",
        "%s is no administrator, and %s needs one.".formatted(act.by(), act.name()));
  }

  private void known(String person) {
    ground.known(person);
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
