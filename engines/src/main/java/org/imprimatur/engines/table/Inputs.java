// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.imprimatur.engines.table.Database.column;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.imprimatur.engines.onnx.Columns;
import org.imprimatur.engines.onnx.Scorer;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;

/** Brings together test set, predictions and model, whichever there are. */
public final class Inputs {
  /** The files of a job on scored data. */
  public record Files(Path testSet, Optional<Path> predictions, Optional<Path> model) {}

  private static final String ROW = "\"row of the file\"";
  private static final String TEST_SET = "The test set";
  private static final String PREDICTIONS = "The predictions file";

  private final Database database;
  private final Specification asked;
  private final List<String> testColumns;
  private final List<String> columns;
  private final String source;

  private Inputs(Database database, Specification asked, Files files)
      throws CheckException, IOException {
    this.database = database;
    this.asked = asked;
    testColumns = database.load("t", TEST_SET, files.testSet());
    columns = new ArrayList<>(testColumns);
    require(asked.label().column(), "label");
    if (asked.id().isPresent()) {
      require(asked.id().get(), "id");
      unique("t", TEST_SET, asked.id().get());
    }
    source =
        files.predictions().isPresent()
            ? join(files.predictions().get())
            : "(SELECT t.*, t.rowid AS " + ROW + " FROM t)";
    database.lock();
    for (List<String> group : asked.groups().all()) {
      for (String name : group) {
        require(name, "group");
      }
    }
    if (database.count("SELECT count(*) FROM t") == 0) {
      throw new CheckException("data.empty", "The test set has no rows. Register one with rows.");
    }
    checkClasses();
  }

  /** Scores by the model where there is one, else by the column of scores. */
  public static ScoredData read(
      Database database, Specification asked, Files files, Scorer.Request request)
      throws CheckException, IOException {
    Inputs inputs = new Inputs(database, asked, files);
    Table table = inputs.table(files, request);
    return ScoredData.of(database, table.source(), table.score(), inputs.groupColumns());
  }

  /**
   * The same row by row, in the order of the file.
   *
   * @param texts columns of which every row's text is wanted as well
   */
  public static RowScores readRows(
      Database database,
      Specification asked,
      Files files,
      Scorer.Request request,
      List<String> texts)
      throws CheckException, IOException {
    Inputs inputs = new Inputs(database, asked, files);
    for (String name : texts) {
      inputs.require(name, "segment");
    }
    Table table = inputs.table(files, request);
    return RowScores.of(database, table, ROW, texts, inputs.testColumns);
  }

  /** Rows with a label and the SQL expression of their score. */
  record Table(ScoredData.Source source, String score) {}

  private Table table(Files files, Scorer.Request request) throws CheckException, IOException {
    return files.model().isPresent() ? scoredBy(files.model().get(), request) : withScores();
  }

  private String join(Path predictions) throws CheckException, IOException {
    String id =
        asked
            .id()
            .orElseThrow(
                () ->
                    new CheckException(
                        "spec.id", "Predictions are joined by id, but no id is named."));
    List<String> others = database.load("p", PREDICTIONS, predictions);
    if (!others.contains(id)) {
      throw missing(PREDICTIONS, "id", id, others);
    }
    unique("p", PREDICTIONS, id);
    complete(id);
    String score = asked.score().orElse("score");
    List<String> picked = new ArrayList<>();
    for (String name : testColumns) {
      if (!(name.equals(score) && others.contains(name))) {
        picked.add("t." + column(name));
      }
    }
    for (String name : others) {
      if (name.equals(score) || !testColumns.contains(name)) {
        picked.add("p." + column(name));
        columns.add(name);
      }
    }
    return "(SELECT "
        + String.join(", ", picked)
        + ", t.rowid AS "
        + ROW
        + " FROM t LEFT JOIN p ON t."
        + column(id)
        + " = p."
        + column(id)
        + ")";
  }

