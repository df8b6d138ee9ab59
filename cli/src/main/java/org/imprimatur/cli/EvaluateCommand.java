// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  @Parameters(
      paramLabel = "FILE",
      description = "An evaluation/v1 file; with --like a model's folder or its .onnx file.")
  private Path file = Path.of("");

  @Option(
      names = "--like",
      paramLabel = "MODEL",
      description = "Ask what this model's examination asks, on data of your own.")
  private Optional<String> like = Optional.empty();

  @Option(names = "--data", description = "With --like: rows with labels. May be repeated.")
  private List<Path> data = new ArrayList<>();

  @Option(names = "--reference", description = "With --like: the training data, for drift.")
  private List<Path> reference = new ArrayList<>();

  @Option(names = "--cutoff", description = "With --like: the cut-off, such as 0.15.")
  private Optional<Double> cutoff = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "NAME[:INDEX|KEY]",
      description = "With --like: which output of the model is the score.")
  private Optional<String> output = Optional.empty();

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "With --like: also keep the evaluation file that was put together.")
  private Optional<Path> kept = Optional.empty();

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
    return like.isPresent() ? alike(like.get()) : evaluated(file);
  }

  /**
   * No file is written by hand: the examination says what is asked, the artifact what is scored.
   */
  private int alike(String model) {
    if (data.isEmpty()) {
      throw CommandException.usage(
          "evaluation.data",
          "The registered test set stays closed, so --like needs data of your own.",
          "Name rows with labels: --data mine.csv.");
    }
    EvaluationLike evaluation =
        new EvaluationLike()
            .artifact(file)
            .given(
                new EvaluationLike.Given(
                    data, reference, cutoff, output.map(RegisterCommand::output)));
    evaluation.examination(console.api().get(ModelCommands.path(model) + "/examination"));
    evaluation.sources().forEach(console.printer()::progress);
    if (kept.isPresent()) {
      evaluation.write(kept.get(), false);
      return evaluated(kept.get());
    }
    return temporarily(evaluation);
  }

  private int temporarily(EvaluationLike evaluation) {
    try {
      Path yaml = Files.createTempFile("imprimatur-evaluation-", ".yaml");
      try {
        evaluation.write(yaml, true);
        return evaluated(yaml);
      } finally {
        Files.deleteIfExists(yaml);
      }
    } catch (IOException e) {
      throw CommandException.unknown(
          "evaluation.files",
          "No temporary file can be written.",
          "Keep the evaluation file with --write FILE.");
    }
  }

  private int evaluated(Path yaml) {
    return switch (Evaluation.run(yaml, unconfined)) {
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
