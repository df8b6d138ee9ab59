// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

/**
 * A finite score as a whole number that sorts, signed, as the scores do: the bits of the number,
 * turned over for negative ones. A negative zero must have been made a zero before.
 */
final class ScoreKey {
  static final long NEGATIVE_ZERO = -1;

  private ScoreKey() {}

  static long of(double score) {
    return turned(Double.doubleToRawLongBits(score));
  }

  static double score(long key) {
    return Double.longBitsToDouble(turned(key));
  }

  private static long turned(long bits) {
    return bits ^ ((bits >> 63) >>> 1);
  }
}
