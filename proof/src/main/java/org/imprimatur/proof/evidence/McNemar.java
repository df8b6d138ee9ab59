// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * McNemar's test on the rows that only one of two models gets right (McNemar, <i>Psychometrika</i>
 * 12 (1947)).
 *
 * @param first rows that only the first model gets right
 * @param second rows that only the second model gets right
 */
record McNemar(long first, long second) {
  /** Up to here the tail is summed as an integer over 2^n. */
  private static final long EXACT_ROWS = 4096;

  /** Terms below this share of the sum change no digit. */
  private static final double NEGLIGIBLE = 0x1p-60;

  McNemar {
    if (first < 0 || second < 0) {
      throw new IllegalArgumentException("Counts of rows are not negative");
    }
  }

  /**
   * The two-sided p of the exact binomial test of a half, {@code min(1, 2 P(X <= min))}; 1 where no
   * row tells the models apart. Beyond {@value #EXACT_ROWS} rows the largest term comes from
   * Loader's saddle-point form, which neither overflows nor cancels, and the others by their ratio.
   */
  double exactP() {
    long least = Math.min(first, second);
    long rows = Math.addExact(first, second);
    if (2 * least >= rows - 1) {
      return 1;
    }
    double tail = rows <= EXACT_ROWS ? summed(least, rows) : expanded(least, rows);
    return Math.min(1, 2 * tail);
  }

  private static double summed(long least, long rows) {
    BigInteger term = BigInteger.ONE;
    BigInteger sum = BigInteger.ONE;
    for (long i = 1; i <= least; i++) {
      term = term.multiply(BigInteger.valueOf(rows - i + 1)).divide(BigInteger.valueOf(i));
      sum = sum.add(term);
    }
    BigDecimal all = new BigDecimal(BigInteger.ONE.shiftLeft(Math.toIntExact(rows)));
    return new BigDecimal(sum).divide(all, MathContext.DECIMAL128).doubleValue();
  }

  private static double expanded(long least, long rows) {
    double ratio = 1;
    double sum = 1;
    for (long i = least; i > 0 && ratio > sum * NEGLIGIBLE; i--) {
      ratio *= (double) i / (double) (rows - i + 1);
      sum += ratio;
    }
    return sum * StrictMath.exp(logOfHalf(least, rows));
  }

  /** ln(C(n, k) / 2^n) (Loader, <i>Fast and Accurate Computation of Binomial Probabilities</i>). */
  private static double logOfHalf(long k, long n) {
    if (k == 0) {
      return -(double) n * StrictMath.log(2);
    }
    double half = (double) n / 2;
    double rest = (double) (n - k);
    double errors = stirlingError((double) n) - stirlingError((double) k) - stirlingError(rest);
    double deviances = deviance((double) k, half) + deviance(rest, half);
    double scale = StrictMath.log((double) n / (2 * Math.PI * (double) k * rest)) / 2;
    return errors - deviances + scale;
  }

  /** x ln(x/m) + m - x without cancellation where x is near m. */
  private static double deviance(double x, double m) {
    double v = (x - m) / (x + m);
    if (Math.abs(v) >= 0.1) {
      return x * StrictMath.log(x / m) + m - x;
    }
    double sum = (x - m) * v;
    double term = 2 * x * v;
    for (int i = 1; i < 200; i++) {
      term *= v * v;
      double next = sum + term / (2 * i + 1);
      if (next == sum) {
        return next;
      }
      sum = next;
    }
    return sum;
  }

  /** ln(n!) minus Stirling's formula; small arguments by the factorial itself. */
  private static double stirlingError(double n) {
    if (n < 16) {
      double factorial = 1;
      for (int i = 2; i <= n; i++) {
        factorial *= i;
      }
      return StrictMath.log(factorial)
          - (n + 0.5) * StrictMath.log(n)
          + n
          - StrictMath.log(2 * Math.PI) / 2;
    }
    double square = n * n;
    return (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - 1 / (1680.0 * square)) / square) / square) / n;
  }

  /**
   * The chi-square statistic with Edwards' continuity correction; not defined without rows that
   * tell the models apart.
   */
  double chiSquare() {
    double gap = Math.abs((double) first - (double) second) - 1;
    return gap * gap / ((double) first + (double) second);
  }

  boolean isDefined() {
    return first + second > 0;
  }

  /** The upper tail of chi-square with one degree of freedom. */
  double chiSquareP() {
    return NormalTail.twoSided(StrictMath.sqrt(chiSquare()));
  }
}
