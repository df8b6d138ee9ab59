// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigInteger;

/** Counts of label against prediction; the positive class is 1. */
public record Confusion(long tn, long fp, long fn, long tp) {
  public Confusion {
    if (tn < 0 || fp < 0 || fn < 0 || tp < 0) {
      throw new IllegalArgumentException("Counts of a confusion table are not negative");
    }
  }

  public long n() {
    return tn + fp + fn + tp;
  }

  public long positives() {
    return tp + fn;
  }

  public long negatives() {
    return tn + fp;
  }

  public long selected() {
    return tp + fp;
  }

  /** Rows with the prediction that is good for the person: class 0 or class 1. */
  public long favourable(int favourable) {
    return favourable == 1 ? selected() : n() - selected();
  }

  public Confusion plus(Confusion other) {
    return new Confusion(tn + other.tn, fp + other.fp, fn + other.fn, tp + other.tp);
  }

  Estimate accuracy() {
    return Estimate.rate("accuracy/1", tp + tn, n());
  }

  Estimate precision() {
    return Estimate.rate("precision/1", tp, selected());
  }

  Estimate truePositiveRate(String definition) {
    return Estimate.rate(definition, tp, positives());
  }

  Estimate trueNegativeRate(String definition) {
    return Estimate.rate(definition, tn, negatives());
  }

  Estimate falsePositiveRate() {
    return Estimate.rate("fpr/1", fp, negatives());
  }

  Estimate falseNegativeRate() {
    return Estimate.rate("fnr/1", fn, positives());
  }

  Estimate selectionRate() {
    return Estimate.rate("selection_rate/1", selected(), n());
  }

  Estimate baseRate(String definition) {
    return Estimate.rate(definition, positives(), n());
  }

  /** The mean of recall and specificity; both intervals are Wilson's, of rows apart. */
  Estimate balancedAccuracy() {
    if (positives() == 0 || negatives() == 0) {
      return Estimate.undefined("balanced_accuracy/1", Estimate.ONE_CLASS);
    }
    double recall = (double) tp / positives();
    double specificity = (double) tn / negatives();
    Interval interval =
        Interval.ofMean(
            recall,
            Interval.wilson(tp, positives()),
            specificity,
            Interval.wilson(tn, negatives()));
    return Estimate.of("balanced_accuracy/1", (recall + specificity) / 2, interval);
  }

  /**
   * F1 rises with the share of true positives among the rows that are positive or predicted so: its
   * interval is Wilson's of that share, carried over.
   */
  Estimate f1() {
    long denominator = 2 * tp + fp + fn;
    if (denominator == 0) {
      return Estimate.undefined("f1/1", "No row is positive and none is predicted positive.");
    }
    Interval share = Interval.wilson(tp, tp + fp + fn);
    Interval interval =
        new Interval(2 * share.low() / (1 + share.low()), 2 * share.high() / (1 + share.high()));
    return Estimate.of("f1/1", (double) (2 * tp) / denominator, interval);
  }

  /**
   * Matthews' correlation; undefined where a class or a prediction does not occur. Its interval is
   * by the delta method of the multinomial (Bishop, Fienberg and Holland, <i>Discrete Multivariate
   * Analysis</i>, 1975, section 11.3) on Fisher's scale; at either end Wilson's formula with the
   * size of the smaller class.
   */
  Estimate matthews() {
    BigInteger product =
        big(positives())
            .multiply(big(negatives()))
            .multiply(big(selected()))
            .multiply(big(tn + fn));
    if (product.signum() == 0) {
      return Estimate.undefined("mcc/1", "One class does not occur among labels or predictions.");
    }
    BigInteger difference = big(tp).multiply(big(tn)).subtract(big(fp).multiply(big(fn)));
    double value = difference.doubleValue() / StrictMath.sqrt(product.doubleValue());
    return Estimate.of("mcc/1", Math.clamp(value, -1.0, 1.0), ofCorrelation(value));
  }

  private Interval ofCorrelation(double phi) {
    double label = (double) positives() / n();
    double said = (double) selected() / n();
    double label2 = (2 * label - 1) * (2 * label - 1) / (label * (1 - label));
    double said2 = (2 * said - 1) * (2 * said - 1) / (said * (1 - said));
    double both = (2 * label - 1) * (2 * said - 1);
    double skew = both / StrictMath.sqrt(label * (1 - label) * said * (1 - said));
    double square = phi * phi;
    double spread = 1 - square + (phi + phi * square / 2) * skew - 0.75 * square * (label2 + said2);
    if (square >= 1 || spread <= 0) {
      Interval share =
          Interval.likeWilson(
              Math.clamp((phi + 1) / 2, 0.0, 1.0), Math.min(positives(), negatives()));
      return new Interval(2 * share.low() - 1, 2 * share.high() - 1);
    }
    double centre = StrictMath.log((1 + phi) / (1 - phi)) / 2;
    double half = Interval.Z * StrictMath.sqrt(spread / (double) n()) / (1 - square);
    return new Interval(StrictMath.tanh(centre - half), StrictMath.tanh(centre + half));
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
