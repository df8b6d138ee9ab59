// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import static org.imprimatur.engines.table.Database.column;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.ColumnTable;

/** Counts the categories of a column without naming them. */
final class CategoryColumn {
  private CategoryColumn() {}

  static ColumnTable.Categories read(DataSet data, String name, String label)
      throws CheckException {
    return counted(data, column(name), label);
  }

  /** Whether a column has a value, as a category of its own. */
  static ColumnTable.Categories presence(DataSet data, String name, String label)
      throws CheckException {
    String present = "(" + column(name) + " IS NOT NULL)";
    return counted(data, present, label);
  }

  private static ColumnTable.Categories counted(DataSet data, String category, String label)
      throws CheckException {
    List<ColumnTable.Categories.Cell> cells = new ArrayList<>();
    long[] present = new long[1];
    data.database()
        .query(
            ("SELECT p, n, u, count(*) FROM (SELECT count(*) FILTER (l = 1) AS p, count(*) FILTER"
                    + " (l = 0) AS n, count(*) - count(l) AS u FROM (SELECT %s AS c, %s AS l FROM"
                    + " %s) WHERE c IS NOT NULL GROUP BY c) GROUP BY p, n, u ORDER BY p, n, u")
                .formatted(category, label, data.table()),
            row -> {
              ColumnTable.Categories.Cell cell =
                  new ColumnTable.Categories.Cell(
                      row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
              present[0] +=
                  (cell.positives() + cell.negatives() + cell.unlabelled()) * cell.times();
              cells.add(cell);
            });
    return new ColumnTable.Categories(data.rows() - present[0], cells);
  }

  /** Rows of the test set, and categories, that never occur in the training set. */
  record Unseen(long rows, long categories) {}

  static Unseen unseen(DataSet test, DataSet train, String name) throws CheckException {
    Unseen[] found = new Unseen[1];
    test.database()
        .query(
            ("SELECT COALESCE(sum(n), 0)::BIGINT, count(*) FROM (SELECT %1$s AS c, count(*) AS n"
                    + " FROM %2$s WHERE %1$s IS NOT NULL GROUP BY 1) WHERE c NOT IN (SELECT %3$s FROM"
                    + " %4$s WHERE %3$s IS NOT NULL)")
                .formatted(test.text(name), test.table(), train.text(name), train.table()),
            row -> found[0] = new Unseen(row.getLong(1), row.getLong(2)));
    return found[0];
  }
}
