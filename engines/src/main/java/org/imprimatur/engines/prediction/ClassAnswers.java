// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.task.CheckException;

/** Label and predicted class of every row of the test set, in its order. */
final class ClassAnswers {
  private final List<String> names;
  private final int[] labels;
  private final int[] predicted;
  private final long[] losses;
  private final RowTexts texts;

  private ClassAnswers(List<String> names, int rows, RowTexts texts) {
    this.names = names;
    this.texts = texts;
    labels = new int[rows];
    predicted = new int[rows];
    losses = new long[rows];
  }

  static ClassAnswers read(
      Database database, List<String> classes, boolean scored, List<String> columns)
      throws CheckException {
    int rows = Math.toIntExact(database.count("SELECT count(*) FROM ev"));
    int width = scored ? classes.size() : 0;
    List<String> parts = new ArrayList<>(List.of("label_text", "predicted"));
    IntStream.range(0, width).forEach(i -> parts.add("s" + i));
    IntStream.range(0, columns.size()).forEach(i -> parts.add("g" + i));
    Map<String, Integer> numbers = new HashMap<>();
    List<String> names = new ArrayList<>(classes);
    for (int of = 0; of < classes.size(); of++) {
      numbers.put(classes.get(of), of);
    }
    ClassAnswers found = new ClassAnswers(names, rows, new RowTexts(columns, rows));
    double[] scores = new double[width];
    int[] at = {0};
    database.query(
        "SELECT " + String.join(", ", parts) + " FROM ev ORDER BY place",
        row -> {
          int i = at[0]++;
          found.labels[i] =
              numbers.computeIfAbsent(
                  row.getString(1),
                  name -> {
                    names.add(name);
                    return names.size() - 1;
                  });
          found.predicted[i] = row.getInt(2);
          for (int of = 0; of < width; of++) {
            scores[of] = row.getDouble(of + 3);
          }
          found.losses[i] = scored ? ClassTally.loss(scores, found.labels[i]) : -1;
          found.texts.take(i, row, width + 3);
        });
    return found;
  }

  int rows() {
    return labels.length;
  }

  /** The classes of the model, then labels that it does not know; rows hold numbers of these. */
  List<String> names() {
    return names;
  }

  int label(int row) {
    return labels[row];
  }

  int predicted(int row) {
    return predicted[row];
  }

  /**
   * Minus the logarithm of the probability of the row's label in fixed point; -1 where there is
   * none.
   */
  long loss(int row) {
    return losses[row];
  }

  boolean hasLosses() {
    return Arrays.stream(losses).allMatch(loss -> loss >= 0);
  }

  RowTexts texts() {
    return texts;
  }
}
