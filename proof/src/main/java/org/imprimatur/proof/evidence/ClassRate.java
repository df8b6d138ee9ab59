// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

/** A rate of one class against all others: a multiple of its hits over rows that it may have. */
enum ClassRate {
  PRECISION(1, 0, 1),
  RECALL(1, 1, 0),
  F1(2, 1, 1);

  private final long hits;
  private final long truths;
  private final long predictions;

  ClassRate(long hits, long truths, long predictions) {
    this.hits = hits;
    this.truths = truths;
    this.predictions = predictions;
  }

  String word() {
    return switch (this) {
      case PRECISION -> "precision";
      case RECALL -> "recall";
      case F1 -> "f1";
    };
  }

  /** What is divided by; 0 where the rate is undefined. */
  long denominator(ClassConfusion counts, int of) {
    return truths * counts.truth(of) + predictions * counts.predicted(of);
  }

  long numerator(ClassConfusion counts, int of) {
    return hits * counts.at(of, of);
  }

  /** The rate of a class, 0 where it is undefined. */
  double value(ClassConfusion counts, int of) {
    long denominator = denominator(counts, of);
    return denominator == 0 ? 0 : (double) numerator(counts, of) / (double) denominator;
  }

  /** How the rate of a class grows with the count of a cell. */
  double slope(ClassConfusion counts, int of, int truth, int predicted) {
    long denominator = denominator(counts, of);
    if (denominator == 0) {
      return 0;
    }
    double above = truth == of && predicted == of ? (double) hits : 0;
    long below = (truth == of ? truths : 0) + (predicted == of ? predictions : 0);
    return (above - value(counts, of) * (double) below) / (double) denominator;
  }
}
