// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import org.imprimatur.proof.evidence.PairedCounts;
import org.imprimatur.proof.evidence.PairedDecisions;
import org.imprimatur.proof.evidence.PairedRanking;
import org.imprimatur.proof.evidence.PairedSums;

/** Integer statistics of two scores on the same rows; no sum depends on an order of rows. */
public final class PairedSweep {
  private final PairedScores scores;
  private final PairedScores.Rows rows;
  private final Ranks champion;
  private final Ranks challenger;

  public PairedSweep(PairedScores scores, PairedScores.Rows rows) {
    this.scores = scores;
    this.rows = rows;
    champion = Ranks.of(rows.size(), i -> scores.ofChampion(rows.row(i)));
    challenger = Ranks.of(rows.size(), i -> scores.ofChallenger(rows.row(i)));
  }

  int size() {
    return rows.size();
  }

  Ranks champion() {
    return champion;
  }

  Ranks challenger() {
    return challenger;
  }

  boolean positive(int i) {
    return scores.positive(rows.row(i));
  }

  private double ofChampion(int i) {
    return scores.ofChampion(rows.row(i));
  }

  private double ofChallenger(int i) {
    return scores.ofChallenger(rows.row(i));
  }

  /** Who selects which rows: a score at or above the model's own cut-off. */
  public PairedDecisions decisions(double ofChampion, double ofChallenger) {
    long[] counts = new long[8];
    for (int i = 0; i < size(); i++) {
      int label = positive(i) ? 4 : 0;
      int first = ofChampion(i) >= ofChampion ? 2 : 0;
      int second = ofChallenger(i) >= ofChallenger ? 1 : 0;
      counts[label + first + second]++;
    }
    return new PairedDecisions(
        new PairedCounts(counts[7], counts[6], counts[5], counts[4]),
        new PairedCounts(counts[3], counts[2], counts[1], counts[0]));
  }

  public long selectedByChampion(double cutoff) {
    return selected(champion, cutoff);
  }

  public long selectedByChallenger(double cutoff) {
    return selected(challenger, cutoff);
  }

  private static long selected(Ranks ranks, double cutoff) {
    long selected = 0;
    for (int i = 0; i < ranks.size(); i++) {
      selected += ranks.score(ranks.rank(i)) >= cutoff ? 1 : 0;
    }
    return selected;
  }

  /**
   * The champion's lowest cut-off that selects at most so many rows; infinite where none does but
   * the one that selects nobody.
   */
  public double cutoffFor(long volume) {
    long[] counts = new long[champion.count()];
    for (int i = 0; i < size(); i++) {
      counts[champion.rank(i)]++;
    }
    double cutoff = Double.POSITIVE_INFINITY;
    long selected = 0;
    for (int rank = counts.length - 1; rank >= 0; rank--) {
      selected += counts[rank];
      if (selected > volume) {
        return cutoff;
      }
      cutoff = champion.score(rank);
    }
    return cutoff;
  }

  public PairedRanking ranking() {
    Placements first = new Placements(this, champion);
    Placements second = new Placements(this, challenger);
    return new PairedRanking(
        first.positives(),
        first.negatives(),
        sums(first, second, true),
        sums(first, second, false));
  }

  private PairedSums sums(Placements first, Placements second, boolean positives) {
    WideSums sums = new WideSums(5);
    for (int i = 0; i < size(); i++) {
      if (positive(i) == positives) {
        long x = first.of(i, positives);
        long y = second.of(i, positives);
        sums.add(0, x);
        sums.add(1, y);
        sums.addProduct(2, x, x);
        sums.addProduct(3, y, y);
        sums.addProduct(4, x, y);
      }
    }
    return new PairedSums(sums.get(0), sums.get(1), sums.get(2), sums.get(3), sums.get(4));
  }

  /** Twice the midranks of the rows of one class among those of the other. */
  private static final class Placements {
    private final Ranks ranks;
    private final long[] amongNegatives;
    private final long[] amongPositives;
    private final long positives;
    private final long negatives;

    Placements(PairedSweep sweep, Ranks ranks) {
      this.ranks = ranks;
      amongNegatives = new long[ranks.count()];
      amongPositives = new long[ranks.count()];
      for (int i = 0; i < ranks.size(); i++) {
        (sweep.positive(i) ? amongPositives : amongNegatives)[ranks.rank(i)]++;
      }
      positives = placed(amongPositives);
      negatives = placed(amongNegatives);
    }

    /** Turns counts by rank into twice the midranks, and returns the sum of the counts. */
    private static long placed(long[] counts) {
      long below = 0;
      for (int rank = 0; rank < counts.length; rank++) {
        long here = counts[rank];
        counts[rank] = 2 * below + here;
        below += here;
      }
      return below;
    }

    long of(int i, boolean positive) {
      return (positive ? amongNegatives : amongPositives)[ranks.rank(i)];
    }

    long positives() {
      return positives;
    }

    long negatives() {
      return negatives;
    }
  }
}
