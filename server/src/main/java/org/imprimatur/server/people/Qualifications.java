// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import org.imprimatur.proof.act.DutyAct.QualificationRecorded;
import org.imprimatur.proof.act.DutyAct.QualificationWithdrawn;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.server.audit.Ruling;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people are trained for, for a time, on the word of another person. */
@Component
public final class Qualifications {
  private final Roster roster;

  Qualifications(Roster roster) {
    this.roster = roster;
  }

  /** Records that somebody else is qualified. */
  public void record(Caller caller, String username, String name, Span span) {
    caller.needs(Permission.ADMINISTER, Permission.VOUCH);
    String qualification = Roster.word("qualification", name);
    String id = roster.ids().next('q');
    roster
        .audit()
        .record(
            moment -> {
              Person person = roster.present(moment.db(), username);
              vouches(moment.db(), caller, person.person());
              return Ruling.granted(
                  new QualificationRecorded(
                      caller.stamp(moment, Permission.ADMINISTER, Permission.VOUCH),
                      id,
                      person.person(),
                      qualification,
                      span.from(),
                      span.until()),
                  id);
            });
  }

  /** Takes one back; from now on it counts for nothing. */
  public void withdraw(Caller caller, String id) {
    caller.needs(Permission.ADMINISTER, Permission.VOUCH);
    roster
        .audit()
        .record(
            moment -> {
              QualificationRecorded recorded =
                  roster
                      .staff(moment.db())
                      .duties()
                      .qualification(id)
                      .orElseThrow(
                          () ->
                              Roster.refused(
                                  "duty.unknown", 404, "There is no such qualification."));
              vouches(moment.db(), caller, recorded.person());
              return Ruling.granted(
                  new QualificationWithdrawn(
                      caller.stamp(moment, Permission.ADMINISTER, Permission.VOUCH), id),
                  id);
            });
  }

  private void vouches(JdbcClient db, Caller caller, String person) {
    Staff staff = roster.staff(db);
    if (!staff.confirms(caller.id())) {
      throw Roster.refused(
          "role.confirmer", 403, "Administrators and risk managers record qualifications.");
    }
    if (!staff.independent(caller.id(), person)) {
      throw Roster.refused(
          "qualification.self",
          403,
          "You vouch for yourself, or for a person who counts as you.",
          "Another administrator or risk manager records it.");
    }
  }
}
