// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.imprimatur.proof.json.Json;

/** An exact number, {@code units * 2^exponent}, with an odd number of units or none. */
public record Dyadic(BigInteger units, int exponent) {
  public static final Dyadic ZERO = new Dyadic(BigInteger.ZERO, 0);

  /** More than sums of squares of doubles need: a hostile exponent would fill the memory. */
  private static final int WIDEST = 4600;

  public Dyadic {
    if (exponent < -WIDEST || exponent > WIDEST || units.bitLength() > 2 * WIDEST) {
      throw new IllegalArgumentException("No sum of doubles has the exponent " + exponent);
    }
  }

  /** The same number in its one form. */
  public static Dyadic of(BigInteger units, int exponent) {
    if (units.signum() == 0) {
      return ZERO;
    }
    int shift = units.getLowestSetBit();
    return new Dyadic(units.shiftRight(shift), exponent + shift);
  }

  BigDecimal exact() {
    BigDecimal power = new BigDecimal(BigInteger.ONE.shiftLeft(Math.abs(exponent)));
    BigDecimal whole = new BigDecimal(units);
    return exponent < 0 ? whole.divide(power) : whole.multiply(power);
  }

  /** The number over a count, to 34 digits. */
  BigDecimal over(long count) {
    return exact().divide(BigDecimal.valueOf(count), MathContext.DECIMAL128);
  }

  Json toJson() {
    return Json.obj().put("units", Values.big(units)).put("exponent", exponent).build();
  }

  static Dyadic fromJson(Json.Obj json) {
    return new Dyadic(Values.big(json, "units"), Math.toIntExact(json.integer("exponent")));
  }
}
