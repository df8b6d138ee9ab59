// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.json.Json;

/**
 * How long something took: three percentiles of the observed times, each with a 95 % interval.
 *
 * <p>A percentile is the inverse of the empirical distribution function (Hyndman and Fan's type 1,
 * The American Statistician 50, 1996): the shortest observed time within which at least that share
 * came. Its interval lies between two order statistics by the exact binomial distribution, whatever
 * the times are distributed like (Conover, Practical Nonparametric Statistics, section 3.2); a side
 * that so few times cannot bound is open.
 *
 * @param n how many times were observed
 * @param percentiles none where there are fewer than {@link #LEAST}
 */
public record Spread(long n, List<Percentile> percentiles) {
  /** Below this many times no percentile is given. */
  public static final int LEAST = 5;

  static final List<Integer> PERCENTS = List.of(50, 85, 95);
  private static final double TAIL = 0.025;

  public Spread {
    percentiles = List.copyOf(percentiles);
  }

  /** One percentile in milliseconds. */
  public record Percentile(int percent, long millis, OptionalLong low, OptionalLong high) {
    Json toJson() {
      Json.Builder json = Json.obj().put("percent", percent).put("millis", millis);
      low.ifPresent(value -> json.put("low", value));
      high.ifPresent(value -> json.put("high", value));
      return json.build();
    }
  }

  static Spread of(List<Long> times) {
    List<Long> sorted = times.stream().sorted().toList();
    return new Spread(
        sorted.size(),
        sorted.size() < LEAST
            ? List.of()
            : PERCENTS.stream().map(percent -> percentile(sorted, percent)).toList());
  }

  public Optional<Percentile> percentile(int percent) {
    return percentiles.stream().filter(one -> one.percent() == percent).findFirst();
  }

  private static Percentile percentile(List<Long> sorted, int percent) {
    int n = sorted.size();
    // The rank is rounded up in whole numbers, so that no share is missed by a rounding.
    int rank = (n * percent + 99) / 100;
    double p = percent / 100.0;
    int low = 0;
    int high = n + 1;
    double ways = 0;
    double below = 0;
    for (int successes = 0; successes <= n && high > n; successes++) {
      below += probability(ways, n, p, successes);
      ways += StrictMath.log((double) (n - successes) / (double) (successes + 1));
      low = below <= TAIL ? successes + 1 : low;
      high = below >= 1 - TAIL ? successes + 1 : high;
    }
    return new Percentile(
        percent,
        sorted.get(rank - 1),
        low == 0 ? OptionalLong.empty() : OptionalLong.of(sorted.get(low - 1)),
        high > n ? OptionalLong.empty() : OptionalLong.of(sorted.get(high - 1)));
  }

  /** Of exactly so many successes, which can come about in so many ways (their logarithm). */
  private static double probability(double ways, int n, double p, int successes) {
    return StrictMath.exp(
        ways + successes * StrictMath.log(p) + (n - successes) * StrictMath.log(1 - p));
  }

  Json.Builder write(Json.Builder json) {
    return json.put("n", n)
        .put("percentiles", Json.array(percentiles.stream().map(Percentile::toJson).toList()));
  }
}
