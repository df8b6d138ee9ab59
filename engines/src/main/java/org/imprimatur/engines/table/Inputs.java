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
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.imprimatur.engines.onnx.Scorer;
import org.imprimatur.engines.onnx.TextInputs;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;

/**
 * Brings together test set, predictions and model, whichever there are. Label and groups are the
 * test set's. A test set without the label is a table of features only: then label and groups are
 * those of the predictions, where these have them.
 */
public final class Inputs {
  /** The files of a job on scored data. */
  public record Files(List<Path> testSet, List<Path> predictions, Optional<Path> model) {}

  private static final String TEST_SET = "The test set";
  private static final String PREDICTIONS = "The predictions file";

  /** The aliases of the tables in every query. */
  private static final String TEST_ALIAS = "t";

  private static final String PREDICTIONS_ALIAS = "p";

  private final Database database;
  private final Specification asked;
  private final Table test;
  private final Optional<Table> predictions;
  private final Optional<Table.Read> label;
  private final String from;

  private Inputs(
      Database database, Specification asked, Files files, Optional<List<String>> features)
      throws CheckException, IOException {
    this.database = database;
    this.asked = asked;
    Predicate<String> texts =
        TextInputs.of(files.model(), features, () -> database.names(TEST_SET, files.testSet()));
    Predicate<String> written = name -> texts.test(name) && !isKey(asked, name);
    database.keepWritten(written);
    predictions =
        files.predictions().isEmpty()
            ? Optional.empty()
            : Optional.of(
                database.load(PREDICTIONS_ALIAS, PREDICTIONS, files.predictions(), asked.id()));
    database.keepWritten(Ids.written(written, predictions, asked.id()));
    test = database.load(TEST_ALIAS, TEST_SET, files.testSet(), asked.id());
    label =
        asked.label().equals(Specification.Label.NONE)
            ? Optional.empty()
            : Optional.of(find(asked.label().column(), "label"));
    if (asked.id().isPresent()) {
      Ids.check(database, test, TEST_SET, asked.id().get());
    }
    from = predictions.isPresent() ? join(predictions.get()) : TEST_ALIAS;
    database.lock();
    if (database.count("SELECT count(*) FROM " + TEST_ALIAS) == 0) {
      throw new CheckException("data.empty", "The test set has no rows. Register one with rows.");
    }
    if (label.isPresent()) {
      checkClasses(label.get());
    }
  }

  /** Scores by the model where there is one, else by the column of scores. */
  public static ScoredData read(
      Database database, Specification asked, Files files, Scorer.Request request)
      throws CheckException, IOException {
    Rows rows = new Inputs(database, asked, files, request.features()).rows(files, request);
    return ScoredData.of(database, rows.source(), rows.agreement());
  }

  /**
   * The same by other columns than the groups.
   *
   * @param columns by whose values rows can be parted
   */
  public static ScoredData read(
      Database database,
      Specification asked,
      Files files,
      Scorer.Request request,
      List<String> columns)
      throws CheckException, IOException {
    Inputs inputs = new Inputs(database, asked, files, request.features());
    List<ScoredData.Group> wanted = inputs.texts(columns);
    Rows rows = inputs.rows(files, request);
    return ScoredData.of(database, rows.source().by(wanted), rows.agreement());
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
    Inputs inputs = new Inputs(database, asked, files, request.features());
    List<ScoredData.Group> wanted = inputs.texts(texts);
    ScoredData.Source source = inputs.rows(files, request).source();
    String order = TEST_ALIAS + "." + column(Table.ROW);
    return RowScores.of(database, source, order, wanted, inputs.test.names());
  }

  private static boolean isKey(Specification asked, String name) {
    return name.equals(asked.label().column()) || asked.id().equals(Optional.of(name));
  }

  private List<ScoredData.Group> texts(List<String> columns) throws CheckException {
    List<ScoredData.Group> wanted = new ArrayList<>();
    for (String name : columns) {
      wanted.add(group(find(name, "segment")));
    }
    return wanted;
  }

  private static ScoredData.Group group(Table.Read found) {
    return new ScoredData.Group(
        found.column().name(), found.text(), found.column().kind() == Kind.TEXT);
  }

  /** The rows in SQL, and how given scores agree with the model's where both are there. */
  private record Rows(ScoredData.Source source, Optional<ScoreAgreement> agreement) {}

  private Rows rows(Files files, Scorer.Request request) throws CheckException, IOException {
    return files.model().isPresent() ? scoredBy(files.model().get(), request) : withScores();
  }

  private Table.Read find(String name, String purpose) throws CheckException {
    Optional<Table.Read> inTest = test.find(name).map(found -> new Table.Read(found, TEST_ALIAS));
    Optional<Table.Read> inPredictions =
        predictions
            .flatMap(table -> table.find(name))
            .map(found -> new Table.Read(found, PREDICTIONS_ALIAS));
    boolean featuresOnly = test.find(asked.label().column()).isEmpty();
    Optional<Table.Read> found =
        featuresOnly ? inPredictions.or(() -> inTest) : inTest.or(() -> inPredictions);
    return found.orElseThrow(() -> Ids.missing(TEST_SET, purpose, name, allNames()));
  }

