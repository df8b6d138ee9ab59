// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import static org.imprimatur.engines.table.Database.literal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.ScoreNames;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.ClassConfusion;
import org.imprimatur.proof.evidence.ClassScores;
import org.imprimatur.proof.evidence.Multiclass;
import org.imprimatur.proof.evidence.Parted;

/**
 * Rows with the numbers of their class and of the predicted one, and the scores of all classes
 * where there are any. Without a column of predictions the class with the highest score is
 * predicted, of several the one that is named first.
 */
public final class ClassRows {
  private static final int GROUP_LIMIT = 1000;

  private final Database database;
  private final List<String> classes;
  private final boolean scored;
  private final List<String> groups;

  private ClassRows(Database database, List<String> classes, boolean scored, List<String> groups) {
    this.database = database;
    this.classes = classes;
    this.scored = scored;
    this.groups = groups;
  }

  public static ClassRows open(Database database, Target target, Task task)
      throws CheckException, IOException {
    return open(database, target, task, Reading.alone(target));
  }

  /**
   * The same with further columns by which rows are parted.
   *
   * @param segments columns of the test set
   */
  public static ClassRows open(Database database, Target target, Task task, List<String> segments)
      throws CheckException, IOException {
    return open(database, target, task, Reading.alone(target, segments));
  }

  static ClassRows open(Database database, Target target, Task task, Reading reading)
      throws CheckException, IOException {
    PredictedRows rows = PredictedRows.open(database, target, task, reading);
    Optional<String> label =
        target.isLabelled() ? Optional.of(rows.given(target.label(), "label")) : Optional.empty();
    Optional<String> predicted = predicted(rows, target);
    List<String> classes =
        target.classes().isEmpty() ? classes(database, rows, label, predicted) : target.classes();
    ClassNames.check(classes, target.label());
    List<String> scores = scores(rows, target, classes);
    if (scores.isEmpty() && predicted.isEmpty()) {
      throw new CheckException(
          "spec.scores",
          "There is neither a column of scores for every class, such as score_"
              + classes.getFirst()
              + ", nor a column of predictions. Name them (scores, prediction).");
    }
    var made = new ClassRows(database, classes, !scores.isEmpty(), reading.texts());
    made.create(rows, label, predicted.filter(_ -> !rows.hasModel()), scores);
    made.requireComplete(target.label(), reading.knowsFewer());
    return made;
  }

  private static List<String> classes(
      Database database, PredictedRows rows, Optional<String> label, Optional<String> predicted)
      throws CheckException, IOException {
    if (label.isEmpty()) {
      throw new CheckException(
          "spec.classes",
          "The examination names no classes, and without labels nobody knows them all. Name them"
              + " (classes).");
    }
    List<String> columns = new ArrayList<>(List.of(label.get()));
    predicted.ifPresent(columns::add);
    List<String> found = ClassNames.found(database, rows.from(), columns);
    Optional<List<String>> more = rows.classesBeyond(found);
    return more.isPresent() ? ClassNames.ordered(new TreeSet<>(more.get())) : found;
  }

  private static Optional<String> predicted(PredictedRows rows, Target target)
      throws CheckException {
    if (target.prediction().isPresent()) {
      String name = target.prediction().get();
      return Optional.of(rows.predicted(name).orElseThrow(() -> rows.missing("prediction", name)));
    }
    return rows.takesUnnamed() ? rows.predicted("prediction") : Optional.empty();
  }

  /** Where the scores of each class stand, as doubles; nothing where there are none. */
  private static List<String> scores(PredictedRows rows, Target target, List<String> classes)
      throws CheckException, IOException {
    if (rows.hasModel()) {
      rows.score(classes);
      return IntStream.range(0, classes.size()).mapToObj(i -> "s.s" + i).toList();
    }
    List<String> found = new ArrayList<>();
    for (String name : classes) {
      Optional<String> number = Optional.empty();
      if (target.scores().isEmpty() && rows.takesUnnamed()) {
        for (String written : ScoreNames.written(name)) {
          for (String prefix : ScoreNames.PREFIXES) {
            number = number.isPresent() ? number : rows.answeredNumber(prefix + written);
          }
        }
      } else if (!target.scores().isEmpty()) {
        String stated = target.scores().getOrDefault(name, "");
        number = rows.answeredNumber(stated);
        if (number.isEmpty()) {
          throw rows.missing("score", stated.isEmpty() ? "for the class " + name : stated);
        }
      }
      number.ifPresent(found::add);
    }
    if (!found.isEmpty() && found.size() < classes.size()) {
      throw new CheckException(
          "spec.scores",
          "Only "
              + found.size()
              + " of "
              + classes.size()
              + " classes have a column of scores. Name one for each (scores).");
    }
    return found;
  }

