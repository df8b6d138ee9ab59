// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Map;
import java.util.TreeMap;
import org.imprimatur.proof.json.Json;

/**
 * What the paired bootstrap of rows gave for several differences (Efron and Tibshirani, <i>An
 * Introduction to the Bootstrap</i>, 1993, chapter 13: the percentile interval).
 *
 * @param replicates how many samples were drawn; 0 where there are too many or too few rows
 * @param differences by the metric's name
 */
public record ResampledDifferences(long seed, long replicates, Map<String, Drawn> differences) {
  /**
   * A difference over the samples in which it is defined, in units of {@code 2^-scale}.
   *
   * @param low the 2.5 % quantile
   * @param high the 97.5 % quantile
   */
  public record Drawn(
      long count, int scale, BigInteger low, BigInteger high, BigInteger sum, BigInteger squares) {
    private double scaled(BigInteger units) {
      return Math.scalb(units.doubleValue(), -scale);
    }

    /** The standard deviation of the samples, with n - 1. */
    private double error() {
      BigDecimal n = BigDecimal.valueOf(count);
      BigDecimal square = new BigDecimal(sum.multiply(sum)).divide(n, MathContext.DECIMAL128);
      BigDecimal spread = new BigDecimal(squares).subtract(square).max(BigDecimal.ZERO);
      return Math.scalb(StrictMath.sqrt(spread.doubleValue() / (double) (count - 1)), -scale);
    }

    private Json toJson() {
      return Json.obj()
          .put("count", count)
          .put("scale", (long) scale)
          .put("low", Values.big(low))
          .put("high", Values.big(high))
          .put("replicates", new Sums(sum, squares).toJson())
          .build();
    }

    private static Drawn fromJson(Json.Obj json) {
      Sums sums = Sums.fromJson(json.object("replicates"));
      return new Drawn(
          json.integer("count"),
          Math.toIntExact(json.integer("scale")),
          Values.big(json, "low"),
          Values.big(json, "high"),
          sums.sum(),
          sums.squares());
    }
  }

  public ResampledDifferences {
    differences = new TreeMap<>(differences);
  }

  public static ResampledDifferences none(long seed) {
    return new ResampledDifferences(seed, 0, Map.of());
  }

  /** The observed difference of a metric with the interval of the samples. */
  Estimate estimate(String metric, Estimate observed) {
    String definition = metric + "_difference_bootstrap/1";
    Double value = observed.value();
    if (value == null) {
      return Estimate.undefined(definition, String.valueOf(observed.reason()));
    }
    Drawn drawn = differences.get(metric);
    if (replicates == 0) {
      return Estimate.undefined(
          definition,
          "Fewer than "
              + Comparison.FEWEST_ROWS
              + " rows, or more than "
              + Resampled.MOST_ROWS
              + ", are not drawn from.");
    }
    if (drawn == null || drawn.count < 2) {
      return Estimate.undefined(definition, "It is undefined in almost every sample.");
    }
    return Estimate.of(
        definition, value, new Interval(drawn.scaled(drawn.low), drawn.scaled(drawn.high)));
  }

  /** The same for reading, with the error and how many samples leave a difference undefined. */
  Json details(Map<String, Estimate> observed) {
    Json.Builder json = Json.obj().put("seed", seed).put("replicates", replicates);
    observed.forEach(
        (metric, difference) -> {
          Drawn drawn = differences.get(metric);
          Json.Builder one = Json.obj().put("difference", estimate(metric, difference).toJson());
          Double error = drawn != null && drawn.count > 1 ? drawn.error() : null;
          one.put("se", Values.number(difference.isDefined() ? error : null));
          one.put("undefined", drawn == null ? replicates : replicates - drawn.count);
          json.put(metric, one.build());
        });
    return json.build();
  }

  Json toJson() {
    Json.Builder drawn = Json.obj();
    differences.forEach((metric, one) -> drawn.put(metric, one.toJson()));
    return Json.obj()
        .put("seed", seed)
        .put("replicates", replicates)
        .put("differences", drawn.build())
        .build();
  }

  static ResampledDifferences fromJson(Json.Obj json) {
    Map<String, Drawn> found = new TreeMap<>();
    Json.Obj drawn = json.object("differences");
    for (String metric : drawn.members().keySet()) {
      found.put(metric, Drawn.fromJson(drawn.object(metric)));
    }
    return new ResampledDifferences(json.integer("seed"), json.integer("replicates"), found);
  }
}
