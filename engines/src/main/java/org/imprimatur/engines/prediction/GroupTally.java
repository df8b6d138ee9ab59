// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.math.BigInteger;
import org.imprimatur.proof.evidence.NumberFairness;

/** One group's rows, and how far the distribution of its predictions is from everybody else's. */
final class GroupTally {
  private final PortionTally portion;
  private final long own;
  private final long all;
  private long below;
  private long tied;
  private BigInteger distance = BigInteger.ZERO;

  GroupTally(PortionTally portion, long own, long all) {
    this.portion = portion;
    this.own = own;
    this.all = all;
  }

  void row(double truth, double predicted) {
    portion.row(truth, predicted);
    tied++;
  }

  boolean isFirstOfTie() {
    return tied == 0;
  }

  /**
   * Between two of its own predictions only the others' count grows, so that the largest distance
   * stands just below one of its own, or at it.
   */
  void closeTie(long allBelow, long allUpTo) {
    measure(allBelow);
    below += tied;
    tied = 0;
    measure(allUpTo);
  }

  private void measure(long everybody) {
    BigInteger mine = BigInteger.valueOf(below).multiply(BigInteger.valueOf(all - own));
    BigInteger theirs = BigInteger.valueOf(everybody - below).multiply(BigInteger.valueOf(own));
    distance = distance.max(mine.subtract(theirs).abs());
  }

  NumberFairness.Group group(String name) {
    return new NumberFairness.Group(name, portion.portion(), distance);
  }
}
