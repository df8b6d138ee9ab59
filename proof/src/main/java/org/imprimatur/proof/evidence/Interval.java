// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

/** A 95 % confidence interval. */
public record Interval(double low, double high) {
  /** The 97.5 % quantile of the standard normal distribution. */
  static final double Z = 1.959963984540054;

  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("An interval needs low <= high, not " + low + ".." + high);
    }
  }

  /** Wilson's score interval for {@code successes} out of {@code trials}. */
  public static Interval wilson(long successes, long trials) {
    if (trials <= 0 || successes < 0 || successes > trials) {
      throw new IllegalArgumentException("Wilson needs 0 <= k <= n and n > 0");
    }
    return score((double) successes / trials, (double) trials);
  }

  private static Interval score(double rate, double trials) {
    double square = Z * Z;
    double scale = 1 + square / trials;
    double centre = (rate + square / (2 * trials)) / scale;
    double spread = rate * (1 - rate) / trials + square / (4 * trials * trials);
    double half = Z / scale * StrictMath.sqrt(spread);
    double low = rate == 0 ? 0 : Math.max(0, centre - half);
    double high = rate == 1 ? 1 : Math.min(1, centre + half);
    return new Interval(low, high);
  }

  /**
   * Katz's log interval for the ratio of two rates, {@code (a/n) / (b/m)}. Where a count leaves the
   * standard error at zero or without bound, half a success and half a trial are added to each side
   * (Walter's correction), so that a small group never gets an interval without width.
   */
  public static Interval katzLog(long a, long n, long b, long m) {
    if (n <= 0 || m <= 0 || a < 0 || b < 0 || a > n || b > m) {
      throw new IllegalArgumentException("Katz-log needs 0 <= a <= n and 0 <= b <= m");
    }
    boolean corrected = a == 0 || b == 0 || (a == n && b == m);
    double shift = corrected ? 0.5 : 0;
    double first = (a + shift) / (n + shift);
    double second = (b + shift) / (m + shift);
    double variance = 1 / (a + shift) - 1 / (n + shift) + 1 / (b + shift) - 1 / (m + shift);
    double spread = Z * StrictMath.sqrt(variance);
    double log = StrictMath.log(first / second);
    double ratio = b == 0 ? Double.POSITIVE_INFINITY : ((double) a / n) / ((double) b / m);
    double low = Math.min(StrictMath.exp(log - spread), ratio);
    double high = StrictMath.exp(log + spread);
    return new Interval(low, b == 0 ? high : Math.max(high, ratio));
  }

  /**
   * The interval of a difference, put together from the intervals of both estimates (Newcombe 1998,
   * Statistics in Medicine 17:873, method 10). It takes them as independent; for two models on one
   * test set that makes it too wide rather than too narrow.
   */
  public static Interval difference(double now, Interval ofNow, double then, Interval ofThen) {
    double down = StrictMath.hypot(now - ofNow.low, ofThen.high - then);
    double up = StrictMath.hypot(ofNow.high - now, then - ofThen.low);
    return new Interval(now - then - down, now - then + up);
  }

  /** What of it lies within the values that are possible. */
  Interval within(Interval possible) {
    return new Interval(Math.max(low, possible.low), Math.min(high, possible.high));
  }

  /** A normal interval around an estimate, kept inside the given range. */
  static Interval normal(double estimate, double variance, double least, double most) {
    double half = Z * StrictMath.sqrt(variance);
    return new Interval(Math.max(least, estimate - half), Math.min(most, estimate + half));
  }

  /**
   * The interval of the mean of two independent estimates, put together from both as that of their
   * difference is.
   */
  static Interval ofMean(double one, Interval ofOne, double other, Interval ofOther) {
    double down = StrictMath.hypot(one - ofOne.low, other - ofOther.low) / 2;
    double up = StrictMath.hypot(ofOne.high - one, ofOther.high - other) / 2;
    double mean = (one + other) / 2;
    return new Interval(mean - down, mean + up);
  }

  /**
   * A normal interval on the logit scale, for an estimate between 0 and 1 that rests on so many
   * trials; Wilson's formula at the ends.
   */
  static Interval logit(double estimate, long trials) {
    if (estimate <= 0 || estimate >= 1) {
      return likeWilson(Math.clamp(estimate, 0.0, 1.0), trials);
    }
    double centre = StrictMath.log(estimate / (1 - estimate));
    double half = Z / StrictMath.sqrt((double) trials * estimate * (1 - estimate));
    return new Interval(logistic(centre - half), logistic(centre + half));
  }

  private static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** Wilson's formula for an estimate that is not itself a share of counted trials. */
  static Interval likeWilson(double estimate, long trials) {
    return score(estimate, (double) trials);
  }
}
