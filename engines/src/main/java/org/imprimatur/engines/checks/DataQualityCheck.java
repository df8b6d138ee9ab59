// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.imprimatur.engines.columns.DataSet;
import org.imprimatur.engines.columns.Features;
import org.imprimatur.engines.columns.Gaps;
import org.imprimatur.engines.columns.Label;
import org.imprimatur.engines.columns.PersonalData;
import org.imprimatur.engines.columns.PersonalNames;
import org.imprimatur.engines.columns.Rows;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.ColumnTable;
import org.imprimatur.proof.evidence.Counts;
import org.imprimatur.proof.evidence.DataQuality;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.MissingByGroup;
import org.imprimatur.proof.json.Json;

/**
 * Schema, missing values, repeated rows, ranges, outliers and class balance of the test set, beside
 * the training set where there is one.
 */
final class DataQualityCheck {
  private final Specification asked;
  private final DataSet.Pair data;
  private final boolean twoClasses;
  private final Features features;
  private final TreeMap<String, Long> counts = new TreeMap<>();
  private final List<Json> problems = new ArrayList<>();

  private DataQualityCheck(
      Specification asked, boolean twoClasses, DataSet.Pair data, Features features) {
    this.asked = asked;
    this.twoClasses = twoClasses;
    this.data = data;
    this.features = features;
  }

  static Json.Obj run(Task task) throws CheckException, IOException {
    Specification asked = Specification.of(task.spec());
    try (Database database = Scored.database(task)) {
      DataSet.Pair data =
          DataSet.load(database, task.needAll("testSet"), task.all("trainSet"), asked.id());
      Features features = Features.of(task, asked, data);
      boolean twoClasses = Specification.hasTwoClasses(task.spec());
      return new DataQualityCheck(asked, twoClasses, data, features).evidence(task);
    }
  }

  private Json.Obj evidence(Task task) throws CheckException {
    Map<String, Map<String, Long>> hints = PersonalData.cells(data.test());
    Set<String> notShown = notShown(hints);
    List<Rows.Pattern> patterns = patterns();
    Optional<DataQuality.Part> train = train(patterns, notShown);
    Label label = Label.of(data.test(), asked.label(), twoClasses);
    Features.Test columns =
        features.test(data, label, train.map(DataQuality.Part::columns).orElse(Map.of()), notShown);
    DataQuality.Part test =
        new DataQuality.Part(
            data.test().rows(),
            Rows.duplicates(patterns),
            label.balance(data.test()),
            columns.tables());
    Json.Obj shown = columns(columns.tables(), notShown);
    count(test);
    balance(test.balance());
    schema();
    needed();
    Map<String, MissingByGroup> gaps = gaps(hints.keySet());
    long cells =
        hints.values().stream().flatMap(kinds -> kinds.values().stream()).mapToLong(n -> n).sum();
    counts.put("personal_data_cells", cells);
    counts.put("personal_data_columns", (long) hints.size());
    DataQuality quality =
        new DataQuality(
            new Counts(counts), train, test, columns.strays(), new DataQuality.People(hints, gaps));
    Json.Builder details =
        Json.obj()
            .put("columns", shown)
            .put("constant_columns", constant(shown))
            .put("quality", quality.details())
            .put("personal_data", personalData(quality))
            .put("problems", Json.array(problems));
    return task.evidence(Evidence.Kind.DERIVED)
        .computed(quality.tables(), quality.metrics(), details.build());
  }

  /** No number of a column with hints is shown, in the one set or the other. */
  private Set<String> notShown(Map<String, Map<String, Long>> hints) throws CheckException {
    Set<String> names = new HashSet<>(hints.keySet());
    if (data.train().isPresent()) {
      names.addAll(PersonalData.cells(data.train().get()).keySet());
    }
    return names;
  }

  /** A group whose values are hints themselves is not told apart by them. */
  private Map<String, MissingByGroup> gaps(Set<String> hinted) throws CheckException {
    Set<String> groups = new LinkedHashSet<>();
    asked.groups().all().forEach(groups::addAll);
    Map<String, MissingByGroup> gaps = new LinkedHashMap<>();
    for (String group : groups) {
      if (data.test().has(group) && !hinted.contains(group)) {
        gaps.put(group, Gaps.by(data.test(), group));
      }
    }
    return gaps;
  }

  private Json personalData(DataQuality quality) {
    Json.Builder names = Json.obj();
    PersonalNames.among(data.test().names()).forEach(names::put);
    return Json.obj()
        .put("cells", quality.people().hintTable())
        .put("names", names.build())
        .build();
  }

  /** Rows are compared in all features where both sets have them, else within the test set. */
  private List<Rows.Pattern> patterns() throws CheckException {
    Optional<DataSet> train =
        data.train().filter(set -> features.names().stream().allMatch(set::has));
    List<Rows.Pattern> patterns = Rows.patterns(data.test(), train, features.names());
    if (train.isPresent() && !features.names().isEmpty()) {
      counts.put("rows_shared_with_training", Rows.shared(patterns));
    }
    return patterns;
  }

