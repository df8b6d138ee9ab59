// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.List;

/**
 * How two distributions over the same bins or categories differ.
 *
 * @param cells the counts in each bin; bins with the same two counts may stand as one with {@code
 *     times}
 */
record Shift(List<Cell> cells) {
  /** Stands for a share of 0, so that the logarithm is finite; shares are not scaled again. */
  static final double EPSILON = 0.0001;

  static final String NO_VALUES = "There are no values to compare in ";

  /** How many rows of the reference and of the current data fall in each of so many bins. */
  record Cell(long reference, long current, long times) {}

  Shift {
    cells = List.copyOf(cells);
  }

  long reference() {
    return cells.stream().mapToLong(cell -> cell.reference() * cell.times()).sum();
  }

  long current() {
    return cells.stream().mapToLong(cell -> cell.current() * cell.times()).sum();
  }

  long bins() {
    return cells.stream().mapToLong(Cell::times).sum();
  }

  /**
   * The population stability index, {@code Σ (q - p) ln(q / p)} over the shares p of the reference
   * and q of the current data (Siddiqi, <i>Credit Risk Scorecards</i>, 2006).
   */
  Estimate stabilityIndex() {
    long n = reference();
    long m = current();
    if (n == 0 || m == 0) {
      return Estimate.undefined("drift.psi/1", nothingIn(n, m));
    }
    double sum = 0;
    for (Cell cell : cells) {
      double p = cell.reference() == 0 ? EPSILON : (double) cell.reference() / n;
      double q = cell.current() == 0 ? EPSILON : (double) cell.current() / m;
      sum += cell.times() * ((q - p) * StrictMath.log(q / p));
    }
    return Estimate.of("drift.psi/1", sum);
  }

  /**
   * The square root of the Jensen-Shannon divergence to base 2, from 0 (equal) to 1 (disjoint)
   * (Endres and Schindelin, <i>IEEE Transactions on Information Theory</i> 49, 2003).
   */
  Estimate jensenShannon() {
    long n = reference();
    long m = current();
    if (n == 0 || m == 0) {
      return Estimate.undefined("drift.js_distance/1", nothingIn(n, m));
    }
    double sum = 0;
    for (Cell cell : cells) {
      double p = (double) cell.reference() / n;
      double q = (double) cell.current() / m;
      double middle = (p + q) / 2;
      sum += cell.times() * (relative(p, middle) + relative(q, middle));
    }
    double divergence = Math.max(0, sum) / (2 * StrictMath.log(2));
    return Estimate.of("drift.js_distance/1", Math.min(1, StrictMath.sqrt(divergence)));
  }

  private static double relative(double share, double middle) {
    return share == 0 ? 0 : share * StrictMath.log(share / middle);
  }

  /**
   * Pearson's statistic of the table of two rows, without a continuity correction: both files are
   * samples, and neither is taken for the truth.
   */
  double chiSquared() {
    double n = reference();
    double m = current();
    double sum = 0;
    for (Cell cell : cells) {
      double both = (double) cell.reference() + cell.current();
      double expected = both * n / (n + m);
      double other = both * m / (n + m);
      double first = cell.reference() - expected;
      double second = cell.current() - other;
      sum += cell.times() * (first * first / expected + second * second / other);
    }
    return sum;
  }

  static String nothingIn(long n, long m) {
    String where = n > 0 ? "the current data" : m > 0 ? "the reference" : "either file";
    return NO_VALUES + where + ".";
  }
}
