// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.imprimatur.proof.inventory.Field;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers the models of an inventory; what is there already stays as it is. */
@Command(
    name = "import",
    description = {
      "Register every model of a table (CSV or Excel): name, purpose, population, and perhaps",
      "owner, restrictions, policy and the further fields of the inventory. The whole file is",
      "read before anything is sent; a model that is there already is left as it is, but for",
      "fields in which it has nothing yet, so that the command can be run again.",
      "It ends with 1 where a row was refused or stands there for another use or with other",
      "values."
    })
final class ModelImportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "FILE",
      description = "CSV or an Excel workbook (.xlsx) with the names of the columns first.")
  private Path file = Path.of("");

  @Option(
      names = "--sheet",
      paramLabel = "NAME",
      description = "The sheet of a workbook; the first that is shown otherwise.")
  private Optional<String> sheet = Optional.empty();

  @Option(
      names = "--dry-run",
      description =
          "Say what would be sent, and send nothing. What the server refuses it does not tell.")
  private boolean dry;

  ModelImportCommand(Console console) {
    this.console = console;
  }

  /** What became of a row. */
  private enum Outcome {
    REGISTERED("registered"),
    WOULD("would be sent"),
    THERE("there already"),
    FILLED("there already, fields stated"),
    ANOTHER("there already, for another use"),
    OTHERWISE("there already, with other values"),
    BARE("registered, its fields refused"),
    REFUSED("refused");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }
  }

  private record Told(InventoryFile.Row row, Outcome outcome, String code, String why) {
    boolean stands() {
      return switch (outcome) {
        case REGISTERED, WOULD, THERE, FILLED -> true;
        case ANOTHER, OTHERWISE, BARE, REFUSED -> false;
      };
    }

    Json toJson() {
      return Json.obj()
          .put("line", row.line())
          .put("name", row.cell("name"))
          .put("outcome", outcome.word)
          .put("code", code)
          .put("why", why)
          .build();
    }

    String text(String place) {
      return "%s %-5d %-32s %s%s"
          .formatted(
              place,
              row.line(),
              row.cell("name"),
              outcome.word,
              why.isEmpty() ? "" : ": " + why + " [" + code + "]");
    }
  }

  @Override
  public Integer call() {
    InventoryFile inventory = InventoryFile.read(file, sheet);
    Map<String, Field> fields = fields(inventory);
    Map<InventoryFile.Row, SortedMap<String, String>> values = inventory.values(fields);
    List<String> notTaken = inventory.notTaken(fields.keySet());
    if (!notTaken.isEmpty()) {
      console.printer().progress("Not taken: " + String.join(", ", notTaken) + ".");
    }
    Api api = console.api();
    Map<String, Json.Obj> there = new HashMap<>();
    api.list("/models", "models", model -> there.put(Words.text(model, "name"), model));
    List<Told> told = new ArrayList<>();
    try {
      values.forEach(
          (row, of) -> {
            Json.Obj known = there.get(row.cell("name"));
            told.add(known == null ? register(api, row, of) : compare(api, row, of, known));
          });
    } catch (CommandException e) {
      console
          .printer()
          .progress(
              "%d of %d rows were sent before that, and stay. Run the command again for the rest."
                  .formatted(told.size(), values.size()));
      throw e;
    }
    answer(inventory.place().row().toLowerCase(Locale.ROOT), told);
    return Exit.of(told.stream().allMatch(Told::stands)).code();
  }

  /** Where no server says them, a file that cannot be read is told for what is known of it. */
  private Map<String, Field> fields(InventoryFile inventory) {
    try {
      return FieldCommands.inUse(console.api());
    } catch (CommandException e) {
      inventory.hold();
      throw e;
    }
  }

  private Told register(Api api, InventoryFile.Row row, SortedMap<String, String> values) {
    if (dry) {
      return new Told(row, Outcome.WOULD, "", "");
    }
    Json.Builder body = Json.obj().put("name", row.cell("name")).put("use", use(row));
    for (String optional : List.of("owner", "policy")) {
      if (!row.cell(optional).isEmpty()) {
        body.put(optional, row.cell(optional));
      }
    }
    Told registered =
        sent(row, () -> api.post("/models", body.build()), Outcome.REGISTERED, Outcome.REFUSED);
    return values.isEmpty() || !registered.stands()
        ? registered
        : state(api, row, values, Outcome.REGISTERED, Outcome.BARE);
  }

  private static Told state(
      Api api, InventoryFile.Row row, SortedMap<String, String> values, Outcome yes, Outcome no) {
    Json.Builder stated = Json.obj();
    values.forEach(stated::put);
    String path = ModelCommands.path(row.cell("name")) + "/fields";
    return sent(
        row, () -> api.post(path, Json.obj().put("values", stated.build()).build()), yes, no);
  }

  private static Told sent(InventoryFile.Row row, Runnable act, Outcome yes, Outcome no) {
    try {
      act.run();
      return new Told(row, yes, "", "");
    } catch (CommandException e) {
      if (e.exit() == Exit.UNKNOWN) {
        throw e;
      }
      return new Told(row, no, e.code(), e.sentence());
    }
  }

  private static Json.Obj use(InventoryFile.Row row) {
    return Json.obj()
        .put("purpose", row.cell("purpose"))
        .put("population", row.cell("population"))
        .put("restrictions", row.cell("restrictions"))
        .build();
  }

  /** What is there stays as it is; only where nothing is stated yet the file says what is. */
  private Told compare(
      Api api, InventoryFile.Row row, SortedMap<String, String> values, Json.Obj known) {
    Json.Obj stated = Words.object(known, "use");
    List<String> apart =
        List.of("purpose", "population", "restrictions").stream()
            .filter(name -> !Words.text(stated, name).equals(row.cell(name)))
            .toList();
    if (!apart.isEmpty()) {
      return new Told(row, Outcome.ANOTHER, "use.other", String.join(", ", apart));
    }
    Json.Obj had = Words.object(known, "fields");
    SortedMap<String, String> missing = new TreeMap<>(values);
    missing.keySet().removeIf(field -> had.find(field).isPresent());
    List<String> others =
        values.keySet().stream()
            .filter(field -> !missing.containsKey(field))
            .filter(field -> !Words.text(had, field).equals(values.get(field)))
            .toList();
    List<String> kept = new ArrayList<>(others(row, known));
    String code = kept.isEmpty() ? "field.other" : "model.other";
    kept.addAll(others);
    if (!kept.isEmpty()) {
      return new Told(row, Outcome.OTHERWISE, code, String.join(", ", kept));
    }
    if (missing.isEmpty()) {
      return new Told(row, Outcome.THERE, "", "");
    }
    return dry
        ? new Told(row, Outcome.WOULD, "", "")
        : state(api, row, missing, Outcome.FILLED, Outcome.REFUSED);
  }

  /** What the file says of who answers for it and by which policy, and the model has otherwise. */
  private static List<String> others(InventoryFile.Row row, Json.Obj known) {
    List<String> others = new ArrayList<>();
    Map.of("owner", "username", "policy", "name")
        .forEach(
            (member, of) -> {
              String said = row.cell(member);
              if (!said.isEmpty() && !said.equals(Words.text(Words.object(known, member), of))) {
                others.add(member);
              }
            });
    return others.stream().sorted().toList();
  }

  private void answer(String place, List<Told> told) {
    Json.Builder counts = Json.obj();
    List<String> lines = new ArrayList<>();
    told.forEach(one -> lines.add(one.text(place)));
    for (Outcome outcome : Outcome.values()) {
      long count = told.stream().filter(one -> one.outcome() == outcome).count();
      counts.put(outcome.word, count);
      if (count > 0) {
        lines.add("%s: %d".formatted(outcome.word, count));
      }
    }
    Json.Obj answer =
        Json.obj()
            .put("counts", counts.build())
            .put("rows", Json.array(told.stream().map(Told::toJson).toList()))
            .build();
    console.printer().answer(answer, String.join(System.lineSeparator(), lines));
  }
}
