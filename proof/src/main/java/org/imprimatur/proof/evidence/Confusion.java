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

  Estimate balancedAccuracy() {
    if (positives() == 0 || negatives() == 0) {
      return Estimate.undefined("balanced_accuracy/1", Estimate.ONE_CLASS);
    }
    double mean = ((double) tp / positives() + (double) tn / negatives()) / 2;
    return Estimate.of("balanced_accuracy/1", mean);
  }

  Estimate f1() {
    long denominator = 2 * tp + fp + fn;
    if (denominator == 0) {
      return Estimate.undefined("f1/1", "No row is positive and none is predicted positive.");
    }
    return Estimate.of("f1/1", (double) (2 * tp) / denominator);
  }

  /** Matthews' correlation; undefined where a class or a prediction does not occur. */
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
    return Estimate.of("mcc/1", difference.doubleValue() / StrictMath.sqrt(product.doubleValue()));
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