  /** Every row of the test set needs its prediction. */
  private void complete(String id) throws CheckException {
    String without =
        " FROM t WHERE NOT EXISTS (SELECT 1 FROM p WHERE p."
            + column(id)
            + " = t."
            + column(id)
            + ")";
    long missing = database.count("SELECT count(*)" + without);
    if (missing > 0) {
      String[] first = new String[1];
      database.query(
          "SELECT " + column(id) + without + " ORDER BY rowid LIMIT 1",
          row -> first[0] = row.getString(1));
      throw new CheckException(
          "data.ids-missing",
          PREDICTIONS
              + " has no row for "
              + missing
              + " rows of the test set, the first with "
              + id
              + " "
              + first[0]
              + ". Every row needs a prediction.");
    }
  }

  private void unique(String table, String name, String id) throws CheckException {
    long without = database.count("SELECT count(*) - count(" + column(id) + ") FROM " + table);
    if (without > 0) {
      throw new CheckException(
          "data.ids",
          name + " has " + without + " rows without " + id + ". Every row needs an id.");
    }
    long repeats =
        database.count("SELECT count(*) - count(DISTINCT " + column(id) + ") FROM " + table);
    if (repeats > 0) {
      throw new CheckException(
          "data.ids",
          name + " repeats values of " + id + " in " + repeats + " rows. Ids must differ.");
    }
  }

  private void require(String name, String purpose) throws CheckException {
    if (!columns.contains(name)) {
      throw missing(TEST_SET, purpose, name, columns);
    }
  }

  private static CheckException missing(
      String file, String purpose, String name, List<String> columns) {
    String shown = columns.stream().limit(20).collect(Collectors.joining(", "));
    return new CheckException(
        "data.column-missing",
        file + " has no " + purpose + " column " + name + ". It has: " + shown + ".");
  }

  private void checkClasses() throws CheckException {
    String label = "trim(" + column(asked.label().column()) + ")";
    List<String> classes = new ArrayList<>();
    database.query(
        "SELECT DISTINCT "
            + label
            + " AS c FROM "
            + source
            + " WHERE c IS NOT NULL AND lower(c) <>"
            + " 'nan' ORDER BY c LIMIT 3",
        row -> classes.add(row.getString(1)));
    if (classes.size() > 2) {
      throw new CheckException(
          "data.label-classes",
          "The label column "
              + asked.label().column()
              + " has more than two values, but the task has two classes. Register a binary label.");
    }
    boolean known = classes.stream().anyMatch(this::isPositive);
    if (classes.size() == 2 && !known) {
      throw new CheckException(
          "data.label-positive",
          "The label column "
              + asked.label().column()
              + " has the values "
              + String.join(" and ", classes)
              + ", none of which is the positive value "
              + asked.label().positive()
              + ".");
    }
  }

  private boolean isPositive(String value) {
    String positive = asked.label().positive();
    if (value.equals(positive)) {
      return true;
    }
    try {
      return Double.parseDouble(value) == Double.parseDouble(positive);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private Table withScores() throws CheckException {
    String score = asked.score().orElse("score");
    require(score, "score");
    return new Table(rows(source), "TRY_CAST(" + column(score) + " AS DOUBLE)");
  }

  private Table scoredBy(Path model, Scorer.Request request) throws CheckException, IOException {
    Set<String> out = new LinkedHashSet<>();
    asked.id().ifPresent(out::add);
    out.add(asked.label().column());
    Columns columnsOfModel = new Columns(testColumns, out, new LinkedHashSet<>(groupColumns()));
    double[] scores = Scorer.score(model, request, columnsOfModel, this::texts);
    database.execute("CREATE TABLE s (rn BIGINT, score DOUBLE)");
    database.append("s", scores);
    String joined =
        "(SELECT r.*, s.score AS \"score of the model\" FROM "
            + source
            + " r JOIN s ON s.rn = r."
            + ROW
            + ")";
    return new Table(rows(joined), "\"score of the model\"");
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

  private ScoredData.Source rows(String from) {
    return new ScoredData.Source(from, asked.label().column(), asked.label().positive());
  }

  private List<String> groupColumns() {
    Set<String> names = new LinkedHashSet<>();
    asked.groups().all().forEach(names::addAll);
    return List.copyOf(names);
  }
}
