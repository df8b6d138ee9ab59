// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;

/**
 * How rows repeat, within the test set and between it and the training set, by one grouping of
 * both.
 */
public final class Rows {
  /** {@code patterns} different rows that occur so often in the training and in the test set. */
  public record Pattern(long train, long test, long patterns) {}

  /** More rows than these are looked at by a short hash first. */
  private static final long FEW = 100_000;

  private Rows() {}

  /**
   * The patterns of rows in the given columns, in the order of their counts.
   *
   * <p>Rows are compared by the MD5 of an unambiguous text of their cells: each with its length,
   * numbers in one form. Who plants two rows with one digest can only make more rows look repeated.
   * Of many rows most are told apart by a hash of the engine's, which takes a tenth of the time:
   * only those that share it with another row are compared.
   */
  public static List<Pattern> patterns(DataSet test, Optional<DataSet> train, List<String> columns)
      throws CheckException {
    if (columns.isEmpty()) {
      return List.of();
    }
    List<DataSet> sets = train.map(set -> List.of(test, set)).orElse(List.of(test));
    if (sets.stream().mapToLong(DataSet::rows).sum() <= FEW) {
      return grouped(sets, columns, i -> "");
    }
    Database database = test.database();
    database.execute(
        "CREATE TABLE alike AS SELECT h FROM ("
            + ofEach(sets, i -> "SELECT " + hash(sets, i, columns) + " AS h")
            + ") GROUP BY h HAVING count(*) > 1");
    List<Pattern> found =
        grouped(
            sets, columns, i -> " WHERE " + hash(sets, i, columns) + " IN (SELECT h FROM alike)");
    database.execute("DROP TABLE alike");
    return withSingle(found, sets);
  }

  private static String ofEach(List<DataSet> sets, IntFunction<String> select) {
    return IntStream.range(0, sets.size())
        .mapToObj(i -> select.apply(i) + " FROM " + sets.get(i).table())
        .collect(Collectors.joining(" UNION ALL "));
  }

  /** The rows of the training set, the second one, are counted first. */
  private static List<Pattern> grouped(
      List<DataSet> sets, List<String> columns, IntFunction<String> where) throws CheckException {
    String rows =
        IntStream.range(0, sets.size())
            .mapToObj(
                i ->
                    "SELECT %s AS k, %d AS s FROM %s%s"
                        .formatted(
                            key(sets.get(i), columns), i, sets.get(i).table(), where.apply(i)))
            .collect(Collectors.joining(" UNION ALL "));
    List<Pattern> found = new ArrayList<>();
    sets.getFirst()
        .database()
        .query(
            "SELECT a, b, count(*) FROM (SELECT count(*) FILTER (s = 1) AS a, count(*) FILTER"
                + " (s = 0) AS b FROM ("
                + rows
                + ") GROUP BY k) GROUP BY a, b ORDER BY a, b",
            row -> found.add(new Pattern(row.getLong(1), row.getLong(2), row.getLong(3))));
    return found;
  }

  /** Those that were not compared stand alone. */
  private static List<Pattern> withSingle(List<Pattern> compared, List<DataSet> sets) {
    long test = sets.getFirst().rows();
    long train = sets.size() > 1 ? sets.get(1).rows() : 0;
    for (Pattern pattern : compared) {
      test -= pattern.test() * pattern.patterns();
      train -= pattern.train() * pattern.patterns();
    }
    List<Pattern> found = new ArrayList<>();
    for (Pattern pattern : compared) {
      if (pattern.train() + pattern.test() == 1) {
        test += pattern.test() * pattern.patterns();
        train += pattern.train() * pattern.patterns();
      } else {
        found.add(pattern);
      }
    }
    found.add(new Pattern(0, 1, test));
    found.add(new Pattern(1, 0, train));
    return found.stream()
        .filter(pattern -> pattern.patterns() > 0)
        .sorted(Comparator.comparingLong(Pattern::train).thenComparingLong(Pattern::test))
        .toList();
  }

  /**
   * The SQL of a hash that is the same for rows of the same text: of the texts, and of numbers
   * themselves where both sets hold numbers.
   */
  private static String hash(List<DataSet> sets, int set, List<String> columns) {
    DataSet data = sets.get(set);
    return columns.stream()
        .map(
            name ->
                sets.stream().allMatch(each -> each.column(name).kind().isNumeric())
                    ? data.number(name) + " + 0.0E0"
                    : data.text(name))
        .collect(Collectors.joining(", ", "hash(", ")"));
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
