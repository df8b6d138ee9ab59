// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.imprimatur.proof.json.Json;

/**
 * Integer statistics of a ranking by score.
 *
 * @param twiceU twice the number of pairs in which the positive row has the higher score, ties half
 * @param positivePlacements placements of positive rows, in halves: sum and sum of squares
 * @param negativePlacements the same for negative rows
 */
public record Ranking(
    long positives,
    long negatives,
    BigInteger twiceU,
    Curve curve,
    Sums positivePlacements,
    Sums negativePlacements) {

  /**
   * What the two curves along the ranking give.
   *
   * @param ksNumerator the largest distance between the two cumulative counts, over a common
   *     denominator
   * @param precisionSum average precision's sum in fixed point
   */
  public record Curve(BigInteger ksNumerator, BigInteger precisionSum) {}

  private static final MathContext EXACT = MathContext.DECIMAL128;

  private boolean oneClass() {
    return positives == 0 || negatives == 0;
  }

  Estimate rocAuc() {
    if (oneClass()) {
      return Estimate.undefined("roc_auc/1", Estimate.ONE_CLASS);
    }
    double auc = auc();
    return Estimate.of("roc_auc/1", auc, aucInterval(auc));
  }

  private double auc() {
    BigDecimal pairs = big(positives).multiply(big(negatives)).multiply(BigDecimal.TWO);
    return new BigDecimal(twiceU).divide(pairs, EXACT).doubleValue();
  }

  /**
   * DeLong's interval; where its variance vanishes, Wilson's with the size of the smaller class.
   */
  private Interval aucInterval(double auc) {
    long smaller = Math.min(positives, negatives);
    if (smaller >= 2) {
      double variance =
          part(positivePlacements, positives, negatives)
              + part(negativePlacements, negatives, positives);
      if (variance > 0) {
        return Interval.normal(auc, variance, 0, 1);
      }
    }
    return Interval.likeWilson(auc, smaller);
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

  Estimate gini() {
    if (oneClass()) {
      return Estimate.undefined("gini/1", Estimate.ONE_CLASS);
    }
    double auc = auc();
    Interval interval = aucInterval(auc);
    return Estimate.of(
        "gini/1", 2 * auc - 1, new Interval(2 * interval.low() - 1, 2 * interval.high() - 1));
  }

  /**
   * Average precision with the logit interval of Boyd, Eng and Page (<i>Area under the
   * Precision-Recall Curve</i>, ECML PKDD 2013), whose trials are the positive rows.
   */
  Estimate averagePrecision() {
    if (oneClass()) {
      return Estimate.undefined("average_precision/1", Estimate.ONE_CLASS);
    }
    double value = FixedPoint.mean(curve.precisionSum(), positives);
    return Estimate.of("average_precision/1", value, Interval.logit(value, positives));
  }

  Estimate ks(String definition) {
    if (oneClass()) {
      return Estimate.undefined(definition, Estimate.ONE_CLASS);
    }
    BigDecimal pairs = big(positives).multiply(big(negatives));
    return Estimate.of(
        definition, new BigDecimal(curve.ksNumerator()).divide(pairs, EXACT).doubleValue());
  }

  private static BigDecimal big(long value) {
    return BigDecimal.valueOf(value);
  }

  Json toJson() {
    return Json.obj()
        .put("positives", positives)
        .put("negatives", negatives)
        .put("u2", Values.big(twiceU))
        .put("ks_num", Values.big(curve.ksNumerator()))
        .put("ap_fx", Values.big(curve.precisionSum()))
        .put("sp", Values.big(positivePlacements.sum()))
        .put("spp", Values.big(positivePlacements.squares()))
        .put("sn", Values.big(negativePlacements.sum()))
        .put("snn", Values.big(negativePlacements.squares()))
        .build();
  }

  static Ranking fromJson(Json.Obj json) {
    return new Ranking(
        json.integer("positives"),
        json.integer("negatives"),
        Values.big(json, "u2"),
        new Curve(Values.big(json, "ks_num"), Values.big(json, "ap_fx")),
        new Sums(Values.big(json, "sp"), Values.big(json, "spp")),
        new Sums(Values.big(json, "sn"), Values.big(json, "snn")));
  }
}
