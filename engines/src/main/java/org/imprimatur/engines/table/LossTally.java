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

  private final WideSums sums = new WideSums(SUMS);
  private final Bins ten = new Bins(10);
  private final Bins fifteen = new Bins(15);
  private final Logits logits = new Logits();

  static double clipped(double score) {
    return Math.min(1 - CLIP, Math.max(CLIP, score));
  }

  /** One row whose score no other row has, which is what is most common. */
  void single(double score, int label) {
    long units = FixedPoint.of(score);
    sums.add(SCORE, units);
    sums.add(SCORE + 1, FixedPoint.of(score * score));
    double error = label == 0 ? score : 1 - score;
    double brier = error * error;
    double probability = clipped(score);
    double logLoss = -StrictMath.log(label == 0 ? 1 - probability : probability);
    sums.add(BRIER, FixedPoint.of(brier));
    sums.add(BRIER + 1, FixedPoint.of(brier * brier));
    sums.add(LOG_LOSS, FixedPoint.of(logLoss));
    sums.add(LOG_LOSS + 1, FixedPoint.of(logLoss * logLoss));
    ten.single(score, units, label);
    fifteen.single(score, units, label);
    logits.run(score, 1 - label, label);
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
      int bin = Math.min(rows.length - 1, (int) (score * rows.length));
      rows[bin] += count;
      positives[bin] += p;
      scores.addProduct(bin, units, count);
    }

    void single(double score, long units, int label) {
      int bin = Math.min(rows.length - 1, (int) (score * rows.length));
      rows[bin]++;
      positives[bin] += label;
      scores.add(bin, units);
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
