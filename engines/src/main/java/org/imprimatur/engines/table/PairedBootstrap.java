// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.imprimatur.proof.evidence.FixedPoint;
import org.imprimatur.proof.evidence.PairedDecisions;
import org.imprimatur.proof.evidence.Resampled;
import org.imprimatur.proof.evidence.Sums;

/**
 * Draws rows with replacement and compares the two models on each sample.
 *
 * <p>Rows are drawn from their cells: sorted by label and both scores, rows of one cell cannot be
 * told apart, so that neither the order of the file nor the number of threads changes a sample.
 */
public final class PairedBootstrap {
  private final long seed;
  private final int size;
  private final int ranksOfChampion;
  private final int ranksOfChallenger;
  private final boolean[] positive;
  private final int[] champion;
  private final int[] challenger;
  private final byte[] advantage;

  private PairedBootstrap(PairedSweep sweep, Cut cut, long seed) {
    this.seed = seed;
    size = sweep.size();
    ranksOfChampion = sweep.champion().count();
    ranksOfChallenger = sweep.challenger().count();
    positive = new boolean[size];
    champion = new int[size];
    challenger = new int[size];
    advantage = new byte[size];
    long[] keys = new long[size];
    for (int i = 0; i < size; i++) {
      long label = sweep.positive(i) ? 1L << 62 : 0;
      keys[i] = label | ((long) sweep.champion().rank(i) << 31) | sweep.challenger().rank(i);
    }
    Arrays.sort(keys);
    for (int i = 0; i < size; i++) {
      positive[i] = keys[i] >>> 62 == 1;
      champion[i] = (int) (keys[i] >>> 31) & Integer.MAX_VALUE;
      challenger[i] = (int) keys[i] & Integer.MAX_VALUE;
      boolean first = sweep.champion().score(champion[i]) >= cut.ofChampion() == positive[i];
      boolean second = sweep.challenger().score(challenger[i]) >= cut.ofChallenger() == positive[i];
      advantage[i] = (byte) ((second ? 1 : 0) - (first ? 1 : 0));
    }
  }

  /** The cut-off of each model. */
  public record Cut(double ofChampion, double ofChallenger) {
    public PairedDecisions decisions(PairedSweep sweep) {
      return sweep.decisions(ofChampion, ofChallenger);
    }
  }

  /** Draws as many samples as the rows allow; none from more than the documented number of rows. */
  public static Resampled draw(PairedSweep sweep, Cut cut, long seed) {
    if (sweep.size() > Resampled.MOST_ROWS) {
      return new Resampled(seed, 0, 0, Resampled.Drawn.NONE, Resampled.Drawn.NONE);
    }
    return new PairedBootstrap(sweep, cut, seed).draw(Replicates.of(sweep.size()));
  }

  private Resampled draw(int replicates) {
    double[] areas = new double[replicates];
    int[] gained = new int[replicates];
    int stripes = Math.min(8, replicates);
    IntStream.range(0, stripes)
        .parallel()
        .forEach(
            stripe -> {
              Sample sample = new Sample();
              for (int i = stripe; i < replicates; i += stripes) {
                sample.draw(i);
                areas[i] = sample.areas();
                gained[i] = sample.gained();
              }
            });
    double[] defined = Arrays.stream(areas).filter(area -> !Double.isNaN(area)).toArray();
    return new Resampled(
        seed, replicates, replicates - defined.length, areas(defined), accuracies(gained));
  }

  private static Resampled.Drawn areas(double[] values) {
    if (values.length < 2) {
      return Resampled.Drawn.NONE;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return drawn(
        sorted,
        Replicates.quantile(sorted, Replicates.LOW),
        Replicates.quantile(sorted, Replicates.HIGH));
  }

  /** From the rows that the challenger gains in each sample, in ascending order of samples. */
  private Resampled.Drawn accuracies(int[] gained) {
    int[] sorted = gained.clone();
    Arrays.sort(sorted);
    double[] shares = Arrays.stream(sorted).mapToDouble(rows -> (double) rows / size).toArray();
    return drawn(
        shares,
        Replicates.step(sorted, Replicates.LOW) / size,
        Replicates.step(sorted, Replicates.HIGH) / size);
  }

  private static Resampled.Drawn drawn(double[] values, double low, double high) {
    Sums sums = Sums.ZERO;
    for (double value : values) {
      sums = sums.plus(new Sums(units(value), units(value * value)));
    }
    return new Resampled.Drawn(units(low), units(high), sums);
  }

  private static BigInteger units(double value) {
    return BigInteger.valueOf(FixedPoint.of(value));
  }

  /** One sample at a time: how often each rank was drawn, by label. */
  private final class Sample {
    private final int[] firstPositives = new int[ranksOfChampion];
    private final int[] firstNegatives = new int[ranksOfChampion];
    private final int[] secondPositives = new int[ranksOfChallenger];
    private final int[] secondNegatives = new int[ranksOfChallenger];
    private long positives;
    private int gained;

    void draw(int replicate) {
      Arrays.fill(firstPositives, 0);
      Arrays.fill(firstNegatives, 0);
      Arrays.fill(secondPositives, 0);
      Arrays.fill(secondNegatives, 0);
      positives = 0;
      gained = 0;
      long start = (long) replicate * size;
      for (int i = 0; i < size; i++) {
        int row = SplitMix64.below(size, seed, start + i);
        gained += advantage[row];
        if (positive[row]) {
          positives++;
          firstPositives[champion[row]]++;
          secondPositives[challenger[row]]++;
        } else {
          firstNegatives[champion[row]]++;
          secondNegatives[challenger[row]]++;
        }
      }
    }

    /** Rows that the challenger gets right, less those that the champion does. */
    int gained() {
      return gained;
    }

    /** Challenger's area minus champion's; NaN where the sample has one class only. */
    double areas() {
      long pairs = 2 * positives * (size - positives);
      long gap = twiceU(secondPositives, secondNegatives) - twiceU(firstPositives, firstNegatives);
      return pairs == 0 ? Double.NaN : (double) gap / pairs;
    }

    private static long twiceU(int[] positives, int[] negatives) {
      long below = 0;
      long sum = 0;
      for (int rank = 0; rank < positives.length; rank++) {
        sum += positives[rank] * (2 * below + negatives[rank]);
        below += negatives[rank];
      }
      return sum;
    }
  }
}
