// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.RoleAct.RoleAsked;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.server.audit.LastNamed;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.people.Roles;
import org.springframework.stereotype.Component;

/** Roles that one person asked for: in the turn of everybody who can be the second. */
@Component
final class RoleAsks {
  private final Persons persons;
  private final KeptAsks kept;

  RoleAsks(LastNamed lastNamed, Persons persons) {
    this.persons = persons;
    this.kept = new KeptAsks(lastNamed, List.of(), this::fresh);
  }

  List<Held> read(long size) {
    return kept.read(size);
  }

  private List<Held> fresh() {
    Staff staff = persons.staff();
    List<Held> held = new ArrayList<>();
    for (RoleAsked asked : staff.requests()) {
      Set<String> seconds = new TreeSet<>();
      for (Person person : persons.all()) {
        if (!person.gone() && Roles.second(staff, person.person(), asked).isEmpty()) {
          seconds.add(person.person());
        }
      }
      held.add(
          new Held(
              new Ask.Confirm(asked, asked.at()), seconds, Set.of(asked.by(), asked.person())));
    }
    return held;
  }
}
