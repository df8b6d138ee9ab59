// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.math.BigInteger;
import org.imprimatur.proof.evidence.Confusion;
import org.imprimatur.proof.evidence.Ranking;
import org.imprimatur.proof.evidence.Sums;

/**
 * What the rankings and the cut-offs of some groups count, from runs of rows of equal score in
 * ascending order. Threads may each take a part of the runs: what lies below a part comes from
 * {@link #skip}, and all the rest adds up, whatever the parts are.
 *
 * <p>No group may have more than 2^31 - 1 rows: then a place in the ranking, in halves, stays below
 * 2^32, its square below 2^64, and twice the number of pairs within a long.
 */
final class RankTally {
  // What is kept of a group, side by side; the last three are sums in two halves.
  private static final int NEGATIVES = 0;
  private static final int POSITIVES = 1;
  private static final int NEGATIVES_BELOW = 2;
  private static final int POSITIVES_BELOW = 3;
  private static final int LARGEST = 4;
  private static final int TWICE_U = 5;
  private static final int PRECISION = 6;
  private static final int POSITIVE_SQUARES = 8;
  private static final int NEGATIVE_SQUARES = 10;
  private static final int SIZE = 12;

  private final int groups;
  private final long[] kept;
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
    this(negatives.length, cutoffs);
    for (int group = 0; group < groups; group++) {
      kept[SIZE * group + NEGATIVES] = negatives[group];
      kept[SIZE * group + POSITIVES] = positives[group];
    }
  }

  private RankTally(int groups, double[] cutoffs) {
    this.groups = groups;
    this.cutoffs = cutoffs;
    kept = new long[SIZE * groups];
    reached = new long[2 * groups * (cutoffs.length + 1)];
  }

  /** A tally that has counted nothing, for rows that lie above those of this one. */
  RankTally next() {
    RankTally next = new RankTally(groups, cutoffs);
    for (int at = 0; at < kept.length; at += SIZE) {
      System.arraycopy(kept, at, next.kept, at, LARGEST);
    }
    return next;
  }

  int groups() {
    return groups;
  }

  /** Lets some rows of a group lie below, which another tally counts. */
  void skip(int group, long negative, long positive) {
    kept[SIZE * group + NEGATIVES_BELOW] += negative;
    kept[SIZE * group + POSITIVES_BELOW] += positive;
  }

  /** The least score that takes another place among the cut-offs; above all scores if none does. */
  double nextCutoff() {
    return step < cutoffs.length ? cutoffs[step] : Double.POSITIVE_INFINITY;
  }

  /** Says the score of the runs that follow; it never falls. */
  void at(double score) {
    while (score >= nextCutoff()) {
      step++;
    }
  }

  /**
   * All rows of a group that have the present score: a single one, which is what is most common.
   */
  void single(int group, int label) {
    int at = SIZE * group;
    long negative = kept[at + NEGATIVES_BELOW];
    long positive = kept[at + POSITIVES_BELOW];
    if (label == 0) {
      long place = 2 * positive;
      WideSums.add(kept, at + NEGATIVE_SQUARES, place * place, 0);
      kept[at + NEGATIVES_BELOW] = ++negative;
    } else {
      WideSums.add(kept, at + PRECISION, precision(at, negative, positive), 0);
      long place = 2 * negative;
      kept[at + TWICE_U] += place;
      WideSums.add(kept, at + POSITIVE_SQUARES, place * place, 0);
      kept[at + POSITIVES_BELOW] = ++positive;
    }
    distance(at, negative, positive);
    reached[2 * (step * groups + group) + label]++;
  }

  /** The share of positive rows from here on, in the units of {@code FixedPoint}. */
  private long precision(int at, long negative, long positive) {
    long left = kept[at + POSITIVES] - positive;
    double share = (double) left / (left + kept[at + NEGATIVES] - negative);
    double units = share * 0x1p50 + 0.5;
    // The share is not negative, so that cutting off is rounding down.
    return (long) units;
  }

  private void distance(int at, long negative, long positive) {
    long distance = Math.abs(positive * kept[at + NEGATIVES] - negative * kept[at + POSITIVES]);
    kept[at + LARGEST] = Math.max(kept[at + LARGEST], distance);
  }

  /** All rows of a group that have the present score. */
  void run(int group, long n, long p) {
    int at = SIZE * group;
    long negative = kept[at + NEGATIVES_BELOW];
    long positive = kept[at + POSITIVES_BELOW];
    if (p > 0) {
      long precision = precision(at, negative, positive);
      addProduct(at + PRECISION, precision, p);
      long place = 2 * negative + n;
      kept[at + TWICE_U] += place * p;
      addProduct(at + POSITIVE_SQUARES, place * p, place);
    }
    if (n > 0) {
      long place = 2 * positive + p;
      addProduct(at + NEGATIVE_SQUARES, place * n, place);
    }
    kept[at + NEGATIVES_BELOW] = negative + n;
    kept[at + POSITIVES_BELOW] = positive + p;
    distance(at, negative + n, positive + p);
    int place = 2 * (step * groups + group);
    reached[place] += n;
    reached[place + 1] += p;
  }

  private void addProduct(int at, long value, long times) {
    WideSums.add(kept, at, value * times, Math.multiplyHigh(value, times));
  }

  /** Adds what the tally of the next higher part found. */
  void add(RankTally part) {
    for (int at = 0; at < kept.length; at += SIZE) {
      kept[at + NEGATIVES_BELOW] = part.kept[at + NEGATIVES_BELOW];
      kept[at + POSITIVES_BELOW] = part.kept[at + POSITIVES_BELOW];
      kept[at + LARGEST] = Math.max(kept[at + LARGEST], part.kept[at + LARGEST]);
      kept[at + TWICE_U] += part.kept[at + TWICE_U];
      for (int sum = at + PRECISION; sum < at + SIZE; sum += 2) {
        WideSums.add(kept, sum, part.kept[sum], part.kept[sum + 1]);
      }
    }
    for (int i = 0; i < reached.length; i++) {
      reached[i] += part.reached[i];
    }
    step = Math.max(step, part.step);
  }

  Confusion confusion(int group, double cutoff) {
    long n = 0;
    long p = 0;
    for (int i = 1; i <= cutoffs.length; i++) {
      if (cutoffs[i - 1] >= cutoff) {
        n += reached[2 * (i * groups + group)];
        p += reached[2 * (i * groups + group) + 1];
      }
    }
    int at = SIZE * group;
    return new Confusion(kept[at + NEGATIVES] - n, n, kept[at + POSITIVES] - p, p);
  }

  Ranking ranking(int group) {
    int at = SIZE * group;
    long positives = kept[at + POSITIVES];
    long negatives = kept[at + NEGATIVES];
    long twiceU = kept[at + TWICE_U];
    BigInteger largest = BigInteger.valueOf(kept[at + LARGEST]);
    return new Ranking(
        positives,
        negatives,
        BigInteger.valueOf(twiceU),
        new Ranking.Curve(largest, WideSums.get(kept, at + PRECISION)),
        sums(twiceU, at + POSITIVE_SQUARES),
        sums(2 * positives * negatives - twiceU, at + NEGATIVE_SQUARES));
  }

  private Sums sums(long sum, int squares) {
    return new Sums(BigInteger.valueOf(sum), WideSums.get(kept, squares));
  }
}
