// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;

/** The inventory of all models. */
@Command(
    name = "list",
    description = {
      "List all models: use, owner, tier, policy and what is in production.",
      "--format csv writes a table that imprimatur model import reads again."
    })
final class ModelListCommand implements Callable<Integer>, Tabular {
  private final Console console;

  ModelListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Json.Obj> models = new ArrayList<>();
    console.api().list("/models", "models", models::add);
    console
        .printer()
        .answer(
            Json.obj().put("models", Json.array(models)).build(),
            ModelText.list(models),
            () -> InventoryFile.write(models));
    return Exit.YES.code();
  }
}
