// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import org.imprimatur.proof.evidence.Portion;

/** Adds up the rows of a portion; the order of rows changes nothing. */
final class PortionTally {
  private static final int DROPPED = 53;

  /** The units of errors, and of the numbers themselves. */
  record Scales(Units errors, Units values) {}

  private final Scales scales;
  private final ExactSum error = new ExactSum();
  private final ExactSum absolute = new ExactSum();
  private final ExactSum squares = new ExactSum();
  private final ExactSum quartic = new ExactSum();
  private final ExactSum truth = new ExactSum();
  private final ExactSum truthSquares = new ExactSum();
  private final ExactSum prediction = new ExactSum();
  private final ExactSum predictionSquares = new ExactSum();
  private long rows;

  PortionTally(Scales scales) {
    this.scales = scales;
  }

  /** The square of a number of at most 53 bits without its last 53 bits. */
  static long coarseSquare(long units) {
    return (Math.multiplyHigh(units, units) << (Long.SIZE - DROPPED))
        | ((units * units) >>> DROPPED);
  }

  void row(double trueNumber, double predicted) {
    rows++;
    long e = scales.errors.count(predicted - trueNumber);
    long coarse = coarseSquare(e);
    error.add(e, 1);
    absolute.add(Math.abs(e), 1);
    squares.add(e, e);
    quartic.add(coarse, coarse);
    long y = scales.values.count(trueNumber);
    long p = scales.values.count(predicted);
    truth.add(y, 1);
    truthSquares.add(y, y);
    prediction.add(p, 1);
    predictionSquares.add(p, p);
  }

  Portion portion() {
    return new Portion(
        rows,
        new Portion.Errors(
            scales.errors.scale(),
            error.total(),
            absolute.total(),
            squares.total(),
            quartic.total()),
        new Portion.Numbers(
            scales.values.scale(),
            new Portion.Square(truth.total(), truthSquares.total()),
            new Portion.Square(prediction.total(), predictionSquares.total())));
  }
}
