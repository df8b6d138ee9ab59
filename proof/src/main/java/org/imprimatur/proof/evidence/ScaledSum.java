// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.imprimatur.proof.json.Json;

/**
 * An exact number {@code units * 2^exponent}, such as the sum of doubles: nothing is rounded, so it
 * does not depend on the order of the sum nor on the magnitude of what was summed.
 */
public record ScaledSum(BigInteger units, int exponent) {
  public static final ScaledSum ZERO = new ScaledSum(BigInteger.ZERO, 0);

  /** Twice the range of a double's exponents, for sums of squares, and room for the counts. */
  private static final int WIDEST = 4600;

  public ScaledSum {
    if (Math.abs(exponent) > WIDEST || units.bitLength() > 2 * WIDEST) {
      throw new IllegalArgumentException("No sum of doubles has this scale: " + exponent);
    }
    int zeros = units.signum() == 0 ? 0 : units.getLowestSetBit();
    exponent = units.signum() == 0 ? 0 : exponent + zeros;
    units = units.shiftRight(zeros);
  }

  BigDecimal exact() {
    BigDecimal power = new BigDecimal(BigInteger.ONE.shiftLeft(Math.abs(exponent)));
    BigDecimal value = new BigDecimal(units);
    // A division by a power of two ends.
    return exponent < 0 ? value.divide(power) : value.multiply(power);
  }

  Json toJson() {
    return Json.obj().put("units", units.toString()).put("exponent", exponent).build();
  }

  static ScaledSum fromJson(Json.Obj json) {
    return new ScaledSum(Values.big(json, "units"), Math.toIntExact(json.integer("exponent")));
  }
}
