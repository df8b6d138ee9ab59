// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.distribution;

import java.util.Arrays;

/**
 * The two-sample test of Kolmogorov and Smirnov, from integers: {@code n} and {@code m} values and
 * the {@code numerator} of the statistic, {@code max |a m - b n|} over the numbers a and b of
 * values up to any point. Ties are taken as they fall: the probabilities hold for continuous values
 * and are conservative otherwise.
 */
public final class TwoSamples {
  /** Up to this many values on either side paths are counted, as scipy does by itself. */
  public static final int COUNTED = 10_000;

  private TwoSamples() {}

  /**
   * The p-value by the distribution of one sample of {@code n m / (n + m)} values, rounded half to
   * even: scipy's {@code ks_2samp(method='asymp')}. That size must not round to 0.
   */
  public static double asymptotic(long n, long m, long numerator) {
    double distance = (double) numerator / ((double) n * m);
    return Kolmogorov.survival(asOne(n, m), distance);
  }

  /** How many values one sample would have; 0 if both have only one. */
  public static long asOne(long n, long m) {
    return (long) StrictMath.rint((double) n * m / ((double) n + m));
  }

  /**
   * The exact p-value: the share of lattice paths from (0, 0) to (n, m) that somewhere reach the
   * distance (Drion 1952; the upper tail itself is carried, so that small ones keep their digits).
   */
  public static double exact(long n, long m, long numerator) {
    if (n < 1 || m < 1 || n > COUNTED || m > COUNTED) {
      throw new IllegalArgumentException("Paths are counted for 1 to 10000 values on a side");
    }
    if (numerator <= 0) {
      return 1;
    }
    return outside((int) Math.max(n, m), (int) Math.min(n, m), numerator);
  }

  /** The share of paths, column by column, within the band that is still below the distance. */
  private static double outside(int n, int m, long numerator) {
    double[] share = new double[m + 1];
    Arrays.fill(share, 1);
    long least = 0;
    for (int i = 0; i <= n; i++) {
      long at = (long) i * m;
      int low = (int) Math.max(0, Math.ceilDiv(at - numerator + 1, n));
      int high = (int) Math.min(m, Math.floorDiv(at + numerator - 1, n));
      for (; least < low; least++) {
        share[(int) least] = 1;
      }
      if (i == 0) {
        Arrays.fill(share, low, high + 1, 0);
        continue;
      }
      for (int j = low; j <= high; j++) {
        double left = j == 0 ? 0 : share[j - 1];
        share[j] = (i * share[j] + j * left) / (i + j);
      }
    }
    return share[m];
  }
}
