// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Dense ranks of scores from 0: rows with the same score have the same rank. */
final class Ranks {
  private final double[] distinct;
  private final int[] ranks;

  private Ranks(double[] distinct, int[] ranks) {
    this.distinct = distinct;
    this.ranks = ranks;
  }

  /** The scores are finite, and 0 has one sign only. */
  static Ranks of(int size, IntToDoubleFunction score) {
    double[] sorted = new double[size];
    Arrays.setAll(sorted, score);
    Arrays.sort(sorted);
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[count++] = sorted[i];
      }
    }
    double[] distinct = Arrays.copyOf(sorted, count);
    int[] ranks = new int[size];
    Arrays.setAll(ranks, i -> Arrays.binarySearch(distinct, score.applyAsDouble(i)));
    return new Ranks(distinct, ranks);
  }

  int size() {
    return ranks.length;
  }

  /** The number of ranks. */
  int count() {
    return distinct.length;
  }

  int rank(int i) {
    return ranks[i];
  }

  double score(int rank) {
    return distinct[rank];
  }
}
