// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.math.BigInteger;
import org.imprimatur.proof.evidence.Confusion;
import org.imprimatur.proof.evidence.Ranking;
import org.imprimatur.proof.evidence.Sums;

/**
 * What the rankings and the cut-offs of some groups count, from runs of rows of equal score in
 * ascending order. Threads may each take a part of the runs: all but the start of a part is added
 * up, whatever the parts are.
 */
final class RankTally {
  private static final int TWICE_U = 0;
  private static final int PRECISION = 1;
  private static final int POSITIVE_SQUARES = 2;
  private static final int NEGATIVE_SQUARES = 3;
  private static final int SUMS = 4;

  private final long[] negatives;
  private final long[] positives;
  private final long[] negativesBelow;
  private final long[] positivesBelow;
  private final long[] largest;
  private final WideSums sums;
  private final double[] cutoffs;
  private final long[] reached;
  private int step;

  /**
   * Starts with nothing below.
   *
   * @param negatives how many rows each group has of the negative class, over all parts
   * @param positives the same for the positive class
   * @param cutoffs in ascending order
   */
  RankTally(long[] negatives, long[] positives, double[] cutoffs) {
    int groups = negatives.length;
    this.negatives = negatives;
    this.positives = positives;
    this.cutoffs = cutoffs;
    negativesBelow = new long[groups];
    positivesBelow = new long[groups];
    largest = new long[groups];
    sums = new WideSums(SUMS * groups);
    reached = new long[2 * groups * (cutoffs.length + 1)];
  }

  /** A tally of nothing, for a part whose lower rows are those of this tally's end. */
  RankTally next() {
    RankTally next = new RankTally(negatives, positives, cutoffs);
    next.continueFrom(this);
    return next;
  }

  private void continueFrom(RankTally before) {
    System.arraycopy(before.negativesBelow, 0, negativesBelow, 0, negativesBelow.length);
    System.arraycopy(before.positivesBelow, 0, positivesBelow, 0, positivesBelow.length);
  }

  int groups() {
    return negatives.length;
  }

  /** Lets some rows of a group lie below, which another tally counts. */
  void skip(int group, long negative, long positive) {
    negativesBelow[group] += negative;
    positivesBelow[group] += positive;
  }

  /** Says the score of the runs that follow; it never falls. */
  void at(double score) {
    while (step < cutoffs.length && score >= cutoffs[step]) {
      step++;
    }
  }

  /** All rows of a group that have the present score. */
  void run(int group, long n, long p) {
    long negative = negativesBelow[group];
    long positive = positivesBelow[group];
    int first = SUMS * group;
    if (p > 0) {
      long left = positives[group] - positive;
      double share = (double) left / (left + negatives[group] - negative);
      // As FixedPoint: the share is not negative, so that cutting it off rounds it down.
      long units = (long) (share * 0x1p50 + 0.5);
      sums.addProduct(first + PRECISION, units, p);
      long place = 2 * negative + n;
      sums.addProduct(first + TWICE_U, place, p);
      sums.addProduct(first + POSITIVE_SQUARES, place * p, place);
    }
    if (n > 0) {
      long place = 2 * positive + p;
      sums.addProduct(first + NEGATIVE_SQUARES, place * n, place);
    }
    negative += n;
    positive += p;
    negativesBelow[group] = negative;
    positivesBelow[group] = positive;
    long distance = Math.abs(positive * negatives[group] - negative * positives[group]);
    largest[group] = Math.max(largest[group], distance);
    int at = 2 * (step * negatives.length + group);
    reached[at] += n;
    reached[at + 1] += p;
  }

  /** Adds what the tally of another part found; the last part must be added last. */
  void add(RankTally part) {
    sums.addAll(part.sums);
    for (int i = 0; i < largest.length; i++) {
      largest[i] = Math.max(largest[i], part.largest[i]);
    }
    for (int i = 0; i < reached.length; i++) {
      reached[i] += part.reached[i];
    }
    step = Math.max(step, part.step);
    continueFrom(part);
  }

  Confusion confusion(int group, double cutoff) {
    long n = 0;
    long p = 0;
    for (int i = 0; i <= cutoffs.length; i++) {
      if (i > 0 && cutoffs[i - 1] >= cutoff) {
        int at = 2 * (i * negatives.length + group);
        n += reached[at];
        p += reached[at + 1];
      }
    }
    return new Confusion(negatives[group] - n, n, positives[group] - p, p);
  }

  Ranking ranking(int group) {
    int first = SUMS * group;
    BigInteger twiceU = sums.get(first + TWICE_U);
    BigInteger pairs =
        BigInteger.valueOf(positives[group]).multiply(BigInteger.valueOf(negatives[group]));
    return new Ranking(
        positives[group],
        negatives[group],
        twiceU,
        new Ranking.Curve(BigInteger.valueOf(largest[group]), sums.get(first + PRECISION)),
        new Sums(twiceU, sums.get(first + POSITIVE_SQUARES)),
        new Sums(pairs.shiftLeft(1).subtract(twiceU), sums.get(first + NEGATIVE_SQUARES)));
  }
}
