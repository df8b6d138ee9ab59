// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;

/** Cramér's V of a table of counts, without a continuity or bias correction. */
final class CramersV {
  /** More categories than this are no categories: V grows with them by chance alone. */
  static final int CATEGORIES = 1000;

  private static final MathContext EXACT = MathContext.DECIMAL128;

  private CramersV() {}

  /**
   * V of categories by two classes: the root of chi-square over the rows (Cramér, Mathematical
   * Methods of Statistics, 1946, 21.9). Rows without a label or a category do not count.
   */
  static Estimate ofTwoClasses(String definition, List<ColumnTable.Categories.Cell> cells) {
    return ofTwoClasses(definition, cells, Kind.WITH_INTERVAL);
  }

  /** The same V alone, for whom the interval decides nothing: it takes most of the time. */
  static Estimate point(String definition, List<ColumnTable.Categories.Cell> cells) {
    return ofTwoClasses(definition, cells, Kind.POINT);
  }

  /**
   * The same less what as many categories give by chance (Bergsma, Journal of the Korean
   * Statistical Society 42, 2013): a text of its own in every row tells nothing, although its plain
   * V is 1.
   */
  static Estimate corrected(String definition, List<ColumnTable.Categories.Cell> cells) {
    return ofTwoClasses(definition, cells, Kind.CORRECTED);
  }

  private enum Kind {
    WITH_INTERVAL,
    POINT,
    CORRECTED
  }

  private static Estimate ofTwoClasses(
      String definition, List<ColumnTable.Categories.Cell> cells, Kind kind) {
    long positives = 0;
    long negatives = 0;
    long categories = 0;
    for (ColumnTable.Categories.Cell cell : cells) {
      positives += cell.positives() * cell.times();
      negatives += cell.negatives() * cell.times();
      categories += cell.positives() + cell.negatives() > 0 ? cell.times() : 0;
    }
    if (positives == 0 || negatives == 0) {
      return Estimate.undefined(definition, Estimate.ONE_CLASS);
    }
    if (categories < 2) {
      return Estimate.undefined(definition, "The column has only one category.");
    }
    if (categories > CATEGORIES) {
      return Estimate.undefined(
          definition, "The column has more than " + CATEGORIES + " categories.");
    }
    // chi2/N = (N * sum p^2/n - P^2) / (P * (N - P)), with p of n positive in each category.
    BigDecimal rows = BigDecimal.valueOf(positives + negatives);
    BigDecimal squares = BigDecimal.ZERO;
    for (ColumnTable.Categories.Cell cell : cells) {
      long n = cell.positives() + cell.negatives();
      if (n > 0) {
        BigInteger p = BigInteger.valueOf(cell.positives());
        BigDecimal times = new BigDecimal(p.multiply(p).multiply(BigInteger.valueOf(cell.times())));
        squares = squares.add(times.divide(BigDecimal.valueOf(n), EXACT));
      }
    }
    BigDecimal all = BigDecimal.valueOf(positives);
    double square =
        rows.multiply(squares)
            .subtract(all.multiply(all))
            .divide(all.multiply(BigDecimal.valueOf(negatives)), EXACT)
            .doubleValue();
    double plain = Math.clamp(square, 0, 1);
    long n = positives + negatives;
    return switch (kind) {
      case WITH_INTERVAL ->
          Estimate.of(definition, StrictMath.sqrt(plain), interval(plain, categories - 1, n));
      case POINT -> Estimate.of(definition, StrictMath.sqrt(plain));
      case CORRECTED -> Estimate.of(definition, StrictMath.sqrt(corrected(plain, categories, n)));
    };
  }

  /**
   * Where chi-square lies between its quantiles, over noncentralities (Smithson, Confidence
   * Intervals, 2003, chapter 5), with Abdel-Aty's cube root for the quantiles (Biometrika 41,
   * 1954).
   */
  private static Interval interval(double square, long degrees, long rows) {
    double k = (double) degrees;
    double n = (double) rows;
    double statistic = square * n;
    double low =
        deviate(statistic, k, 0) < Interval.Z
            ? 0
            : (noncentrality(statistic, k, Interval.Z) + k) / n;
    double high =
        deviate(statistic, k, 0) < -Interval.Z
            ? k / n
            : (noncentrality(statistic, k, -Interval.Z) + k) / n;
    double v = StrictMath.sqrt(square);
    return new Interval(
        Math.min(v, StrictMath.sqrt(low)), Math.max(v, Math.min(1, StrictMath.sqrt(high))));
  }

  /** The noncentrality at which the statistic has this deviate, by halving. */
  private static double noncentrality(double statistic, double degrees, double deviate) {
    double low = 0;
    double high = 4 * (statistic + degrees + 16);
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (deviate(statistic, degrees, middle) > deviate) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double deviate(double statistic, double degrees, double noncentrality) {
    double mean = degrees + noncentrality;
    double variance = 2 * (degrees + 2 * noncentrality) / (9 * mean * mean);
    return (StrictMath.cbrt(statistic / mean) - 1 + variance) / StrictMath.sqrt(variance);
  }

  private static double corrected(double square, long categories, long rows) {
    double others = (double) rows - 1;
    double more = (double) categories - 1;
    double left = Math.max(0, square - more / others);
    double width = Math.min(more - more * more / others, 1 - 1 / others);
    return width > 0 ? Math.clamp(left / width, 0, 1) : 0;
  }
}
