// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.ColumnTable;
import org.imprimatur.proof.evidence.DataQuality;
import org.imprimatur.proof.evidence.Dyadic;
import org.imprimatur.proof.evidence.ExactSum;
import org.imprimatur.proof.evidence.Separation;
import org.imprimatur.proof.evidence.Sums;

/** The finite numbers of one column in ascending order, all and by class; nothing else is kept. */
final class NumberColumn {
  /** Squares of numbers up to 2 to this power, and their sums, are doubles in full precision. */
  private static final int LARGEST_POWER = 400;

  private final double[] all;
  private final double[] positives;
  private final double[] negatives;
  private final long infinite;

  private NumberColumn(double[] all, double[] positives, double[] negatives, long infinite) {
    this.all = all;
    this.positives = positives;
    this.negatives = negatives;
    this.infinite = infinite;
  }

  static NumberColumn read(DataSet data, String name, String label) throws CheckException {
    Growing all = new Growing();
    Growing positives = new Growing();
    Growing negatives = new Growing();
    long[] infinite = new long[1];
    data.database()
        .query(
            "SELECT x, l FROM (SELECT "
                + data.number(name)
                + " AS x, COALESCE("
                + label
                + ", -1)::INTEGER AS l FROM "
                + data.table()
                + ") WHERE x IS NOT NULL AND NOT isnan(x)",
            row -> {
              double value = row.getDouble(1) + 0.0;
              if (Double.isInfinite(value)) {
                infinite[0]++;
                return;
              }
              all.add(value);
              int of = row.getInt(2);
              if (of >= 0) {
                (of == 1 ? positives : negatives).add(value);
              }
            });
    return new NumberColumn(all.sorted(), positives.sorted(), negatives.sorted(), infinite[0]);
  }

  /** The finite numbers of the rows that a condition holds for, in ascending order. */
  static double[] finite(DataSet data, String name, String where) throws CheckException {
    return sorted(
        data,
        "SELECT x FROM (SELECT %s AS x FROM %s WHERE %s) WHERE isfinite(x)"
            .formatted(data.number(name), data.table(), where));
  }

  /** The answers of a query for numbers, in ascending order. */
  static double[] sorted(DataSet data, String sql) throws CheckException {
    Growing found = new Growing();
    data.database().query(sql, row -> found.add(row.getDouble(1) + 0.0));
    return found.sorted();
  }

  /** Numbers as they come. */
  private static final class Growing {
    private double[] values = new double[1024];
    private int size;

    private void add(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    private double[] sorted() {
      double[] kept = Arrays.copyOf(values, size);
      Arrays.sort(kept);
      return kept;
    }
  }

  /** The column's table; the numbers themselves stay out where they must not be shown. */
  ColumnTable.Numbers table(long rows, boolean shown) {
    long distinct = 0;
    long zeros = 0;
    for (int i = 0; i < all.length; i++) {
      distinct += i == 0 || all[i] != all[i - 1] ? 1 : 0;
      zeros += all[i] == 0 ? 1 : 0;
    }
    return new ColumnTable.Numbers(
        rows - all.length - infinite,
        infinite,
        distinct,
        zeros,
        shown && all.length > 0 ? Optional.of(spread()) : Optional.empty(),
        separation(positives, negatives));
  }

  private ColumnTable.Spread spread() {
    ExactSum sum = new ExactSum();
    for (double value : all) {
      sum.add(value);
    }
    Dyadic total = sum.value();
    double mean = ColumnTable.Spread.mean(total, all.length);
    return new ColumnTable.Spread(
        all.length,
        all[0],
        quantile(1),
        quantile(2),
        quantile(3),
        all[all.length - 1],
        total,
        squares(mean));
  }