  private Optional<DataQuality.Part> train(List<Rows.Pattern> patterns, Set<String> notShown)
      throws CheckException {
    if (data.train().isEmpty()) {
      return Optional.empty();
    }
    DataSet train = data.train().get();
    Label label = Label.of(train, asked.label(), twoClasses);
    return Optional.of(
        new DataQuality.Part(
            train.rows(),
            Rows.trainDuplicates(patterns),
            label.balance(train),
            features.train(train, label, notShown)));
  }

  /** Every column of the test set, the id and the label among them, as read at a glance. */
  private Json.Obj columns(Map<String, ColumnTable> tables, Set<String> notShown)
      throws CheckException {
    Json.Builder shown = Json.obj();
    long missing = 0;
    for (Map.Entry<String, DataSet.Glance> entry : data.test().columns().entrySet()) {
      String name = entry.getKey();
      DataSet.Glance glance = entry.getValue();
      missing += glance.missing();
      ColumnTable table = tables.get(name);
      Json.Builder json =
          Json.obj()
              .put("type", glance.type().word())
              .put("missing", glance.missing())
              .put("distinct", table == null ? data.test().distinct(name) : table.distinct());
      if (!notShown.contains(name)) {
        glance.least().ifPresent(least -> json.put("min", least));
        glance.most().ifPresent(most -> json.put("max", most));
      }
      shown.put(name, json.build());
    }
    counts.put("missing_cells", missing);
    return shown.build();
  }

  private Json constant(Json.Obj shown) {
    List<Json> constant = new ArrayList<>();
    for (String name : data.test().names()) {
      if (shown.object(name).integer("distinct") <= 1) {
        constant.add(Json.of(name));
      }
    }
    counts.put("constant_columns", (long) constant.size());
    return Json.array(constant);
  }

  private void count(DataQuality.Part test) throws CheckException {
    counts.put("rows", test.rows());
    counts.put("columns", (long) data.test().names().size());
    counts.put("duplicate_rows", test.duplicates());
    counts.put("repeated_ids", repeatedIds());
  }

  private long repeatedIds() throws CheckException {
    String id = asked.id().orElse("");
    DataSet.Glance glance = data.test().columns().get(id);
    return glance == null ? 0 : data.test().rows() - glance.missing() - data.test().distinct(id);
  }

  private void balance(DataQuality.Balance balance) {
    String label = asked.label().column();
    if (!data.test().has(label)) {
      problem("data.column-missing", "The test set has no label column " + label + ".");
      return;
    }
    counts.put("missing_labels", balance.missing());
    if (twoClasses) {
      counts.put("positives", balance.positives());
      counts.put("negatives", balance.negatives());
      if (balance.positives() == 0 || balance.negatives() == 0) {
        problem("data.one-class", "The label column " + label + " has only one class.");
      }
    }
    if (balance.missing() > 0) {
      problem(
          "data.label-missing",
          balance.missing() + " of " + data.test().rows() + " rows have no label.");
    }
  }

  private void schema() {
    Map<String, DataSet.Glance> others = data.train().map(DataSet::columns).orElse(Map.of());
    for (Map.Entry<String, DataSet.Glance> other : others.entrySet()) {
      String name = other.getKey();
      DataSet.Glance glance = data.test().columns().get(name);
      if (glance == null) {
        problem("data.schema", "The training set has a column " + name + ", the test set has not.");
      } else if (isChanged(other.getValue().type(), glance.type())) {
        problem(
            "data.type",
            "The column %s is %s in the training set and %s in the test set."
                .formatted(name, other.getValue().type().word(), glance.type().word()));
      }
    }
    if (counts.getOrDefault("repeated_ids", 0L) > 0) {
      problem("data.ids", "Values of the id column occur more than once.");
    }
    if (data.test().rows() == 0) {
      problem("data.empty", "The test set has no rows.");
    }
  }

  private static boolean isChanged(DataSet.Type before, DataSet.Type now) {
    boolean known = before != DataSet.Type.EMPTY && now != DataSet.Type.EMPTY;
    return known && before.isNumeric() != now.isNumeric();
  }

  /** The columns that other checks need: without the id, or the groups, they could not compute. */
  private void needed() {
    List<String> needed = new ArrayList<>(asked.id().map(List::of).orElse(List.of()));
    asked.groups().all().forEach(needed::addAll);
    for (String name : new LinkedHashSet<>(needed)) {
      if (!data.test().has(name)) {
        problem("data.column-missing", "The test set has no column " + name + ".");
      }
    }
    String id = asked.id().orElse("");
    if (data.test().has(id)) {
      long missing = Objects.requireNonNull(data.test().columns().get(id)).missing();
      if (missing > 0) {
        problem("data.ids", missing + " rows have no id.");
      }
    }
  }

  private void problem(String code, String sentence) {
    problems.add(Json.obj().put("code", code).put("sentence", sentence).build());
  }
}
