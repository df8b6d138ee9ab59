// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.imprimatur.proof.json.Json;

/**
 * One thing that a check says in words: a stable code, a sentence, and how it bears on a verdict.
 */
public record Finding(String code, String sentence, Bearing bearing) {
  /** Whether what was found is within a limit, beyond it, undecided, or shown only. */
  public enum Bearing {
    WITHIN,
    OUTSIDE,
    CANNOT_BE_TOLD,
    SHOWN
  }

  /** The finding as one of a check's problems. */
  public Json problem() {
    return Json.obj().put("code", code).put("sentence", sentence).build();
  }

  /** A number in a sentence: three decimals at most. */
  static String figure(double value) {
    BigDecimal rounded =
        new BigDecimal(value).setScale(3, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }

  /** The same with the interval, where there is one. */
  static String figure(Estimate estimate) {
    Double value = estimate.value();
    Interval interval = estimate.interval();
    String shown = value == null ? "undefined" : figure(value);
    return interval == null
        ? shown
        : shown + " [" + figure(interval.low()) + ", " + figure(interval.high()) + "]";
  }
}
