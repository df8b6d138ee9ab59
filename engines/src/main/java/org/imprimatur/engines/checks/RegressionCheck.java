// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.util.List;
import org.imprimatur.engines.prediction.NumberRows;
import org.imprimatur.engines.prediction.Target;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.Regression;
import org.imprimatur.proof.json.Json;

/** How far a model's numbers are from those that came true. */
final class RegressionCheck {
  private RegressionCheck() {}

  static Json.Obj run(Task task) throws CheckException, IOException {
    try (Database database = Scored.database(task)) {
      List<String> segments = Scored.segments(task);
      Regression regression =
          NumberRows.open(database, Target.of(task.spec()), task, segments).regression(segments);
      return task.evidence(Evidence.Kind.DERIVED)
          .computed(regression.tables(), regression.metrics(), regression.details());
    }
  }
}
