// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

/**
 * Logits of scores in narrow bins: counts, and the first two moments of the distance from the bin's
 * centre, as whole numbers. A smooth function of the logit is added up over a bin by its value and
 * two derivatives at the centre; what is left out is of the third power of half a bin's width.
 *
 * <p>The bins lie on the distance from the nearer end, t = min(score, 1 - score), which is exact:
 * 2048 for every power of two, so that a bin is at most 2^-10 wide in logits, and a row costs no
 * logarithm. Its distance is read off the bits of t.
 */
final class LogitBins implements LogisticFit.Terms {
  private static final int BITS = 41;
  private static final int LOWEST = (int) (Double.doubleToRawLongBits(LossTally.CLIP) >>> BITS);
  private static final int SIDE = (int) (Double.doubleToRawLongBits(0.5) >>> BITS) - LOWEST + 1;

  /** Below 2^31 in size, so that 2^31 rows add up in a long. */
  private static final int FIRST = 10;

  private static final int SECOND = 25;

  private final long[] rows = new long[2 * SIDE];
  private final long[] positives = new long[2 * SIDE];
  private final long[] first = new long[2 * SIDE];
  private final long[] firstOfPositives = new long[2 * SIDE];
  private final long[] second = new long[2 * SIDE];

  void run(double score, long n, long p) {
    boolean upper = score > 0.5;
    double t = Math.max(LossTally.CLIP, upper ? 1 - score : score);
    long bits = Double.doubleToRawLongBits(t);
    int bin = (int) (bits >>> BITS) - LOWEST + (upper ? SIDE : 0);
    long distance = (bits & ((1L << BITS) - 1)) - (1L << (BITS - 1));
    long units = distance >> FIRST;
    long coarse = distance >> SECOND;
    rows[bin] += n + p;
    positives[bin] += p;
    first[bin] += units * (n + p);
    firstOfPositives[bin] += units * p;
    second[bin] += coarse * coarse * (n + p);
  }

  /** Adds what another one found, which holds nothing then. */
  void takeAll(LogitBins other) {
    take(rows, other.rows);
    take(positives, other.positives);
    take(first, other.first);
    take(firstOfPositives, other.firstOfPositives);
    take(second, other.second);
  }

  private static void take(long[] to, long[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
      from[i] = 0;
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
   * the slope: p' = sw, w' = sw(1 - 2p), w'' = s²w(1 - 6w). The logit's own derivatives by t are 1
   * / t(1 - t) and (2t - 1) / (t(1 - t))².
   */
  private void add(int bin, double intercept, double slope, double[] sums) {
    int side = bin < SIDE ? 1 : -1;
    long bits = ((long) (bin % SIDE + LOWEST) << BITS) + (1L << (BITS - 1));
    double t = Double.longBitsToDouble(bits);
    double unit = Math.ulp(t);
    double by = 1 / (t * (1 - t));
    double bend = (2 * t - 1) * by * by / 2;
    double squares = second[bin] * (unit * unit * (1L << SECOND) * (1L << SECOND));
    double x = side * StrictMath.log(t / (1 - t));
    double n = rows[bin];
    double d = side * (by * first[bin] * (unit * (1L << FIRST)) + bend * squares);
    // Half a unit is what the shift cuts off of each distance on average; it cannot be seen.
    double ofPositives =
        side
            * (by * firstOfPositives[bin] * (unit * (1L << FIRST))
                + bend * squares * (positives[bin] / n));
    double half = by * by * squares / 2;
    double p = 1 / (1 + StrictMath.exp(-(intercept + slope * x)));
    double w = p * (1 - p);
    double p1 = slope * w;
    double w1 = slope * w * (1 - 2 * p);
    double w2 = slope * slope * w * (1 - 6 * w);
    double p2 = slope * w1;
    sums[0] += positives[bin] - (n * p + d * p1 + half * p2);
    sums[1] +=
        positives[bin] * x
            + ofPositives
            - (n * p * x + d * (p + x * p1) + half * (2 * p1 + x * p2));
    sums[2] += n * w + d * w1 + half * w2;
    sums[3] += n * w * x + d * (w + x * w1) + half * (2 * w1 + x * w2);
    sums[4] +=
        n * w * x * x + d * (2 * x * w + x * x * w1) + half * (2 * w + 4 * x * w1 + x * x * w2);
  }
}
