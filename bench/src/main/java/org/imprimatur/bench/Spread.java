// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.bench;

import java.util.Arrays;

/** How long something took, again and again. */
final class Spread {
  private Spread() {}

  /** A line with the middle, the 95th percentile and the most. */
  static void print(String what, long[] nanos, String beside) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    int rounds = sorted.length;
    System.out.printf(
        "%-44s p50 %6.1f ms, p95 %6.1f ms, most %6.1f ms  %s%n",
        what,
        (double) sorted[rounds / 2] / 1e6,
        (double) sorted[Math.min(rounds - 1, rounds * 95 / 100)] / 1e6,
        (double) sorted[rounds - 1] / 1e6,
        beside);
  }
}
