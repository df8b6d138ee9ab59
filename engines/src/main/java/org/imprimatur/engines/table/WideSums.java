// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Exact sums of whole numbers in 128 bits each, two longs side by side: the order of what is added
 * decides nothing, and nothing is allocated for it.
 */
final class WideSums {
  private static final BigInteger UNSIGNED = BigInteger.ONE.shiftLeft(64);

  private final long[] halves;

  WideSums(int count) {
    halves = new long[2 * count];
  }

  void add(int index, long value) {
    add(index, value, value >> 63);
  }

  /** Adds the whole product of two numbers. */
  void addProduct(int index, long value, long times) {
    add(index, value * times, Math.multiplyHigh(value, times));
  }

  /** Adds what is itself a sum in two halves. */
  void add(int index, long low, long high) {
    add(halves, 2 * index, low, high);
  }

  /** Adds to a sum that is kept in two places of an array, the low half first. */
  static void add(long[] halves, int at, long low, long high) {
    long sum = halves[at] + low;
    halves[at + 1] += high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
    halves[at] = sum;
  }

  void addUnsigned(int index, long value) {
    addUnsigned(halves, 2 * index, value);
  }

  /** Adds a number that is not negative or meant without a sign; the high half rarely changes. */
  static void addUnsigned(long[] halves, int at, long value) {
    long sum = halves[at] + value;
    halves[at] = sum;
    if (Long.compareUnsigned(sum, value) < 0) {
      halves[at + 1]++;
    }
  }

  /** Adds all sums of another of the same size. */
  void addAll(WideSums other) {
    for (int i = 0; i < halves.length / 2; i++) {
      add(i, other.halves[2 * i], other.halves[2 * i + 1]);
    }
  }

  /** The same, and the other one is zero afterwards. */
  void takeAll(WideSums other) {
    addAll(other);
    Arrays.fill(other.halves, 0);
  }

  boolean isZero(int index) {
    return (halves[2 * index] | halves[2 * index + 1]) == 0;
  }

  BigInteger get(int index) {
    return get(halves, 2 * index);
  }

  static BigInteger get(long[] halves, int at) {
    BigInteger low = BigInteger.valueOf(halves[at]);
    BigInteger high = BigInteger.valueOf(halves[at + 1]);
    return high.shiftLeft(64).add(low.signum() < 0 ? low.add(UNSIGNED) : low);
  }
}
