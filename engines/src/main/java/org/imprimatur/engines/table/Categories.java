// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.CategoryDrift;
import org.imprimatur.proof.evidence.CategoryDrift.Level;

/** Counts the categories of a column, and decides whether they are named. */
final class Categories {
  /** Up to so many categories of a column are named, if their names are not long. */
  private static final int MOST_NAMES = 1000;

  private static final int LONGEST_NAME = 200;

  /** From here on values that hardly repeat are taken for identifiers, and not named. */
  private static final int FEW_NAMES = 50;

  private Categories() {}

  /**
   * Counts rows of both tables by category.
   *
   * @param rows SQL for k, the category or NULL, and a and b, the rows of the reference and of the
   *     current table
   */
  static CategoryDrift of(Database database, String rows) throws CheckException {
    String both =
        "(SELECT k, sum(a)::BIGINT AS a, sum(b)::BIGINT AS b FROM (" + rows + ") GROUP BY k)";
    long[] missing = new long[2];
    List<Level> levels = new ArrayList<>();
    boolean[] nameable = {true};
    database.query(
        "SELECT k, a, b FROM " + both + " ORDER BY k NULLS FIRST LIMIT " + (MOST_NAMES + 2),
        row -> {
          String level = row.getString(1);
          if (level == null) {
            missing[0] = row.getLong(2);
            missing[1] = row.getLong(3);
          } else {
            levels.add(new Level(level, row.getLong(2), row.getLong(3)));
            nameable[0] &= level.length() <= LONGEST_NAME;
          }
        });
    return nameable[0] && !areIdentifiers(levels)
        ? new CategoryDrift(missing[0], missing[1], levels, List.of())
        : new CategoryDrift(missing[0], missing[1], List.of(), pairs(database, both));
  }

  private static boolean areIdentifiers(List<Level> levels) {
    long rows = levels.stream().mapToLong(level -> level.reference() + level.current()).sum();
    return levels.size() > MOST_NAMES || (levels.size() > FEW_NAMES && 2L * levels.size() > rows);
  }

  private static List<CategoryDrift.Pair> pairs(Database database, String both)
      throws CheckException {
    List<CategoryDrift.Pair> pairs = new ArrayList<>();
    database.query(
        "SELECT a, b, count(*) FROM " + both + " WHERE k IS NOT NULL GROUP BY a, b ORDER BY a, b",
        row -> pairs.add(new CategoryDrift.Pair(row.getLong(1), row.getLong(2), row.getLong(3))));
    return pairs;
  }
}
