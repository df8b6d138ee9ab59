// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigInteger;

/**
 * A sum of doubles without any rounding, whatever their order: the significands are added as
 * integers, apart for each exponent. Up to 2^36 finite values may be added.
 */
public final class ExactSum {
  private static final int EXPONENTS = 2047;
  private static final int LOW_BITS = 26;
  private static final long LOW = (1L << LOW_BITS) - 1;

  private final long[] low = new long[EXPONENTS];
  private final long[] high = new long[EXPONENTS];

  /** Adds a finite value; NaN and infinities are refused. */
  public void add(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & EXPONENTS;
    if (exponent == EXPONENTS) {
      throw new IllegalArgumentException("Only finite values have a sum, not " + value);
    }
    long significand = bits & 0xfffffffffffffL;
    significand |= exponent == 0 ? 0 : 1L << 52;
    int at = Math.max(exponent, 1);
    if (bits < 0) {
      low[at] -= significand & LOW;
      high[at] -= significand >>> LOW_BITS;
    } else {
      low[at] += significand & LOW;
      high[at] += significand >>> LOW_BITS;
    }
  }

  public Dyadic value() {
    BigInteger units = BigInteger.ZERO;
    for (int exponent = EXPONENTS - 1; exponent > 0; exponent--) {
      BigInteger here =
          BigInteger.valueOf(high[exponent])
              .shiftLeft(LOW_BITS)
              .add(BigInteger.valueOf(low[exponent]));
      units = units.shiftLeft(1).add(here);
    }
    return Dyadic.of(units, -1074);
  }
}
