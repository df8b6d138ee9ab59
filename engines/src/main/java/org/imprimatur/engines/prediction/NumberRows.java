// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.NumberFairness;
import org.imprimatur.proof.evidence.NumberSegment;
import org.imprimatur.proof.evidence.OrderStatistics;
import org.imprimatur.proof.evidence.Parted;
import org.imprimatur.proof.evidence.Percentages;
import org.imprimatur.proof.evidence.Portion;
import org.imprimatur.proof.evidence.Regression;

/** Rows with a number that came true and one that was predicted. */
public final class NumberRows {
  private static final int PARTS = 10;
  private static final int GROUP_LIMIT = 1000;

  private final Database database;
  private final List<String> groups;
  private final long count;
  private final PortionTally.Scales scales;

  private NumberRows(
      Database database, List<String> groups, long count, PortionTally.Scales scales) {
    this.database = database;
    this.groups = groups;
    this.count = count;
    this.scales = scales;
  }

  public static NumberRows open(Database database, Target target, Task task)
      throws CheckException, IOException {
    return open(database, target, task, Reading.alone(target));
  }

  /**
   * The same with further columns by which rows are parted.
   *
   * @param segments columns of the test set
   */
  public static NumberRows open(Database database, Target target, Task task, List<String> segments)
      throws CheckException, IOException {
    return open(database, target, task, Reading.alone(target, segments));
  }

  static NumberRows open(Database database, Target target, Task task, Reading reading)
      throws CheckException, IOException {
    PredictedRows rows = PredictedRows.open(database, target, task, reading);
    String prediction;
    if (rows.hasModel()) {
      rows.score(List.of());
      prediction = "s.s0";
    } else {
      String name = target.prediction().orElse("prediction");
      prediction = number(rows.answered(name).orElseThrow(() -> rows.missing("prediction", name)));
    }
    List<String> parts = new ArrayList<>();
    parts.add(finite(number(rows.given(target.label(), "label"))) + " AS truth");
    parts.add(finite(prediction) + " AS predicted");
    rows.place().ifPresent(parts::add);
    List<String> groups = reading.texts();
    for (int i = 0; i < groups.size(); i++) {
      parts.add(rows.parting(groups.get(i)) + " AS g" + i);
    }
    database.execute(
        "CREATE TABLE ev AS SELECT " + String.join(", ", parts) + " FROM " + rows.from());
    return measured(database, groups);
  }

  private static String number(String text) {
    return "TRY_CAST(" + text + " AS DOUBLE)";
  }

  private static String finite(String number) {
    return "CASE WHEN isfinite(" + number + ") THEN " + number + " + 0.0 END";
  }

  /** What the largest numbers are decides the units; they depend on no order. */
  private static NumberRows measured(Database database, List<String> groups) throws CheckException {
    long[] counts = new long[3];
    double[] largest = new double[2];
    database.query(
        "SELECT count(*), count(truth), count(predicted), COALESCE(max(abs(predicted - truth)), 0),"
            + " COALESCE(greatest(max(abs(truth)), max(abs(predicted))), 0) FROM ev",
        row -> {
          for (int i = 0; i < counts.length; i++) {
            counts[i] = row.getLong(i + 1);
          }
          largest[0] = row.getDouble(4);
          largest[1] = row.getDouble(5);
        });
    refuse(counts[0], counts[1], "data.label-missing", "label");
    refuse(counts[0], counts[2], "data.prediction-missing", "prediction");
    if (Double.isInfinite(largest[0])) {
      throw tooFar();
    }
    var scales = new PortionTally.Scales(Units.of(largest[0]), Units.of(largest[1]));
    return new NumberRows(database, groups, counts[0], scales);
  }

  static CheckException tooFar() {
    return new CheckException(
        "data.range", "Truths and predictions are further apart than a number can be large.");
  }

  private static void refuse(long rows, long present, String code, String what)
      throws CheckException {
    if (present < rows) {
      throw new CheckException(
          code,
          rows
              - present
              + " of "
              + rows
              + " rows have no finite number as their "
              + what
              + ". Look for empty cells, words, NaN and infinity.");
    }
  }

  /** What is predicted row by row, in the order of the test set. */
  NumberAnswers answers() throws CheckException {
    return NumberAnswers.read(database, count, groups);
  }

  /** Takes a row. */
  private interface Pair {
    void row(double truth, double predicted);
  }

  private void each(String order, Pair pair) throws CheckException {
    database.query(
        "SELECT truth, predicted FROM ev" + order,
        row -> pair.row(row.getDouble(1), row.getDouble(2)));
  }

