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
  // What is kept of a group, side by side; the last three are sums in two halves. The distance is
  // that between the shares of both classes below, times the rows of both.
  private static final int NEGATIVES = 0;
  private static final int POSITIVES = 1;
  private static final int NEGATIVES_BELOW = 2;
  private static final int POSITIVES_BELOW = 3;
  private static final int DISTANCE = 4;
  private static final int LARGEST = 5;
  private static final int TWICE_U = 6;
  private static final int PRECISION = 7;
  private static final int POSITIVE_SQUARES = 9;
  private static final int NEGATIVE_SQUARES = 11;
  private static final int SIZE = 13;

  private final int groups;
  private final long[] kept;
  private final double[] cutoffs;

  /** How many rows of each class each group has below each cut-off that was reached. */
  private final long[] below;

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
    below = new long[2 * groups * cutoffs.length];
  }

  /** A tally that has counted nothing, for rows that lie above those of this one. */
  RankTally next() {
    RankTally next = new RankTally(groups, cutoffs);
    next.step = step;
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
    put(SIZE * group, negative, positive);
  }

  private void put(int at, long negative, long positive) {
    kept[at + NEGATIVES_BELOW] += negative;
    kept[at + POSITIVES_BELOW] += positive;
    kept[at + DISTANCE] += positive * kept[at + NEGATIVES] - negative * kept[at + POSITIVES];
  }

  /** The least score that takes another place among the cut-offs; above all scores if none does. */
  double nextCutoff() {
    return step < cutoffs.length ? cutoffs[step] : Double.POSITIVE_INFINITY;
  }

  /** Says the score of the runs that follow; it never falls. */
  void at(double score) {
    while (score >= nextCutoff()) {
      for (int group = 0; group < groups; group++) {
        int place = 2 * (step * groups + group);
        below[place] = kept[SIZE * group + NEGATIVES_BELOW];
        below[place + 1] = kept[SIZE * group + POSITIVES_BELOW];
      }
      step++;
    }
  }

  /**
   * A row of the negative class whose score no other row has.
   *
   * @param of groups, from one place to another: those that the row belongs to
   */
  void negative(int[] of, int from, int to) {
    long[] all = kept;
    for (int i = from; i < to; i++) {
      int at = SIZE * of[i];
      long place = 2 * all[at + POSITIVES_BELOW];
      all[at + NEGATIVES_BELOW]++;
      WideSums.addUnsigned(all, at + NEGATIVE_SQUARES, place * place);
      long distance = all[at + DISTANCE] - all[at + POSITIVES];
      all[at + DISTANCE] = distance;
      all[at + LARGEST] = Math.max(all[at + LARGEST], -distance);
    }
  }

  /** The same of the positive class. Nearly all rows have a score of their own. */
  void positive(int[] of, int from, int to) {
    long[] all = kept;
    for (int i = from; i < to; i++) {
      int at = SIZE * of[i];
      long negatives = all[at + NEGATIVES];
      long negative = all[at + NEGATIVES_BELOW];
      long positive = all[at + POSITIVES_BELOW];
      long left = all[at + POSITIVES] - positive;
      all[at + POSITIVES_BELOW] = positive + 1;
      long place = 2 * negative;
      all[at + TWICE_U] += place;
      WideSums.addUnsigned(all, at + POSITIVE_SQUARES, place * place);
      WideSums.addUnsigned(all, at + PRECISION, precision(left, left + negatives - negative));
      long distance = all[at + DISTANCE] + negatives;
      all[at + DISTANCE] = distance;
      all[at + LARGEST] = Math.max(all[at + LARGEST], distance);
    }
  }

  /** The share of positive rows among those from here on, in the units of {@code FixedPoint}. */
  private static long precision(long positive, long rows) {
    double share = (double) positive / rows;
    double units = share * 0x1p50 + 0.5;
    // The share is not negative, so that cutting off is rounding down.
    return (long) units;
  }

  /** All rows of a group that have the present score. */
  void run(int group, long n, long p) {
    int at = SIZE * group;
    long negative = kept[at + NEGATIVES_BELOW];
    long positive = kept[at + POSITIVES_BELOW];
    if (p > 0) {
      long left = kept[at + POSITIVES] - positive;
      addProduct(at + PRECISION, precision(left, left + kept[at + NEGATIVES] - negative), p);
      long place = 2 * negative + n;
      kept[at + TWICE_U] += place * p;
      addProduct(at + POSITIVE_SQUARES, place * p, place);
    }
    if (n > 0) {
      long place = 2 * positive + p;
      addProduct(at + NEGATIVE_SQUARES, place * n, place);
    }
    put(at, n, p);
    kept[at + LARGEST] = Math.max(kept[at + LARGEST], Math.abs(kept[at + DISTANCE]));
  }

  private void addProduct(int at, long value, long times) {
    WideSums.add(kept, at, value * times, Math.multiplyHigh(value, times));
  }

  /** Adds what the tally of the next higher part found. */
  void add(RankTally part) {
    for (int at = 0; at < kept.length; at += SIZE) {
      System.arraycopy(part.kept, at + NEGATIVES_BELOW, kept, at + NEGATIVES_BELOW, 3);
      kept[at + LARGEST] = Math.max(kept[at + LARGEST], part.kept[at + LARGEST]);
      kept[at + TWICE_U] += part.kept[at + TWICE_U];
      for (int sum = at + PRECISION; sum < at + SIZE; sum += 2) {
        WideSums.add(kept, sum, part.kept[sum], part.kept[sum + 1]);
      }
    }
    int known = 2 * step * groups;
    step = Math.max(step, part.step);
    System.arraycopy(part.below, known, below, known, 2 * step * groups - known);
  }

  Confusion confusion(int group, double cutoff) {
    int at = SIZE * group;
    int first = 0;
    while (first < step && cutoffs[first] < cutoff) {
      first++;
    }
    boolean reached = first < step;
    int place = 2 * (first * groups + group);
    long n = reached ? below[place] : kept[at + NEGATIVES];
    long p = reached ? below[place + 1] : kept[at + POSITIVES];
    return new Confusion(n, kept[at + NEGATIVES] - n, p, kept[at + POSITIVES] - p);
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
