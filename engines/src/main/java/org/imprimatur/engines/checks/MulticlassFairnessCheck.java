// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.engines.prediction.ClassNames;
import org.imprimatur.engines.prediction.ClassRows;
import org.imprimatur.engines.prediction.Target;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.ClassFairness;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;

/** How groups are treated by a model of several classes. */
final class MulticlassFairnessCheck {
  private MulticlassFairnessCheck() {}

  static Json.Obj run(Task task) throws CheckException, IOException {
    Target target = Target.of(task.spec()).needsGroups();
    try (Database database = Scored.database(task)) {
      ClassRows rows = ClassRows.open(database, target, task);
      List<ClassFairness.Attribute> attributes = new ArrayList<>();
      for (List<String> columns : target.groups()) {
        List<ClassFairness.Group> groups = new ArrayList<>();
        rows.by(columns)
            .forEach((name, counts) -> groups.add(new ClassFairness.Group(name, counts)));
        attributes.add(new ClassFairness.Attribute(String.join(" & ", columns), groups));
      }
      var fairness = new ClassFairness(rows.classes(), favourable(task, rows), attributes);
      return task.evidence(Evidence.Kind.DERIVED)
          .computed(fairness.tables(), fairness.metrics(), fairness.details());
    }
  }

  static Optional<Integer> favourable(Task task, ClassRows rows) throws CheckException {
    Optional<String> name = Specification.text(task.spec(), "favourable").map(ClassNames::plain);
    if (name.isPresent() && !rows.classes().contains(name.get())) {
      throw new CheckException(
          "spec.favourable",
          "The favourable class "
              + name.get()
              + " is none of the classes "
              + String.join(", ", rows.classes())
              + ".");
    }
    return name.map(rows.classes()::indexOf);
  }
}
