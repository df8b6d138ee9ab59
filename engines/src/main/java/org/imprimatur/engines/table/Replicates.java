// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

/** How many samples of rows are drawn, and the ends of an interval over them. */
public final class Replicates {
  /** Up to here the samples are many, so that hardly any chance is left in the quantiles. */
  private static final int FEW_ROWS = 40_000;

  private static final int MANY = 10_000;
  private static final int FEWER = 2_000;

  public static final double LOW = 0.025;
  public static final double HIGH = 0.975;

  private Replicates() {}

  public static int of(int rows) {
    return rows <= FEW_ROWS ? MANY : FEWER;
  }

  /** Linear between neighbours (Hyndman and Fan's type 7). */
  public static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) StrictMath.floor(place);
    double part = place - below;
    double low = sorted[below];
    double high = sorted[Math.min(below + 1, sorted.length - 1)];
    return low + (high - low) * part;
  }

  /**
   * A quantile of whole numbers whose weight is spread evenly over half a step to either side (the
   * mid-distribution function of Ma, Genton and Parzen, <i>Annals of the Institute of Statistical
   * Mathematics</i> 63 (2011)). A plain quantile would jump by a whole row from one seed to
   * another.
   */
  public static double step(int[] sorted, double share) {
    double place = share * sorted.length;
    int value = sorted[(int) place];
    int from = 0;
    while (sorted[from] < value) {
      from++;
    }
    int to = from;
    while (to < sorted.length && sorted[to] == value) {
      to++;
    }
    boolean single = to - from == sorted.length;
    return single ? value : value - 0.5 + (place - from) / (to - from);
  }
}
