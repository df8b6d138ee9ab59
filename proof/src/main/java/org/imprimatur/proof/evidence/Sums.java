// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigInteger;
import org.imprimatur.proof.json.Json;

/** The sum of integers and of their squares (each square in the units of the sum). */
public record Sums(BigInteger sum, BigInteger squares) {
  public static final Sums ZERO = new Sums(BigInteger.ZERO, BigInteger.ZERO);

  public Sums plus(Sums other) {
    return new Sums(sum.add(other.sum), squares.add(other.squares));
  }

  /** The mean of what is not negative, under the definition of this interval. */
  Estimate mean(String name, long count, double most, MeanInterval by) {
    String definition = by.definition(name);
    double mean = FixedPoint.mean(sum, count);
    if (count < 2) {
      return Estimate.of(definition, mean);
    }
    double variance = FixedPoint.varianceOfMean(sum, squares, count);
    return Estimate.of(definition, mean, by.around(mean, variance, count, 0, most));
  }

  Estimate mean(String definition, long count, double least, double most) {
    double mean = FixedPoint.mean(sum, count);
    if (count < 2) {
      return Estimate.of(definition, mean);
    }
    double variance = FixedPoint.varianceOfMean(sum, squares, count);
    return Estimate.of(definition, mean, Interval.normal(mean, variance, least, most));
  }

  Json toJson() {
    return Json.obj().put("sum", Values.big(sum)).put("squares", Values.big(squares)).build();
  }

  static Sums fromJson(Json.Obj json) {
    return new Sums(Values.big(json, "sum"), Values.big(json, "squares"));
  }
}
