// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Batches of production data after they were sent. */
@Command(
    name = "batch",
    description = {
      "What is done with a batch of production data after imprimatur signal --batch sent it."
    })
final class BatchCommands {
  private final Console console;

  BatchCommands(Console console) {
    this.console = console;
  }

  @Command(
      name = "withdraw",
      description = {
        "Take a batch back that was sent by mistake, as whoever sent it, the model's owner or a",
        "risk manager. It stays in the log with what it said, and counts no more; promises are",
        "judged as if it had not come. A suspension stays."
      })
  int withdraw(
      @Parameters(paramLabel = "MODEL") String model,
      @Parameters(paramLabel = "VERSION") String version,
      @Parameters(paramLabel = "BATCH") long batch,
      @Option(
              names = "--reason",
              required = true,
              paramLabel = "TEXT",
              description = "What was wrong with it.")
          String reason) {
    String path =
        "%s/versions/%s/batches/%d/withdrawal"
            .formatted(ModelCommands.path(model), Numbers.version(version), batch);
    Json.Obj withdrawn = console.api().post(path, Json.obj().put("reason", reason).build());
    console
        .printer()
        .answer(
            withdrawn,
            "Batch %d was taken back, as %s. It counts no more; its rows and its window are free."
                .formatted(batch, Words.text(Words.object(withdrawn, "withdrawn"), "role")));
    return Exit.YES.code();
  }
}
