// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

/**
 * SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) as a counter generator: the n-th number follows
 * from seed and n alone, so that it does not matter who draws it when.
 */
public final class SplitMix64 {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private SplitMix64() {}

  /** The number at position {@code counter} (from 0) of the sequence that {@code seed} starts. */
  static long at(long seed, long counter) {
    long z = seed + (counter + 1) * GOLDEN;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /**
   * The same drawn onto 0 to {@code bound - 1} by the upper half of the product; no number is more
   * likely than another by over {@code bound / 2^64}.
   */
  public static int below(int bound, long seed, long counter) {
    return (int) Math.unsignedMultiplyHigh(at(seed, counter), bound);
  }
}
