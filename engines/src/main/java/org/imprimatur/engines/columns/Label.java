// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import static org.imprimatur.engines.table.Database.column;
import static org.imprimatur.engines.table.Database.literal;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.engines.table.Kind;
import org.imprimatur.engines.table.ScoredData;
import org.imprimatur.engines.table.Table;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.proof.evidence.DataQuality;

/**
 * The label of a data set as SQL: 1, 0 or nothing; NULL throughout where there is no such column,
 * and where there are not two classes to tell apart.
 *
 * @param absent whether a row has no label
 */
public record Label(String sql, String absent) {
  private static final int TEXTS = 64;
  private static final String NOTHING = "NULL::INTEGER";

  private Label(String sql) {
    this(sql, "(" + sql + ") IS NULL");
  }

  public static Label of(DataSet data, Specification.Label asked, boolean twoClasses)
      throws CheckException {
    if (!data.has(asked.column())) {
      return new Label(NOTHING);
    }
    if (!twoClasses) {
      return new Label(NOTHING, column(asked.column()) + " IS NULL");
    }
    Table.Column stored = data.column(asked.column());
    String rule = ScoredData.label(stored, data.table(), asked.positive());
    if (stored.kind() != Kind.TEXT) {
      return new Label(rule);
    }
    List<String> positive = new ArrayList<>();
    List<String> negative = new ArrayList<>();
    data.database()
        .query(
            "SELECT c, l FROM (SELECT DISTINCT "
                + column(asked.column())
                + " AS c, "
                + rule
                + " AS l FROM "
                + data.table()
                + ") WHERE l IS NOT NULL ORDER BY c LIMIT "
                + TEXTS,
            row -> (row.getInt(2) == 1 ? positive : negative).add(literal(row.getString(1))));
    // Few texts are compared as they stand, which spares every row the reading of the rule.
    return new Label(
        positive.size() + negative.size() == TEXTS
            ? rule
            : "CASE "
                + when(asked.column(), positive, 1)
                + when(asked.column(), negative, 0)
                + "WHEN false THEN 0 END");
  }

  private static String when(String name, List<String> texts, int value) {
    return texts.isEmpty()
        ? ""
        : "WHEN " + column(name) + " IN (" + String.join(", ", texts) + ") THEN " + value + " ";
  }

  public DataQuality.Balance balance(DataSet data) throws CheckException {
    DataQuality.Balance[] found = new DataQuality.Balance[1];
    data.database()
        .query(
            "SELECT count(*) FILTER (l = 1), count(*) FILTER (l = 0), count(*) FILTER (a)"
                + " FROM (SELECT "
                + sql
                + " AS l, "
                + absent
                + " AS a FROM "
                + data.table()
                + ")",
            row ->
                found[0] = new DataQuality.Balance(row.getLong(1), row.getLong(2), row.getLong(3)));
    return found[0];
  }
}
