// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;

/** The true and the predicted number of every row of the test set, in its order. */
final class NumberAnswers {
  private final double[] truth;
  private final double[] predicted;
  private final RowTexts texts;

  private NumberAnswers(int rows, RowTexts texts) {
    this.texts = texts;
    truth = new double[rows];
    predicted = new double[rows];
  }

  static NumberAnswers read(Database database, long count, List<String> columns)
      throws CheckException {
    int rows = Math.toIntExact(count);
    List<String> parts = new ArrayList<>(List.of("truth", "predicted"));
    IntStream.range(0, columns.size()).forEach(i -> parts.add("g" + i));
    NumberAnswers found = new NumberAnswers(rows, new RowTexts(columns, rows));
    int[] at = {0};
    database.query(
        "SELECT " + String.join(", ", parts) + " FROM ev ORDER BY place",
        row -> {
          int i = at[0]++;
          found.truth[i] = row.getDouble(1);
          found.predicted[i] = row.getDouble(2);
          found.texts.take(i, row, 3);
        });
    return found;
  }

  int rows() {
    return truth.length;
  }

  double truth(int row) {
    return truth[row];
  }

  double predicted(int row) {
    return predicted[row];
  }

  RowTexts texts() {
    return texts;
  }
}
