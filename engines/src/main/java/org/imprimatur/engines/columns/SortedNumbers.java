// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import java.util.Arrays;

/** Finite numbers: first they are added, then they are sorted, then they are read. */
final class SortedNumbers {
  private double[] values = new double[64];
  private int size;

  /** Minus zero is zero. */
  void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + size / 2);
    }
    values[size++] = value + 0.0;
  }

  SortedNumbers sort() {
    Arrays.sort(values, 0, size);
    return this;
  }

  int size() {
    return size;
  }

  double get(int place) {
    return values[place];
  }

  /** How many numbers are below a bound, or at most as large. */
  int below(double bound, boolean orEqual) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (orEqual ? values[middle] <= bound : values[middle] < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The place behind the numbers that are equal to the one at a place. */
  int endOfSame(int place) {
    int end = place + 1;
    while (end < size && values[end] == values[place]) {
      end++;
    }
    return end;
  }
}
