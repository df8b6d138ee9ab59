// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.imprimatur.engines.onnx.TextInputs;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.ScoreNames;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.ClassConfusion;
import org.imprimatur.proof.evidence.ColumnTable;
import org.imprimatur.proof.evidence.DataQuality;
import org.imprimatur.proof.evidence.Leakage;
import org.imprimatur.proof.evidence.Telling;

/**
 * The columns of a data set that are neither id nor label nor score, and which of them hold
 * categories: texts, those that the specification names, and those that the model reads as texts.
 */
public final class Features {
  private final List<String> names = new ArrayList<>();
  private final Set<String> categories = new HashSet<>();

  private Features() {}

  public static Features of(Task task, Specification asked, DataSet.Pair data)
      throws CheckException, IOException {
    Features features = new Features();
    Set<String> never = new HashSet<>(Specification.answers(task.spec()));
    never.add(asked.label().column());
    if (!Specification.hasTwoClasses(task.spec())) {
      never.add(Specification.text(task.spec(), "prediction").orElse("prediction"));
    }
    asked.id().ifPresent(never::add);
    if (ScoreNames.areAsked(task.spec())) {
      never.addAll(ScoreNames.of(classesOf(asked, data.test())));
    }
    features.names.addAll(data.test().names());
    features.names.removeAll(never);
    task.spec()
        .find("categorical")
        .map(Specification::texts)
        .ifPresent(features.categories::addAll);
    Predicate<String> texts =
        TextInputs.of(
            task.find("model"),
            task.spec().find("features").map(Specification::texts),
            () -> data.test().names());
    features.names.stream().filter(texts).forEach(features.categories::add);
    for (String name : features.names) {
      if (data.test().type(name) == DataSet.Type.TEXT
          || data.train().map(train -> train.type(name)).orElse(DataSet.Type.EMPTY)
              == DataSet.Type.TEXT) {
        features.categories.add(name);
      }
    }
    return features;
  }

  private static Set<String> classesOf(Specification asked, DataSet test) throws CheckException {
    Set<String> classes = new HashSet<>();
    if (test.has(asked.label().column())) {
      test.database()
          .query(
              "SELECT DISTINCT %s AS c FROM %s WHERE c IS NOT NULL LIMIT %d"
                  .formatted(
                      test.text(asked.label().column()),
                      test.table(),
                      ClassConfusion.MOST_CLASSES + 1),
              row -> classes.add(row.getString(1)));
    }
    return classes;
  }

  public List<String> names() {
    return List.copyOf(names);
  }

  public boolean isCategorical(String name) {
    return categories.contains(name);
  }

  /** The columns of the training set; they come first, since the test set is held against them. */
  public Map<String, ColumnTable> train(DataSet train, Label label, Set<String> notShown)
      throws CheckException {
    Map<String, ColumnTable> tables = new LinkedHashMap<>();
    for (String name : names) {
      if (train.has(name)) {
        tables.put(
            name,
            isCategorical(name)
                ? CategoryColumn.read(train, name, label.sql())
                : NumberColumn.read(train, name, label.sql())
                    .table(train.rows(), !notShown.contains(name)));
      }
    }
    return tables;
  }

  /** The features of a data set as leakage looks at them; no number of theirs is shown. */
  public Map<String, Leakage.Feature> alone(DataSet train, Label label) throws CheckException {
    Map<String, Leakage.Feature> found = new LinkedHashMap<>();
    for (String name : names) {
      if (train.has(name)) {
        ColumnTable column =
            isCategorical(name)
                ? CategoryColumn.read(train, name, label.sql())
                : NumberColumn.read(train, name, label.sql()).table(train.rows(), false);
        found.put(
            name, new Leakage.Feature(column, CategoryColumn.presence(train, name, label.sql())));
      }
    }
    return found;
  }

  /** The same beside a label that has not two classes. */
  public Map<String, Leakage.Feature> besides(Map<String, Leakage.Feature> alone, OtherLabel label)
      throws CheckException {
    Map<String, Leakage.Feature> found = new LinkedHashMap<>();
    for (Map.Entry<String, Leakage.Feature> entry : alone.entrySet()) {
      String name = entry.getKey();
      Telling values = isCategorical(name) ? label.category(name) : label.number(name);
      found.put(
          name,
          new Leakage.Feature(
              entry.getValue().column(),
              entry.getValue().present(),
              Optional.of(new Leakage.Feature.Other(values, label.presence(name)))));
    }
    return found;
  }

  /** The columns of the test set with those of its cells that lie apart. */
  public record Test(Map<String, ColumnTable> tables, Map<String, DataQuality.Stray> strays) {}

  public Test test(
      DataSet.Pair data, Label label, Map<String, ColumnTable> train, Set<String> notShown)
      throws CheckException {
    Test found = new Test(new LinkedHashMap<>(), new LinkedHashMap<>());
    for (String name : names) {
      if (isCategorical(name)) {
        found.tables.put(name, CategoryColumn.read(data.test(), name, label.sql()));
        if (data.train().isPresent() && train.containsKey(name)) {
          CategoryColumn.Unseen unseen =
              CategoryColumn.unseen(data.test(), data.train().get(), name);
          found.strays.put(name, new DataQuality.Stray(unseen.rows(), unseen.categories(), 0));
        }
      } else {
        NumberColumn column = NumberColumn.read(data.test(), name, label.sql());
        ColumnTable.Numbers table = column.table(data.test().rows(), !notShown.contains(name));
        found.tables.put(name, table);
        column
            .stray(train.getOrDefault(name, table), train.containsKey(name))
            .ifPresent(stray -> found.strays.put(name, stray));
      }
    }
    return found;
  }
}
