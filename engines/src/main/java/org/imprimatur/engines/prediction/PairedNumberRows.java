// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.proof.evidence.PairedErrors;
import org.imprimatur.proof.evidence.ResampledDifferences;

/** What champion and challenger predict on the same rows, for a number. */
public final class PairedNumberRows {
  private final NumberAnswers champion;
  private final NumberAnswers challenger;
  private final PortionTally.Scales scales;

  private PairedNumberRows(
      NumberAnswers champion, NumberAnswers challenger, PortionTally.Scales scales) {
    this.champion = champion;
    this.challenger = challenger;
    this.scales = scales;
  }

  /** Pairs the rows of one test set that was read for each model; both get the same units. */
  static PairedNumberRows of(NumberAnswers champion, NumberAnswers challenger)
      throws CheckException {
    Pairs.requireSame(
        champion.rows(), challenger.rows(), row -> champion.truth(row) == challenger.truth(row));
    double error = 0;
    double value = 0;
    for (int row = 0; row < challenger.rows(); row++) {
      double y = challenger.truth(row);
      double a = champion.predicted(row);
      double b = challenger.predicted(row);
      error = Math.max(error, Math.max(Math.abs(a - y), Math.abs(b - y)));
      value = Math.max(value, Math.max(Math.abs(y), Math.max(Math.abs(a), Math.abs(b))));
    }
    return new PairedNumberRows(
        champion, challenger, new PortionTally.Scales(Units.of(error), Units.of(value)));
  }

  public int[] all() {
    return IntStream.range(0, challenger.rows()).toArray();
  }

  public SortedMap<String, int[]> by(List<String> columns) throws CheckException {
    return challenger.texts().by(columns);
  }

  private double truth(int row) {
    return challenger.truth(row);
  }

  private long error(NumberAnswers of, int row) {
    return scales.errors().count(of.predicted(row) - truth(row));
  }

  /** The sums over some rows. */
  public PairedErrors errors(int[] rows) throws CheckException {
    PortionTally first = new PortionTally(scales);
    PortionTally second = new PortionTally(scales);
    for (int row : rows) {
      first.row(truth(row), champion.predicted(row));
      second.row(truth(row), challenger.predicted(row));
    }
    double mean = first.portion().centreOfTruth();
    Units distances = distances(rows, mean);
    PairTally ofFirst = new PairTally();
    PairTally ofSecond = new PairTally();
    ExactSum errors = new ExactSum();
    ExactSum sizes = new ExactSum();
    ExactSum squares = new ExactSum();
    long[] nearer = new long[3];
    for (int row : rows) {
      long a = error(champion, row);
      long b = error(challenger, row);
      long distance = distances.count(truth(row) - mean);
      ofFirst.row(a, distance);
      ofSecond.row(b, distance);
      errors.add(a, b);
      sizes.add(Math.abs(a), Math.abs(b));
      squares.add(PortionTally.coarseSquare(a), PortionTally.coarseSquare(b));
      nearer[Integer.signum(Long.compare(Math.abs(a), Math.abs(b))) + 1]++;
    }
    return new PairedErrors(
        first.portion(),
        second.portion(),
        new PairedErrors.Beside(distances.scale(), ofFirst.pair(), ofSecond.pair()),
        new PairedErrors.Joint(errors.total(), sizes.total(), squares.total()),
        new PairedErrors.Nearer(nearer[0], nearer[2], nearer[1]));
  }

  private Units distances(int[] rows, double mean) throws CheckException {
    double largest =
        IntStream.of(rows).mapToDouble(row -> Math.abs(truth(row) - mean)).max().orElse(0);
    if (Double.isInfinite(largest)) {
      throw NumberRows.tooFar();
    }
    return Units.of(largest);
  }

  /** Samples of all rows, which are sorted by both errors and by the truth. */
  public ResampledDifferences draw(long seed) throws CheckException {
    int[] all = all();
    if (!RowBootstrap.draws(all.length)) {
      return ResampledDifferences.none(seed);
    }
    PortionTally tally = new PortionTally(scales);
    for (int row : all) {
      tally.row(truth(row), champion.predicted(row));
    }
    double mean = tally.portion().centreOfTruth();
    Units distances = distances(all, mean);
    int[] order =
        IntStream.of(all)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingLong(row -> error(champion, row))
                    .thenComparingLong(row -> error(challenger, row))
                    .thenComparingDouble(this::truth))
            .mapToInt(row -> row)
            .toArray();
    double[] first = units(order, row -> error(champion, row));
    double[] second = units(order, row -> error(challenger, row));
    double[] truth = units(order, row -> distances.count(truth(row) - mean));
    return RowBootstrap.draw(
        order.length,
        seed,
        List.of(
            new RowBootstrap.Figure("rmse", false),
            new RowBootstrap.Figure("mae", false),
            new RowBootstrap.Figure("r2", false),
            new RowBootstrap.Figure("bias", false)),
        () -> new NumberSample(first, second, truth, scales.errors(), distances));
  }

  private static double[] units(int[] order, IntToDoubleFunction of) {
    return IntStream.of(order).mapToDouble(of).toArray();
  }
}
