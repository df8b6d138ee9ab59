// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import java.util.Arrays;
import org.imprimatur.proof.evidence.Telling;

/**
 * Numbers in ascending order, each with a class: of how many the nearest others tell it. Equal
 * numbers are equally near, and so are those at the same distance on both sides.
 */
final class NearestNumbers {
  private double[] values = new double[64];
  private int[] classes = new int[64];
  private int size;
  private final long[] all;
  private final long[] near;

  NearestNumbers(int classes) {
    all = new long[classes];
    near = new long[classes];
  }

  void add(double value, int of) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + size / 2);
      classes = Arrays.copyOf(classes, size + size / 2);
    }
    values[size] = value;
    classes[size++] = of;
    all[of]++;
  }

  Telling.Classes told() {
    long told = 0;
    for (int from = 0; from < size; ) {
      int to = end(from);
      told += told(from, to);
      from = to;
    }
    return new Telling.Classes(size, told, Arrays.stream(all).max().orElse(0));
  }

  private int end(int from) {
    int to = from + 1;
    while (to < size && values[to] == values[from]) {
      to++;
    }
    return to;
  }

  private int start(int to) {
    int from = to - 1;
    while (from > 0 && values[from - 1] == values[to - 1]) {
      from--;
    }
    return from;
  }

  /** Of the rows with one number, those whose class leads among the others near them. */
  private long told(int from, int to) {
    int low = from;
    int high = to;
    while (high - low <= Telling.Classes.NEAREST && (low > 0 || high < size)) {
      double below = low > 0 ? values[from] - values[low - 1] : Double.POSITIVE_INFINITY;
      double above = high < size ? values[high] - values[from] : Double.POSITIVE_INFINITY;
      int reached = low;
      if (low > 0 && below <= above) {
        reached = start(low);
      }
      if (high < size && above <= below) {
        high = end(high);
      }
      low = reached;
    }
    count(low, high, 1);
    long told = 0;
    int leader = leader(low, high);
    for (int row = from; row < to; row++) {
      told += classes[row] == leader ? 1 : 0;
    }
    count(low, high, -1);
    return told;
  }

  private void count(int low, int high, int step) {
    for (int row = low; row < high; row++) {
      near[classes[row]] += step;
    }
  }

  /** The class that leads by more than one row, so that none of its rows leads by itself. */
  private int leader(int low, int high) {
    int first = classes[low];
    for (int row = low; row < high; row++) {
      first = near[classes[row]] > near[first] ? classes[row] : first;
    }
    for (int row = low; row < high; row++) {
      if (classes[row] != first && near[classes[row]] > near[first] - 2) {
        return -1;
      }
    }
    return first;
  }
}
