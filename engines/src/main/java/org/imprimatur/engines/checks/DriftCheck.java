// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.engines.onnx.OnnxModel;
import org.imprimatur.engines.table.ComparedFiles;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.ScoreNames;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.Drift;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;

/** The test set against the reference, column by column. */
final class DriftCheck {
  private final Task task;
  private final ComparedFiles files;

  private DriftCheck(Task task, ComparedFiles files) {
    this.task = task;
    this.files = files;
  }

  static Json.Obj run(Task task) throws CheckException, IOException {
    try (Database database = Scored.database(task)) {
      ComparedFiles.Files files =
          new ComparedFiles.Files(
              task.needAll("trainSet"),
              task.needAll("testSet"),
              Specification.text(task.spec(), "id"));
      return new DriftCheck(task, ComparedFiles.open(database, files)).evidence();
    }
  }

  private Json.Obj evidence() throws CheckException, IOException {
    List<String> asked = asked();
    List<String> vanished = only(asked, files.reference(), files.current());
    List<String> added = only(asked, files.current(), files.reference());
    List<String> columns = new ArrayList<>(asked);
    columns.removeAll(vanished);
    columns.removeAll(added);
    ComparedFiles.Compared compared = files.compare(columns, categorical(columns));
    Drift drift = new Drift(compared.columns(), vanished, added, compared.retyped());
    return task.evidence(Evidence.Kind.DERIVED)
        .computed(drift.tables(), drift.metrics(), drift.details());
  }

  /** The columns asked for by name; else all but id and label, and answers that stand alone. */
  private List<String> asked() throws CheckException {
    Set<String> known = new HashSet<>(files.reference());
    known.addAll(files.current());
    List<String> named = texts("features");
    if (!named.isEmpty()) {
      List<String> unknown = named.stream().filter(name -> !known.contains(name)).toList();
      if (!unknown.isEmpty()) {
        throw new CheckException(
            "data.column-missing",
            "Neither file has these columns: "
                + Drift.listed(unknown)
                + ". Correct the names (features).");
      }
      return named.stream().distinct().sorted().toList();
    }
    Specification.text(task.spec(), "id").ifPresent(known::remove);
    label().ifPresent(known::remove);
    Set<String> answers = new HashSet<>(Specification.answers(task.spec()));
    answers.add("prediction");
    if (ScoreNames.areAsked(task.spec())) {
      known.stream().filter(ScoreNames::isLike).forEach(answers::add);
    }
    answers.removeIf(name -> files.reference().contains(name) && files.current().contains(name));
    known.removeAll(answers);
    return known.stream().sorted().toList();
  }

  private Optional<String> label() {
    return task.spec()
        .find("label")
        .flatMap(
            label ->
                label instanceof Json.Obj named
                    ? Specification.text(named, "column")
                    : Optional.empty());
  }

  private List<String> texts(String member) {
    return task.spec().find(member).map(Specification::texts).orElse(List.of());
  }

  private static List<String> only(List<String> asked, List<String> here, List<String> there) {
    return asked.stream().filter(here::contains).filter(name -> !there.contains(name)).toList();
  }

  /** Numbers that are names: those that the task lists, and those that the model reads as texts. */
  private Set<String> categorical(List<String> columns) throws CheckException, IOException {
    Set<String> categorical = new HashSet<>(texts("categorical"));
    if (task.find("model").isPresent()) {
      List<OnnxModel.Port> inputs =
          OnnxModel.parse(Files.readAllBytes(task.need("model"))).inputs();
      inputs.stream()
          .filter(OnnxModel.Port::isText)
          .map(OnnxModel.Port::name)
          .forEach(categorical::add);
      boolean oneTensor = inputs.size() == 1 && !columns.contains(inputs.getFirst().name());
      if (oneTensor && inputs.getFirst().isText()) {
        categorical.addAll(columns);
      }
    }
    return categorical;
  }
}
