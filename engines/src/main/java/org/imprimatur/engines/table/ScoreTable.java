// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.Reliability;
import org.imprimatur.proof.evidence.RowCounts;

/**
 * The table or view {@code ev} of the database: label (1, 0 or null), score (finite or null), and
 * the group columns g0, g1, … as texts without nulls.
 */
final class ScoreTable {
  /** So many combinations of group values can be told apart by a row's code. */
  static final int CELL_LIMIT = 1 << 15;

  private final Database database;
  private final List<String> groups;

  /**
   * Looks at {@code ev}.
   *
   * @param groups the names of its group columns, in their order
   */
  ScoreTable(Database database, List<String> groups) {
    this.database = database;
    this.groups = List.copyOf(groups);
  }

  List<String> groups() {
    return groups;
  }

  /** Counts and bounds over all rows. */
  record Extent(RowCounts counts, long positives, double least, double most) {}

  Extent extent() throws CheckException {
    List<Extent> found = new ArrayList<>();
    database.query(
        "SELECT count(*), count(*) - count(label), count(*) - count(score),"
            + " count(*) FILTER (score < 0 OR score > 1), count(*) FILTER (label = 1),"
            + " min(score), max(score) FROM ev",
        row ->
            found.add(
                new Extent(
                    new RowCounts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                    row.getLong(5),
                    row.getDouble(6),
                    row.getDouble(7))));
    return found.getFirst();
  }

  /** The combinations of values that occur in some group columns, unless there are too many. */
  Optional<Cells> cells(List<String> columns) throws CheckException {
    String list = columns.stream().map(this::column).collect(Collectors.joining(", "));
    database.execute(
        "CREATE OR REPLACE TABLE cell AS SELECT (row_number() OVER (ORDER BY "
            + list
            + ") - 1)::INTEGER AS number, * FROM (SELECT "
            + list
            + ", count(*) AS n, count(*) FILTER (label = 1) AS p FROM ev GROUP BY "
            + list
            + " LIMIT "
            + (CELL_LIMIT + 1)
            + ")");
    List<Cells.Cell> found = new ArrayList<>();
    database.query(
        "SELECT n - p, p, " + list + " FROM cell ORDER BY number",
        row -> {
          List<String> values = new ArrayList<>();
          for (int i = 0; i < columns.size(); i++) {
            values.add(row.getString(i + 3));
          }
          found.add(new Cells.Cell(values, row.getLong(1), row.getLong(2)));
        });
    return found.size() > CELL_LIMIT ? Optional.empty() : Optional.of(new Cells(columns, found));
  }

  long distinct(List<String> columns) throws CheckException {
    String list = columns.stream().map(this::column).collect(Collectors.joining(", "));
    return database.count("SELECT count(*) FROM (SELECT DISTINCT " + list + " FROM ev)");
  }

  /** Ten bins [lo, hi) of the scores of each value of a column, all of them within [0, 1]. */
  Map<String, Reliability> reliability(String column) throws CheckException {
    Map<String, Reliability.Bin[]> found = new HashMap<>();
    database.query(
        "SELECT "
            + column(column)
            + " AS k, least(9, floor(score * 10.0E0))::INTEGER AS bin, count(*),"
            + " count(*) FILTER (label = 1),"
            + " sum(floor(score * 1125899906842624.0E0 + 0.5E0)::BIGINT)::VARCHAR"
            + " FROM ev GROUP BY ALL",
        row ->
            found.computeIfAbsent(row.getString(1), value -> none())[row.getInt(2)] =
                new Reliability.Bin(
                    row.getLong(3), row.getLong(4), new BigInteger(row.getString(5))));
    Map<String, Reliability> tables = new HashMap<>();
    found.forEach((value, bins) -> tables.put(value, new Reliability(List.of(bins))));
    return tables;
  }

  private static Reliability.Bin[] none() {
    Reliability.Bin[] bins = new Reliability.Bin[10];
    Arrays.fill(bins, new Reliability.Bin(0, 0, BigInteger.ZERO));
    return bins;
  }

  /** All rows; those of several cells only after the cells were found. */
  ScoredRows rows(Cells cells) {
    boolean several = !cells.columns().isEmpty();
    String same =
        cells.columns().stream()
            .map(this::column)
            .map(name -> "ev." + name + " = cell." + name)
            .collect(Collectors.joining(" AND "));
    String within = " WHERE score BETWEEN ? AND ?";
    String code = (several ? "2 * number + " : "") + "label";
    String from = " FROM ev" + (several ? " JOIN cell ON " + same : "");
    String both = "SELECT score, (" + code + ")::USMALLINT" + from + within;
    return new ScoredRows() {
      @Override
      public void read(double low, double high, Sink sink) throws CheckException {
        database.scores(both, low, high, sink);
      }

      @Override
      public void readScores(double low, double high, Sink sink) throws CheckException {
        database.scores("SELECT score FROM ev" + within, low, high, sink);
      }
    };
  }

  private String column(String group) {
    return "g" + groups.indexOf(group);
  }
}
