// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers in sentences: three decimals, without trailing zeros. */
final class Figures {
  private static final double CLEAR = 1e9;

  private Figures() {}

  static String of(double value) {
    BigDecimal rounded = thousandths(value).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }

  /** Rounded by the exact binary value; by whole thousandths where no tie is anywhere near. */
  private static BigDecimal thousandths(double value) {
    double scaled = value * 1_000;
    double whole = Math.rint(scaled);
    boolean clear = Math.abs(scaled) < CLEAR && Math.abs(scaled - whole) < 0.499;
    return clear
        ? BigDecimal.valueOf((long) whole, 3)
        : new BigDecimal(value).setScale(3, RoundingMode.HALF_EVEN);
  }
}
