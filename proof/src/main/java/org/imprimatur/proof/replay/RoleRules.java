// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PeopleAct.RoleWithdrawn;
import org.imprimatur.proof.act.RoleAct;
import org.imprimatur.proof.act.RoleAct.RoleAsked;
import org.imprimatur.proof.act.RoleAct.RoleDeclined;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Staff;

/** Who gives and takes roles, and that a role that signs or administers takes two persons. */
final class RoleRules {
  private final Ground ground;

  RoleRules(Ground ground) {
    this.ground = ground;
  }

  void check(RoleAct act) {
    switch (act) {
      case RoleAsked asked -> asked(asked);
      case RoleDeclined declined -> {
        unless(
            staff().request(declined.request()).isPresent(),
            "role.request",
            "Nobody waits for the request " + declined.request() + ".");
        unless(
            staff().confirms(declined.by()),
            "people.role",
            declined.by() + " is neither administrator nor risk manager.");
      }
    }
  }

  private void asked(RoleAsked act) {
    unless(
        !staff().requested(act.request()),
        "id.taken",
        "The request " + act.request() + " was made before.");
    ground.known(act.person());
    administrator(act.by(), act.name());
    others(act.by(), act.person());
  }

  void given(RoleGiven act) throws UnestablishedException {
    ground.known(act.person());
    if (act.by().equals(Stamp.SYSTEM)) {
      return;
    }
    others(act.by(), act.person());
    if (act.request().isPresent()) {
      confirmed(act);
      return;
    }
    administrator(act.by(), act.name());
    unless(
        !Staff.needsTwo(act.role(), signing()),
        "role.second-person",
        "%s gave the role %s with nobody beside them.".formatted(act.by(), act.role()));
  }

  private void confirmed(RoleGiven act) {
    Optional<RoleAsked> asked = act.request().flatMap(staff()::request);
    unless(
        asked
            .map(
                one ->
                    one.person().equals(act.person())
                        && one.role().equals(act.role())
                        && one.scope().equals(act.scope()))
            .orElse(false),
        "role.request",
        "Nobody asked that %s hold the role %s there.".formatted(act.person(), act.role()));
    unless(
        staff().confirms(act.by()),
        "people.role",
        act.by() + " is neither administrator nor risk manager.");
    asked.ifPresent(
        one ->
            unless(
                !one.by().equals(act.by()) && staff().independent(one.by(), act.by()),
                "role.second-person",
                "%s asked for the role and %s gave it: that is one person."
                    .formatted(one.by(), act.by())));
    unless(
        staff().independent(act.person(), act.by()),
        "role.second-person",
        "%s gave a role to %s, who counts as the same person.".formatted(act.by(), act.person()));
    unless(
        !staff().hasOpenLink(act.person()),
        "role.link",
        "%s confirmed a role of %s, whose one-time link was not used yet."
            .formatted(act.by(), act.person()));
  }

  void withdrawn(RoleWithdrawn act) {
    ground.known(act.person());
    unless(
        staff().holds(act.person(), act.role(), act.scope()),
        "role.not-held",
        "%s does not hold the role %s there.".formatted(act.person(), act.role()));
    unless(
        act.by().equals(act.person()) || staff().confirms(act.by()),
        "people.role",
        "%s cannot take a role from %s.".formatted(act.by(), act.person()));
  }

  private void others(String by, String person) {
    unless(!by.equals(person), "role.self", by + " cannot give themselves a role.");
  }

  private void administrator(String by, String act) {
    unless(
        staff().holds(by, Staff.ADMINISTRATOR),
        "people.role",
        "%s is no administrator, and %s needs one.".formatted(by, act));
  }

  /** The roles that the policies published so far ask to sign. */
  private Set<String> signing() throws UnestablishedException {
    Set<String> signing = new HashSet<>();
    for (Digest policy : ground.facts().publications().published().keySet()) {
      signing.addAll(ground.blobs().policy(policy).signingRoles());
    }
    return signing;
  }

  private Staff staff() {
    return ground.facts().staff();
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
