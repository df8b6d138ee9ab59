// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The inventory of all models. */
@Command(
    name = "list",
    description = {
      "List all models: use, owner, tier, policy, what is in production, and further fields.",
      "--format csv writes a table that imprimatur model import reads again."
    })
final class ModelListCommand implements Callable<Integer>, Tabular {
  private final Console console;

  @Option(
      names = "--field",
      paramLabel = "NAME=VALUE",
      description = "Only models with this value in a further field; several must all hold.")
  private Map<String, String> fields = new LinkedHashMap<>();

  ModelListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Json.Obj> models = new ArrayList<>();
    Api api = console.api();
    var query = new StringJoiner("&", "?", "").setEmptyValue("");
    fields.forEach(
        (name, value) -> query.add("field." + Words.encoded(name) + "=" + Words.encoded(value)));
    api.list("/models" + query, "models", models::add);
    console
        .printer()
        .answer(
            Json.obj().put("models", Json.array(models)).build(),
            models.isEmpty() && !fields.isEmpty()
                ? "No model has these values."
                : ModelText.list(models),
            () -> InventoryFile.write(models, List.copyOf(FieldCommands.inUse(api).keySet())));
    return Exit.YES.code();
  }
}