  /**
   * What all rows give, and those of every value of some columns.
   *
   * @param segments columns with which the rows were opened
   */
  public Regression regression(List<String> segments) throws CheckException {
    PortionTally whole = new PortionTally(scales);
    List<PortionTally> tenths = new ArrayList<>();
    for (int i = 0; i < PARTS; i++) {
      tenths.add(new PortionTally(scales));
    }
    long[] at = {0, 0};
    double[] last = {Double.NaN};
    each(
        " ORDER BY predicted",
        (truth, predicted) -> {
          if (predicted != last[0]) {
            at[1] = at[0];
            last[0] = predicted;
          }
          at[0]++;
          whole.row(truth, predicted);
          tenths.get((int) (at[1] * PARTS / count)).row(truth, predicted);
        });
    Portion all = whole.portion();
    PairTally errors = new PairTally();
    PairTally centred = new PairTally();
    centre(all, errors, centred);
    return new Regression(
        all,
        errors.pair(),
        centred.pair(),
        percentages(),
        ranked("predicted - truth", Regression.residualQuantiles()),
        ranked("abs(predicted - truth)", Regression.absoluteQuantiles()),
        new Regression.Parts(
            tenths.stream().map(PortionTally::portion).toList(), parted(segments)));
  }

  private List<Parted<NumberSegment>> parted(List<String> columns) throws CheckException {
    List<Parted<NumberSegment>> found = new ArrayList<>();
    for (String column : columns) {
      String key = key(List.of(column));
      SortedSet<String> values = new TreeSet<>(counts(List.of(column)).keySet());
      found.add(
          new Parted<>(
              column, Parted.Kind.SEGMENT, NumberSegments.of(database, key, values, scales)));
    }
    return found;
  }

  /** The means come from exact sums, so that they are the same for every order of rows. */
  private void centre(Portion all, PairTally errors, PairTally centred) throws CheckException {
    double truthMean = all.centreOfTruth();
    double errorMean = all.centreOfErrors();
    double[] largest = new double[2];
    database.query(
        "SELECT max(abs(truth - m.t)), max(abs(predicted - truth - m.e)) FROM ev, (SELECT "
            + literal(truthMean)
            + " AS t, "
            + literal(errorMean)
            + " AS e) m",
        row -> {
          largest[0] = row.getDouble(1);
          largest[1] = row.getDouble(2);
        });
    if (Double.isInfinite(largest[0] + largest[1])) {
      throw tooFar();
    }
    Units ofTruth = Units.of(largest[0]);
    Units ofErrors = Units.of(largest[1]);
    each(
        "",
        (truth, predicted) -> {
          long distance = ofTruth.count(truth - truthMean);
          errors.row(scales.errors().count(predicted - truth), distance);
          centred.row(ofErrors.count(predicted - truth - errorMean), distance);
        });
  }

  private static String literal(double value) {
    return "CAST('" + value + "' AS DOUBLE)";
  }

  private Percentages percentages() throws CheckException {
    double[] largest = new double[1];
    database.query(
        "SELECT COALESCE(max(r), 0) FROM (SELECT abs(predicted - truth) / abs(truth) AS r FROM ev"
            + " WHERE truth <> 0) WHERE isfinite(r)",
        row -> largest[0] = row.getDouble(1));
    PercentageTally tally = new PercentageTally(Units.of(largest[0]));
    each("", tally::row);
    return tally.percentages();
  }

  private OrderStatistics ranked(String expression, List<Double> quantiles) throws CheckException {
    SortedSet<Long> wanted = OrderStatistics.ranks(count, quantiles);
    SortedMap<Long, Double> found = new TreeMap<>();
    long[] rank = {0};
    database.query(
        "SELECT " + expression + " + 0.0 AS x FROM ev ORDER BY x",
        row -> {
          if (wanted.contains(rank[0])) {
            found.put(rank[0], row.getDouble(1));
          }
          rank[0]++;
        });
    return new OrderStatistics(count, found);
  }

  /** The groups of every combination of values of the given columns ("no &amp; yes"). */
  public List<NumberFairness.Group> by(List<String> columns) throws CheckException {
    String key = key(columns);
    SortedMap<String, GroupTally> found = new TreeMap<>();
    counts(columns)
        .forEach(
            (name, own) -> found.put(name, new GroupTally(new PortionTally(scales), own, count)));
    TiedPredictions ties = new TiedPredictions();
    database.query(
        "SELECT " + key + ", truth, predicted FROM ev ORDER BY predicted",
        row -> {
          GroupTally group = Optional.ofNullable(found.get(row.getString(1))).orElseThrow();
          ties.row(group, row.getDouble(2), row.getDouble(3));
        });
    ties.finish();
    List<NumberFairness.Group> all = new ArrayList<>();
    found.forEach((name, tally) -> all.add(tally.group(name)));
    return all;
  }

  private String key(List<String> columns) {
    return columns.stream()
        .map(name -> "g" + groups.indexOf(name))
        .collect(Collectors.joining(" || ' & ' || "));
  }

  /** How many rows every combination of values has. */
  private SortedMap<String, Long> counts(List<String> columns) throws CheckException {
    SortedMap<String, Long> found = new TreeMap<>();
    database.query(
        "SELECT " + key(columns) + " AS k, count(*) FROM ev GROUP BY k ORDER BY k",
        row -> found.put(row.getString(1), row.getLong(2)));
    if (found.size() > GROUP_LIMIT) {
      throw new CheckException(
          "data.groups",
          "The group "
              + String.join(" & ", columns)
              + " has "
              + found.size()
              + " values; at most "
              + GROUP_LIMIT
              + " can be compared. Register a coarser group.");
    }
    return found;
  }
}
