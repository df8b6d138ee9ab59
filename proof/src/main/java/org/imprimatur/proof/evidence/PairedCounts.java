// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.List;
import org.imprimatur.proof.json.Json;

/**
 * How two models answer yes or no on the same rows.
 *
 * @param onlyFirst rows on which only the first model (the champion) says yes
 * @param onlySecond rows on which only the second model (the challenger) says yes
 */
public record PairedCounts(long both, long onlyFirst, long onlySecond, long neither) {
  public static final PairedCounts NONE = new PairedCounts(0, 0, 0, 0);

  public PairedCounts {
    if (both < 0 || onlyFirst < 0 || onlySecond < 0 || neither < 0) {
      throw new IllegalArgumentException("Counts of rows are not negative");
    }
  }

  long n() {
    return both + onlyFirst + onlySecond + neither;
  }

  long first() {
    return both + onlyFirst;
  }

  long second() {
    return both + onlySecond;
  }

  /** The same rows where the question is asked the other way round. */
  PairedCounts negated() {
    return new PairedCounts(
        /* both= */ neither,
        /* onlyFirst= */ onlySecond,
        /* onlySecond= */ onlyFirst,
        /* neither= */ both);
  }

  PairedCounts plus(PairedCounts other) {
    return new PairedCounts(
        both + other.both,
        onlyFirst + other.onlyFirst,
        onlySecond + other.onlySecond,
        neither + other.neither);
  }

  /**
   * The interval of the second share minus the first by Newcombe's paired method (<i>Statistics in
   * Medicine</i> 17 (1998) 2635, method 10): both Wilson intervals, with the correlation of the two
   * answers, continuity corrected. Needs at least one row.
   */
  Interval difference() {
    double n = (double) n();
    Interval ofFirst = Interval.wilson(first(), n());
    Interval ofSecond = Interval.wilson(second(), n());
    double p = (double) first() / n;
    double q = (double) second() / n;
    double gap = (double) (onlySecond - onlyFirst) / n;
    double phi = correlation();
    double low = distance(q - ofSecond.low(), ofFirst.high() - p, phi);
    double high = distance(ofSecond.high() - q, p - ofFirst.low(), phi);
    return new Interval(Math.max(-1, gap - low), Math.min(1, gap + high));
  }

  private static double distance(double one, double other, double phi) {
    return StrictMath.sqrt(Math.max(0, one * one - 2 * phi * one * other + other * other));
  }

  /** Phi of the two answers, its numerator drawn towards 0 by n/2 where it is positive. */
  private double correlation() {
    double margins =
        (double) first()
            * (double) (n() - first())
            * ((double) second() * (double) (n() - second()));
    if (margins == 0) {
      return 0;
    }
    double half = (double) n() / 2;
    double numerator = (double) both * (double) neither - (double) onlyFirst * (double) onlySecond;
    double corrected = numerator > half ? numerator - half : Math.min(0, numerator);
    return corrected / StrictMath.sqrt(margins);
  }

  Json toJson() {
    return Json.array(
        List.of(Json.of(both), Json.of(onlyFirst), Json.of(onlySecond), Json.of(neither)));
  }

  static PairedCounts fromJson(Json.Arr json) {
    return new PairedCounts(json.integer(0), json.integer(1), json.integer(2), json.integer(3));
  }
}
