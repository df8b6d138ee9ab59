// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.Arrays;

/** Sorts long numbers by their digits, from the last to the first; constant digits are skipped. */
final class KeySort {
  private static final int BITS = 11;
  private static final int DIGITS = 6;
  private static final int RADIX = 1 << BITS;
  private static final int MASK = RADIX - 1;
  private static final int SMALL = 1 << 10;

  private KeySort() {}

  /** Sorts in ascending order; answers one of the two arrays, the other is left in disorder. */
  static long[] sort(long[] keys, long[] scratch, int count) {
    if (count < SMALL) {
      Arrays.sort(keys, 0, count);
      return keys;
    }
    int[] counts = count(keys, count);
    long[] from = keys;
    long[] to = scratch;
    for (int digit = 0; digit < DIGITS; digit++) {
      int start = digit * RADIX;
      if (counts[start + digit(from[0], digit)] == count) {
        continue;
      }
      place(counts, start);
      for (int i = 0; i < count; i++) {
        long key = from[i];
        to[counts[start + digit(key, digit)]++] = key;
      }
      long[] other = from;
      from = to;
      to = other;
    }
    return from;
  }

  private static int digit(long key, int digit) {
    // The first bit is turned over, so that negative numbers come first.
    return (int) ((key ^ Long.MIN_VALUE) >>> (digit * BITS)) & MASK;
  }

  private static int[] count(long[] keys, int count) {
    int[] counts = new int[DIGITS * RADIX];
    for (int i = 0; i < count; i++) {
      long key = keys[i] ^ Long.MIN_VALUE;
      for (int digit = 0; digit < DIGITS; digit++) {
        counts[digit * RADIX + ((int) (key >>> (digit * BITS)) & MASK)]++;
      }
    }
    return counts;
  }

  /** From how often a digit occurs to where its first number goes. */
  private static void place(int[] counts, int start) {
    int sum = 0;
    for (int i = start; i < start + RADIX; i++) {
      int count = counts[i];
      counts[i] = sum;
      sum += count;
    }
  }
}
