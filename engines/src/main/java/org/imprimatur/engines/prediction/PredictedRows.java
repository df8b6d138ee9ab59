// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import static org.imprimatur.engines.table.Database.column;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.engines.onnx.Columns;
import org.imprimatur.engines.onnx.Scorer;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Task;

/** The test set beside its predictions, joined by id, or beside what the model answers. */
final class PredictedRows {
  private static final String TEST_SET = "The test set";
  private static final String PREDICTIONS = "The predictions file";

  private final Database database;
  private final Target target;
  private final Optional<Path> model;
  private final List<String> testColumns;
  private final List<String> otherColumns;
  private String from = "t";

  private PredictedRows(
      Database database,
      Target target,
      Optional<Path> model,
      List<String> testColumns,
      List<String> otherColumns) {
    this.database = database;
    this.target = target;
    this.model = model;
    this.testColumns = testColumns;
    this.otherColumns = otherColumns;
  }

  static PredictedRows open(Database database, Target target, Task task)
      throws CheckException, IOException {
    List<String> test = database.load("t", TEST_SET, task.need("testSet"));
    Optional<Path> predictions = task.find("predictions");
    List<String> others =
        predictions.isPresent() ? database.load("p", PREDICTIONS, predictions.get()) : List.of();
    database.lock();
    if (database.count("SELECT count(*) FROM t") == 0) {
      throw new CheckException("data.empty", "The test set has no rows. Register one with rows.");
    }
    var rows = new PredictedRows(database, target, task.find("model"), test, others);
    if (target.id().isPresent()) {
      rows.unique("t", TEST_SET, target.id().get(), test);
    }
    if (predictions.isPresent()) {
      rows.join();
    }
    return rows;
  }

  boolean hasModel() {
    return model.isPresent();
  }

  /** What stands after FROM. */
  String from() {
    return from;
  }

  private void join() throws CheckException {
    String id =
        target
            .id()
            .orElseThrow(
                () ->
                    new CheckException(
                        "spec.id", "Predictions are joined by id, but no id is named."));
    unique("p", PREDICTIONS, id, otherColumns);
    String same = "p." + column(id) + " = t." + column(id);
    String without = " FROM t WHERE NOT EXISTS (SELECT 1 FROM p WHERE " + same + ")";
    long missing = database.count("SELECT count(*)" + without);
    if (missing > 0) {
      throw new CheckException(
          "data.ids-missing",
          PREDICTIONS
              + " has no row for "
              + missing
              + " rows of the test set. Every row needs a prediction.");
    }
    from = "t JOIN p ON " + same;
  }

  private void unique(String table, String name, String id, List<String> columns)
      throws CheckException {
    if (!columns.contains(id)) {
      throw missing(name, "id", id, columns);
    }
    long without = database.count("SELECT count(*) - count(" + column(id) + ") FROM " + table);
    long repeats =
        database.count(
            "SELECT count(" + column(id) + ") - count(DISTINCT " + column(id) + ") FROM " + table);
    if (without + repeats > 0) {
      throw new CheckException(
          "data.ids",
          name
              + " has "
              + without
              + " rows without "
              + id
              + " and repeats one in "
              + repeats
              + " rows. Every row needs an id of its own.");
    }
  }

  /** The texts of a column that belongs to the row: the test set's, else the predictions'. */
  String given(String name, String purpose) throws CheckException {
    if (testColumns.contains(name)) {
      return "t." + column(name);
    }
    return answered(name).orElseThrow(() -> missing(TEST_SET, purpose, name, allColumns()));
  }

  /** The texts of a column that a model answered: the predictions', else the test set's. */
  Optional<String> answered(String name) {
    if (otherColumns.contains(name)) {
      return Optional.of("p." + column(name));
    }
    return testColumns.contains(name) ? Optional.of("t." + column(name)) : Optional.empty();
  }

  CheckException missing(String purpose, String name) {
    return missing(otherColumns.isEmpty() ? TEST_SET : PREDICTIONS, purpose, name, allColumns());
  }

  private List<String> allColumns() {
    return Stream.concat(testColumns.stream(), otherColumns.stream()).distinct().toList();
  }

  private static CheckException missing(
      String file, String purpose, String name, List<String> columns) {
    String shown = columns.stream().limit(20).collect(Collectors.joining(", "));
    return new CheckException(
        "data.column-missing",
        file + " has no " + purpose + " column " + name + ". It has: " + shown + ".");
  }

  /** Scores the rows by the model; the answers stand beside them as {@code s.s0, s.s1, …}. */
  void score(List<String> classes) throws CheckException, IOException {
    Set<String> out = new LinkedHashSet<>();
    target.id().ifPresent(out::add);
    out.add(target.label());
    Columns columns = new Columns(testColumns, out, new LinkedHashSet<>(target.groupColumns()));
    var request = new Scorer.Request(target.model().features(), target.model().output(), "1");
    int width = Math.max(1, classes.size());
    Path file = model.orElseThrow();
    double[] scores =
        classes.isEmpty()
            ? Scorer.score(file, request, columns, this::texts)
            : Scorer.scoreClasses(file, request, classes, columns, this::texts);
    String doubles =
        Stream.iterate(0, i -> i < width, i -> i + 1)
            .map(i -> "s" + i + " DOUBLE")
            .collect(Collectors.joining(", "));
    database.execute("CREATE TABLE s (rn BIGINT, " + doubles + ")");
    database.append("s", scores, width);
    from = from + " JOIN s ON s.rn = t.rowid";
  }

  /** The texts of some columns, row by row in the order of the file. */
  private void texts(List<String> names, Columns.Sink sink) throws CheckException {
    String list = names.stream().map(Database::column).collect(Collectors.joining(", "));
    String[] texts = new String[names.size()];
    database.query(
        "SELECT " + list + " FROM t ORDER BY rowid",
        row -> {
          for (int i = 0; i < texts.length; i++) {
            String text = row.getString(i + 1);
            texts[i] = text == null ? "" : text;
          }
          sink.row(texts);
        });
  }
}
