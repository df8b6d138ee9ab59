// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import java.util.List;

/** Several lists of sorted numbers, read as one: each different number once. */
final class Ascending {
  private final List<SortedNumbers> lists;
  private final int[] next;
  private double value;
  private long count;

  Ascending(List<SortedNumbers> lists) {
    this.lists = lists;
    next = new int[lists.size()];
  }

  /** Goes to the next larger number, if there is one. */
  boolean next() {
    double least = Double.POSITIVE_INFINITY;
    count = 0;
    for (int i = 0; i < next.length; i++) {
      SortedNumbers list = lists.get(i);
      if (next[i] < list.size()) {
        least = Math.min(least, list.get(next[i]));
      }
    }
    for (int i = 0; i < next.length; i++) {
      SortedNumbers list = lists.get(i);
      if (next[i] < list.size() && list.get(next[i]) == least) {
        int end = list.endOfSame(next[i]);
        count += end - next[i];
        next[i] = end;
      }
    }
    value = least;
    return count > 0;
  }

  double value() {
    return value;
  }

  /** How often the number occurs. */
  long count() {
    return count;
  }
}
