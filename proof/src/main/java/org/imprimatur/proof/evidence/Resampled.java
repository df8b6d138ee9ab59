// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigInteger;
import org.imprimatur.proof.json.Json;

/**
 * What the paired bootstrap of rows gave (Efron and Tibshirani, <i>An Introduction to the
 * Bootstrap</i>, 1993, chapter 13: the percentile interval).
 *
 * @param replicates how many samples were drawn; 0 where the rows are too many to draw from
 * @param oneClass how many of them held one class only, so that no area under the curve is defined
 */
public record Resampled(long seed, long replicates, long oneClass, Drawn auc, Drawn accuracy) {
  /** Most rows that samples are drawn from. */
  public static final long MOST_ROWS = 200_000;

  /**
   * A statistic over the replicates, in fixed point.
   *
   * @param low the 2.5 % quantile of the replicates, linear between neighbours
   * @param high the 97.5 % quantile
   * @param sums of the replicates
   */
  public record Drawn(BigInteger low, BigInteger high, Sums sums) {
    public static final Drawn NONE = new Drawn(BigInteger.ZERO, BigInteger.ZERO, Sums.ZERO);

    Interval interval() {
      return new Interval(FixedPoint.toDouble(low), FixedPoint.toDouble(high));
    }

    /** The standard deviation of the replicates, with n - 1. */
    double error(long count) {
      double mean = FixedPoint.varianceOfMean(sums.sum(), sums.squares(), count);
      return StrictMath.sqrt(mean * (double) count);
    }

    Json toJson() {
      return Json.obj()
          .put("low_fx", Values.big(low))
          .put("high_fx", Values.big(high))
          .put("replicates_fx", sums.toJson())
          .build();
    }

    static Drawn fromJson(Json.Obj json) {
      return new Drawn(
          Values.big(json, "low_fx"),
          Values.big(json, "high_fx"),
          Sums.fromJson(json.object("replicates_fx")));
    }
  }

  /** Replicates in which the area under the curve is defined. */
  long ranked() {
    return replicates - oneClass;
  }

  /** The observed difference of areas with the interval of the replicates. */
  Estimate auc(Estimate observed) {
    return estimate("auc_difference_bootstrap/1", observed, auc, ranked());
  }

  Estimate accuracy(Estimate observed) {
    return estimate("accuracy_difference_bootstrap/1", observed, accuracy, replicates);
  }

  private Estimate estimate(String definition, Estimate observed, Drawn drawn, long count) {
    Double value = observed.value();
    if (value == null) {
      return Estimate.undefined(definition, String.valueOf(observed.reason()));
    }
    if (count < 2) {
      return Estimate.undefined(definition, reason());
    }
    return Estimate.of(definition, value, drawn.interval());
  }

  private String reason() {
    return replicates == 0
        ? "More than "
            + MOST_ROWS
            + " rows are not drawn from: the interval by DeLong's and Newcombe's formulas stands"
            + " for it."
        : "Almost every sample holds one class only.";
  }

  Json toJson() {
    return Json.obj()
        .put("seed", seed)
        .put("replicates", replicates)
        .put("one_class", oneClass)
        .put("auc_difference", auc.toJson())
        .put("accuracy_difference", accuracy.toJson())
        .build();
  }

  static Resampled fromJson(Json.Obj json) {
    return new Resampled(
        json.integer("seed"),
        json.integer("replicates"),
        json.integer("one_class"),
        Drawn.fromJson(json.object("auc_difference")),
        Drawn.fromJson(json.object("accuracy_difference")));
  }
}
