// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.distribution;

/** Student's t distribution. */
public final class StudentT {
  private static final double ENOUGH = 0x1p-56;

  private StudentT() {}

  /**
   * The probability of a statistic no further from 0: the regularised incomplete beta function
   * {@code I(1/2, degrees/2)} at {@code t²/(degrees + t²)}, by its series of positive terms (DLMF
   * 8.17.7 after 8.17.4). The error is about 1e-15.
   */
  public static double within(double statistic, long degrees) {
    if (degrees < 1 || !(statistic >= 0)) {
      throw new IllegalArgumentException(
          "Student's t needs degrees >= 1 and a statistic >= 0, not " + degrees + ", " + statistic);
    }
    double half = degrees / 2.0;
    double square = statistic * statistic;
    if (square == 0) {
      return 0;
    }
    double inner = square / (degrees + square);
    double outer = degrees / (degrees + square);
    double power = StrictMath.exp(-half * StrictMath.log1p(square / degrees));
    if (power == 0) {
      return 1;
    }
    double head = StrictMath.sqrt(inner) * power * gammas(half) / StrictMath.sqrt(Math.PI);
    double probability =
        inner <= outer
            ? head * 2 * series(0.5, half, inner)
            : 1 - head * series(half, 0.5, outer) / half;
    return Math.clamp(probability, 0.0, 1.0);
  }

  /**
   * The statistic that {@link #within} gives this probability, to the last bits: the same on every
   * machine. With 0.95 it is the 97.5 % quantile.
   *
   * @param probability above 0 and at most 0.999
   */
  public static double quantile(double probability, long degrees) {
    if (!(probability > 0 && probability <= 0.999)) {
      throw new IllegalArgumentException("The probability is above 0, at most 0.999");
    }
    double low = 0;
    double high = 1;
    while (within(high, degrees) < probability) {
      low = high;
      high *= 2;
    }
    for (double middle = (low + high) / 2; low < middle && middle < high; ) {
      if (within(middle, degrees) < probability) {
        low = middle;
      } else {
        high = middle;
      }
      middle = (low + high) / 2;
    }
    return high;
  }

  /** {@code Γ(z + 1/2) / Γ(z)}, without the cancellation of their logarithms. */
  private static double gammas(double z) {
    double exponent =
        z * StrictMath.log1p(0.5 / z) - 0.5 + Stirling.error(z + 0.5) - Stirling.error(z);
    return StrictMath.sqrt(z) * StrictMath.exp(exponent);
  }

  /** {@code Σ (p+q)_k / (p+1)_k x^k}. */
  private static double series(double p, double q, double x) {
    double term = 1;
    double sum = 1;
    for (int k = 0; term > sum * ENOUGH; k++) {
      term *= (p + q + k) / (p + 1 + k) * x;
      sum += term;
    }
    return sum;
  }
}
