// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Comparisons of several classes and of numbers, written by hand. */
public final class TestingPairs {
  private static final int HALF = 200;
  private static final int SCALE = 40;

  private TestingPairs() {}

  /** Two classes among three, on so many rows of which either model alone is right. */
  public static ClassComparison classes(long champion, long challenger, long both) {
    List<PairedClasses.Cell> cells =
        List.of(
            new PairedClasses.Cell(0, 0, 0, both),
            new PairedClasses.Cell(0, 0, 1, champion),
            new PairedClasses.Cell(1, 0, 1, challenger),
            new PairedClasses.Cell(1, 1, 1, both),
            new PairedClasses.Cell(2, 2, 2, both));
    long rows = cells.stream().mapToLong(PairedClasses.Cell::count).sum();
    PairedClasses all =
        new PairedClasses(3, cells, new PairedClasses.Losses(rows, 0, PairedSums.ZERO));
    return new ClassComparison(
        List.of("a", "b", "c"),
        all,
        List.of(new Parted<>("sex", Parted.Kind.GROUP, Map.of("f", all))),
        ResampledDifferences.none(1),
        MeanInterval.STUDENT);
  }

  /**
   * The champion errs by 10 on every row, the challenger by as much more as is said, one unit more
   * or less in turn; the truth is 100 and -100 in turn.
   */
  public static NumberComparison numbers(int more) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 2 * HALF; i++) {
      int sign = i % 2 == 0 ? 1 : -1;
      rows.add(new Row(100L * sign, 10L * sign, (10L + more + sign) * (i % 4 < 2 ? 1 : -1)));
    }
    PairedErrors all =
        new PairedErrors(
            portion(rows, Row::a),
            portion(rows, Row::b),
            new PairedErrors.Beside(SCALE, pair(rows, Row::a), pair(rows, Row::b)),
            new PairedErrors.Joint(
                sum(rows, row -> row.a().multiply(row.b())),
                sum(rows, row -> row.a().multiply(row.b()).abs()),
                sum(rows, row -> coarse(row.a()).multiply(coarse(row.b())))),
            new PairedErrors.Nearer(
                rows.stream().filter(row -> row.turn() < 0).count(),
                rows.stream().filter(row -> row.turn() > 0).count(),
                rows.stream().filter(row -> row.turn() == 0).count()));
    return new NumberComparison(
        all,
        List.of(new Parted<>("region", Parted.Kind.SEGMENT, Map.of("north", all))),
        ResampledDifferences.none(1),
        MeanInterval.STUDENT);
  }

  /** The truth and the errors of both models in units of 2^-SCALE. */
  private record Row(BigInteger truth, BigInteger a, BigInteger b) {
    Row(long truth, long a, long b) {
      this(units(truth), units(a), units(b));
    }

    private static BigInteger units(long value) {
      return BigInteger.valueOf(value).shiftLeft(SCALE);
    }

    /** Above 0 where the challenger is nearer. */
    int turn() {
      return a.abs().compareTo(b.abs());
    }
  }

  private static Portion portion(List<Row> rows, Function<Row, BigInteger> error) {
    return new Portion(
        rows.size(),
        new Portion.Errors(
            SCALE,
            sum(rows, error),
            sum(rows, row -> error.apply(row).abs()),
            sum(rows, row -> error.apply(row).pow(2)),
            sum(rows, row -> coarse(error.apply(row)).pow(2))),
        new Portion.Numbers(
            SCALE,
            new Portion.Square(sum(rows, Row::truth), sum(rows, row -> row.truth().pow(2))),
            new Portion.Square(BigInteger.ZERO, BigInteger.ZERO)));
  }

  private static SquaredPair pair(List<Row> rows, Function<Row, BigInteger> error) {
    return new SquaredPair(
        sum(rows, row -> coarse(error.apply(row))),
        sum(rows, row -> coarse(error.apply(row)).pow(2)),
        sum(rows, row -> coarse(row.truth())),
        sum(rows, row -> coarse(row.truth()).pow(2)),
        sum(rows, row -> coarse(error.apply(row)).multiply(coarse(row.truth()))));
  }

  private static BigInteger coarse(BigInteger units) {
    return units.pow(2).shiftRight(53);
  }

  private static BigInteger sum(List<Row> rows, Function<Row, BigInteger> of) {
    return rows.stream().map(of).reduce(BigInteger.ZERO, BigInteger::add);
  }
}
