// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import static org.imprimatur.engines.table.Database.literal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.Separation;

/**
 * How well binned inputs tell a class together: naive Bayes, fitted on one half of the rows and
 * ranked on the other. The halves are told by a digest of the row, weights are whole numbers, and
 * so nothing depends on the order of the rows.
 */
final class NaiveBayes {
  private static final int NUMBER_BINS = 10;
  private static final int CATEGORY_BINS = 40;
  private static final double UNIT = 1 << 20;
  private static final String FITTED = "fitted";

  private final DataSet data;
  private final int inputs;
  private final int[] bins;

  private NaiveBayes(DataSet data, int[] bins) {
    this.data = data;
    this.inputs = bins.length;
    this.bins = bins;
  }

  /**
   * Bins the inputs once, for all classes of an attribute.
   *
   * @param of the SQL of the attribute's class as a text
   * @param half the SQL of the row's own text, by which it falls into a half
   */
  static NaiveBayes binned(
      DataSet data, List<String> names, List<Boolean> categorical, String of, String half)
      throws CheckException {
    String fitted = "(md5(" + half + ") < '8')";
    List<String> columns = new ArrayList<>();
    int[] bins = new int[names.size()];
    for (int i = 0; i < names.size(); i++) {
      List<String> edges =
          categorical.get(i)
              ? categories(data, names.get(i), fitted)
              : edges(data, names.get(i), fitted);
      bins[i] = edges.size() + 2;
      columns.add(
          (categorical.get(i)
                  ? category(data.text(names.get(i)), edges)
                  : number(data.number(names.get(i)), edges))
              + " AS b"
              + i);
    }
    data.database().execute("DROP TABLE IF EXISTS binned");
    data.database()
        .execute(
            "CREATE TABLE binned AS SELECT "
                + fitted
                + " AS "
                + FITTED
                + ", "
                + of
                + " AS class"
                + columns.stream().map(each -> ", " + each).collect(Collectors.joining())
                + " FROM "
                + data.table());
    return new NaiveBayes(data, bins);
  }

  /** The deciles of the fitted half, each once. */
  private static List<String> edges(DataSet data, String name, String fitted)
      throws CheckException {
    SortedNumbers sorted = NumberColumn.finite(data, name, fitted);
    List<String> edges = new ArrayList<>();
    for (int i = 1; i < NUMBER_BINS && sorted.size() > 0; i++) {
      String edge = Double.toString(sorted.get((int) ((long) sorted.size() * i / NUMBER_BINS)));
      if (!edges.contains(edge)) {
        edges.add(edge);
      }
    }
    return edges;
  }

  /** Bin 0 is missing, 1 below the first edge. */
  private static String number(String sql, List<String> edges) {
    String above =
        edges.stream()
            .map(edge -> " + (x >= '" + edge + "'::DOUBLE)::INTEGER")
            .collect(Collectors.joining())
            .replace("x >=", sql + " >=");
    return "(CASE WHEN " + sql + " IS NULL OR isnan(" + sql + ") THEN 0 ELSE 1" + above + " END)";
  }

  /** The most frequent categories of the fitted half; of equals the first in the alphabet. */
  private static List<String> categories(DataSet data, String name, String fitted)
      throws CheckException {
    List<String> found = new ArrayList<>();
    data.database()
        .query(
            "SELECT c FROM (SELECT "
                + data.text(name)
                + " AS c, count(*) AS n FROM "
                + data.table()
                + " WHERE "
                + fitted
                + " GROUP BY 1) WHERE c IS NOT NULL ORDER BY n DESC, c LIMIT "
                + CATEGORY_BINS,
            row -> found.add(row.getString(1)));
    return found;
  }

  /** Bin 0 is missing, 1 any other category. */
  private static String category(String sql, List<String> categories) {
    StringBuilder cases = new StringBuilder("(CASE WHEN " + sql + " IS NULL THEN 0");
    for (int i = 0; i < categories.size(); i++) {
      cases.append(" WHEN " + sql + " = " + literal(categories.get(i)) + " THEN " + (i + 2));
    }
    return cases.append(" ELSE 1 END)").toString();
  }

  /** How one class is told from the rest, on the half that was not fitted. */
  Separation separation(String value) throws CheckException {
    String is = "(class = " + literal(value) + ")";
    long[] rows = new long[2];
    data.database()
        .query(
            "SELECT count(*) FILTER (" + is + "), count(*) FROM binned WHERE " + FITTED,
            row -> {
              rows[1] = row.getLong(1);
              rows[0] = row.getLong(2) - row.getLong(1);
            });
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      long[] weights = weights(i, is, rows);
      terms.add(
          Arrays.stream(weights)
              .mapToObj(Long::toString)
              .collect(Collectors.joining(", ", "([", "]::BIGINT[])[b" + i + " + 1]")));
    }
    String score = terms.isEmpty() ? "0" : String.join(" + ", terms);
    return ranked(score, is);
  }

  /**
   * The logarithm of how much more frequent each bin is in the class, with one row added to each.
   */
  private long[] weights(int input, String is, long[] rows) throws CheckException {
    long[][] counts = new long[2][bins[input]];
    data.database()
        .query(
            "SELECT b%d, count(*) FILTER (%s), count(*) FROM binned WHERE %s GROUP BY 1"
                .formatted(input, is, FITTED),
            row -> {
              counts[1][row.getInt(1)] = row.getLong(2);
              counts[0][row.getInt(1)] = row.getLong(3) - row.getLong(2);
            });
    return IntStream.range(0, bins[input])
        .mapToLong(
            bin -> {
              double own = (double) (counts[1][bin] + 1) / (double) (rows[1] + bins[input]);
              double rest = (double) (counts[0][bin] + 1) / (double) (rows[0] + bins[input]);
              return (long) StrictMath.floor(StrictMath.log(own / rest) * UNIT + 0.5);
            })
        .toArray();
  }

  private Separation ranked(String score, String is) throws CheckException {
    List<SortedNumbers> sides = new ArrayList<>();
    for (String side : List.of(is, "NOT " + is)) {
      sides.add(
          NumberColumn.sorted(
              data, "SELECT (" + score + ")::DOUBLE, 0 FROM binned WHERE NOT fitted AND " + side));
    }
    return NumberColumn.separation(sides.getFirst(), sides.getLast());
  }
}
