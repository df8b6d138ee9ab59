// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.table.ScoredData;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.Performance;
import org.imprimatur.proof.evidence.Probabilities;
import org.imprimatur.proof.evidence.Reliability;
import org.imprimatur.proof.evidence.Sums;
import org.imprimatur.proof.json.Json;

/** How well a model ranks, decides and is calibrated on the test set. */
final class PerformanceCheck {
  private static final List<String> STEPS =
      List.of("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9");

  private PerformanceCheck() {}

  static Json.Obj run(Task task) throws CheckException, IOException {
    Specification asked = Specification.of(task.spec());
    try (Database database = Database.open(Scored.temporary())) {
      ScoredData data = Scored.open(database, task, asked);
      List<Double> cutoffs = new ArrayList<>(List.of(asked.threshold()));
      STEPS.forEach(step -> cutoffs.add(Double.parseDouble(step)));
      ScoredData.Overall overall = data.overall(cutoffs);
      Performance performance =
          new Performance(
              data.counts(),
              overall.confusions().getFirst(),
              overall.ranking(),
              overall.probabilities().orElseGet(PerformanceCheck::none),
              thresholds(overall));
      return task.evidence(Evidence.Kind.DERIVED)
          .computed(
              performance.tables(),
              performance.metrics(),
              Scored.withAgreement(performance.details(), data.agreement()));
    }
  }

  private static List<Performance.Threshold> thresholds(ScoredData.Overall overall) {
    List<Performance.Threshold> steps = new ArrayList<>();
    for (int i = 0; i < STEPS.size(); i++) {
      steps.add(new Performance.Threshold(STEPS.get(i), overall.confusions().get(i + 1)));
    }
    return steps;
  }

  /** Nothing can be added up where scores are no probabilities. */
  private static Probabilities none() {
    Reliability empty = new Reliability(List.of());
    return new Probabilities(Sums.ZERO, Sums.ZERO, Sums.ZERO, empty, empty, Optional.empty());
  }
}
