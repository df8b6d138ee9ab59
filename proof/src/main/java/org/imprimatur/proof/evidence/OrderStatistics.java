// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.imprimatur.proof.json.Json;

/**
 * Some of the numbers of a sorted column, by their rank from 0: those that quantiles and their
 * intervals rest on.
 */
public record OrderStatistics(long rows, SortedMap<Long, Double> byRank) {
  public OrderStatistics {
    byRank = new TreeMap<>(byRank);
  }

  /** The ranks that the given quantiles need, of so many rows. */
  public static SortedSet<Long> ranks(long rows, List<Double> quantiles) {
    SortedSet<Long> ranks = new TreeSet<>();
    if (rows > 0) {
      for (double quantile : quantiles) {
        long below = below(rows, quantile);
        ranks.add(below);
        ranks.add(Math.min(rows - 1, below + 1));
        ranks.add(lowRank(rows, quantile));
        ranks.add(highRank(rows, quantile));
      }
    }
    return ranks;
  }

  private static long below(long rows, double quantile) {
    return (long) StrictMath.floor((double) (rows - 1) * quantile);
  }

  private static double reach(long rows, double quantile) {
    return Interval.Z * StrictMath.sqrt((double) rows * quantile * (1 - quantile));
  }

  private static long lowRank(long rows, double quantile) {
    double rank = StrictMath.floor((double) rows * quantile - reach(rows, quantile)) - 1;
    return Math.clamp((long) rank, 0, rows - 1);
  }

  private static long highRank(long rows, double quantile) {
    double rank = StrictMath.ceil((double) rows * quantile + reach(rows, quantile));
    return Math.clamp((long) rank, 0, rows - 1);
  }

  /**
   * A quantile by linear interpolation (Hyndman and Fan's type 7, The American Statistician 50,
   * 1996: numpy's default), with the interval between two order statistics that no distribution is
   * needed for (Conover, Practical Nonparametric Statistics, section 3.2).
   */
  Estimate quantile(String definition, double quantile) {
    if (rows == 0) {
      return Estimate.undefined(definition, Estimate.NO_ROWS);
    }
    long rank = below(rows, quantile);
    double a = at(rank);
    double b = at(Math.min(rows - 1, rank + 1));
    double part = (double) (rows - 1) * quantile - (double) rank;
    double value = part < 0.5 ? a + (b - a) * part : b - (b - a) * (1 - part);
    if (!Double.isFinite(value)) {
      // The distance of two numbers can be larger than a number can be.
      value = a * (1 - part) + b * part;
    }
    if (quantile == 0 || quantile == 1) {
      return Estimate.of(definition, value);
    }
    return Estimate.of(
        definition, value, new Interval(at(lowRank(rows, quantile)), at(highRank(rows, quantile))));
  }

  private double at(long rank) {
    Double value = byRank.get(rank);
    return Objects.requireNonNull(value, "A rank that a quantile needs is missing");
  }

  /** Rank and the bits of the double, which are its exact value as an integer. */
  Json toJson() {
    List<Json> found = new ArrayList<>();
    byRank.forEach(
        (rank, value) ->
            found.add(
                Json.array(
                    List.of(
                        Json.of((long) rank),
                        Json.of(Long.toString(Double.doubleToLongBits(value)))))));
    return Json.array(found);
  }

  static OrderStatistics fromJson(long rows, Json.Arr json) {
    SortedMap<Long, Double> byRank = new TreeMap<>();
    for (Json each : json.values()) {
      Json.Arr pair = (Json.Arr) each;
      byRank.put(pair.integer(0), Double.longBitsToDouble(Long.parseLong(pair.string(1))));
    }
    return new OrderStatistics(rows, byRank);
  }
}
