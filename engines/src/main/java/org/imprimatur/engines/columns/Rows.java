// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imprimatur.engines.task.CheckException;

/**
 * How rows repeat, within the test set and between it and the training set, by one grouping of
 * both.
 */
public final class Rows {
  /** {@code patterns} different rows that occur so often in the training and in the test set. */
  public record Pattern(long train, long test, long patterns) {}

  private Rows() {}

  /**
   * The patterns of rows in the given columns, in the order of their counts.
   *
   * <p>Rows are compared by the MD5 of an unambiguous text of their cells: each with its length,
   * numbers in one form. Who plants two rows with one digest can only make more rows look repeated.
   */
  public static List<Pattern> patterns(DataSet test, Optional<DataSet> train, List<String> columns)
      throws CheckException {
    if (columns.isEmpty()) {
      return List.of();
    }
    String rows = "SELECT " + key(test, columns) + " AS k, 0 AS s FROM " + test.table();
    if (train.isPresent()) {
      rows += " UNION ALL SELECT " + key(train.get(), columns) + ", 1 FROM " + train.get().table();
    }
    List<Pattern> found = new ArrayList<>();
    test.database()
        .query(
            "SELECT a, b, count(*) FROM (SELECT count(*) FILTER (s = 1) AS a, count(*) FILTER"
                + " (s = 0) AS b FROM ("
                + rows
                + ") GROUP BY k) GROUP BY a, b ORDER BY a, b",
            row -> found.add(new Pattern(row.getLong(1), row.getLong(2), row.getLong(3))));
    return found;
  }

  static String key(DataSet data, List<String> columns) {
    return "md5_number(" + text(data, columns) + ")";
  }

  /** The SQL of a row's unambiguous text. */
  static String text(DataSet data, List<String> columns) {
    return columns.stream()
        .map(name -> cell(data.text(name)))
        .collect(Collectors.joining(", ", "concat(", ")"));
  }

  private static String cell(String text) {
    return "COALESCE(strlen(" + text + ") || ':' || " + text + ", '-')";
  }

  /** Rows of the test set that repeat an earlier one. */
  public static long duplicates(List<Pattern> patterns) {
    return patterns.stream()
        .mapToLong(pattern -> Math.max(0, pattern.test() - 1) * pattern.patterns())
        .sum();
  }

  /** Rows of the training set that repeat an earlier one. */
  public static long trainDuplicates(List<Pattern> patterns) {
    return patterns.stream()
        .mapToLong(pattern -> Math.max(0, pattern.train() - 1) * pattern.patterns())
        .sum();
  }

  /** Rows of the test set that also stand in the training set. */
  public static long shared(List<Pattern> patterns) {
    return patterns.stream()
        .filter(pattern -> pattern.train() > 0)
        .mapToLong(pattern -> pattern.test() * pattern.patterns())
        .sum();
  }
}
