// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.util.Optional;
import org.imprimatur.proof.distribution.ChiSquared;
import org.imprimatur.proof.evidence.Interval;
import org.imprimatur.proof.json.Json;

/**
 * How many incidents a month of one version in production. The interval is the exact one of a
 * Poisson count (Garwood, Biometrika 28, 1936): it contains at least 95 %, also where nothing
 * happened.
 *
 * @param count how many happened
 * @param approvals how many approvals that served it rests on
 * @param millis for how long they served, all together
 */
public record Rate(long count, long approvals, long millis) {
  /** Below so many approvals no rate is given. */
  public static final int LEAST = Spread.LEAST;

  /** A twelfth of 365.25 days. */
  private static final double MONTH = 365.25 / 12 * 24 * 60 * 60 * 1000;

  private static final double TAIL = 0.025;
  private static final int ROUNDS = 100;

  public boolean enough() {
    return approvals >= LEAST && millis > 0;
  }

  /** Version-months: the time of all versions together. */
  public double months() {
    return (double) millis / MONTH;
  }

  /** Incidents a version-month. */
  public double rate() {
    return (double) count / months();
  }

  public Optional<Interval> interval() {
    if (!enough()) {
      return Optional.empty();
    }
    Interval of = poisson(count);
    return Optional.of(new Interval(of.low() / months(), of.high() / months()));
  }

  /** The means under which so many are neither too many nor too few. */
  static Interval poisson(long count) {
    double low = count == 0 ? 0 : mean(2 * count, 1 - TAIL);
    return new Interval(low, mean(2 * count + 2, TAIL));
  }

  /**
   * The mean m at which chi-squared exceeds 2m with this chance, between two neighbours. It is the
   * chance of fewer than half as many events as there are degrees.
   */
  private static double mean(long degrees, double chance) {
    double low = 0;
    double high = (double) degrees + 10 * StrictMath.sqrt((double) degrees) + 10;
    for (int round = 0; round < ROUNDS; round++) {
      double middle = (low + high) / 2;
      if (ChiSquared.survival(2 * middle, degrees) > chance) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  Json.Builder write(Json.Builder json) {
    json.put("approvals", approvals).put("millis", millis);
    interval()
        .ifPresent(
            interval ->
                json.put("count", count)
                    .put("rate", rate())
                    .put("low", interval.low())
                    .put("high", interval.high()));
    return json;
  }
}
