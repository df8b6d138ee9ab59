// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.table.DistinctScores;
import org.imprimatur.engines.table.ScoredData;
import org.imprimatur.engines.table.Sweep;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.Fairness;
import org.imprimatur.proof.evidence.GroupTable;
import org.imprimatur.proof.evidence.RowCounts;
import org.imprimatur.proof.evidence.Sums;
import org.imprimatur.proof.json.Json;

/** How the groups of the examination, and their intersections, are treated. */
final class FairnessCheck {
  private FairnessCheck() {}

  static Json.Obj run(Task task) throws CheckException, IOException {
    Specification asked = Specification.of(task.spec());
    if (asked.groups().all().isEmpty()) {
      throw new CheckException(
          "spec.groups", "The examination names no groups, so fairness cannot be computed.");
    }
    try (Database database = Database.open(Scored.temporary())) {
      ScoredData data = Scored.open(database, task, asked);
      RowCounts counts = data.counts();
      List<GroupTable> tables = new ArrayList<>();
      for (List<String> columns : asked.groups().all()) {
        List<GroupTable.Row> rows = new ArrayList<>();
        for (Map.Entry<String, DistinctScores> group : data.by(columns).entrySet()) {
          rows.add(row(group.getKey(), new Sweep(group.getValue()), asked, counts));
        }
        tables.add(new GroupTable(String.join(" & ", columns), rows));
      }
      Fairness fairness = new Fairness(counts, asked.favourable(), tables);
      return task.evidence(Evidence.Kind.DERIVED)
          .computed(fairness.tables(), fairness.metrics(), fairness.details());
    }
  }

  private static GroupTable.Row row(
      String group, Sweep sweep, Specification asked, RowCounts counts) {
    boolean probabilities = counts.outOfRange() == 0;
    return new GroupTable.Row(
        group,
        sweep.confusion(asked.threshold()),
        sweep.ranking(),
        probabilities ? sweep.scoreSums() : Sums.ZERO,
        probabilities ? sweep.brierSums() : Sums.ZERO);
  }
}
