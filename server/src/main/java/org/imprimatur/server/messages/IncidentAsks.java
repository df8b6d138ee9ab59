// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.monitoring.IncidentConduct;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.monitoring.IncidentRow;
import org.imprimatur.server.monitoring.Incidents;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Persons;
import org.springframework.stereotype.Component;

/**
 * What open incidents ask for: whoever owns the model closes one, or the risk managers where the
 * owner had a hand in the version; then the owner waits for them.
 */
@Component
final class IncidentAsks {
  private static final int MOST = 200;

  private final Incidents incidents;
  private final Models models;
  private final Persons persons;

  IncidentAsks(Incidents incidents, Models models, Persons persons) {
    this.incidents = incidents;
    this.models = models;
    this.persons = persons;
  }

  List<Held> read(Instant now, List<String> left) {
    List<IncidentRow> open = incidents.open(MOST + 1);
    if (open.size() > MOST) {
      left.add("Only the oldest %d open incidents are looked at here.".formatted(MOST));
    }
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    List<Held> held = new ArrayList<>();
    for (IncidentRow row : open.subList(0, Math.min(MOST, open.size()))) {
      Model model = models.byId(row.model());
      boolean overdue = row.reportDue().filter(today::isAfter).isPresent();
      held.add(
          new Held(
              new Ask.Learn(row, model.name(), overdue),
              closers(row, model),
              Set.of(model.owner())));
    }
    return held;
  }

  /** The owner where they may, else everybody who may; the owner where nobody is left. */
  private Set<String> closers(IncidentRow row, Model model) {
    IncidentConduct conduct = incidents.conduct(model, row.version(), row.aware());
    if (conduct.role(model.owner()).isPresent()) {
      return Set.of(model.owner());
    }
    Set<String> closers = new TreeSet<>();
    for (Person person : persons.all()) {
      if (!person.gone() && conduct.role(person.person()).isPresent()) {
        closers.add(person.person());
      }
    }
    return closers.isEmpty() ? Set.of(model.owner()) : closers;
  }
}
