// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.imprimatur.engines.Evaluation;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Computes on this machine what the server would compute, before anything is submitted. */
@Command(name = "evaluate", description = "Compute metrics and group rates here, offline.")
final class EvaluateCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", description = "An evaluation/v1 file.")
  private Path file = Path.of("");

  @Option(
      names = "--accept-unconfined",
      description = "Accept workers without confinement, for files of your own.")
  private boolean unconfined;

  @Option(
      names = "--evidence",
      paramLabel = "FOLDER",
      description = "Also write the record of every check into this folder, one file each.")
  private Optional<Path> evidence = Optional.empty();

  EvaluateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return switch (Evaluation.run(file, unconfined)) {
      case Evaluation.Result.Evaluated(Json.Obj document, SortedMap<String, Json.Obj> records) -> {
        evidence.ifPresent(folder -> write(folder, records));
        console.printer().answer(document, EvaluationText.of(document));
        yield Exit.YES.code();
      }
      case Evaluation.Result.Refused(String code, String message) -> throw refused(code, message);
    };
  }

  private static void write(Path folder, SortedMap<String, Json.Obj> records) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, Json.Obj> entry : records.entrySet()) {
        String name = entry.getKey().replace('/', '-') + ".json";
        Files.write(folder.resolve(name), entry.getValue().canonical());
      }
    } catch (IOException e) {
      throw CommandException.unknown(
          "evaluation.files",
          "The evidence cannot be written into " + folder + ".",
          "Name a folder that may be written.");
    }
  }

  private static CommandException refused(String code, String message) {
    boolean file = code.startsWith("evaluation.") && !code.startsWith("evaluation.file");
    return file
        ? CommandException.usage(code, message, "")
        : CommandException.unknown(code, message, "");
  }
}
