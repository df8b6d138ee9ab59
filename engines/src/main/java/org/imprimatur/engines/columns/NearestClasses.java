// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import static org.imprimatur.engines.table.Database.column;

import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.Telling;

/** A label of several classes: how many rows have their class told by the rows beside them. */
public record NearestClasses(DataSet data, String label, String classes) implements OtherLabel {
  public static NearestClasses of(DataSet data, String label) {
    String text = data.text(label);
    String classes =
        "(SELECT c, row_number() OVER (ORDER BY c) - 1 AS k FROM (SELECT DISTINCT "
            + text
            + " AS c FROM "
            + data.table()
            + " WHERE "
            + column(label)
            + " IS NOT NULL))";
    return new NearestClasses(data, label, classes);
  }

  @Override
  public Telling number(String name) throws CheckException {
    NearestNumbers numbers =
        new NearestNumbers(
            Math.toIntExact(data.database().count("SELECT count(*) FROM " + classes)));
    data.database()
        .numbers(
            "SELECT x, k::INTEGER FROM (SELECT "
                + data.number(name)
                + " AS x, "
                + data.text(label)
                + " AS l FROM "
                + data.table()
                + ") JOIN "
                + classes
                + " ON l = c WHERE isfinite(x) ORDER BY x",
            numbers::add);
    return numbers.told();
  }

  /** A row of the most frequent class is told where it is so without that row as well. */
  @Override
  public Telling among(String category) throws CheckException {
    String cells =
        "(SELECT %s AS v, %s AS l, count(*) AS n FROM %s WHERE %s IS NOT NULL AND %s IS NOT NULL"
                .formatted(category, data.text(label), data.table(), category, column(label))
            + " GROUP BY 1, 2)";
    Telling.Classes[] found = {new Telling.Classes(0, 0, 0)};
    data.database()
        .query(
            ("SELECT COALESCE(sum(a), 0)::BIGINT, COALESCE(sum(CASE WHEN t[1] - COALESCE(t[2], 0)"
                    + " > 1 THEN t[1] END), 0)::BIGINT, (SELECT COALESCE(max(m), 0) FROM (SELECT"
                    + " sum(n)::BIGINT AS m FROM %1$s GROUP BY l)) FROM (SELECT sum(n) AS a,"
                    + " max(n, 2) AS t FROM %1$s GROUP BY v)")
                .formatted(cells),
            row -> found[0] = new Telling.Classes(row.getLong(1), row.getLong(2), row.getLong(3)));
    return found[0];
  }
}
