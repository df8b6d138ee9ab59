// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.util.Optional;
import org.imprimatur.proof.act.DutyAct.AbsenceEnded;
import org.imprimatur.proof.act.DutyAct.AbsenceStated;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Ruling;
import org.springframework.stereotype.Component;

/** Who is away until when and who looks after what comes in; nobody signs because of it. */
@Component
public final class Absences {
  private final Roster roster;

  Absences(Roster roster) {
    this.roster = roster;
  }

  /** States an absence of one's own; an administrator may state another's. */
  public void state(Caller caller, String username, Span span, Optional<String> cover) {
    String id = roster.ids().next('b');
    roster
        .audit()
        .record(
            moment -> {
              Person person = roster.present(moment.db(), username);
              own(moment, caller, person.person());
              Optional<String> covers =
                  cover.map(name -> roster.present(moment.db(), name).person());
              if (covers.equals(Optional.of(person.person()))) {
                throw Roster.refused("absence.cover", 422, "Nobody covers for themselves.");
              }
              return Ruling.granted(
                  new AbsenceStated(
                      caller.stamp(moment), id, person.person(), span.from(), span.until(), covers),
                  id);
            });
  }

  /** Ends an absence early. */
  public void end(Caller caller, String id) {
    roster
        .audit()
        .record(
            moment -> {
              AbsenceStated stated =
                  roster
                      .staff(moment.db())
                      .duties()
                      .absence(id)
                      .orElseThrow(
                          () -> Roster.refused("duty.unknown", 404, "There is no such absence."));
              own(moment, caller, stated.person());
              return Ruling.granted(new AbsenceEnded(caller.stamp(moment), id), id);
            });
  }

  private static void own(Moment moment, Caller caller, String person) {
    if (!caller.id().equals(person)) {
      caller.now(moment).needs(Permission.ADMINISTER);
    }
  }
}
