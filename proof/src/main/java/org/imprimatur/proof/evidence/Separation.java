// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.imprimatur.proof.json.Json;

/**
 * How far one column of numbers sets two classes apart: integers of ranks.
 *
 * @param twiceU twice the number of pairs in which the positive row has the larger number, ties
 *     half
 * @param positivePlacements placements of positive rows, in halves: sum and sum of squares
 * @param negativePlacements the same for negative rows
 */
public record Separation(
    long positives,
    long negatives,
    BigInteger twiceU,
    Sums positivePlacements,
    Sums negativePlacements) {
  private static final MathContext EXACT = MathContext.DECIMAL128;

  /**
   * The share of pairs in which the positive row has the larger number (the area under the ROC
   * curve), with the interval of DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988); where
   * their variance vanishes, Wilson's with the size of the smaller class.
   */
  Estimate auc(String definition) {
    if (positives == 0 || negatives == 0) {
      return Estimate.undefined(definition, Estimate.ONE_CLASS);
    }
    double auc = share();
    return Estimate.of(definition, auc, interval(auc));
  }

  /** The same share alone, for whom the interval decides nothing. */
  Estimate point(String definition) {
    return positives == 0 || negatives == 0
        ? Estimate.undefined(definition, Estimate.ONE_CLASS)
        : Estimate.of(definition, share());
  }

  private double share() {
    BigDecimal pairs = big(positives).multiply(big(negatives)).multiply(BigDecimal.TWO);
    return new BigDecimal(twiceU).divide(pairs, EXACT).doubleValue();
  }

  private Interval interval(double auc) {
    long smaller = Math.min(positives, negatives);
    double variance =
        smaller < 2
            ? 0
            : part(positivePlacements, positives, negatives)
                + part(negativePlacements, negatives, positives);
    return variance > 0 ? Interval.normal(auc, variance, 0, 1) : Interval.likeWilson(auc, smaller);
  }

  private static double part(Sums placements, long own, long other) {
    BigDecimal sum = new BigDecimal(placements.sum());
    BigDecimal spread =
        new BigDecimal(placements.squares())
            .multiply(big(own))
            .subtract(sum.multiply(sum))
            .divide(big(own).multiply(big(own)).multiply(big(own - 1)), EXACT);
    BigDecimal scale = big(other).multiply(big(other)).multiply(BigDecimal.valueOf(4));
    return spread.divide(scale, EXACT).doubleValue();
  }

  private static BigDecimal big(long value) {
    return BigDecimal.valueOf(value);
  }

  Json toJson() {
    return Json.obj()
        .put("positives", positives)
        .put("negatives", negatives)
        .put("u2", Values.big(twiceU))
        .put("positive_placements", positivePlacements.toJson())
        .put("negative_placements", negativePlacements.toJson())
        .build();
  }

  static Separation fromJson(Json.Obj json) {
    return new Separation(
        json.integer("positives"),
        json.integer("negatives"),
        Values.big(json, "u2"),
        Sums.fromJson(json.object("positive_placements")),
        Sums.fromJson(json.object("negative_placements")));
  }
}
