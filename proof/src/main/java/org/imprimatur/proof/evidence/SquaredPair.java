// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.imprimatur.proof.json.Json;

/**
 * Sums over squared errors {@code a} and squared distances {@code b} of the truth from its mean,
 * each in a unit of its own: what the variance of the ratio of both sums needs.
 */
public record SquaredPair(
    BigInteger a, BigInteger aSquares, BigInteger b, BigInteger bSquares, BigInteger products) {

  /**
   * The interval of {@code 1 - sum(a)/sum(b)} around its value by the delta method: the relative
   * variance of a ratio of two means (Cochran, Sampling Techniques, section 6.3). No more than 1.
   */
  Interval interval(double value, long rows, MeanInterval by) {
    double meanA = mean(a, rows);
    double meanB = mean(b, rows);
    if (meanA == 0 || meanB == 0 || rows < 2) {
      return new Interval(value, value);
    }
    double ofA = mean(aSquares, rows) / meanA / meanA - 1;
    double ofB = mean(bSquares, rows) / meanB / meanB - 1;
    double both = mean(products, rows) / meanA / meanB - 1;
    double variance = Math.max(0, ofA + ofB - 2 * both) / (double) (rows - 1);
    double half = by.quantile(rows) * StrictMath.sqrt(variance) * (1 - value);
    return new Interval(value - half, Math.min(1, value + half));
  }

  private static double mean(BigInteger sum, long rows) {
    return new BigDecimal(sum)
        .divide(BigDecimal.valueOf(rows), MathContext.DECIMAL128)
        .doubleValue();
  }

  Json toJson() {
    return Json.obj()
        .put("a", new Sums(a, aSquares).toJson())
        .put("b", new Sums(b, bSquares).toJson())
        .put("products", Values.big(products))
        .build();
  }

  static SquaredPair fromJson(Json.Obj json) {
    Sums a = Sums.fromJson(json.object("a"));
    Sums b = Sums.fromJson(json.object("b"));
    return new SquaredPair(
        a.sum(), a.squares(), b.sum(), b.squares(), Values.big(json, "products"));
  }
}
