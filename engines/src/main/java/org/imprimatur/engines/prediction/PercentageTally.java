// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import org.imprimatur.proof.evidence.FixedPoint;
import org.imprimatur.proof.evidence.Percentages;
import org.imprimatur.proof.evidence.Sums;

/** Adds up errors beside the size of what they miss. */
final class PercentageTally {
  private final Units units;
  private final ExactSum ratio = new ExactSum();
  private final ExactSum ratioSquares = new ExactSum();
  private final ExactSum symmetric = new ExactSum();
  private final ExactSum symmetricSquares = new ExactSum();
  private long zeros;
  private long unbounded;

  /** The units fit the largest ratio that is finite. */
  PercentageTally(Units units) {
    this.units = units;
  }

  void row(double truth, double predicted) {
    double size = Math.abs(predicted - truth);
    double share = size / Math.abs(truth);
    if (truth == 0) {
      zeros++;
    } else if (Double.isInfinite(share)) {
      unbounded++;
    } else {
      long count = units.count(share);
      ratio.add(count, 1);
      ratioSquares.add(count, count);
    }
    double both = Math.abs(truth) / 2 + Math.abs(predicted) / 2;
    double part = both == 0 ? 0 : size / both;
    symmetric.add(FixedPoint.of(part), 1);
    symmetricSquares.add(FixedPoint.of(part * part), 1);
  }

  Percentages percentages() {
    return new Percentages(
        zeros,
        unbounded,
        units.scale(),
        ratio.total(),
        ratioSquares.total(),
        new Sums(symmetric.total(), symmetricSquares.total()));
  }
}
