// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

/**
 * Logits of scores in bins of 2^-10: counts, and the first two moments of the distance from the
 * bin's centre in fixed point. A smooth function is added up over a bin by its value and two
 * derivatives at the centre; what is left out is below the third power of 2^-11, under 1e-10 of the
 * function's own size for slopes about 1.
 */
final class LogitBins implements LogisticFit.Terms {
  private static final double WIDTH = 0x1p-10;

  /** The logit of the machine epsilon is above -37. */
  private static final int HALF = 37 * 1024;

  /** At most 2^31 each, so that 2^31 rows add up in a long. */
  private static final double FIRST = 0x1p42;

  private static final double SECOND = 0x1p53;

  private final long[] rows = new long[2 * HALF];
  private final long[] positives = new long[2 * HALF];
  private final long[] first = new long[2 * HALF];
  private final long[] second = new long[2 * HALF];
  private final long[] firstOfPositives = new long[2 * HALF];

  void run(double score, long n, long p) {
    double probability = LossTally.clipped(score);
    double logit = StrictMath.log(probability / (1 - probability));
    int bin = (int) Math.floor(logit / WIDTH) + HALF;
    double distance = logit - centre(bin);
    long units = (long) Math.floor(distance * FIRST + 0.5);
    rows[bin] += n + p;
    positives[bin] += p;
    first[bin] += units * (n + p);
    firstOfPositives[bin] += units * p;
    long square = (long) (distance * distance * SECOND + 0.5);
    second[bin] += square * (n + p);
  }

  private static double centre(int bin) {
    return (bin - HALF + 0.5) * WIDTH;
  }

  void addAll(LogitBins other) {
    add(rows, other.rows);
    add(positives, other.positives);
    add(first, other.first);
    add(second, other.second);
    add(firstOfPositives, other.firstOfPositives);
  }

  private static void add(long[] to, long[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }

  @Override
  public boolean bothClasses() {
    long all = 0;
    long positive = 0;
    for (int bin = 0; bin < rows.length; bin++) {
      all += rows[bin];
      positive += positives[bin];
    }
    return positive > 0 && positive < all;
  }

  @Override
  public LogisticFit.Step at(double intercept, double slope) {
    double[] sums = new double[5];
    for (int bin = 0; bin < rows.length; bin++) {
      if (rows[bin] > 0) {
        add(bin, intercept, slope, sums);
      }
    }
    return new LogisticFit.Step(sums[0], sums[1], sums[2], sums[3], sums[4]);
  }

  /**
   * Adds a bin's share of gradient and curvature. With p the fitted probability, w = p(1 - p) and s
   * the slope: p' = sw, w' = sw(1 - 2p), w'' = s²w(1 - 6w).
   */
  private void add(int bin, double intercept, double slope, double[] sums) {
    double x = centre(bin);
    double n = rows[bin];
    double d = first[bin] / FIRST;
    double half = second[bin] / SECOND / 2;
    double p = 1 / (1 + StrictMath.exp(-(intercept + slope * x)));
    double w = p * (1 - p);
    double p1 = slope * w;
    double w1 = slope * w * (1 - 2 * p);
    double w2 = slope * slope * w * (1 - 6 * w);
    double p2 = slope * w1;
    sums[0] += positives[bin] - (n * p + d * p1 + half * p2);
    sums[1] +=
        positives[bin] * x
            + firstOfPositives[bin] / FIRST
            - (n * p * x + d * (p + x * p1) + half * (2 * p1 + x * p2));
    sums[2] += n * w + d * w1 + half * w2;
    sums[3] += n * w * x + d * (w + x * w1) + half * (2 * w1 + x * w2);
    sums[4] +=
        n * w * x * x + d * (2 * x * w + x * x * w1) + half * (2 * w + 4 * x * w1 + x * x * w2);
  }
}
