// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.table.ScoredData;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.CostMatrix;
import org.imprimatur.proof.json.Json;

/**
 * Performance and fairness of the same rows, which are read and ordered once for both. The records
 * are the same, byte for byte, as those of the two checks alone.
 */
final class PairedChecks {
  private PairedChecks() {}

  /** Both tasks have the same files and the same specification, without segments. */
  static List<Json.Obj> run(Task performance, Task fairness) throws CheckException, IOException {
    Specification asked = Specification.of(performance.spec()).needsGroups();
    Optional<CostMatrix> cost = PerformanceCheck.cost(performance.spec());
    try (Database database = Scored.database(performance);
        ScoredData data = Scored.open(database, performance, asked)) {
      ScoredData.Both both = data.both(PerformanceCheck.cutoffs(asked), asked.groups().all());
      return List.of(
          PerformanceCheck.evidence(
              performance, data, both.overall(), new PerformanceCheck.Extra(cost, List.of())),
          FairnessCheck.evidence(fairness, asked, data, both.groups()));
    }
  }
}
