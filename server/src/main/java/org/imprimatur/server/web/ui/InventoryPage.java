// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.inventory.Field;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Standing;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.ModelFields;
import org.imprimatur.server.models.Version;
import org.imprimatur.server.monitoring.Watches;
import org.imprimatur.server.monitoring.Watches.Watched;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.policies.KeptModels;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.policies.Risk;
import org.imprimatur.server.submissions.Submissions;
import org.imprimatur.server.web.FieldQuery;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.InventoryTable.Cell;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The inventory as a file, with the columns that {@code imprimatur model import} takes first. */
@Controller
final class InventoryPage {
  private static final int AT_ONCE = 500;
  private static final String EXCEL =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  /** The worst first. */
  private static final List<Standing.State> WORST =
      List.of(
          Standing.State.BROKEN,
          Standing.State.MISSING,
          Standing.State.AWAITED,
          Standing.State.KEPT);

  private final Known known;

  InventoryPage(Known known) {
    this.known = known;
  }

  /** What is told of each model. */
  @Component("inventoryKnown")
  record Known(
      KeptModels kept,
      ModelFields fields,
      Submissions submissions,
      Policies policies,
      Persons persons,
      Blobs blobs,
      Watches watches,
      InstantSource clock) {}

  @GetMapping("/models.csv")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> csv(@RequestParam Map<String, String> query) {
    return file("csv", "text/csv;charset=UTF-8", table(query).csv().getBytes(UTF_8));
  }

  @GetMapping("/models.xlsx")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> excel(@RequestParam Map<String, String> query) {
    return file("xlsx", EXCEL, ExcelFile.of(table(query), "Models"));
  }

  private static ResponseEntity<byte[]> file(String ending, String type, byte[] bytes) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(type))
        .header("Content-Disposition", "attachment; filename=\"models." + ending + "\"")
        .body(bytes);
  }

  private InventoryTable table(Map<String, String> query) {
    SortedMap<String, String> wanted = FieldQuery.wanted(query);
    List<Field> fields = known.fields().inUse();
    List<String> columns = new ArrayList<>(Field.HEADINGS);
    fields.forEach(field -> columns.add(field.name()));
    List<List<Cell>> rows = new ArrayList<>();
    List<String> names = known.fields().names(wanted, "", AT_ONCE);
    while (!names.isEmpty()) {
      List<KeptModels.Known> models = known.kept().read(names);
      Map<String, Watched> watched = watched(models);
      models.forEach(
          one -> rows.add(row(one, Optional.ofNullable(watched.get(one.model().id())), fields)));
      names =
          names.size() < AT_ONCE
              ? List.of()
              : known.fields().names(wanted, names.getLast(), AT_ONCE);
    }
    return new InventoryTable(columns, rows);
  }

  /** What is in production of these models, by the model's id. */
  private Map<String, Watched> watched(List<KeptModels.Known> models) {
    List<String> ids = models.stream().map(one -> one.model().id()).toList();
    Map<String, Watched> watched = new HashMap<>();
    known
        .watches()
        .of(ids, known.clock().instant())
        .forEach(one -> watched.put(one.model().id(), one));
    return watched;
  }

  private List<Cell> row(KeptModels.Known one, Optional<Watched> watched, List<Field> fields) {
    Model model = one.model();
    Json.Obj use = known.blobs().document(model.use());
    var policy = known.policies().governing(model);
    List<Cell> row = new ArrayList<>();
    row.add(Cell.of(model.name()));
    row.add(Cell.of(known.persons().byId(model.owner()).username().orElse("")));
    row.add(Cell.of(use.string("purpose")));
    row.add(Cell.of(use.string("population")));
    row.add(Cell.of(use.string("restrictions")));
    row.add(Cell.of(policy.name()));
    row.add(Cell.of(policy.number()));
    row.add(Cell.of(tier(one.risk())));
    row.add(Cell.of(state(one.risk())));
    row.add(model.production().map(InventoryPage::number).orElse(Cell.of("")));
    row.add(
        Cell.of(
            String.valueOf(
                model.production().flatMap(model::find).flatMap(Version::suspended).isPresent())));
    row.add(Cell.of(model.versions().size()));
    row.add(Cell.of(known.submissions().openOf(model.id()).size()));
    List<Standing> standings = watched.map(Watched::standings).orElse(List.of());
    row.add(Cell.of(standings.size()));
    row.add(Cell.of(worst(standings)));
    row.add(
        watched
            .flatMap(Watched::renewal)
            .<Cell>map(renewal -> new Cell.Day(LocalDate.ofInstant(renewal.due(), UTC)))
            .orElse(Cell.of("")));
    Map<String, String> values = known.fields().texts(model.id(), fields);
    for (Field field : fields) {
      String value = values.get(field.name());
      row.add(value == null ? Cell.of("") : Cell.of(field, value));
    }
    return row;
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
