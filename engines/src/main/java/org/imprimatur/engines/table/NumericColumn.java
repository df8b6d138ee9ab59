// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.List;
import org.imprimatur.proof.evidence.Dyadic;
import org.imprimatur.proof.evidence.NumericSample;

/**
 * The cells of one numeric column of one file: sorted finite values, and counts of the rest. It can
 * be used for one column after another.
 */
final class NumericColumn {
  private static final long ALL_BUT_SIGN = Long.MAX_VALUE;

  private long[] keys;
  private long[] scratch = new long[0];
  private int count;
  private long missing;
  private long infinite;

  NumericColumn(int capacity) {
    keys = new long[capacity];
  }

  /** Forgets what it holds and takes up to so many cells. */
  void clear(int capacity) {
    if (keys.length < capacity) {
      keys = new long[capacity];
    }
    count = 0;
    missing = 0;
    infinite = 0;
  }

  /** Takes many cells, of which the missing ones are not a number. */
  void addAll(double[] values, int size) {
    for (int i = 0; i < size; i++) {
      add(values[i]);
    }
  }

  /** Takes an empty cell. */
  void missing() {
    missing++;
  }

  /** Takes a value: what is not a number is missing, minus zero is zero. */
  void add(double value) {
    if (Math.abs(value) <= Double.MAX_VALUE) {
      keys[count++] = order(Double.doubleToRawLongBits(value + 0.0));
    } else if (Double.isNaN(value)) {
      missing++;
    } else {
      infinite++;
    }
  }

  /** Makes bits of doubles sort as integers, and back. */
  private static long order(long bits) {
    return bits ^ ((bits >> 63) & ALL_BUT_SIGN);
  }

  /** The result lies in one of the two arrays; the other one is free. */
  @SuppressWarnings("ReferenceEquality")
  void sort() {
    if (scratch.length < keys.length) {
      scratch = new long[keys.length];
    }
    long[] sorted = KeySort.sort(keys, scratch, count);
    scratch = sorted == keys ? scratch : keys;
    keys = sorted;
  }

  int count() {
    return count;
  }

  /** The key of a sorted value: equal for equal values, and in their order. */
  long key(int index) {
    return keys[index];
  }

  double value(int index) {
    return Double.longBitsToDouble(order(keys[index]));
  }

  static double valueOf(long key) {
    return Double.longBitsToDouble(order(key));
  }

  /** How many values are at most this one. */
  int upTo(double value) {
    long bound = order(Double.doubleToRawLongBits(value + 0.0));
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (keys[middle] <= bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  NumericSample sample(Dyadic sum) {
    List<Double> middle =
        count == 0
            ? List.of()
            : count % 2 == 1
                ? List.of(value(count / 2))
                : List.of(value(count / 2 - 1), value(count / 2));
    return new NumericSample(count, missing, infinite, sum, middle);
  }
}