  private List<String> allNames() {
    Stream<String> more = predictions.stream().flatMap(table -> table.names().stream());
    return Stream.concat(test.names().stream(), more).distinct().toList();
  }

  private String join(Table other) throws CheckException {
    String id =
        asked
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
              + " rows of the test set, the first with "
              + id
              + " "
              + lack.get().first()
              + ". Every row needs a prediction.");
    }
    return TEST_ALIAS
        + " JOIN "
        + PREDICTIONS_ALIAS
        + " ON "
        + Ids.same(test.need(id), TEST_ALIAS, other.need(id), PREDICTIONS_ALIAS);
  }

  private void checkClasses(Table.Read label) throws CheckException {
    String text = "trim(" + label.text() + ")";
    List<String> classes = new ArrayList<>();
    database.query(
        "SELECT DISTINCT "
            + text
            + " FROM (SELECT DISTINCT "
            + label.column().in(label.alias())
            + " FROM "
            + from
            + ") AS "
            + label.alias()
            + " WHERE lower("
            + text
            + ") <> 'nan' ORDER BY 1 LIMIT 3",
        row -> classes.add(row.getString(1)));
    if (classes.size() > 2) {
      throw new CheckException(
          "data.label-classes",
          "The label column "
              + asked.label().column()
              + " has more than two values, but the task has two classes. Register a binary"
              + " label.");
    }
    if (classes.size() == 2 && classes.stream().noneMatch(one -> isPositive(label, one))) {
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

  private boolean isPositive(Table.Read label, String value) {
    String positive = asked.label().positive();
    if (value.equals(positive)) {
      return true;
    }
    if (label.column().kind() == Kind.BOOLEAN) {
      return value.equals(ScoredData.truth(positive));
    }
    try {
      return Double.parseDouble(value) == Double.parseDouble(positive);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private Rows withScores() throws CheckException {
    String name = asked.score().orElse("score");
    Table.Read score =
        givenScore()
            .or(() -> test.find(name).map(found -> new Table.Read(found, TEST_ALIAS)))
            .orElseThrow(() -> Ids.missing(TEST_SET, "score", name, allNames()));
    return new Rows(source(from, score.number()), Optional.empty());
  }

  /** The column of scores in the predictions file. */
  private Optional<Table.Read> givenScore() {
    String name = asked.score().orElse("score");
    return predictions
        .flatMap(table -> table.find(name))
        .map(found -> new Table.Read(found, PREDICTIONS_ALIAS));
  }

  private Rows scoredBy(Path model, Scorer.Request request) throws CheckException, IOException {
    RowTexts texts = new RowTexts(database, test, Long.MAX_VALUE);
    double[] scores = Scorer.score(model, request, texts.columns(asked), texts::read);
    database.execute("CREATE TABLE s (rn BIGINT, score DOUBLE)");
    database.append("s", scores);
    String joined = from + " JOIN s ON s.rn = " + TEST_ALIAS + "." + column(Table.ROW);
    Optional<ScoreAgreement> agreement = Optional.empty();
    if (givenScore().isPresent()) {
      agreement = Optional.of(agreement(joined, givenScore().get().number()));
    }
    return new Rows(source(joined, "s.score"), agreement);
  }

  private ScoreAgreement agreement(String joined, String given) throws CheckException {
    ScoreAgreement[] found = new ScoreAgreement[1];
    String threshold = "CAST('" + asked.threshold() + "' AS DOUBLE)";
    database.query(
        "SELECT count(*), COALESCE(max(abs(m - g)), 0), count(*) FILTER ((m >= "
            + threshold
            + ") <> (g >= "
            + threshold
            + ")) FROM (SELECT s.score AS m, "
            + given
            + " AS g FROM "
            + joined
            + ") WHERE isfinite(m) AND isfinite(g)",
        row -> found[0] = new ScoreAgreement(row.getLong(1), row.getDouble(2), row.getLong(3)));
    return found[0];
  }

  private ScoredData.Source source(String rows, String score) throws CheckException {
    List<ScoredData.Group> groups = new ArrayList<>();
    for (String name : groupColumns()) {
      groups.add(group(find(name, "group")));
    }
    // Without a label every row is counted as if it had the same one: who is selected is not moved.
    String labels =
        label
            .map(found -> ScoredData.label(found.column(), found.alias(), asked.label().positive()))
            .orElse("0");
    return new ScoredData.Source(
        rows, !rows.equals(TEST_ALIAS), written(rows), labels, score, groups);
  }

  /** The same rows with texts as they are written, where label and score read as before there. */
  private Optional<String> written(String rows) {
    boolean isPlain =
        label
            .map(found -> List.of(Kind.INTEGER, Kind.BOOLEAN).contains(found.column().kind()))
            .orElse(true);
    return test.written()
        .filter(_ -> isPlain && rows.equals(TEST_ALIAS))
        .map(view -> view + " AS " + TEST_ALIAS);
  }

  private List<String> groupColumns() {
    Set<String> names = new LinkedHashSet<>();
    asked.groups().all().forEach(names::addAll);
    return List.copyOf(names);
  }
}
