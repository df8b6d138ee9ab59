// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.evidence.ClassPairs;
import org.imprimatur.proof.evidence.ClassScores;
import org.imprimatur.proof.evidence.FixedPoint;
import org.imprimatur.proof.evidence.Ranking;
import org.imprimatur.proof.evidence.Reliability;
import org.imprimatur.proof.evidence.Sums;

/** Adds up what the scores of all classes say of a row; the order of rows changes nothing. */
final class ClassTally {
  private static final int BINS = 10;
  private static final int MOST_TOP = 5;

  /** The least probability that the logarithm sees: the machine epsilon. */
  private static final double CLIP = 0x1p-52;

  /** How far the scores of a row may be from adding up to 1. */
  private static final double SLACK = 1e-3;

  private final double[] scores;
  private final long[] top;
  private final long[] binRows = new long[BINS];
  private final long[] binHits = new long[BINS];
  private final ExactSum[] binScores = new ExactSum[BINS];
  private final ExactSum loss = new ExactSum();
  private final ExactSum lossSquares = new ExactSum();
  private final ExactSum brier = new ExactSum();
  private final ExactSum brierSquares = new ExactSum();
  private long unfit;

  ClassTally(int classes) {
    scores = new double[classes];
    top = new long[Math.min(MOST_TOP, classes)];
    for (int bin = 0; bin < BINS; bin++) {
      binScores[bin] = new ExactSum();
    }
  }

  /** Takes the number of the label and the scores in the order of the classes. */
  void row(ResultSet row) throws SQLException {
    for (int i = 0; i < scores.length; i++) {
      scores[i] = row.getDouble(i + 2);
    }
    add(row.getInt(1));
  }

  private void add(int label) {
    int best = 0;
    int ahead = 0;
    double sum = 0;
    double squares = 0;
    boolean within = true;
    for (int i = 0; i < scores.length; i++) {
      double score = scores[i];
      best = score > scores[best] ? i : best;
      ahead += score > scores[label] || (score == scores[label] && i < label) ? 1 : 0;
      double distance = i == label ? score - 1 : score;
      sum += score;
      squares += distance * distance;
      within &= score >= 0 && score <= 1;
    }
    for (int k = ahead; k < top.length; k++) {
      top[k]++;
    }
    if (!within || Math.abs(sum - 1) > SLACK) {
      unfit++;
      return;
    }
    double lost = lost(scores[label]);
    loss.add(FixedPoint.of(lost), 1);
    lossSquares.add(FixedPoint.of(lost * lost), 1);
    brier.add(FixedPoint.of(squares), 1);
    brierSquares.add(FixedPoint.of(squares * squares), 1);
    int bin = Math.min(BINS - 1, (int) StrictMath.floor(scores[best] * BINS));
    binRows[bin]++;
    binHits[bin] += best == label ? 1 : 0;
    binScores[bin].add(FixedPoint.of(scores[best]), 1);
  }

  private static double lost(double probability) {
    return -StrictMath.log(Math.clamp(probability, CLIP, 1 - CLIP));
  }

  /**
   * Minus the logarithm of the probability that a row gives to its label, in fixed point; -1 where
   * its scores are no probabilities.
   *
   * @param label its number, or one that no score is of: then nothing was given to it
   */
  static long loss(double[] scores, int label) {
    double sum = 0;
    boolean within = true;
    for (double score : scores) {
      sum += score;
      within &= score >= 0 && score <= 1;
    }
    boolean fit = within && Math.abs(sum - 1) <= SLACK;
    return fit ? FixedPoint.of(lost(label < scores.length ? scores[label] : 0)) : -1;
  }

  ClassScores scores(List<Ranking> rankings, Optional<ClassPairs> pairs) {
    List<Long> hits = new ArrayList<>();
    for (long count : top) {
      hits.add(count);
    }
    if (unfit > 0) {
      return new ClassScores(
          unfit, rankings, pairs, hits, Sums.ZERO, Sums.ZERO, new Reliability(List.of()));
    }
    List<Reliability.Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      bins.add(new Reliability.Bin(binRows[bin], binHits[bin], binScores[bin].total()));
    }
    return new ClassScores(
        0,
        rankings,
        pairs,
        hits,
        sums(loss, lossSquares),
        sums(brier, brierSquares),
        new Reliability(bins));
  }

  private static Sums sums(ExactSum sum, ExactSum squares) {
    BigInteger total = sum.total();
    return new Sums(total, squares.total());
  }
}
