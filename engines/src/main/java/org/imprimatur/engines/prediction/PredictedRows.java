// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import static org.imprimatur.engines.table.Database.column;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.engines.onnx.Columns;
import org.imprimatur.engines.onnx.OnnxModel;
import org.imprimatur.engines.onnx.Scorer;
import org.imprimatur.engines.onnx.TextInputs;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.table.Ids;
import org.imprimatur.engines.table.Kind;
import org.imprimatur.engines.table.Table;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Task;

/** The test set beside its predictions, joined by id, or beside what the model answers. */
final class PredictedRows {
  private static final String TEST_SET = "The test set";
  private static final String PREDICTIONS = "The predictions file";

  private final Database database;
  private final Target target;
  private final Optional<Path> model;
  private final Table test;
  private final Optional<Table> predictions;
  private final Reading reading;
  private String from = "t";

  private PredictedRows(
      Database database,
      Target target,
      Optional<Path> model,
      Table test,
      Optional<Table> predictions,
      Reading reading) {
    this.database = database;
    this.target = target;
    this.model = model;
    this.test = test;
    this.predictions = predictions;
    this.reading = reading;
  }

  static PredictedRows open(Database database, Target target, Task task, Reading reading)
      throws CheckException, IOException {
    Predicate<String> texts =
        TextInputs.of(
            task.find("model"),
            target.model().features(),
            () -> database.names(TEST_SET, task.needAll("testSet")));
    Predicate<String> written = name -> texts.test(name) && !target.isKey(name);
    database.keepWritten(written);
    Optional<Table> predictions =
        task.find("predictions").isEmpty()
            ? Optional.empty()
            : Optional.of(database.load("p", PREDICTIONS, task.all("predictions"), target.id()));
    database.keepWritten(Ids.written(written, predictions, target.id()));
    Table test = database.load("t", TEST_SET, task.needAll("testSet"), target.id());
    database.lock();
    if (database.count("SELECT count(*) FROM t") == 0) {
      throw new CheckException("data.empty", "The test set has no rows. Register one with rows.");
    }
    var rows = new PredictedRows(database, target, task.find("model"), test, predictions, reading);
    if (target.id().isPresent()) {
      Ids.check(database, test, TEST_SET, target.id().get());
    }
    if (predictions.isPresent()) {
      rows.join(predictions.get());
    }
    return rows;
  }

  boolean hasModel() {
    return model.isPresent();
  }

  /** The classes that a model names beyond those that are found, if there is a model. */
  Optional<List<String>> classesBeyond(List<String> found) throws CheckException, IOException {
    return model.isEmpty()
        ? Optional.empty()
        : OnnxModel.parse(Files.readAllBytes(model.get())).classesBeyond(found);
  }

  /** What stands after FROM. */
  String from() {
    return from;
  }

  private void join(Table other) throws CheckException {
    String id =
        target
            .id()
            .orElseThrow(
                () ->
                    new CheckException(
                        "spec.id", "Predictions are joined by id, but no id is named."));
    Ids.check(database, other, PREDICTIONS, id);
    Optional<Ids.Lack> lack = Ids.lack(database, test, other, id);
    if (lack.isPresent()) {
      throw new CheckException(
          "data.ids-missing",
          PREDICTIONS
              + " has no row for "
              + lack.get().rows()
              + " rows of the test set. Every row needs a prediction.");
    }
    from = "t JOIN p ON " + Ids.same(test.need(id), "t", other.need(id), "p");
  }

  /** The texts of a column that belongs to the row: the test set's, else the predictions'. */
  String given(String name, String purpose) throws CheckException {
    return test.find(name)
        .map(found -> found.text("t"))
        .or(() -> answered(name))
        .orElseThrow(() -> Ids.missing(TEST_SET, purpose, name, allColumns()));
  }

  /** The texts of a column by which rows are parted; a cell without one says so. */
  String parting(String name) throws CheckException {
    String purpose = target.groupColumns().contains(name) ? "group" : "segment";
    return "COALESCE(" + given(name, purpose) + ", 'missing')";
  }

  /** Where the row stands in the file of the test set, for what brings two models together. */
  Optional<String> place() {
    return reading.isOfTwo()
        ? Optional.of("t." + column(Table.ROW) + " AS place")
        : Optional.empty();
  }

