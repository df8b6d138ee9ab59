// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers the models of an inventory; what is there already stays as it is. */
@Command(
    name = "import",
    description = {
      "Register every model of a table: name, purpose, population, and perhaps owner,",
      "restrictions and policy. The whole file is read before anything is sent; a model that is",
      "there already is left as it is, so that the command can be run again.",
      "It ends with 1 where a row was refused or stands there for another use."
    })
final class ModelImportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", description = "CSV with the names of the columns first.")
  private Path file = Path.of("");

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
    ANOTHER("there already, for another use"),
    REFUSED("refused");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }
  }

  private record Told(InventoryFile.Row row, Outcome outcome, String code, String why) {
    boolean stands() {
      return outcome != Outcome.ANOTHER && outcome != Outcome.REFUSED;
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

    String text() {
      return "line %-5d %-32s %s%s"
          .formatted(
              row.line(),
              row.cell("name"),
              outcome.word,
              why.isEmpty() ? "" : ": " + why + " [" + code + "]");
    }
  }

  @Override
  public Integer call() {
    InventoryFile inventory = InventoryFile.read(file);
    if (!inventory.notTaken().isEmpty()) {
      console.printer().progress("Not taken: " + String.join(", ", inventory.notTaken()) + ".");
    }
    Api api = console.api();
    Map<String, Json.Obj> there = new HashMap<>();
    api.list("/models", "models", model -> there.put(Words.text(model, "name"), model));
    List<Told> told = new ArrayList<>();
    for (InventoryFile.Row row : inventory.rows()) {
      Json.Obj known = there.get(row.cell("name"));
      told.add(known == null ? register(api, row) : compare(row, known));
    }
    answer(told);
    return Exit.of(told.stream().allMatch(Told::stands)).code();
  }

  private Told register(Api api, InventoryFile.Row row) {
    if (dry) {
      return new Told(row, Outcome.WOULD, "", "");
    }
    Json.Builder body = Json.obj().put("name", row.cell("name")).put("use", use(row));
    for (String optional : List.of("owner", "policy")) {
      if (!row.cell(optional).isEmpty()) {
        body.put(optional, row.cell(optional));
      }
    }
    try {
      api.post("/models", body.build());
      return new Told(row, Outcome.REGISTERED, "", "");
    } catch (CommandException e) {
      if (e.exit() == Exit.UNKNOWN) {
        throw e;
      }
      return new Told(row, Outcome.REFUSED, e.code(), e.sentence());
    }
  }

  private static Json.Obj use(InventoryFile.Row row) {
    return Json.obj()
        .put("purpose", row.cell("purpose"))
        .put("population", row.cell("population"))
        .put("restrictions", row.cell("restrictions"))
        .build();
  }

  private static Told compare(InventoryFile.Row row, Json.Obj known) {
    Json.Obj stated = Words.object(known, "use");
    boolean same =
        List.of("purpose", "population", "restrictions").stream()
            .allMatch(name -> Words.text(stated, name).equals(row.cell(name)));
    return new Told(row, same ? Outcome.THERE : Outcome.ANOTHER, "", "");
  }

  private void answer(List<Told> told) {
    Json.Builder counts = Json.obj();
    List<String> lines = new ArrayList<>();
    told.forEach(one -> lines.add(one.text()));
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
