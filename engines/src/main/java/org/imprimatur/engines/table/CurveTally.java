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

  /** So many rows mostly lie in one slot and in one bin. */
  private static final int TOGETHER = 1024;

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
      int end = Math.min(to, at + TOGETHER);
      while (end < to && keys[end] == keys[end - 1]) {
        end++;
      }
      if (!together(keys, codes, at, end)) {
        runs(keys, codes, at, end);
      }
      at = end;
    }
  }

  /** Counts rows at once whose scores lie in the same slot and bin; false if they do not. */
  private boolean together(long[] keys, char[] codes, int from, int to) {
    double first = ScoreKey.score(keys[from]);
    long last = below + to - from - 1;
    step();
    if (Quantiles.SLOTS * last >= (slot + 1) * total) {
      return false;
    }
    if (!probabilities) {
      add(first, to - from, positives(codes, from, to));
      return true;
    }
    int bin = closedAbove(first);
    if (bin != closedAbove(ScoreKey.score(keys[to - 1]))) {
      return false;
    }
    long p = positives(codes, from, to);
    long low = 0;
    long high = 0;
    for (int i = from; i < to; i++) {
      long units = FixedPoint.of(ScoreKey.score(keys[i]));
      low += units;
      high += Long.compareUnsigned(low, units) < 0 ? 1 : 0;
    }
    add(first, to - from, p);
    scores.add(slot, low, high);
    rowsOfBin[bin] += to - from;
    positivesOfBin[bin] += p;
    scoresOfBin.add(bin, low, high);
    return true;
  }

  private static long positives(char[] codes, int from, int to) {
    int found = 0;
    for (int i = from; i < to; i++) {
      found += codes[i] & 1;
    }
    return found;
  }

  private void runs(long[] keys, char[] codes, int from, int to) {
    int at = from;
    while (at < to) {
      long key = keys[at];
      int start = at;
      while (at < to && keys[at] == key) {
        at++;
      }
      run(ScoreKey.score(key), at - start, positives(codes, start, at));
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
    step();
    add(score, n, p);
    if (probabilities) {
      long units = FixedPoint.of(score);
      int bin = closedAbove(score);
      scores.addProduct(slot, units, n);
      rowsOfBin[bin] += n;
      positivesOfBin[bin] += p;
      scoresOfBin.addProduct(bin, units, n);
    }
  }

  private void step() {
    while (Quantiles.SLOTS * below >= (slot + 1) * total) {
      slot++;
    }
  }

  /** Adds rows to the present slot. */
  private void add(double lowest, long n, long p) {
    if (rows[slot] == 0) {
      least[slot] = lowest;
    }
    rows[slot] += n;
    positives[slot] += p;
    below += n;
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
