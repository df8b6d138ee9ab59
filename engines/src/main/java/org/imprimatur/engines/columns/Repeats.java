// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import static org.imprimatur.engines.table.Database.column;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.Leakage;

/** What two data sets have in common besides their columns, and what comes after the label. */
public final class Repeats {
  private Repeats() {}

  /** The counts of rows that leakage is told by. */
  public static Leakage.Shared shared(DataSet test, DataSet train, List<Rows.Pattern> patterns) {
    return new Leakage.Shared(
        test.rows(),
        train.rows(),
        Rows.shared(patterns),
        occurring(patterns, 1),
        occurring(patterns, 2));
  }

  private static long occurring(List<Rows.Pattern> patterns, long times) {
    return patterns.stream()
        .filter(pattern -> pattern.train() == times)
        .mapToLong(Rows.Pattern::patterns)
        .sum();
  }

  public static Leakage.Ids ids(DataSet test, DataSet train, String id, List<String> features)
      throws CheckException {
    if (!test.has(id) || !train.has(id)) {
      return new Leakage.Ids(0, 0);
    }
    String key = Rows.key(test, Optional.of(train), features);
    String trained = "SELECT trim(%s), %s FROM %s".formatted(column(id), key, train.table());
    Leakage.Ids[] found = new Leakage.Ids[1];
    test.database()
        .query(
            ("SELECT count(*) FILTER (i IN (SELECT trim(%1$s) FROM %2$s WHERE %1$s IS NOT NULL)),"
                    + " count(*) FILTER ((i, k) IN (%3$s)) FROM (SELECT trim(%1$s) AS i, %4$s AS k"
                    + " FROM %5$s WHERE %1$s IS NOT NULL)")
                .formatted(column(id), train.table(), trained, key, test.table()),
            row -> found[0] = new Leakage.Ids(row.getLong(1), row.getLong(2)));
    return found[0];
  }

  /** Rows of every column of times that come after the time of the label. */
  public static Map<String, Leakage.Later> later(DataSet data, String label) throws CheckException {
    if (!data.has(label)) {
      throw new CheckException(
          "data.column-missing",
          "There is no column " + label + " for the time of the label. Correct times.label.");
    }
    List<String> times = times(data);
    if (!times.contains(label)) {
      throw new CheckException(
          "data.times",
          "The column " + label + " holds values that are no dates or times, such as 2026-01-31.");
    }
    Map<String, Leakage.Later> found = new LinkedHashMap<>();
    for (String name : times) {
      if (!name.equals(label)) {
        data.database()
            .query(
                ("SELECT count(*) FILTER (a > b), count(*) FILTER (a IS NOT NULL AND b IS NOT NULL)"
                        + " FROM (SELECT %s AS a, %s AS b FROM %s)")
                    .formatted(time(name), time(label), data.table()),
                row -> found.put(name, new Leakage.Later(row.getLong(1), row.getLong(2))));
      }
    }
    return found;
  }

  /** Texts that all read as a date or a time. */
  private static List<String> times(DataSet data) throws CheckException {
    List<String> found = new ArrayList<>();
    for (String name : data.names()) {
      if (data.type(name) == DataSet.Type.TEXT
          && data.database()
                  .count(
                      "SELECT count(%1$s) - count(%2$s) FROM %3$s"
                          .formatted(column(name), time(name), data.table()))
              == 0) {
        found.add(name);
      }
    }
    return found;
  }

  private static String time(String name) {
    return "TRY_CAST(" + column(name) + " AS TIMESTAMP)";
  }
}
