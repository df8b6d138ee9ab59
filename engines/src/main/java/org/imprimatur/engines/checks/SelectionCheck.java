// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.engines.prediction.ClassRows;
import org.imprimatur.engines.prediction.Target;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.table.ScoredData;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.ClassSelection;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.GroupTable;
import org.imprimatur.proof.evidence.Selection;
import org.imprimatur.proof.evidence.SelectionTable;
import org.imprimatur.proof.json.Json;

/**
 * Who is predicted what in the groups of the examination, and in their intersections: what the
 * checks of fairness say without a label. The rows are read, grouped and counted as these do it.
 */
final class SelectionCheck {
  private SelectionCheck() {}

  static Json.Obj run(Task task) throws CheckException, IOException {
    return Specification.hasTwoClasses(task.spec()) ? ofTwo(task) : ofSeveral(task);
  }

  private static Json.Obj ofTwo(Task task) throws CheckException, IOException {
    Specification asked = Specification.unlabelled(task.spec()).needsGroups();
    try (Database database = Scored.database(task);
        ScoredData data = Scored.open(database, task, asked)) {
      List<SelectionTable> tables =
          data.groups(asked.groups().all(), asked.threshold()).stream()
              .map(GroupTable::selection)
              .toList();
      var selection = new Selection(data.counts().rows(), asked.favourable(), tables);
      return task.evidence(Evidence.Kind.DERIVED)
          .computed(selection.tables(), selection.metrics(), selection.details());
    }
  }

  private static Json.Obj ofSeveral(Task task) throws CheckException, IOException {
    Target target = Target.unlabelled(task.spec()).needsGroups();
    try (Database database = Scored.database(task)) {
      ClassRows rows = ClassRows.open(database, target, task);
      List<ClassSelection.Attribute> attributes = new ArrayList<>();
      for (List<String> columns : target.groups()) {
        List<ClassSelection.Group> groups = new ArrayList<>();
        rows.by(columns)
            .forEach((name, counts) -> groups.add(ClassSelection.Group.of(name, counts)));
        attributes.add(new ClassSelection.Attribute(String.join(" & ", columns), groups));
      }
      var selection =
          new ClassSelection(
              rows.classes(), MulticlassFairnessCheck.favourable(task, rows), attributes);
      return task.evidence(Evidence.Kind.DERIVED)
          .computed(selection.tables(), selection.metrics(), selection.details());
    }
  }
}
