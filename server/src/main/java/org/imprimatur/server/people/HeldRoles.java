// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.server.audit.Entries;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a person holds by the acts alone. The rows of the same are for reading; whoever can write
 * rows gives nobody a role by which something is recorded.
 */
final class HeldRoles {
  private static final List<String> ACTS =
      List.of("act:role.given", "act:role.withdrawn", "act:person.left");

  private HeldRoles() {}

  /** The person with the roles that the log tells. */
  static Person of(JdbcClient db, Person person) {
    List<Entries.Entry> entries = new ArrayList<>();
    ACTS.forEach(act -> entries.addAll(Entries.mentioning(db, act, person.person())));
    entries.sort(Comparator.comparingLong(Entries.Entry::position));
    Staff staff =
        Staff.of(
            entries.stream()
                .map(Entries.Entry::act)
                .filter(PeopleAct.class::isInstance)
                .map(PeopleAct.class::cast)
                .toList());
    Set<String> everywhere = new TreeSet<>();
    Set<String> somewhere = new TreeSet<>();
    for (Staff.Grant grant : staff.grants(person.person())) {
      (grant.scope().everywhere() ? everywhere : somewhere).add(grant.role());
    }
    return new Person(
        person.person(),
        person.username(),
        person.name(),
        everywhere,
        somewhere,
        person.gone() || staff.isGone(person.person()));
  }
}
