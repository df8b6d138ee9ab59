// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.columns;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.ColumnTable;
import org.imprimatur.proof.evidence.DataQuality;
import org.imprimatur.proof.evidence.Dyadic;
import org.imprimatur.proof.evidence.ExactSum;
import org.imprimatur.proof.evidence.Separation;
import org.imprimatur.proof.evidence.Sums;

/** The finite numbers of one column in ascending order, by class; nothing else is kept. */
final class NumberColumn {
  private static final int QUARTERS = 4;

  /** Squares of numbers up to 2 to this power, and their sums, are doubles in full precision. */
  private static final int LARGEST_POWER = 400;

  private final SortedNumbers positives;
  private final SortedNumbers negatives;
  private final List<SortedNumbers> all;
  private final long size;
  private final long infinite;

  private NumberColumn(
      SortedNumbers positives, SortedNumbers negatives, SortedNumbers others, long infinite) {
    this.positives = positives.sort();
    this.negatives = negatives.sort();
    this.infinite = infinite;
    all = List.of(positives, negatives, others.sort());
    size = (long) positives.size() + negatives.size() + others.size();
  }

  static NumberColumn read(DataSet data, String name, String label) throws CheckException {
    SortedNumbers positives = new SortedNumbers();
    SortedNumbers negatives = new SortedNumbers();
    SortedNumbers others = new SortedNumbers();
    long[] infinite = new long[1];
    data.database()
        .numbers(
            "SELECT x, l FROM (SELECT "
                + data.number(name)
                + " AS x, COALESCE("
                + label
                + ", -1)::INTEGER AS l FROM "
                + data.table()
                + ") WHERE x IS NOT NULL AND NOT isnan(x)",
            (value, of) -> {
              if (Double.isInfinite(value)) {
                infinite[0]++;
              } else {
                (of < 0 ? others : of == 1 ? positives : negatives).add(value);
              }
            });
    return new NumberColumn(positives, negatives, others, infinite[0]);
  }

  /** The finite numbers of the rows that a condition holds for, in ascending order. */
  static SortedNumbers finite(DataSet data, String name, String where) throws CheckException {
    return sorted(
        data,
        "SELECT x, 0 FROM (SELECT %s AS x FROM %s WHERE %s) WHERE isfinite(x)"
            .formatted(data.number(name), data.table(), where));
  }

  /** The numbers of a query that answers each with a 0 beside it, in ascending order. */
  static SortedNumbers sorted(DataSet data, String sql) throws CheckException {
    SortedNumbers found = new SortedNumbers();
    data.database().numbers(sql, (value, of) -> found.add(value));
    return found.sort();
  }

  /** The column's table; the numbers themselves stay out where they must not be shown. */
  ColumnTable.Numbers table(long rows, boolean shown) {
    long distinct = 0;
    long zeros = 0;
    for (Ascending walk = new Ascending(all); walk.next(); ) {
      distinct++;
      zeros += walk.value() == 0 ? walk.count() : 0;
    }
    return new ColumnTable.Numbers(
        rows - size - infinite,
        infinite,
        distinct,
        zeros,
        shown && size > 0 ? Optional.of(spread()) : Optional.empty(),
        separation(positives, negatives));
  }

  private ColumnTable.Spread spread() {
    Dyadic total = sum(value -> value);
    double mean = ColumnTable.Spread.mean(total, size);
    double[] quartiles = new double[QUARTERS + 1];
    // The numbers on both sides of a quartile are met one after the other.
    double[] low = new double[QUARTERS + 1];
    long before = 0;
    double last = 0;
    for (Ascending walk = new Ascending(all); walk.next(); before += walk.count()) {
      last = walk.value();
      long end = before + walk.count();
      for (int quarters = 0; quarters <= QUARTERS; quarters++) {
        long below = (size - 1) * quarters / QUARTERS;
        long above = Math.min(below + 1, size - 1);
        if (below >= before && below < end) {
          low[quarters] = last;
        }
        if (above >= before && above < end) {
          quartiles[quarters] = between(low[quarters], last, (size - 1) * quarters % QUARTERS);
        }
      }
    }
    double largest = Math.max(Math.abs(quartiles[0]), Math.abs(last));
    return new ColumnTable.Spread(
        size,
        quartiles[0],
        quartiles[1],
        quartiles[2],
        quartiles[3],
        last,
        total,
        squares(mean, largest));
  }

  /**
   * Squares of numbers far from 1 fit no double: those are taken in units of a power of two, which
   * rounds no number that weighs.
   */
  private Dyadic squares(double mean, double largest) {
    int power = Math.getExponent(largest);
    if (Math.abs(power) <= LARGEST_POWER) {
      return sum(value -> (value - mean) * (value - mean));
    }
    double scaledMean = Math.scalb(mean, -power);
    Dyadic sum =
        sum(
            value -> {
              double apart = Math.scalb(value, -power) - scaledMean;
              return apart * apart;
            });
    return Dyadic.of(sum.units(), sum.exponent() + 2 * power);
  }

  private Dyadic sum(DoubleUnaryOperator of) {
    ExactSum sum = new ExactSum();
    for (SortedNumbers list : all) {
      for (int i = 0; i < list.size(); i++) {
        sum.add(of.applyAsDouble(list.get(i)));
      }
    }
    return sum.value();
  }

  /**
   * A place between two neighbours, in proportion (Hyndman and Fan's definition 7); weighted apart,
   * so that numbers of great size on both sides do not overflow in between.
   */
  private static double between(double low, double high, long quarters) {
    double share = (double) quarters / QUARTERS;
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
    long found = 0;
    for (SortedNumbers list : all) {
      found += list.below(low, false) + (long) list.size() - list.below(high, true);
    }
    return found;
  }

  /** Ranks of two classes of numbers, both in ascending order. */
  static Separation separation(SortedNumbers positives, SortedNumbers negatives) {
    Placements ofPositives = Placements.of(positives, negatives);
    Placements ofNegatives = Placements.of(negatives, positives);
    return new Separation(
        positives.size(),
        negatives.size(),
        ofPositives.sums().sum(),
        ofPositives.sums(),
        ofNegatives.sums());
  }

  /** Sums of placements; each placement is twice the count below plus the count equal. */
  private record Placements(Sums sums) {
    private static Placements of(SortedNumbers own, SortedNumbers others) {
      long sum = 0;
      Wide squares = new Wide();
      int below = 0;
      for (int i = 0; i < own.size(); ) {
        double value = own.get(i);
        int same = own.endOfSame(i);
        while (below < others.size() && others.get(below) < value) {
          below++;
        }
        int notAbove = below;
        while (notAbove < others.size() && others.get(notAbove) == value) {
          notAbove++;
        }
        long placement = (long) below + notAbove;
        long together = placement * (same - i);
        sum = Math.addExact(sum, together);
        squares.addProduct(together, placement);
        below = notAbove;
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
