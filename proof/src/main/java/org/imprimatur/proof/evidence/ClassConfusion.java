// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.json.Json;

/** Counts of label against prediction for any number of classes, which are numbered from 0. */
public final class ClassConfusion {
  /** More classes than this are not told apart. */
  public static final int MOST_CLASSES = 1000;

  private final int classes;
  private final long[] cells;
  private final long[] truths;
  private final long[] predictions;
  private long rows;
  private long hits;

  /** {@code cells} has a row of counts for each label, one for each prediction. */
  public ClassConfusion(int classes, long[] cells) {
    if (classes > MOST_CLASSES || cells.length != classes * classes) {
      throw new IllegalArgumentException("A confusion table has a cell for every two classes");
    }
    this.classes = classes;
    this.cells = cells.clone();
    truths = new long[classes];
    predictions = new long[classes];
    for (int truth = 0; truth < classes; truth++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        long count = cells[truth * classes + predicted];
        if (count < 0) {
          throw new IllegalArgumentException("Counts of a confusion table are not negative");
        }
        truths[truth] += count;
        predictions[predicted] += count;
        rows += count;
        hits += truth == predicted ? count : 0;
      }
    }
  }

  int classes() {
    return classes;
  }

  public long rows() {
    return rows;
  }

  /** Rows whose prediction is their label. */
  long hits() {
    return hits;
  }

  long at(int truth, int predicted) {
    return cells[truth * classes + predicted];
  }

  /** Rows of a class by their label. */
  public long truth(int of) {
    return truths[of];
  }

  /** Rows that are predicted to be of a class. */
  long predicted(int of) {
    return predictions[of];
  }

  /** Takes one cell that is not empty. */
  interface Cell {
    void take(int truth, int predicted, long count);
  }

  void each(Cell cell) {
    for (int truth = 0; truth < classes; truth++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        long count = at(truth, predicted);
        if (count > 0) {
          cell.take(truth, predicted, count);
        }
      }
    }
  }

  /** All counts, a row for each label. */
  Json matrix() {
    List<Json> rows = new ArrayList<>();
    for (int truth = 0; truth < classes; truth++) {
      List<Json> row = new ArrayList<>();
      for (int predicted = 0; predicted < classes; predicted++) {
        row.add(Json.of(at(truth, predicted)));
      }
      rows.add(Json.array(row));
    }
    return Json.array(rows);
  }

  /** The cells that are not empty, as label, prediction and count. */
  Json toJson() {
    List<Json> found = new ArrayList<>();
    each(
        (truth, predicted, count) ->
            found.add(
                Json.array(
                    List.of(Json.of((long) truth), Json.of((long) predicted), Json.of(count)))));
    return Json.array(found);
  }

  static ClassConfusion fromJson(int classes, Json.Arr json) {
    if (classes > MOST_CLASSES) {
      throw new IllegalArgumentException("There are too many classes");
    }
    long[] cells = new long[classes * classes];
    for (Json value : json.values()) {
      Json.Arr cell = (Json.Arr) value;
      int truth = Math.toIntExact(cell.integer(0));
      int predicted = Math.toIntExact(cell.integer(1));
      if (truth < 0 || truth >= classes || predicted < 0 || predicted >= classes) {
        throw new IllegalArgumentException("A cell of a confusion table has no such class");
      }
      cells[truth * classes + predicted] = cell.integer(2);
    }
    return new ClassConfusion(classes, cells);
  }
}
