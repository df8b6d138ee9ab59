// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.json.Json;

/** Finds a check by its id and runs it. */
public final class Checks {
  private Checks() {}

  /** The evidence of a check; where something about a file was guessed, its details say so. */
  public static Json.Obj run(Task task) throws CheckException, IOException {
    return withGuesses(computed(task), task);
  }

  /**
   * The evidence of performance and of fairness of the same rows. What goes wrong for one of them
   * is told of neither: then each is to be run alone.
   */
  public static List<Json.Obj> run(Task performance, Task fairness)
      throws CheckException, IOException {
    List<Json.Obj> both = PairedChecks.run(performance, fairness);
    return both.stream().map(evidence -> withGuesses(evidence, performance)).toList();
  }

  private static Json.Obj withGuesses(Json.Obj evidence, Task task) {
    List<Json> guesses = task.guesses().sentences().stream().map(Json::of).toList();
    return guesses.isEmpty() ? evidence : with(evidence, "details", read(evidence, guesses));
  }

  private static Json read(Json.Obj evidence, List<Json> guesses) {
    return with(evidence.object("details"), "read", Json.array(guesses));
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    SortedMap<String, Json> members = new TreeMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }

  private static Json.Obj computed(Task task) throws CheckException, IOException {
    return switch (task.check()) {
      case "artifact/1" -> ArtifactCheck.run(task);
      case "data.quality/1" -> DataQualityCheck.run(task);
      case "data.leakage/1" -> LeakageCheck.run(task);
      case "data.proxies/1" -> ProxiesCheck.run(task);
      case "data.prohibited-inputs/1" -> ProhibitedInputsCheck.run(task);
      case "data.drift/1" -> DriftCheck.run(task);
      case "performance/1" -> PerformanceCheck.run(task);
      case "performance.multiclass/1" -> MulticlassCheck.run(task);
      case "fairness.multiclass/1" -> MulticlassFairnessCheck.run(task);
      case "performance.comparison/1" -> ComparisonCheck.run(task);
      case "performance.regression/1" -> RegressionCheck.run(task);
      case "fairness.regression/1" -> RegressionFairnessCheck.run(task);
      case "operations.runtime/1" -> RuntimeCheck.run(task);
      case "fairness/1" -> FairnessCheck.run(task);
      case "fairness.selection/1" -> SelectionCheck.run(task);
      case "documentation.card/1" -> CardCheck.run(task, Files.readAllBytes(task.need("card")));
      default ->
          throw new CheckException(
              "check.unknown", "There is no check called " + task.check() + ". Look at the guide.");
    };
  }
}
