// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.math.BigInteger;
import java.util.Optional;
import org.imprimatur.proof.evidence.CalibrationFit;
import org.imprimatur.proof.evidence.FixedPoint;

/**
 * Newton's method for the regression of the label on the logit of the score. It begins at a perfect
 * calibration, near which most scores are; where that leads nowhere, as it does with scores that
 * say next to nothing, it begins at scores that say nothing, in steps that are halved where they
 * overshoot.
 */
final class LogisticFit {
  private static final int ROUNDS = 100;
  private static final int HALVINGS = 30;
  private static final double SMALL = 1e-12;
  private static final double WIDE = 4096;

  private final Terms terms;
  private double intercept;
  private double slope;

  private LogisticFit(Terms terms, double slope) {
    this.terms = terms;
    this.slope = slope;
  }

  static Optional<CalibrationFit> of(DistinctScores scores, double clip) {
    return scores.size() < 2 ? Optional.empty() : of(new Each(scores, clip));
  }

  static Optional<CalibrationFit> of(Terms terms) {
    return terms.bothClasses()
        ? new LogisticFit(terms, 1).solve(1).or(() -> new LogisticFit(terms, 0).solve(HALVINGS))
        : Optional.empty();
  }

  /** Newton's steps, each tried in so many lengths at most. */
  private Optional<CalibrationFit> solve(int lengths) {
    for (int round = 0; round < ROUNDS; round++) {
      Step step = terms.at(intercept, slope);
      double determinant = step.h00 * step.h11 - step.h01 * step.h01;
      if (!(determinant > 1e-300)) {
        return Optional.empty();
      }
      double up = (step.h11 * step.g0 - step.h01 * step.g1) / determinant;
      double steeper = (step.h00 * step.g1 - step.h01 * step.g0) / determinant;
      double length = length(step, up, steeper, lengths);
      intercept += length * up;
      slope += length * steeper;
      if (!(Math.abs(intercept) < WIDE && Math.abs(slope) < WIDE)) {
        return Optional.empty();
      }
      if (Math.abs(up) < SMALL && Math.abs(steeper) < SMALL) {
        double first = StrictMath.sqrt(step.h11 / determinant);
        double second = StrictMath.sqrt(step.h00 / determinant);
        return first < WIDE && second < WIDE
            ? Optional.of(
                new CalibrationFit(units(intercept), units(slope), units(first), units(second)))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** A step is too long where the likelihood falls beyond it more steeply than it rises before. */
  private double length(Step from, double up, double steeper, int lengths) {
    double rise = from.g0 * up + from.g1 * steeper;
    double length = 1;
    for (int tried = 1; tried < lengths; tried++) {
      Step to = terms.at(intercept + length * up, slope + length * steeper);
      if (to.g0 * up + to.g1 * steeper >= -rise / 2) {
        return length;
      }
      length /= 2;
    }
    return length;
  }

  /** Gradient and curvature of the log likelihood. */
  record Step(double g0, double g1, double h00, double h01, double h11) {}

  /** The data of a fit. */
  interface Terms {
    boolean bothClasses();

    Step at(double intercept, double slope);
  }

  /** Every distinct score by itself. */
  private static final class Each implements Terms {
    private final DistinctScores scores;
    private final double[] logits;

    Each(DistinctScores scores, double clip) {
      this.scores = scores;
      logits = new double[scores.size()];
      for (int i = 0; i < logits.length; i++) {
        double p = Math.min(1 - clip, Math.max(clip, scores.score(i)));
        logits[i] = StrictMath.log(p / (1 - p));
      }
    }

    @Override
    public boolean bothClasses() {
      return scores.positives() > 0 && scores.negatives() > 0;
    }

    @Override
    public Step at(double intercept, double slope) {
      double g0 = 0;
      double g1 = 0;
      double h00 = 0;
      double h01 = 0;
      double h11 = 0;
      for (int i = 0; i < logits.length; i++) {
        double x = logits[i];
        double p = 1 / (1 + StrictMath.exp(-(intercept + slope * x)));
        long rows = scores.positives(i) + scores.negatives(i);
        double residual = scores.positives(i) - rows * p;
        double weight = rows * p * (1 - p);
        g0 += residual;
        g1 += residual * x;
        h00 += weight;
        h01 += weight * x;
        h11 += weight * x * x;
      }
      return new Step(g0, g1, h00, h01, h11);
    }
  }

  /** Rounded to 2^-40, far below the tolerance and above the last steps of the method. */
  private static BigInteger units(double value) {
    double rounded = StrictMath.floor(value * 0x1p40 + 0.5) * 0x1p-40;
    return BigInteger.valueOf(FixedPoint.of(rounded));
  }
}
