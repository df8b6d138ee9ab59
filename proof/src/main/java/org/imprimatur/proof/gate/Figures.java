// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers in sentences: three decimals, without trailing zeros. */
final class Figures {
  private Figures() {}

  static String of(double value) {
    var rounded = new BigDecimal(value).setScale(3, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }
}
