// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.table.ScoredData;
import org.imprimatur.engines.table.Sweep;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.Performance;
import org.imprimatur.proof.evidence.Probabilities;
import org.imprimatur.proof.evidence.Reliability;
import org.imprimatur.proof.evidence.RowCounts;
import org.imprimatur.proof.evidence.Sums;
import org.imprimatur.proof.json.Json;

/** How well a model ranks, decides and is calibrated on the test set. */
final class PerformanceCheck {
  private PerformanceCheck() {}

  static Json.Obj run(Task task) throws CheckException, IOException {
    Specification asked = Specification.of(task.spec());
    try (Database database = Database.open(Scored.temporary())) {
      ScoredData data = Scored.open(database, task, asked);
      RowCounts counts = data.counts();
      Sweep sweep = new Sweep(data.all());
      Performance performance =
          new Performance(
              counts,
              sweep.confusion(asked.threshold()),
              sweep.ranking(),
              counts.outOfRange() == 0 ? sweep.probabilities() : none(),
              sweep.thresholds());
      return task.evidence(Evidence.Kind.DERIVED)
          .computed(performance.tables(), performance.metrics(), performance.details());
    }
  }

  /** Nothing can be added up where scores are no probabilities. */
  private static Probabilities none() {
    Reliability empty = new Reliability(List.of());
    return new Probabilities(Sums.ZERO, Sums.ZERO, Sums.ZERO, empty, empty, Optional.empty());
  }
}