  /**
   * Squares of numbers far from 1 fit no double: those are taken in units of a power of two, which
   * rounds no number that weighs.
   */
  private Dyadic squares(double mean) {
    int power = Math.getExponent(Math.max(Math.abs(all[0]), Math.abs(all[all.length - 1])));
    int unit = Math.abs(power) > LARGEST_POWER ? power : 0;
    double scaledMean = Math.scalb(mean, -unit);
    ExactSum squares = new ExactSum();
    for (double value : all) {
      double apart = Math.scalb(value, -unit) - scaledMean;
      squares.add(apart * apart);
    }
    Dyadic sum = squares.value();
    return Dyadic.of(sum.units(), sum.exponent() + 2 * unit);
  }

  /**
   * The quartile after so many quarters, between the two nearest numbers in proportion (Hyndman and
   * Fan's definition 7).
   */
  private double quantile(int quarters) {
    long place = (all.length - 1L) * quarters;
    int below = (int) (place / 4);
    double low = all[below];
    double high = all[Math.min(below + 1, all.length - 1)];
    double share = (double) (place % 4) / 4;
    // Weighted apart, so that numbers of great size on both sides do not overflow in between.
    return share == 0 ? low : low * (1 - share) + high * share;
  }

  /** Cells that lie apart from a spread: that of the training set, or of the column itself. */
  Optional<DataQuality.Stray> stray(ColumnTable of, boolean isTrain) {
    if (!(of instanceof ColumnTable.Numbers numbers) || numbers.spread().isEmpty()) {
      return Optional.empty();
    }
    ColumnTable.Spread spread = numbers.spread().get();
    double fence = 1.5 * (spread.upperQuartile() - spread.lowerQuartile());
    long fences = outside(spread.lowerQuartile() - fence, spread.upperQuartile() + fence);
    long range = isTrain ? outside(spread.least(), spread.most()) : 0;
    return Optional.of(new DataQuality.Stray(range, 0, fences));
  }

  private long outside(double low, double high) {
    return firstFrom(all, low, false) + (long) all.length - firstFrom(all, high, true);
  }

  /** The place of the first number that is not below the bound, or is above it. */
  private static int firstFrom(double[] sorted, double bound, boolean above) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (above ? sorted[middle] <= bound : sorted[middle] < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Ranks of two classes of numbers, both in ascending order. */
  static Separation separation(double[] positives, double[] negatives) {
    Placements ofPositives = Placements.of(positives, negatives);
    Placements ofNegatives = Placements.of(negatives, positives);
    return new Separation(
        positives.length,
        negatives.length,
        ofPositives.sums().sum(),
        ofPositives.sums(),
        ofNegatives.sums());
  }

  /** Sums of placements; each placement is twice the count below plus the count equal. */
  private record Placements(Sums sums) {
    private static Placements of(double[] own, double[] others) {
      long sum = 0;
      Wide squares = new Wide();
      int below = 0;
      int notAbove = 0;
      for (int i = 0; i < own.length; ) {
        double value = own[i];
        int same = i;
        while (same < own.length && own[same] == value) {
          same++;
        }
        while (below < others.length && others[below] < value) {
          below++;
        }
        notAbove = Math.max(notAbove, below);
        while (notAbove < others.length && others[notAbove] == value) {
          notAbove++;
        }
        long placement = (long) below + notAbove;
        long together = placement * (same - i);
        sum = Math.addExact(sum, together);
        squares.addProduct(together, placement);
        i = same;
      }
      return new Placements(new Sums(BigInteger.valueOf(sum), squares.value()));
    }
  }

  /** A sum of products of 128 bits. */
  private static final class Wide {
    private long high;
    private long low;

    /** Adds the product of two numbers that are not negative. */
    private void addProduct(long a, long b) {
      long product = a * b;
      low += product;
      high += Math.multiplyHigh(a, b) + (Long.compareUnsigned(low, product) < 0 ? 1 : 0);
    }

    private BigInteger value() {
      BigInteger unsigned = BigInteger.valueOf(low >>> 1).shiftLeft(1);
      unsigned = unsigned.add(BigInteger.valueOf(low & 1));
      return BigInteger.valueOf(high).shiftLeft(64).add(unsigned);
    }
  }
}
