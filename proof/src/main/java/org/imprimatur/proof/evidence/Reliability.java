// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.json.Json;

/**
 * The reliability table over equal bins [lo, hi); a score of exactly 1 belongs to the last bin.
 * Bins without rows stand in it with count 0.
 */
public record Reliability(List<Bin> bins) {
  /** One bin: how many rows, how many of them positive, and the sum of scores in fixed point. */
  public record Bin(long n, long positives, BigInteger scores) {
    BigInteger gap() {
      return scores.subtract(BigInteger.valueOf(positives).shiftLeft(50)).abs();
    }
  }

  public Reliability {
    bins = List.copyOf(bins);
  }

  double expectedError() {
    BigInteger sum = bins.stream().map(Bin::gap).reduce(BigInteger.ZERO, BigInteger::add);
    return FixedPoint.mean(sum, bins.stream().mapToLong(Bin::n).sum());
  }

  /**
   * The expected calibration error with the normal interval of the mean of what each row adds to
   * it, its score minus its label with the sign of its bin: the squares of that are the Brier
   * score's. Chance alone makes the error larger than 0, so that a policy judges the value and not
   * this interval.
   *
   * @param brier the sum of squared distances of score and label, in fixed point
   */
  Estimate withInterval(String definition, BigInteger brier) {
    long n = bins.stream().mapToLong(Bin::n).sum();
    double error = expectedError();
    if (n < 2) {
      return Estimate.of(definition, error);
    }
    double spread = Math.max(0, FixedPoint.mean(brier, n) - error * error);
    return Estimate.of(definition, error, Interval.normal(error, spread / (double) (n - 1), 0, 1));
  }

  double largestError() {
    return bins.stream()
        .filter(bin -> bin.n() > 0)
        .mapToDouble(bin -> FixedPoint.mean(bin.gap(), bin.n()))
        .max()
        .orElseThrow();
  }

  /** The table for reading: empty bins have null means. */
  Json details() {
    List<Json> rows = new ArrayList<>();
    for (int i = 0; i < bins.size(); i++) {
      Bin bin = bins.get(i);
      boolean empty = bin.n() == 0;
      rows.add(
          Json.obj()
              .put("bin", i)
              .put("lo", (double) i / bins.size())
              .put("hi", (double) (i + 1) / bins.size())
              .put("n", bin.n())
              .put("positives", bin.positives())
              .put(
                  "mean_score",
                  Values.number(empty ? null : FixedPoint.mean(bin.scores(), bin.n())))
              .put(
                  "positive_rate", Values.number(empty ? null : (double) bin.positives() / bin.n()))
              .put(
                  "positive_rate_wilson95",
                  Values.pair(empty ? null : Interval.wilson(bin.positives(), bin.n())))
              .build());
    }
    return Json.array(rows);
  }

  Json toJson() {
    return Json.array(
        bins.stream()
            .map(
                bin ->
                    Json.array(
                        List.of(
                            Json.of(bin.n()), Json.of(bin.positives()), Values.big(bin.scores()))))
            .toList());
  }

  static Reliability fromJson(Json.Arr json) {
    List<Bin> bins = new ArrayList<>();
    for (Json row : json.values()) {
      Json.Arr cells = (Json.Arr) row;
      bins.add(new Bin(cells.integer(0), cells.integer(1), Values.big(cells.string(2))));
    }
    return new Reliability(bins);
  }
}
