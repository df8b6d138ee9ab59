// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.math.BigInteger;

/** A sum of products of longs without rounding and without bounds. */
final class ExactSum {
  /** Products are below 2^126 in size, so that two of them fit; half the room is kept free. */
  private static final long ROOM = 1L << 61;

  private BigInteger total = BigInteger.ZERO;
  private long high;
  private long low;

  void add(long a, long b) {
    long added = a * b;
    long sum = low + added;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    high += Math.multiplyHigh(a, b) + carry;
    low = sum;
    if (high > ROOM || high < -ROOM) {
      flush();
    }
  }

  private void flush() {
    BigInteger above = BigInteger.valueOf(high).shiftLeft(64);
    BigInteger below = new BigInteger(Long.toUnsignedString(low));
    total = total.add(above).add(below);
    high = 0;
    low = 0;
  }

  BigInteger total() {
    flush();
    return total;
  }
}
