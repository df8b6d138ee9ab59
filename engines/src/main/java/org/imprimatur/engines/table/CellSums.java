// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import org.imprimatur.proof.evidence.FixedPoint;
import org.imprimatur.proof.evidence.Sums;

/** Sums of scores and of squared errors in every cell, for scores within [0, 1]. */
final class CellSums {
  private static final int SCORE = 0;
  private static final int BRIER = 2;
  private static final int SUMS = 4;

  private final int cells;
  private final WideSums sums;

  CellSums(int cells) {
    this.cells = cells;
    sums = new WideSums(SUMS * cells);
  }

  /** Adds rows from one place to another. */
  void rows(long[] keys, char[] codes, int from, int to) {
    for (int i = from; i < to; i++) {
      double score = ScoreKey.score(keys[i]);
      int first = SUMS * (codes[i] >> 1);
      double error = (codes[i] & 1) == 0 ? score : 1 - score;
      double brier = error * error;
      sums.addUnsigned(first + SCORE, FixedPoint.of(score));
      sums.addUnsigned(first + SCORE + 1, FixedPoint.of(score * score));
      sums.addUnsigned(first + BRIER, FixedPoint.of(brier));
      sums.addUnsigned(first + BRIER + 1, FixedPoint.of(brier * brier));
    }
  }

  /** Adds rows that have the same score and the same code. */
  void same(double score, int code, long times) {
    int first = SUMS * (code >> 1);
    double error = (code & 1) == 0 ? score : 1 - score;
    double brier = error * error;
    sums.addProduct(first + SCORE, FixedPoint.of(score), times);
    sums.addProduct(first + SCORE + 1, FixedPoint.of(score * score), times);
    sums.addProduct(first + BRIER, FixedPoint.of(brier), times);
    sums.addProduct(first + BRIER + 1, FixedPoint.of(brier * brier), times);
  }

  void add(CellSums part) {
    sums.addAll(part.sums);
  }

  Sums scores(Cells.Grouping grouping, int group) {
    return sum(grouping, group, SCORE);
  }

  Sums brier(Cells.Grouping grouping, int group) {
    return sum(grouping, group, BRIER);
  }

  private Sums sum(Cells.Grouping grouping, int group, int which) {
    Sums found = Sums.ZERO;
    for (int cell = 0; cell < cells; cell++) {
      if (grouping.groupOf(cell) == group) {
        int at = SUMS * cell + which;
        found = found.plus(new Sums(sums.get(at), sums.get(at + 1)));
      }
    }
    return found;
  }
}
