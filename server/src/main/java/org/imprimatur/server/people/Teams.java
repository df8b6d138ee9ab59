// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import org.imprimatur.proof.act.PeopleAct.TeamJoined;
import org.imprimatur.proof.act.PeopleAct.TeamLeft;
import org.imprimatur.server.audit.Ruling;
import org.springframework.stereotype.Component;

/** Who belongs to which team; the teams of a model's owner are its business lines. */
@Component
public final class Teams {
  private final Roster roster;

  Teams(Roster roster) {
    this.roster = roster;
  }

  /** Puts a person into a team. */
  public void join(Caller caller, String username, String name) {
    caller.needs(Permission.ADMINISTER);
    String team = Roster.word("team", name);
    roster
        .audit()
        .record(
            moment -> {
              Person person = roster.present(moment.db(), username);
              if (roster.staff(moment.db()).teams(person.person()).contains(team)) {
                throw Roster.refused("team.joined", 409, person.shown() + " belongs to it.");
              }
              return Ruling.granted(
                  new TeamJoined(
                      caller.stamp(moment, Permission.ADMINISTER), person.person(), team),
                  team);
            });
  }

  /** Takes a person out of a team. */
  public void leave(Caller caller, String username, String team) {
    caller.needs(Permission.ADMINISTER);
    roster
        .audit()
        .record(
            moment -> {
              Person person = roster.present(moment.db(), username);
              if (!roster.staff(moment.db()).teams(person.person()).contains(team)) {
                throw Roster.refused(
                    "team.not-joined", 409, person.shown() + " does not belong to it.");
              }
              return Ruling.granted(
                  new TeamLeft(caller.stamp(moment, Permission.ADMINISTER), person.person(), team),
                  team);
            });
  }
}