  /**
   * Whether columns that nobody named may be what this model answered: not those of a test set that
   * holds the answers of another model too.
   */
  boolean takesUnnamed() {
    return !reading.isChampion() || predictions.isPresent();
  }

  /**
   * The texts of a column that a model answered: the predictions', else the test set's. Of two
   * models each has its own predictions, and what they lack is not the other's to give.
   */
  Optional<String> answered(String name) {
    return answering(name).map(Table.Read::text);
  }

  private Optional<Table.Read> answering(String name) {
    return predictions
        .flatMap(table -> table.find(name))
        .map(found -> new Table.Read(found, "p"))
        .or(() -> inTestSet(name).map(found -> new Table.Read(found, "t")));
  }

  /**
   * The texts of a column of predicted classes, truth values as the label writes them: true is 1
   * and false is 0, as they are where two classes are told apart by their scores.
   */
  Optional<String> predicted(String name) {
    Optional<Kind> label =
        test.find(target.label())
            .or(() -> answering(target.label()).map(Table.Read::column))
            .map(Table.Column::kind);
    Optional<Kind> own = answering(name).map(found -> found.column().kind());
    if (label.isEmpty() || own.isEmpty() || label.equals(own)) {
      return answered(name);
    }
    return switch (label.get()) {
      case BOOLEAN ->
          answered(name)
              .map(
                  text ->
                      "CASE "
                          + answeredNumber(name).orElseThrow()
                          + " WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE "
                          + text
                          + " END");
      case INTEGER, NUMBER ->
          own.get() == Kind.BOOLEAN
              ? answeredNumber(name)
                  .map(number -> "CAST(CAST(" + number + " AS INTEGER) AS VARCHAR)")
              : answered(name);
      case TEXT, DATE, TIMESTAMP -> answered(name);
    };
  }

  private Optional<Table.Column> inTestSet(String name) {
    return reading.isOfTwo() && predictions.isPresent() ? Optional.empty() : test.find(name);
  }

  /** The same as a DOUBLE, NULL where a value is no number. */
  Optional<String> answeredNumber(String name) {
    return answering(name).map(Table.Read::number);
  }

  CheckException missing(String purpose, String name) {
    return Ids.missing(predictions.isEmpty() ? TEST_SET : PREDICTIONS, purpose, name, allColumns());
  }

  private List<String> allColumns() {
    Stream<String> more = predictions.stream().flatMap(table -> table.names().stream());
    return Stream.concat(test.names().stream(), more).distinct().toList();
  }

  /** Scores the rows by the model; the answers stand beside them as {@code s.s0, s.s1, …}. */
  void score(List<String> classes) throws CheckException, IOException {
    Set<String> out = new LinkedHashSet<>();
    target.id().ifPresent(out::add);
    out.add(target.label());
    Columns columns = new Columns(test.names(), out, new LinkedHashSet<>(target.groupColumns()));
    var request = new Scorer.Request(target.model().features(), target.model().output(), "1");
    int width = Math.max(1, classes.size());
    Path file = model.orElseThrow();
    double[] scores =
        classes.isEmpty()
            ? Scorer.scoreNumbers(file, request, columns, this::texts)
            : Scorer.scoreClasses(file, request, classes, columns, this::texts);
    String doubles =
        Stream.iterate(0, i -> i < width, i -> i + 1)
            .map(i -> "s" + i + " DOUBLE")
            .collect(Collectors.joining(", "));
    database.execute("CREATE TABLE s (rn BIGINT, " + doubles + ")");
    database.append("s", scores, width);
    from = from + " JOIN s ON s.rn = t." + column(Table.ROW);
  }

  /** The texts of some columns, row by row in the order of the file. */
  private void texts(List<String> names, Columns.Sink sink) throws CheckException {
    String list =
        names.stream().map(name -> test.need(name).text("t")).collect(Collectors.joining(", "));
    String[] texts = new String[names.size()];
    database.query(
        "SELECT " + list + " FROM t ORDER BY " + column(Table.ROW),
        row -> {
          for (int i = 0; i < texts.length; i++) {
            String text = row.getString(i + 1);
            texts[i] = text == null ? "" : text;
          }
          sink.row(texts);
        });
  }
}
