// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

/**
 * One sample of rows at a time. Its sums are of doubles; rows come in the order of the generator's
 * counter, which is always the same.
 */
final class NumberSample implements RowBootstrap.Sample {
  private final double[] champion;
  private final double[] challenger;
  private final double[] truth;
  private final int ofErrors;
  private final int ofTruth;
  private int rows;
  private double squares;
  private double otherSquares;
  private double sizes;
  private double errors;
  private double distance;
  private double spread;
  private double least = Double.POSITIVE_INFINITY;
  private double largest = Double.NEGATIVE_INFINITY;

  /** Errors of either model in units, and the distance of the truth from its mean in others. */
  NumberSample(
      double[] champion, double[] challenger, double[] truth, Units ofErrors, Units ofTruth) {
    this.champion = champion;
    this.challenger = challenger;
    this.truth = truth;
    this.ofErrors = ofErrors.scale();
    this.ofTruth = ofTruth.scale();
  }

  @Override
  public void add(int row) {
    double a = champion[row];
    double b = challenger[row];
    double y = truth[row];
    rows++;
    squares += a * a;
    otherSquares += b * b;
    sizes += Math.abs(b) - Math.abs(a);
    errors += b - a;
    distance += y;
    spread += y * y;
    least = Math.min(least, y);
    largest = Math.max(largest, y);
  }

  @Override
  public void finish(double[] differences) {
    double roots = StrictMath.sqrt(otherSquares / rows) - StrictMath.sqrt(squares / rows);
    differences[0] = Math.scalb(roots, -ofErrors);
    differences[1] = Math.scalb(sizes / rows, -ofErrors);
    double ratio = (squares - otherSquares) / (spread - distance * distance / rows);
    differences[2] = least < largest ? Math.scalb(ratio, 2 * (ofTruth - ofErrors)) : Double.NaN;
    differences[3] = Math.scalb(errors / rows, -ofErrors);
    rows = 0;
    squares = 0;
    otherSquares = 0;
    sizes = 0;
    errors = 0;
    distance = 0;
    spread = 0;
    least = Double.POSITIVE_INFINITY;
    largest = Double.NEGATIVE_INFINITY;
  }
}
