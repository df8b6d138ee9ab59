// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.math.BigInteger;
import org.imprimatur.proof.evidence.ScaledSum;

/**
 * The sum of weighted doubles, or of the squares of doubles, without any rounding: one integer of
 * 128 bits for each exponent (Kulisch's long accumulator, kept in parts).
 */
final class ExactSum {
  private static final int EXPONENTS = 2048;
  private static final long FRACTION = (1L << 52) - 1;
  private static final int UNIT = 1075;

  /** So many squares of 106 bits fit before the parts are put together. */
  private static final int ROOM = 1 << 20;

  private final long[] low = new long[EXPONENTS];
  private final long[] high = new long[EXPONENTS];
  private final int power;
  private int squares;
  private BigInteger total = BigInteger.ZERO;

  private ExactSum(int power) {
    this.power = power;
  }

  /** A sum of values times weights; the sizes of all weights together stay below 2^63. */
  static ExactSum ofValues() {
    return new ExactSum(1);
  }

  static ExactSum ofSquares() {
    return new ExactSum(2);
  }

  void add(double value, long weight) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & (EXPONENTS - 1);
    long fraction = bits & FRACTION;
    long mantissa = exponent == 0 ? fraction : fraction | (FRACTION + 1);
    add(Math.max(exponent, 1), mantissa, bits < 0 ? -weight : weight);
  }

  void addSquare(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & (EXPONENTS - 1);
    long fraction = bits & FRACTION;
    long mantissa = exponent == 0 ? fraction : fraction | (FRACTION + 1);
    add(Math.max(exponent, 1), mantissa, mantissa);
    squares++;
    if (squares == ROOM) {
      flush();
    }
  }

  private void add(int exponent, long first, long second) {
    long product = first * second;
    long sum = low[exponent] + product;
    long carry = Long.compareUnsigned(sum, product) < 0 ? 1 : 0;
    low[exponent] = sum;
    high[exponent] += Math.multiplyHigh(first, second) + carry;
  }

  private void flush() {
    for (int exponent = 1; exponent < EXPONENTS; exponent++) {
      if (low[exponent] != 0 || high[exponent] != 0) {
        BigInteger part =
            BigInteger.valueOf(high[exponent]).shiftLeft(64).add(unsigned(low[exponent]));
        total = total.add(part.shiftLeft(power * (exponent - 1)));
        low[exponent] = 0;
        high[exponent] = 0;
      }
    }
    squares = 0;
  }

  private static BigInteger unsigned(long bits) {
    BigInteger value = BigInteger.valueOf(bits & Long.MAX_VALUE);
    return bits < 0 ? value.setBit(63) : value;
  }

  ScaledSum total() {
    flush();
    return new ScaledSum(total, power * (1 - UNIT));
  }
}
