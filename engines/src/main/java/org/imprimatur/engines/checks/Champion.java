// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.json.Json;

/**
 * The model in use: its scores come from its file, its predictions, or a column of the test set.
 */
record Champion(
    Json.Obj spec,
    Optional<Path> model,
    List<Path> predictions,
    double threshold,
    Specification challenger) {

  static Champion of(Task task, Specification challenger) throws CheckException {
    Json.Obj spec =
        task.spec().find("champion").orElse(Json.nothing()) instanceof Json.Obj found
            ? found
            : Json.obj().build();
    Optional<Path> model = task.find("championModel");
    List<Path> predictions = task.all("championPredictions");
    if (model.isEmpty() && predictions.isEmpty() && spec.find("score").isEmpty()) {
      throw new CheckException(
          "spec.champion",
          "The comparison has no champion. Name its model, its predictions, or the column of the"
              + " test set that holds its scores.");
    }
    Optional<String> threshold = Specification.text(spec, "threshold");
    return new Champion(
        spec,
        model,
        predictions,
        threshold.isPresent() ? Specification.threshold(threshold.get()) : challenger.threshold(),
        challenger);
  }

  /** What the champion is asked: its own column of scores, and only groups of the test set. */
  Specification asked(List<String> testColumns) {
    Set<String> known = new HashSet<>(testColumns);
    List<String> groups = challenger.groups().single().stream().filter(known::contains).toList();
    List<List<String>> intersections =
        challenger.groups().intersections().stream().filter(known::containsAll).toList();
    Optional<String> score = Specification.text(spec, "score");
    return new Specification(
        challenger.id(),
        challenger.label(),
        score.isPresent() ? score : challenger.score(),
        threshold,
        challenger.favourable(),
        new Specification.Groups(groups, intersections));
  }
}
