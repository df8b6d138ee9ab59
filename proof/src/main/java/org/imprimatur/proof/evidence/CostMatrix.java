// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.imprimatur.proof.json.Json;

/**
 * What a wrong decision costs, in any unit; a right one costs nothing.
 *
 * @param falsePositive the cost of a positive prediction for a negative row, not negative
 * @param falseNegative the cost of a negative prediction for a positive row, not negative
 */
public record CostMatrix(BigDecimal falsePositive, BigDecimal falseNegative) {
  public CostMatrix {
    if (falsePositive.signum() < 0 || falseNegative.signum() < 0) {
      throw new IllegalArgumentException("A wrong decision costs nothing or something");
    }
  }

  private BigDecimal exact(Confusion counts) {
    return falsePositive
        .multiply(BigDecimal.valueOf(counts.fp()))
        .add(falseNegative.multiply(BigDecimal.valueOf(counts.fn())));
  }

  double total(Confusion counts) {
    return exact(counts).doubleValue();
  }

  /** The mean cost of a row, with the normal interval of a mean. */
  Estimate perRow(Confusion counts) {
    long n = counts.n();
    double mean = mean(exact(counts), n);
    if (n < 2) {
      return Estimate.of("cost_per_row/1", mean);
    }
    BigDecimal squares =
        falsePositive
            .pow(2)
            .multiply(BigDecimal.valueOf(counts.fp()))
            .add(falseNegative.pow(2).multiply(BigDecimal.valueOf(counts.fn())));
    double variance = Math.max(0, mean(squares, n) - mean * mean) / (double) (n - 1);
    double most = falsePositive.max(falseNegative).doubleValue();
    return Estimate.of("cost_per_row/1", mean, Interval.normal(mean, variance, 0, most));
  }

  private static double mean(BigDecimal sum, long n) {
    return sum.divide(BigDecimal.valueOf(n), MathContext.DECIMAL128).doubleValue();
  }

  /** The step of least cost; of several the one with the lowest cut-off. */
  Performance.Threshold cheapest(List<Performance.Threshold> steps) {
    Performance.Threshold best = steps.getFirst();
    for (Performance.Threshold step : steps) {
      if (exact(step.confusion()).compareTo(exact(best.confusion())) < 0) {
        best = step;
      }
    }
    return best;
  }

  Json toJson() {
    return Json.obj()
        .put("fp", falsePositive.toPlainString())
        .put("fn", falseNegative.toPlainString())
        .build();
  }

  static CostMatrix fromJson(Json.Obj json) {
    return new CostMatrix(Values.decimal(json.string("fp")), Values.decimal(json.string("fn")));
  }
}
