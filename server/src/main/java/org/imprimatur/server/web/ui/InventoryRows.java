// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.inventory.Field;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Renewal;
import org.imprimatur.proof.monitoring.Standing;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.models.FieldsWanted;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.ModelFields;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.models.Version;
import org.imprimatur.server.monitoring.Watches;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.policies.Risk;
import org.imprimatur.server.submissions.Submissions;
import org.imprimatur.server.web.ui.InventoryTable.Cell;
import org.springframework.stereotype.Component;

/**
 * What the inventory's file tells of each model, with the columns that {@code imprimatur model
 * import} takes first. Each model is told as it stands when its row is read.
 */
@Component
record InventoryRows(
    Models models,
    ModelFields fields,
    Submissions submissions,
    Policies policies,
    Persons persons,
    Blobs blobs,
    Watches watches,
    InstantSource clock) {
  private static final int AT_ONCE = 100;

  /** The worst first. */
  private static final List<Standing.State> WORST =
      List.of(
          Standing.State.BROKEN,
          Standing.State.MISSING,
          Standing.State.AWAITED,
          Standing.State.KEPT);

  /**
   * The models that have all of what is wanted, in the order of their names. Nothing but the first
   * of them is read before the rows are.
   */
  InventoryTable table(FieldsWanted wanted) {
    List<Field> told = fields.inUse();
    List<String> columns = new ArrayList<>(Field.HEADINGS);
    told.forEach(field -> columns.add(field.name()));
    List<String> first = fields.names(wanted, "", AT_ONCE);
    return new InventoryTable(columns, () -> new Rows(wanted, told, first));
  }

  /** The rows, some hundred models at a time. */
  private final class Rows implements Iterator<List<Cell>> {
    private final FieldsWanted wanted;
    private final List<Field> told;
    private final Map<String, String> owners = new HashMap<>();
    private List<String> names;
    private Iterator<List<Cell>> read;

    private Rows(FieldsWanted wanted, List<Field> told, List<String> first) {
      this.wanted = wanted;
      this.told = told;
      this.names = first;
      this.read = rows().iterator();
    }

    private List<List<Cell>> rows() {
      return names.isEmpty()
          ? List.of()
          : models.told(names).stream().map(one -> row(one, owners, told)).toList();
    }

    @Override
    public boolean hasNext() {
      while (!read.hasNext() && names.size() == AT_ONCE) {
        names = fields.names(wanted, names.getLast(), AT_ONCE);
        read = rows().iterator();
      }
      return read.hasNext();
    }

    @Override
    public List<Cell> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return read.next();
    }
  }

  private List<Cell> row(Models.Told one, Map<String, String> owners, List<Field> told) {
    Model model = one.model();
    Risk risk = Risk.of(one.acts());
    Json.Obj use = blobs.document(model.use());
    var policy = policies.governing(model);
    List<Cell> row = new ArrayList<>();
    row.add(Cell.of(model.name()));
    row.add(Cell.of(owners.computeIfAbsent(model.owner(), this::username)));
    row.add(Cell.of(use.string("purpose")));
    row.add(Cell.of(use.string("population")));
    row.add(Cell.of(use.string("restrictions")));
    row.add(Cell.of(policy.name()));
    row.add(Cell.of(policy.number()));
    row.add(Cell.of(tier(risk)));
    row.add(Cell.of(state(risk)));
    row.add(model.production().map(InventoryRows::number).orElse(Cell.of("")));
    row.add(
        Cell.of(
            String.valueOf(
                model.production().flatMap(model::find).flatMap(Version::suspended).isPresent())));
    row.add(Cell.of(model.versions().size()));
    row.add(Cell.of(submissions.openOf(model.id()).size()));
    row.addAll(promised(one));
    Map<String, String> values = told.isEmpty() ? Map.of() : fields.texts(model.id(), told);
    for (Field field : told) {
      String value = values.get(field.name());
      row.add(value == null ? Cell.of("") : Cell.of(field, value));
    }
    return row;
  }

  private String username(String person) {
    return persons.byId(person).username().orElse("");
  }

  /** How much was promised of what is in production, the worst of it, and until when it is so. */
  private List<Cell> promised(Models.Told one) {
    Instant now = clock.instant();
    Optional<Watch> watch =
        Watch.all(one.acts()).values().stream().filter(Watch::current).findFirst();
    List<Standing> standings =
        watch.map(found -> watches.standings(one.model().id(), found, now)).orElse(List.of());
    Optional<Renewal> renewal = watch.flatMap(watches::renewal);
    return List.of(
        Cell.of(standings.size()),
        Cell.of(worst(standings)),
        renewal
            .<Cell>map(found -> new Cell.Day(LocalDate.ofInstant(found.due(), UTC)))
            .orElse(Cell.of("")));
  }

  private static String worst(List<Standing> standings) {
    return WORST.stream()
        .filter(state -> standings.stream().anyMatch(one -> one.state() == state))
        .findFirst()
        .map(Standing.State::word)
        .orElse("");
  }

  private static Cell number(long value) {
    return Cell.of(value);
  }

  private static String tier(Risk risk) {
    Optional<String> confirmed = risk.confirmed().map(RiskConfirmed::tier);
    return confirmed.or(() -> risk.answered().map(RiskAnswered::tier)).orElse("");
  }

  private static String state(Risk risk) {
    if (risk.answered().isEmpty()) {
      return "none";
    }
    return risk.confirmed().isPresent() ? "confirmed" : "answered";
  }
}
