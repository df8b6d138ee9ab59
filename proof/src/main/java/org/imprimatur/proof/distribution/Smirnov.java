// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.distribution;

/** The distribution of the one-sided statistic of Kolmogorov and Smirnov. */
final class Smirnov {
  /** Above it the sum would be long and Smirnov's expansion is exact to one in a million. */
  private static final long SUMMED = 1_000_000;

  private Smirnov() {}

  /**
   * The probability that the distance is at least {@code d}, for 0 &lt; d &lt; 1 and {@code n >=
   * 1}: the sum of Birnbaum and Tingey, Annals of Mathematical Statistics 22 (1951) 592, whose
   * terms are all positive.
   */
  static double survival(long n, double d) {
    if (n > SUMMED) {
      double root = 6 * d * n + 1;
      return StrictMath.exp(-root * root / (18.0 * n));
    }
    double sum = StrictMath.exp(n * StrictMath.log1p(-d));
    double shift = n * d;
    double whole = Stirling.error((double) n);
    for (long v = 1; v < n - shift; v++) {
      sum += term(n, v, shift, whole);
    }
    return Math.min(1, sum);
  }

  /** {@code C(n,v) d (d+v/n)^(v-1) (1-d-v/n)^(n-v)}, with the powers of v and n-v taken out. */
  private static double term(long n, long v, double shift, double whole) {
    double rest = n - v;
    double exponent =
        v * StrictMath.log1p(shift / v)
            + rest * StrictMath.log1p(-shift / rest)
            + (whole - Stirling.error((double) v) - Stirling.error(rest));
    double share = shift / (shift + v);
    return share * StrictMath.sqrt(n / (2 * Math.PI * v * rest)) * StrictMath.exp(exponent);
  }
}
