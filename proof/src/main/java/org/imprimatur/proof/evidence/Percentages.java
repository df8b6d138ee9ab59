// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.imprimatur.proof.json.Json;

/**
 * Absolute errors beside the size of what they miss.
 *
 * @param zeros rows whose true number is 0, of which no percentage is defined
 * @param unbounded rows whose percentage is larger than a number can be
 * @param scale the units of the sums of absolute error over absolute truth are {@code 2^-scale}
 * @param symmetric absolute error over the mean size of truth and prediction, 0 where both are 0
 */
public record Percentages(
    long zeros, long unbounded, int scale, BigInteger sum, BigInteger squares, Sums symmetric) {

  Estimate mean(long rows, MeanInterval interval) {
    String definition = interval.definition("mape");
    if (zeros > 0) {
      return Estimate.undefined(
          definition, "The true number is 0 in " + zeros + " of " + rows + " rows.");
    }
    if (unbounded > 0 || rows == 0) {
      return Estimate.undefined(
          definition, rows == 0 ? Estimate.NO_ROWS : "It is larger than a number can be.");
    }
    BigDecimal count = BigDecimal.valueOf(rows);
    double mean = new BigDecimal(sum).divide(count, MathContext.DECIMAL128).doubleValue();
    double value = Math.scalb(mean, -scale);
    if (rows < 2) {
      return Estimate.of(definition, value);
    }
    BigDecimal total = new BigDecimal(sum);
    double spread =
        new BigDecimal(squares)
            .subtract(total.multiply(total).divide(count, MathContext.DECIMAL128))
            .max(BigDecimal.ZERO)
            .doubleValue();
    double variance = spread / (double) rows / (double) (rows - 1);
    double half = interval.quantile(rows) * StrictMath.sqrt(variance);
    double high = Math.scalb(mean + half, -scale);
    return Double.isInfinite(high)
        ? Estimate.undefined(definition, "It is larger than a number can be.")
        : Estimate.of(
            definition, value, new Interval(Math.max(0, Math.scalb(mean - half, -scale)), high));
  }

  Estimate symmetricMean(long rows, MeanInterval interval) {
    return rows == 0
        ? Estimate.undefined(interval.definition("smape"), Estimate.NO_ROWS)
        : symmetric.mean("smape", rows, 2, interval);
  }

  Json toJson() {
    return Json.obj()
        .put("zero_truths", zeros)
        .put("unbounded", unbounded)
        .put("scale", (long) scale)
        .put("ratio", new Sums(sum, squares).toJson())
        .put("symmetric_fx", symmetric.toJson())
        .build();
  }

  static Percentages fromJson(Json.Obj json) {
    Sums ratio = Sums.fromJson(json.object("ratio"));
    return new Percentages(
        json.integer("zero_truths"),
        json.integer("unbounded"),
        Math.toIntExact(json.integer("scale")),
        ratio.sum(),
        ratio.squares(),
        Sums.fromJson(json.object("symmetric_fx")));
  }
}
