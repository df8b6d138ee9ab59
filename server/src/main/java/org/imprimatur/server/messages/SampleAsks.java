// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.sample.SampleConduct;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.samples.Drawn;
import org.imprimatur.server.samples.Samples;
import org.springframework.stereotype.Component;

/**
 * Audit samples until they are closed: in the turn of whoever drew one, and of every auditor once
 * that person is none any more.
 */
@Component
final class SampleAsks {
  private static final int MOST = 50;

  private final Samples samples;
  private final Persons persons;

  SampleAsks(Samples samples, Persons persons) {
    this.samples = samples;
    this.persons = persons;
  }

  List<Held> read(List<String> left) {
    List<Drawn> open = samples.open(MOST + 1);
    if (open.isEmpty()) {
      return List.of();
    }
    if (open.size() > MOST) {
      left.add("Only the oldest %d open samples are looked at here.".formatted(MOST));
    }
    Set<String> auditors = auditors();
    List<Held> held = new ArrayList<>();
    for (Drawn drawn : open.subList(0, Math.min(MOST, open.size()))) {
      String by = drawn.sample().drawn().by();
      held.add(
          new Held(
              new Ask.Examine(drawn, drawn.sample().drawn().at()),
              auditors.contains(by) ? Set.of(by) : auditors,
              Set.of(by)));
    }
    return held;
  }

  private Set<String> auditors() {
    Staff staff = persons.staff();
    Set<String> auditors = new TreeSet<>();
    for (Person person : persons.all()) {
      if (!person.gone() && staff.holds(person.person(), SampleConduct.AUDITOR)) {
        auditors.add(person.person());
      }
    }
    return auditors;
  }
}
