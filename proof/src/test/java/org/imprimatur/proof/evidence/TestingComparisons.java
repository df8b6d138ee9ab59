// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Comparisons of two models whose areas under the curve differ by what a test asks for. */
public final class TestingComparisons {
  private static final int PAIRS_A_SIDE = 200;

  private TestingComparisons() {}

  /**
   * 200 rows of each class. The champion ranks by chance; the challenger places every row {@code
   * gain} rows higher, and half of them {@code spread} more or less.
   */
  public static ScoreComparison of(int gain, int spread) {
    PairedRanking ranking =
        new PairedRanking(PAIRS_A_SIDE, PAIRS_A_SIDE, sums(gain, spread), sums(gain, spread));
    PairedDecisions decisions =
        new PairedDecisions(new PairedCounts(120, 20, 30, 30), new PairedCounts(20, 10, 5, 165));
    ScoreComparison.Slice slice = new ScoreComparison.Slice(decisions, decisions, ranking);
    Resampled.Drawn drawn =
        new Resampled.Drawn(
            BigInteger.ZERO,
            BigInteger.ONE.shiftLeft(45),
            new Sums(BigInteger.TEN, BigInteger.TEN));
    return new ScoreComparison(
        new RowCounts(2L * PAIRS_A_SIDE, 0, 0, 0),
        new ScoreComparison.Cutoffs("0.5", "0.5", "0.48", 175, 170),
        slice,
        List.of(
            new Parted<>("region", Parted.Kind.SEGMENT, Map.of("north", slice)),
            new Parted<>("sex", Parted.Kind.GROUP, Map.of("f", slice, "m", slice))),
        new Resampled(1, 100, 2, drawn, drawn));
  }

  private static PairedSums sums(int gain, int spread) {
    BigInteger[] found = new BigInteger[5];
    Arrays.fill(found, BigInteger.ZERO);
    for (int row = 0; row < PAIRS_A_SIDE; row++) {
      long a = PAIRS_A_SIDE;
      long b = a + 2L * gain + (row % 2 == 0 ? spread : -spread);
      long[] added = {a, b, a * a, b * b, a * b};
      for (int i = 0; i < found.length; i++) {
        found[i] = found[i].add(BigInteger.valueOf(added[i]));
      }
    }
    return new PairedSums(found[0], found[1], found[2], found[3], found[4]);
  }
}
