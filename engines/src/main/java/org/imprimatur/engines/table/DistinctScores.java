// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.Arrays;

/** Distinct scores in ascending order with their counts of positive and negative rows. */
public final class DistinctScores {
  private double[] scores = new double[64];
  private long[] positives = new long[64];
  private long[] negatives = new long[64];
  private int size;
  private long positive;
  private long negative;

  void add(double score, long positiveRows, long negativeRows) {
    if (size > 0 && !(score > scores[size - 1])) {
      throw new IllegalArgumentException("Scores must be distinct and ascending");
    }
    if (size == scores.length) {
      int more = size * 2;
      scores = Arrays.copyOf(scores, more);
      positives = Arrays.copyOf(positives, more);
      negatives = Arrays.copyOf(negatives, more);
    }
    scores[size] = score;
    positives[size] = positiveRows;
    negatives[size++] = negativeRows;
    positive += positiveRows;
    negative += negativeRows;
  }

  int size() {
    return size;
  }

  double score(int i) {
    return scores[i];
  }

  long positives(int i) {
    return positives[i];
  }

  long negatives(int i) {
    return negatives[i];
  }

  long positives() {
    return positive;
  }

  long negatives() {
    return negative;
  }
}
