// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.distribution;

/** The chi-squared distribution. */
public final class ChiSquared {
  private static final double ENOUGH = 0x1p-54;
  private static final double TINY = 1e-300;
  private static final int MOST_ROUNDS = 1_000_000;

  private ChiSquared() {}

  /**
   * The probability of a statistic at least this large: the regularised incomplete gamma function
   * {@code Q(degrees/2, statistic/2)}, by its series below the mean and by its continued fraction
   * above (DLMF 8.7.1 and 8.9.2; Lentz's evaluation after Thompson and Barnett, 1986).
   */
  public static double survival(double statistic, long degrees) {
    if (degrees < 1 || !(statistic >= 0)) {
      throw new IllegalArgumentException(
          "Chi-squared needs degrees >= 1 and a statistic >= 0, not " + degrees + ", " + statistic);
    }
    double a = degrees / 2.0;
    double x = statistic / 2;
    if (x == 0) {
      return 1;
    }
    double head = head(a, x);
    double tail = x < a + 1 ? 1 - head * series(a, x) : head * a * fraction(a, x);
    return Math.clamp(tail, 0.0, 1.0);
  }

  /** {@code x^a e^-x / Γ(a+1)}, without the cancellation of its logarithms. */
  private static double head(double a, double x) {
    double off = (x - a) / a;
    double exponent = -a * (off - StrictMath.log1p(off)) - Stirling.error(a);
    return StrictMath.exp(exponent) / StrictMath.sqrt(2 * Math.PI * a);
  }

  private static double series(double a, double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; k < MOST_ROUNDS && term > sum * ENOUGH; k++) {
      term *= x / (a + k);
      sum += term;
    }
    return sum;
  }

  private static double fraction(double a, double x) {
    double b = x + 1 - a;
    double c = 1 / TINY;
    double d = 1 / b;
    double value = d;
    for (int k = 1; k < MOST_ROUNDS; k++) {
      double factor = -k * (k - a);
      b += 2;
      d = 1 / away(factor * d + b);
      c = away(b + factor / c);
      double step = c * d;
      value *= step;
      if (Math.abs(step - 1) <= ENOUGH) {
        break;
      }
    }
    return value;
  }

  private static double away(double divisor) {
    return Math.abs(divisor) < TINY ? TINY : divisor;
  }
}
