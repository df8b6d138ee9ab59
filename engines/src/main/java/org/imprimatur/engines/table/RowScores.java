// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.engines.task.CheckException;

/** Label and score of every row of the test set, in its order, with the texts of some columns. */
public final class RowScores {
  static final byte NO_LABEL = -1;

  private final List<String> testColumns;
  private final Map<String, Texts> columns = new HashMap<>();
  private byte[] labels = new byte[1024];
  private double[] scores = new double[1024];
  private int rows;

  private RowScores(List<String> testColumns) {
    this.testColumns = testColumns;
  }

  /** A column's distinct texts and which of them each row has. */
  private static final class Texts {
    private final Map<String, Integer> codes = new HashMap<>();
    private final List<String> values = new ArrayList<>();
    private int[] rows = new int[1024];

    void add(int row, String text) {
      if (row == rows.length) {
        rows = Arrays.copyOf(rows, 2 * row);
      }
      Integer code = codes.get(text);
      if (code == null) {
        code = values.size();
        values.add(text);
        codes.put(text, code);
      }
      rows[row] = code;
    }
  }

  /**
   * Reads the rows of a table.
   *
   * @param order an SQL expression for the place of a row in the file
   */
  static RowScores of(
      Database database,
      ScoredData.Source source,
      String order,
      List<ScoredData.Group> names,
      List<String> testColumns)
      throws CheckException {
    String score = source.score();
    StringBuilder sql =
        new StringBuilder("SELECT ")
            .append(source.label())
            .append(", CASE WHEN isfinite(" + score + ") THEN " + score + " + 0.0 END");
    RowScores found = new RowScores(List.copyOf(testColumns));
    List<Texts> texts = new ArrayList<>();
    for (ScoredData.Group name : names) {
      sql.append(", COALESCE(").append(name.text()).append(", 'missing')");
      Texts of = new Texts();
      texts.add(of);
      found.columns.put(name.name(), of);
    }
    database.query(
        sql + " FROM " + source.from() + " ORDER BY " + order,
        row -> {
          int label = row.getInt(1);
          byte read = row.wasNull() ? NO_LABEL : (byte) label;
          double value = row.getDouble(2);
          int at = found.add(read, row.wasNull() ? Double.NaN : value);
          for (int i = 0; i < texts.size(); i++) {
            texts.get(i).add(at, row.getString(i + 3));
          }
        });
    return found;
  }

  private int add(byte label, double score) {
    if (rows == labels.length) {
      labels = Arrays.copyOf(labels, 2 * rows);
      scores = Arrays.copyOf(scores, 2 * rows);
    }
    labels[rows] = label;
    scores[rows] = score;
    return rows++;
  }

  /** The columns of the test set's own file. */
  public List<String> testColumns() {
    return testColumns;
  }

  int rows() {
    return rows;
  }

  byte label(int row) {
    return labels[row];
  }

  /** NaN where the row has no finite score. */
  double score(int row) {
    return scores[row];
  }

  /** The row's text in a column that was read along; "missing" where it is empty. */
  String text(String name, int row) {
    Texts texts = columns.get(name);
    if (texts == null) {
      throw new IllegalArgumentException("The column was not read: " + name);
    }
    return texts.values.get(texts.rows[row]);
  }
}
