// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.imprimatur.proof.evidence.FixedPoint;
import org.imprimatur.proof.evidence.Quantiles;
import org.imprimatur.proof.evidence.Reliability;

/**
 * What plots need of the ordered rows: slots of about equal numbers of rows, and ten bins of equal
 * width that are closed above. Parts of a block are counted side by side, for a row's place is
 * known from where its part begins.
 */
final class CurveTally implements ScoreOrder.Visitor {
  private static final int BINS = 10;

  private final long total;
  private final boolean probabilities;
  private final long[] rows = new long[Quantiles.SLOTS];
  private final long[] positives = new long[Quantiles.SLOTS];
  private final double[] least = new double[Quantiles.SLOTS];
  private final WideSums scores = new WideSums(Quantiles.SLOTS);
  private final long[] rowsOfBin = new long[BINS];
  private final long[] positivesOfBin = new long[BINS];
  private final WideSums scoresOfBin = new WideSums(BINS);
  private long below;
  private int slot;

  /**
   * Starts at the lowest score.
   *
   * @param total the number of all rows
   * @param probabilities whether every score lies within [0, 1], so that scores can be added up
   */
  CurveTally(long total, boolean probabilities) {
    this.total = total;
    this.probabilities = probabilities;
    Arrays.fill(least, Double.NaN);
  }

  private CurveTally from(long place) {
    CurveTally part = new CurveTally(total, probabilities);
    part.below = place;
    return part;
  }

  @Override
  public void block(long[] keys, char[] codes, int[] bounds) {
    List<CurveTally> parts =
        IntStream.range(0, bounds.length - 1)
            .mapToObj(part -> from(below + bounds[part] - bounds[0]))
            .toList();
    Parts.run(
        parts.size(), part -> parts.get(part).rows(keys, codes, bounds[part], bounds[part + 1]));
    parts.forEach(this::add);
  }

  private void rows(long[] keys, char[] codes, int from, int to) {
    int at = from;
    while (at < to) {
      long key = keys[at];
      long p = 0;
      int start = at;
      for (; at < to && keys[at] == key; at++) {
        p += codes[at] & 1;
      }
      run(ScoreKey.score(key), at - start, p);
    }
  }

  @Override
  public void same(long key, long[] counts) {
    long n = 0;
    long p = 0;
    for (int code = 0; code < counts.length; code++) {
      n += counts[code];
      p += (code & 1) * counts[code];
    }
    run(ScoreKey.score(key), n, p);
  }

  private void run(double score, long n, long p) {
    while (Quantiles.SLOTS * below >= (slot + 1) * total) {
      slot++;
    }
    if (rows[slot] == 0) {
      least[slot] = score;
    }
    rows[slot] += n;
    positives[slot] += p;
    below += n;
    if (probabilities) {
      long units = FixedPoint.of(score);
      int bin = closedAbove(score);
      scores.addProduct(slot, units, n);
      rowsOfBin[bin] += n;
      positivesOfBin[bin] += p;
      scoresOfBin.addProduct(bin, units, n);
    }
  }

  /**
   * How many of the inner edges 0.1, 0.2, … lie below a score, as {@code numpy.linspace} has them.
   */
  private static int closedAbove(double score) {
    int bin = Math.min(BINS - 1, (int) (score * BINS));
    while (bin > 0 && !(0.1 * bin < score)) {
      bin--;
    }
    while (bin < BINS - 1 && 0.1 * (bin + 1) < score) {
      bin++;
    }
    return bin;
  }

  private void add(CurveTally part) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] == 0) {
        least[i] = part.least[i];
      }
      rows[i] += part.rows[i];
      positives[i] += part.positives[i];
    }
    for (int i = 0; i < BINS; i++) {
      rowsOfBin[i] += part.rowsOfBin[i];
      positivesOfBin[i] += part.positivesOfBin[i];
    }
    scores.addAll(part.scores);
    scoresOfBin.addAll(part.scoresOfBin);
    below = part.below;
  }

  Quantiles quantiles() {
    List<Quantiles.Slot> slots = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      String from = rows[i] == 0 ? "" : Double.toString(least[i]);
      slots.add(new Quantiles.Slot(rows[i], positives[i], scores.get(i), from));
    }
    return new Quantiles(slots);
  }

  Reliability closedAbove() {
    List<Reliability.Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      bins.add(new Reliability.Bin(rowsOfBin[i], positivesOfBin[i], scoresOfBin.get(i)));
    }
    return new Reliability(bins);
  }
}
