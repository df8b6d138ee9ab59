// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.imprimatur.proof.evidence.FixedPoint;
import org.imprimatur.proof.evidence.Probabilities;
import org.imprimatur.proof.evidence.Reliability;
import org.imprimatur.proof.evidence.Sums;

/** Sums over scores within [0, 1], from runs of rows of equal score; parts add up in any order. */
final class LossTally {
  /** The least probability that the logarithm sees: the machine epsilon. */
  static final double CLIP = 0x1p-52;

  private static final int SCORE = 0;
  private static final int BRIER = 2;
  private static final int LOG_LOSS = 4;
  private static final int SUMS = 6;

  /** So few that the scores of these add up in a long. */
  private static final int HELD = 512;

  private final WideSums sums = new WideSums(SUMS);
  private final Bins ten = new Bins(10);
  private final Bins fifteen = new Bins(15);
  private final Logits logits = new Logits();

  /** Rows of each class whose scores no other row has, until there are enough of them. */
  private final double[][] held = new double[2][HELD];

  private final int[] size = new int[2];
  private final double[] worked = new double[HELD];

  static double clipped(double score) {
    return Math.min(1 - CLIP, Math.max(CLIP, score));
  }

  /** Takes ordered rows from one place to another; rows of equal score are never parted. */
  void rows(long[] keys, char[] codes, int from, int to) {
    int at = from;
    while (at < to) {
      long key = keys[at];
      if (at + 1 == to || keys[at + 1] != key) {
        single(ScoreKey.score(key), codes[at++] & 1);
        continue;
      }
      long p = 0;
      int start = at;
      for (; at < to && keys[at] == key; at++) {
        p += codes[at] & 1;
      }
      run(ScoreKey.score(key), at - start - p, p);
    }
    addHeld(0);
    addHeld(1);
  }

  /** One row whose score no other row has, which is what is most common. */
  private void single(double score, int label) {
    logits.run(score, 1 - label, label);
    held[label][size[label]++] = score;
    if (size[label] == HELD) {
      addHeld(label);
    }
  }

  /** Adds rows of one class, quantity by quantity: loops without a choice in them are quick. */
  private void addHeld(int label) {
    double[] scores = held[label];
    int count = size[label];
    size[label] = 0;
    long units = add(SCORE, scores, count);
    ten.add(scores, count, units, label);
    fifteen.add(scores, count, units, label);
    squares(scores, count);
    add(SCORE + 1, worked, count);
    for (int i = 0; i < count; i++) {
      worked[i] = label == 0 ? scores[i] : 1 - scores[i];
    }
    squares(worked, count);
    add(BRIER, worked, count);
    squares(worked, count);
    add(BRIER + 1, worked, count);
    for (int i = 0; i < count; i++) {
      double probability = clipped(scores[i]);
      worked[i] = -StrictMath.log(label == 0 ? 1 - probability : probability);
    }
    add(LOG_LOSS, worked, count);
    squares(worked, count);
    add(LOG_LOSS + 1, worked, count);
  }

  private void squares(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      worked[i] = values[i] * values[i];
    }
  }

  /** Answers the low half of what was added, which is all of it where no value is above 1. */
  private long add(int index, double[] values, int count) {
    long low = 0;
    long high = 0;
    for (int i = 0; i < count; i++) {
      long units = FixedPoint.of(values[i]);
      low += units;
      high += Long.compareUnsigned(low, units) < 0 ? 1 : 0;
    }
    sums.add(index, low, high);
    return low;
  }

  void run(double score, long n, long p) {
    long units = FixedPoint.of(score);
    long rows = n + p;
    sums.addProduct(SCORE, units, rows);
    sums.addProduct(SCORE + 1, FixedPoint.of(score * score), rows);
    double probability = clipped(score);
    if (p > 0) {
      losses((1 - score) * (1 - score), -StrictMath.log(probability), p);
    }
    if (n > 0) {
      losses(score * score, -StrictMath.log(1 - probability), n);
    }
    ten.add(score, units, rows, p);
    fifteen.add(score, units, rows, p);
    logits.run(score, n, p);
  }

  private void losses(double brier, double logLoss, long rows) {
    sums.addProduct(BRIER, FixedPoint.of(brier), rows);
    sums.addProduct(BRIER + 1, FixedPoint.of(brier * brier), rows);
    sums.addProduct(LOG_LOSS, FixedPoint.of(logLoss), rows);
    sums.addProduct(LOG_LOSS + 1, FixedPoint.of(logLoss * logLoss), rows);
  }

  /**
   * Adds what the tally of the part with the next higher scores found, which holds nothing then.
   */
  void take(LossTally part) {
    sums.takeAll(part.sums);
    ten.takeAll(part.ten);
    fifteen.takeAll(part.fifteen);
    logits.take(part.logits);
  }

  Probabilities probabilities() {
    return new Probabilities(
        sums(SCORE),
        sums(BRIER),
        sums(LOG_LOSS),
        ten.reliability(),
        fifteen.reliability(),
        logits.fit());
  }

  private Sums sums(int first) {
    return new Sums(sums.get(first), sums.get(first + 1));
  }

  /** Rows by score, in bins of equal width. */
  private static final class Bins {
    private final long[] rows;
    private final long[] positives;
    private final WideSums scores;

    Bins(int count) {
      rows = new long[count];
      positives = new long[count];
      scores = new WideSums(count);
    }

    void add(double score, long units, long count, long p) {
      int bin = of(score);
      rows[bin] += count;
      positives[bin] += p;
      scores.addProduct(bin, units, count);
    }

    /** Adds rows of one class in ascending order, and the sum of their scores in units. */
    void add(double[] ascending, int count, long units, int label) {
      if (count == 0) {
        return;
      }
      int bin = of(ascending[0]);
      if (bin == of(ascending[count - 1])) {
        rows[bin] += count;
        positives[bin] += (long) label * count;
        scores.add(bin, units);
        return;
      }
      for (int i = 0; i < count; i++) {
        add(ascending[i], FixedPoint.of(ascending[i]), 1, label);
      }
    }

    private int of(double score) {
      return Math.min(rows.length - 1, (int) (score * rows.length));
    }

    void takeAll(Bins other) {
      for (int bin = 0; bin < rows.length; bin++) {
        rows[bin] += other.rows[bin];
        positives[bin] += other.positives[bin];
      }
      Arrays.fill(other.rows, 0);
      Arrays.fill(other.positives, 0);
      scores.takeAll(other.scores);
    }

    Reliability reliability() {
      List<Reliability.Bin> found = new ArrayList<>();
      for (int bin = 0; bin < rows.length; bin++) {
        found.add(new Reliability.Bin(rows[bin], positives[bin], scores.get(bin)));
      }
      return new Reliability(found);
    }
  }
}
