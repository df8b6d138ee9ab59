// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.util.List;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.table.ScoredData;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.Fairness;
import org.imprimatur.proof.evidence.GroupTable;
import org.imprimatur.proof.json.Json;

/** How the groups of the examination, and their intersections, are treated. */
final class FairnessCheck {
  private FairnessCheck() {}

  static Json.Obj run(Task task) throws CheckException, IOException {
    Specification asked = Specification.of(task.spec()).needsGroups();
    try (Database database = Scored.database(task);
        ScoredData data = Scored.open(database, task, asked)) {
      List<GroupTable> tables = data.groups(asked.groups().all(), asked.threshold());
      return evidence(task, asked, data, tables);
    }
  }

  static Json.Obj evidence(
      Task task, Specification asked, ScoredData data, List<GroupTable> tables) {
    Fairness fairness = new Fairness(data.counts(), asked.favourable(), tables);
    return task.evidence(Evidence.Kind.DERIVED)
        .computed(fairness.tables(), fairness.metrics(), fairness.details());
  }
}
