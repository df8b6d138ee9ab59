// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.util.List;
import org.imprimatur.engines.prediction.ClassRows;
import org.imprimatur.engines.prediction.Target;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.Multiclass;
import org.imprimatur.proof.json.Json;

/** How well a model tells several classes apart. */
final class MulticlassCheck {
  private MulticlassCheck() {}

  static Json.Obj run(Task task) throws CheckException, IOException {
    Target target = Target.of(task.spec());
    try (Database database = Scored.database(task)) {
      List<String> segments = Scored.segments(task);
      ClassRows rows = ClassRows.open(database, target, task, segments);
      var multiclass =
          new Multiclass(rows.classes(), rows.confusion(), rows.scores(), rows.segments(segments));
      return task.evidence(Evidence.Kind.DERIVED)
          .computed(multiclass.tables(), multiclass.metrics(), multiclass.details());
    }
  }
}
