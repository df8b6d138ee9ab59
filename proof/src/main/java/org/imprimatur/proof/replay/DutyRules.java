// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Instant;
import java.util.Optional;
import org.imprimatur.proof.act.DutyAct;
import org.imprimatur.proof.act.DutyAct.AbsenceEnded;
import org.imprimatur.proof.act.DutyAct.AbsenceStated;
import org.imprimatur.proof.act.DutyAct.DelegationEnded;
import org.imprimatur.proof.act.DutyAct.DelegationGiven;
import org.imprimatur.proof.act.DutyAct.QualificationRecorded;
import org.imprimatur.proof.act.DutyAct.QualificationWithdrawn;
import org.imprimatur.proof.gate.Duties;
import org.imprimatur.proof.gate.Staff;

/** Who says who is away, who lets whom sign for them, and who vouches for a qualification. */
final class DutyRules {
  private final Ground ground;

  DutyRules(Ground ground) {
    this.ground = ground;
  }

  void check(DutyAct act) {
    switch (act) {
      case AbsenceStated stated -> {
        unused(stated.absence());
        ground.known(stated.person());
        stated.cover().ifPresent(ground::known);
        unless(
            !stated.cover().equals(Optional.of(stated.person())),
            "absence.cover",
            stated.person() + " is away and covers for themselves.");
        dated(stated.from(), stated.until());
        own(act, stated.person(), "duty.other");
      }
      case AbsenceEnded ended ->
          standing(
              duties().absence(ended.absence()).map(AbsenceStated::person), act, ended.absence());
      case DelegationGiven given -> delegated(given);
      case DelegationEnded ended -> ended(ended);
      case QualificationRecorded recorded -> {
        unused(recorded.qualification());
        ground.known(recorded.person());
        dated(recorded.from(), recorded.until());
        vouching(act, recorded.person());
      }
      case QualificationWithdrawn withdrawn -> {
        Optional<QualificationRecorded> recorded =
            duties().qualification(withdrawn.qualification());
        present(recorded, withdrawn.qualification());
        recorded.ifPresent(one -> vouching(act, one.person()));
      }
    }
  }

  private void delegated(DelegationGiven given) {
    unused(given.delegation());
    ground.known(given.to());
    dated(given.from(), given.until());
    unless(
        staff().holdsSomewhere(given.by(), given.role()),
        "delegation.role",
        "%s does not hold the role %s and cannot hand it on.".formatted(given.by(), given.role()));
    unless(
        staff().independent(given.by(), given.to()),
        "delegation.self",
        "%s and %s count as one person.".formatted(given.by(), given.to()));
    unless(
        !given.until().isAfter(given.from().plus(Duties.LONGEST_DELEGATION)),
        "delegation.long",
        "A delegation ends within %d days.".formatted(Duties.LONGEST_DELEGATION.toDays()));
  }

  private void ended(DelegationEnded ended) {
    Optional<DelegationGiven> given = duties().delegation(ended.delegation());
    present(given, ended.delegation());
    given.ifPresent(
        one ->
            unless(
                ended.by().equals(one.to())
                    || ended.by().equals(one.by())
                    || staff().holds(ended.by(), Staff.ADMINISTRATOR),
                "duty.other",
                "%s cannot end a delegation of %s.".formatted(ended.by(), one.by())));
  }

  private void standing(Optional<String> person, DutyAct act, String id) {
    present(person, id);
    person.ifPresent(one -> own(act, one, "duty.other"));
  }

  private void present(Optional<?> thing, String id) {
    unless(thing.isPresent(), "duty.unknown", "Nothing stands under " + id + ".");
  }

  private void own(DutyAct act, String person, String code) {
    unless(
        act.by().equals(person) || staff().holds(act.by(), Staff.ADMINISTRATOR),
        code,
        "%s cannot do this for %s.".formatted(act.by(), person));
  }

  /** A qualification is another person's word. */
  private void vouching(DutyAct act, String person) {
    unless(
        staff().confirms(act.by()),
        "people.role",
        act.by() + " is neither administrator nor risk manager.");
    unless(
        staff().independent(act.by(), person),
        "qualification.self",
        "%s vouches for %s, who counts as the same person.".formatted(act.by(), person));
  }

  private void dated(Instant from, Instant until) {
    unless(from.isBefore(until), "duty.dates", "It ends before it begins.");
  }

  private void unused(String id) {
    unless(!duties().used(id), "id.taken", id + " was used before.");
  }

  private Duties duties() {
    return staff().duties();
  }

  private Staff staff() {
    return ground.facts().staff();
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
