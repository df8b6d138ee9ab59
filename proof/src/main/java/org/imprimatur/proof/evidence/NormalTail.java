// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

/** Tail probabilities of the standard normal distribution, by pure arithmetic. */
final class NormalTail {
  /** Below it the series converges fast and without cancellation, above it the fraction. */
  private static final double SERIES = 2.5;

  /** Above it the probability is less than the least double. */
  private static final double FAR = 38.6;

  private NormalTail() {}

  /**
   * P(|Z| &gt;= |z|) with an error of at most 1e-14 (relative 1e-12): for small z one minus the
   * series of the density's integral (Abramowitz and Stegun 26.2.11), else Mills' ratio by its
   * continued fraction (26.2.14).
   */
  static double twoSided(double z) {
    double x = Math.abs(z);
    if (x > FAR) {
      return 0;
    }
    double density = StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * Math.PI);
    if (x < SERIES) {
      double term = x;
      double sum = x;
      for (int i = 1; term > sum * 0x1p-60; i++) {
        term *= x * x / (2.0 * i + 1);
        sum += term;
      }
      return Math.max(0, 1 - 2 * density * sum);
    }
    double fraction = x;
    for (int i = 200; i >= 1; i--) {
      fraction = x + i / fraction;
    }
    return 2 * density / fraction;
  }
}