  private void create(
      PredictedRows rows, Optional<String> label, Optional<String> predicted, List<String> scores)
      throws CheckException {
    database.execute(
        "CREATE TABLE class_names AS SELECT * FROM (VALUES "
            + IntStream.range(0, classes.size())
                .mapToObj(i -> "(" + literal(classes.get(i)) + ", " + i + ")")
                .collect(Collectors.joining(", "))
            + ") v(name, i)");
    List<String> parts = new ArrayList<>();
    rows.place().ifPresent(parts::add);
    // Without a label every row is counted as if it had the same one: who is predicted what stays.
    parts.add(label.map(ClassNames::sql).orElse(literal(classes.getFirst())) + " AS label_text");
    predicted.ifPresent(text -> parts.add(ClassNames.sql(text) + " AS predicted_text"));
    for (int i = 0; i < scores.size(); i++) {
      String score = scores.get(i);
      parts.add("CASE WHEN isfinite(" + score + ") THEN " + score + " + 0.0 END AS s" + i);
    }
    for (int i = 0; i < groups.size(); i++) {
      parts.add(rows.parting(groups.get(i)) + " AS g" + i);
    }
    String all = names("s", scores.size());
    String guess = "list_position([" + all + "], list_max([" + all + "])) - 1";
    database.execute(
        "CREATE TABLE ev AS SELECT l.i AS label, "
            + (predicted.isPresent() ? "q.i" : guess)
            + " AS predicted, r.* FROM (SELECT "
            + String.join(", ", parts)
            + " FROM "
            + rows.from()
            + ") r LEFT JOIN class_names l ON l.name = r.label_text"
            + (predicted.isPresent() ? " LEFT JOIN class_names q ON q.name = predicted_text" : ""));
  }

  private static String names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.joining(", "));
  }

  /** A row that lacks its label, its prediction or a score leaves every figure undecided. */
  private void requireComplete(String label, boolean knowsFewer) throws CheckException {
    refuse(
        "label_text IS NULL",
        "data.label-missing",
        "have no label. Register a test set in which every row has one");
    refuse(
        knowsFewer ? "false" : "label IS NULL",
        "data.label-classes",
        "have a value of "
            + label
            + " that is none of the classes "
            + classes.stream().limit(20).collect(Collectors.joining(", "))
            + ". Name all classes");
    if (scored) {
      String lacks =
          IntStream.range(0, classes.size())
              .mapToObj(i -> "s" + i + " IS NULL")
              .collect(Collectors.joining(" OR "));
      refuse(
          lacks,
          "data.score-missing",
          "have no finite score for every class. Look for empty cells, NaN and infinity");
    }
    refuse(
        "predicted IS NULL",
        "data.prediction-missing",
        "have no prediction, or one that is none of the classes. Name all classes");
  }

  private void refuse(String where, String code, String what) throws CheckException {
    long count = database.count("SELECT count(*) FROM ev WHERE " + where);
    if (count > 0) {
      long rows = database.count("SELECT count(*) FROM ev");
      throw new CheckException(code, count + " of " + rows + " rows " + what + ".");
    }
  }

  public List<String> classes() {
    return classes;
  }

  /** What is predicted row by row, in the order of the test set. */
  ClassAnswers answers() throws CheckException {
    return ClassAnswers.read(database, classes, scored, groups);
  }

  public ClassConfusion confusion() throws CheckException {
    int width = classes.size();
    long[] cells = new long[width * width];
    database.query(
        "SELECT label, predicted, count(*) FROM ev GROUP BY ALL",
        row -> cells[row.getInt(1) * width + row.getInt(2)] = row.getLong(3));
    return new ClassConfusion(width, cells);
  }

  /** SQL for the values of some columns together. */
  String key(List<String> columns) {
    return columns.stream()
        .map(name -> "g" + groups.indexOf(name))
        .collect(Collectors.joining(" || ' & ' || "));
  }

  /** The same for every combination of values of the given columns ("no &amp; yes"). */
  public SortedMap<String, ClassConfusion> by(List<String> columns) throws CheckException {
    String key = key(columns);
    long distinct = database.count("SELECT count(DISTINCT " + key + ") FROM ev");
    if (distinct > GROUP_LIMIT) {
      throw new CheckException(
          "data.groups",
          "The group "
              + String.join(" & ", columns)
              + " has "
              + distinct
              + " values; at most "
              + GROUP_LIMIT
              + " can be compared. Register a coarser group.");
    }
    int width = classes.size();
    SortedMap<String, ClassConfusion> found = new TreeMap<>();
    String[] group = new String[1];
    long[] cells = new long[width * width];
    database.query(
        "SELECT " + key + " AS k, label, predicted, count(*) FROM ev GROUP BY ALL ORDER BY k",
        row -> {
          String next = row.getString(1);
          if (!next.equals(group[0])) {
            finish(found, group[0], cells);
            group[0] = next;
          }
          cells[row.getInt(2) * width + row.getInt(3)] = row.getLong(4);
        });
    finish(found, group[0], cells);
    return found;
  }

  private void finish(
      SortedMap<String, ClassConfusion> to,
      @org.jspecify.annotations.Nullable String group,
      long[] cells) {
    if (group != null) {
      to.put(group, new ClassConfusion(classes.size(), cells));
      java.util.Arrays.fill(cells, 0);
    }
  }

  /**
   * The figures of every value of some columns.
   *
   * @param columns with which the rows were opened
   */
  public List<Parted<Multiclass>> segments(List<String> columns) throws CheckException {
    return new ClassSegments(database, this, scored).of(columns);
  }

  /** What the scores give, where there are any. */
  public Optional<ClassScores> scores() throws CheckException {
    if (!scored) {
      return Optional.empty();
    }
    ClassRankings rankings = ClassRankings.of(database, classes.size());
    ClassTally tally = new ClassTally(classes.size());
    database.query("SELECT label, " + names("s", classes.size()) + " FROM ev", tally::row);
    return Optional.of(tally.scores(rankings.each(), rankings.pairs()));
  }
}
