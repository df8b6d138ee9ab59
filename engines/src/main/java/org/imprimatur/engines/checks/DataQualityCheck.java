// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.table.Profile;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.Counts;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;

/** Schema, missing values, repeated rows, constant columns and class balance of the test set. */
final class DataQualityCheck {
  private final Specification asked;
  private final Profile profile;
  private final TreeMap<String, Long> counts = new TreeMap<>();
  private final List<Json> problems = new ArrayList<>();

  private DataQualityCheck(Specification asked, Profile profile) {
    this.asked = asked;
    this.profile = profile;
  }

  static Json.Obj run(Task task) throws CheckException, IOException {
    Specification asked = Specification.of(task.spec());
    try (Database database = Database.open(Scored.temporary())) {
      Profile profile = Profile.load(database, task.need("testSet"), task.find("trainSet"));
      return new DataQualityCheck(asked, profile).evidence(task);
    }
  }

  private Json.Obj evidence(Task task) throws CheckException {
    List<String> leftOut = new ArrayList<>(asked.id().map(List::of).orElse(List.of()));
    leftOut.add(asked.label().column());
    List<Profile.Column> columns = profile.columns();
    long rows = profile.rows();
    counts.put("rows", rows);
    counts.put("columns", (long) columns.size());
    counts.put("missing_cells", columns.stream().mapToLong(Profile.Column::missing).sum());
    counts.put("duplicate_rows", profile.duplicates(leftOut));
    counts.put("constant_columns", columns.stream().filter(Profile.Column::isConstant).count());
    counts.put("repeated_ids", asked.id().isPresent() ? profile.repeated(asked.id().get()) : 0L);
    profile.shared(leftOut).ifPresent(shared -> counts.put("rows_shared_with_training", shared));
    balance(rows);
    schema();
    ids(columns);
    Counts all = new Counts(counts);
    return task.evidence(Evidence.Kind.DERIVED)
        .computed(all.tables(), all.metrics(), details(columns));
  }

  private void balance(long rows) throws CheckException {
    String label = asked.label().column();
    if (!profile.columnNames().contains(label)) {
      problem("data.column-missing", "The test set has no label column " + label + ".");
      return;
    }
    Profile.Balance balance = profile.balance(label, asked.label().positive());
    counts.put("missing_labels", balance.missing());
    counts.put("positives", balance.positives());
    counts.put("negatives", balance.negatives());
    if (balance.positives() == 0 || balance.negatives() == 0) {
      problem("data.one-class", "The label column " + label + " has only one class.");
    }
    if (balance.missing() > 0) {
      problem("data.label-missing", balance.missing() + " of " + rows + " rows have no label.");
    }
  }

  private void schema() {
    for (String name : profile.referenceColumnNames().orElse(List.of())) {
      if (!profile.columnNames().contains(name)) {
        problem("data.schema", "The training set has a column " + name + ", the test set has not.");
      }
    }
    if (counts.getOrDefault("repeated_ids", 0L) > 0) {
      problem("data.ids", "Values of the id column occur more than once.");
    }
    if (counts.getOrDefault("rows", 0L) == 0) {
      problem("data.empty", "The test set has no rows.");
    }
  }

  /** The columns that other checks need: without the id, or the groups, they could not compute. */
  private void ids(List<Profile.Column> columns) {
    List<String> needed = new ArrayList<>(asked.id().map(List::of).orElse(List.of()));
    asked.groups().all().forEach(needed::addAll);
    for (String name : new LinkedHashSet<>(needed)) {
      if (!profile.columnNames().contains(name)) {
        problem("data.column-missing", "The test set has no column " + name + ".");
      }
    }
    for (Profile.Column column : columns) {
      if (asked.id().equals(Optional.of(column.name())) && column.missing() > 0) {
        problem("data.ids", column.missing() + " rows have no id.");
      }
    }
  }

  private void problem(String code, String sentence) {
    problems.add(Json.obj().put("code", code).put("sentence", sentence).build());
  }

  private Json details(List<Profile.Column> columns) {
    List<Json> constant = new ArrayList<>();
    Json.Builder shown = Json.obj();
    for (Profile.Column column : columns) {
      Json.Builder json =
          Json.obj()
              .put("type", column.type())
              .put("missing", column.missing())
              .put("distinct", column.distinct());
      column.least().ifPresent(least -> json.put("min", least));
      column.most().ifPresent(most -> json.put("max", most));
      shown.put(column.name(), json.build());
      if (column.isConstant()) {
        constant.add(Json.of(column.name()));
      }
    }
    return Json.obj()
        .put("columns", shown.build())
        .put("constant_columns", Json.array(constant))
        .put("problems", Json.array(problems))
        .build();
  }
}
