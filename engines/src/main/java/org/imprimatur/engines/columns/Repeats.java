// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import static org.imprimatur.engines.table.Database.column;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    String here = "trim(" + test.text(id) + ")";
    String there = "trim(" + train.text(id) + ")";
    String trained =
        "SELECT %s, %s FROM %s".formatted(there, Rows.key(train, features), train.table());
    Leakage.Ids[] found = new Leakage.Ids[1];
    test.database()
        .query(
            ("SELECT count(*) FILTER (i IN (SELECT %1$s FROM %2$s WHERE %1$s IS NOT NULL)),"
                    + " count(*) FILTER ((i, k) IN (%3$s)) FROM (SELECT %4$s AS i, %5$s AS k"
                    + " FROM %6$s WHERE %4$s IS NOT NULL)")
                .formatted(
                    there, train.table(), trained, here, Rows.key(test, features), test.table()),
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
                    .formatted(time(data, name), time(data, label), data.table()),
                row -> found.put(name, new Leakage.Later(row.getLong(1), row.getLong(2))));
      }
    }
    return found;
  }

  /** Columns of dates and times, and texts that all read as one. */
  private static List<String> times(DataSet data) throws CheckException {
    List<String> found = new ArrayList<>();
    for (String name : data.names()) {
      boolean are =
          switch (data.column(name).kind()) {
            case DATE, TIMESTAMP -> true;
            case TEXT -> readAsTimes(data, name);
            case INTEGER, NUMBER, BOOLEAN -> false;
          };
      if (are) {
        found.add(name);
      }
    }
    return found;
  }

  private static boolean readAsTimes(DataSet data, String name) throws CheckException {
    return data.type(name) == DataSet.Type.TEXT
        && data.database()
                .count(
                    "SELECT count(%1$s) - count(%2$s) FROM %3$s"
                        .formatted(column(name), time(data, name), data.table()))
            == 0;
  }

  private static String time(DataSet data, String name) {
    return "TRY_CAST(" + data.column(name).in(data.table()) + " AS TIMESTAMP)";
  }
}
