// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.engines.prediction.NumberRows;
import org.imprimatur.engines.prediction.Target;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.NumberFairness;
import org.imprimatur.proof.json.Json;

/** How groups are treated by a model of a number. */
final class RegressionFairnessCheck {
  private RegressionFairnessCheck() {}

  static Json.Obj run(Task task) throws CheckException, IOException {
    Target target = Target.of(task.spec()).needsGroups();
    try (Database database = Scored.database(task)) {
      NumberRows rows = NumberRows.open(database, target, task);
      List<NumberFairness.Attribute> attributes = new ArrayList<>();
      for (List<String> columns : target.groups()) {
        attributes.add(new NumberFairness.Attribute(String.join(" & ", columns), rows.by(columns)));
      }
      var fairness = new NumberFairness(attributes);
      return task.evidence(Evidence.Kind.DERIVED)
          .computed(fairness.tables(), fairness.metrics(), fairness.details());
    }
  }
}
