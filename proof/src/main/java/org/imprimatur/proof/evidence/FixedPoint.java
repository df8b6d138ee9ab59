// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Real numbers as integers in units of 2^-50, so that their sums do not depend on any order. */
public final class FixedPoint {
  private static final double UNIT = 0x1p50;
  private static final BigDecimal UNIT_EXACT = new BigDecimal(BigInteger.ONE.shiftLeft(50));

  private FixedPoint() {}

  /** The nearest number of units, halves rounded up; the value must be below 8192 in size. */
  public static long of(double value) {
    if (!(Math.abs(value) < 8192)) {
      throw new IllegalArgumentException("Outside the range of fixed point: " + value);
    }
    // Exactly defined, as all of StrictMath is, and the faster of the two.
    return (long) Math.floor(value * UNIT + 0.5);
  }

  static double toDouble(BigInteger units) {
    return new BigDecimal(units).divide(UNIT_EXACT).doubleValue();
  }

  /** The mean of a sum in units over a count, rounded once. */
  static double mean(BigInteger units, long count) {
    BigDecimal divisor = UNIT_EXACT.multiply(BigDecimal.valueOf(count));
    return new BigDecimal(units).divide(divisor, MathContext.DECIMAL128).doubleValue();
  }

  /** The variance of a mean from the sums of the values and of their squares. */
  static double varianceOfMean(BigInteger sum, BigInteger squares, long count) {
    if (count < 2) {
      return Double.NaN;
    }
    double mean = mean(sum, count);
    double spread = Math.max(0, mean(squares, count) - mean * mean);
    return spread / (count - 1);
  }
}
