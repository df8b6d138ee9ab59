// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.distribution;

/**
 * What Stirling's formula leaves out: {@code ln Γ(x+1) = (x+1/2) ln x - x + ln √(2π) + error(x)}.
 * With it, ratios of factorials keep their digits where their logarithms alone would cancel
 * (Loader, <i>Fast and Accurate Computation of Binomial Probabilities</i>, 2000).
 */
final class Stirling {
  /** From here on the series below is exact to the last bit. */
  private static final double LARGE = 16;

  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  private Stirling() {}

  /** The error for {@code x > 0}, by the series of Abramowitz and Stegun 6.1.41. */
  static double error(double x) {
    if (!(x > 0)) {
      throw new IllegalArgumentException("Stirling's formula needs a positive number, not " + x);
    }
    return x < LARGE ? small(x) : series(x);
  }

  private static double series(double x) {
    double square = x * x;
    double inner = 1.0 / 1680 - 1.0 / 1188 / square;
    return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - inner / square) / square) / square) / x;
  }

  /** Goes up to where the series holds and divides the factors out again. */
  private static double small(double x) {
    double up = x;
    double product = 1;
    while (up < LARGE) {
      up += 1;
      product *= up;
    }
    double logGamma = (up + 0.5) * StrictMath.log(up) - up + HALF_LOG_TWO_PI + series(up);
    double main = (x + 0.5) * StrictMath.log(x) - x + HALF_LOG_TWO_PI;
    return logGamma - StrictMath.log(product) - main;
  }
}
