// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.imprimatur.engines.table.Database.column;
import static org.imprimatur.engines.table.Database.literal;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.RowCounts;

/** Rows with a label, a score and group values, held by the database; only counts come out. */
public final class ScoredData {
  private static final int GROUP_LIMIT = 1000;
  private static final String COMPLETE = "label IS NOT NULL AND score IS NOT NULL";

  private final Database database;
  private final List<String> groups;

  private ScoredData(Database database, List<String> groups) {
    this.database = database;
    this.groups = groups;
  }

  /**
   * Makes the table from a source (a table or join of texts) that has all the columns.
   *
   * @param score an SQL expression for the score as a double
   */
  static ScoredData of(Database database, Source source, String score, List<String> groups)
      throws CheckException {
    List<String> parts = new ArrayList<>();
    parts.add(label(source) + " AS label");
    parts.add("CASE WHEN isfinite(" + score + ") THEN " + score + " + 0.0 END AS score");
    for (int i = 0; i < groups.size(); i++) {
      parts.add("COALESCE(" + column(groups.get(i)) + ", 'missing') AS g" + i);
    }
    database.execute(
        "CREATE TABLE ev AS SELECT " + String.join(", ", parts) + " FROM " + source.from());
    return new ScoredData(database, List.copyOf(groups));
  }

  /** Where the rows come from, and which of their columns is the label. */
  public record Source(String from, String labelColumn, String positive) {}

  /** The SQL that reads a row's label as 1, 0 or nothing. */
  public static String label(Source source) {
    String text = "trim(" + column(source.labelColumn()) + ")";
    String number = "TRY_CAST(" + text + " AS DOUBLE)";
    String wanted = literal(source.positive());
    return "CASE WHEN "
        + text
        + " IS NULL OR lower("
        + text
        + ") = 'nan' THEN NULL WHEN "
        + text
        + " = "
        + wanted
        + " OR "
        + number
        + " = TRY_CAST("
        + wanted
        + " AS DOUBLE) THEN 1 ELSE 0 END";
  }

  public RowCounts counts() throws CheckException {
    RowCounts[] found = {RowCounts.NONE};
    database.query(
        "SELECT count(*), count(*) - count(label), count(*) - count(score),"
            + " count(*) FILTER (score < 0 OR score > 1) FROM ev",
        row ->
            found[0] =
                new RowCounts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)));
    return found[0];
  }

  public DistinctScores all() throws CheckException {
    DistinctScores scores = new DistinctScores();
    database.query(
        "SELECT score, sum(label)::BIGINT, count(*) - sum(label)::BIGINT FROM ev WHERE "
            + COMPLETE
            + " GROUP BY score ORDER BY score",
        row -> scores.add(row.getDouble(1), row.getLong(2), row.getLong(3)));
    return scores;
  }

  /** The same for every combination of values of the given columns ("no &amp; yes"). */
  public SortedMap<String, DistinctScores> by(List<String> columns) throws CheckException {
    String key =
        columns.stream()
            .map(name -> "g" + groups.indexOf(name))
            .collect(Collectors.joining(" || ' & ' || "));
    long distinct = database.count("SELECT count(DISTINCT " + key + ") FROM ev");
    String name = String.join(" & ", columns);
    if (distinct > GROUP_LIMIT) {
      throw new CheckException(
          "data.groups",
          "The group "
              + name
              + " has "
              + distinct
              + " values; at most "
              + GROUP_LIMIT
              + " can be compared. Register a coarser group.");
    }
    SortedMap<String, DistinctScores> found = new TreeMap<>();
    database.query(
        "SELECT "
            + key
            + " AS k, score, sum(label)::BIGINT, count(*) - sum(label)::BIGINT"
            + " FROM ev WHERE "
            + COMPLETE
            + " GROUP BY k, score ORDER BY k, score",
        row ->
            found
                .computeIfAbsent(row.getString(1), group -> new DistinctScores())
                .add(row.getDouble(2), row.getLong(3), row.getLong(4)));
    return found;
  }
}
