// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.Telling;

/** A label that is a number, by its ranks in halves among the rows that have a column's value. */
public record Ranked(DataSet data, String label) implements OtherLabel {
  @Override
  public Telling number(String name) throws CheckException {
    Telling[] found = new Telling[1];
    String sql =
        pairs(data.number(name), "isfinite(x)")
            + ", rx AS "
            + ranks("x")
            + ", ry AS "
            + ranks("y")
            + " SELECT count(*), CAST(COALESCE(sum(a * a), 0) AS VARCHAR),"
            + " CAST(COALESCE(sum(b * b), 0) AS VARCHAR), CAST(COALESCE(sum(a * b), 0) AS VARCHAR)"
            + " FROM (SELECT rx.r AS a, ry.r AS b FROM p JOIN rx ON p.x = rx.v JOIN ry ON p.y ="
            + " ry.v)";
    data.database()
        .query(
            sql,
            row ->
                found[0] =
                    new Telling.Ranks(
                        row.getLong(1),
                        new BigInteger(row.getString(2)),
                        new BigInteger(row.getString(3)),
                        new BigInteger(row.getString(4))));
    return found[0];
  }

  @Override
  public Telling among(String category) throws CheckException {
    String cells =
        pairs(category, "x IS NOT NULL")
            + ", ry AS "
            + ranks("y")
            + ", c AS (SELECT count(*) AS n, sum(ry.r) AS s, sum(ry.r * ry.r) AS q FROM p JOIN ry"
            + " ON p.y = ry.v GROUP BY p.x)";
    long[] counts = new long[2];
    BigInteger[] squares = {BigInteger.ZERO};
    data.database()
        .query(
            cells
                + " SELECT COALESCE(sum(n), 0)::BIGINT, count(*), CAST(COALESCE(sum(q), 0) AS"
                + " VARCHAR) FROM c",
            row -> {
              counts[0] = row.getLong(1);
              counts[1] = row.getLong(2);
              squares[0] = new BigInteger(row.getString(3));
            });
    List<Telling.RankedCategories.Cell> table = new ArrayList<>();
    if (!Telling.RankedCategories.areTooMany(counts[1])) {
      data.database()
          .query(
              cells + " SELECT n, CAST(s AS VARCHAR), count(*) FROM c GROUP BY n, s ORDER BY n, s",
              row ->
                  table.add(
                      new Telling.RankedCategories.Cell(
                          row.getLong(1), new BigInteger(row.getString(2)), row.getLong(3))));
    }
    return new Telling.RankedCategories(counts[0], squares[0], counts[1], table);
  }

  private String pairs(String value, String present) {
    return "WITH p AS MATERIALIZED (SELECT x, y FROM (SELECT "
        + value
        + " AS x, "
        + data.number(label)
        + " AS y FROM "
        + data.table()
        + ") WHERE isfinite(y) AND "
        + present
        + ")";
  }

  /** Twice the rank of each value of one column of the pairs, equal ones in the middle. */
  private static String ranks(String column) {
    return "(SELECT v, (2 * sum(n) OVER (ORDER BY v) - n + 1)::BIGINT AS r FROM (SELECT "
        + column
        + " AS v, count(*) AS n FROM p GROUP BY 1))";
  }
}
