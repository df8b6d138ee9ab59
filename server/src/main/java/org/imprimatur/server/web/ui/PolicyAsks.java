// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.PolicyAct.PolicyProposed;
import org.imprimatur.proof.gate.PublicationConduct;
import org.imprimatur.server.audit.LastNamed;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.policies.Proposals;
import org.springframework.stereotype.Component;

/** Policies that one person proposed: in the turn of everybody who can be the second. */
@Component
final class PolicyAsks {
  private final Persons persons;
  private final Proposals proposals;
  private final KeptAsks kept;

  PolicyAsks(LastNamed lastNamed, Persons persons, Proposals proposals) {
    this.persons = persons;
    this.proposals = proposals;
    this.kept = new KeptAsks(lastNamed, this::fresh);
  }

  List<ReviewAsks.Held> read(long size) {
    return kept.read(size);
  }

  private List<ReviewAsks.Held> fresh() {
    List<ReviewAsks.Held> held = new ArrayList<>();
    for (PolicyProposed proposed : proposals.publications().open()) {
      Set<String> seconds = new TreeSet<>();
      for (Person person : persons.all()) {
        // Who could publish it once the people whom it asks for are there is asked as well.
        if (!person.gone()
            && proposals.against(person.person(), proposed).stream()
                .noneMatch(reason -> PublicationConduct.ABOUT_PERSON.contains(reason.code()))) {
          seconds.add(person.person());
        }
      }
      held.add(
          new ReviewAsks.Held(
              new Ask.Publish(proposed, proposed.at()), seconds, Set.of(proposed.by())));
    }
    return held;
  }
}
