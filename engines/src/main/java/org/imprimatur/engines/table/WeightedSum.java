// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.math.BigInteger;
import org.imprimatur.proof.evidence.Dyadic;

/**
 * The sum of weighted doubles, or of the squares of doubles, without any rounding: one wide integer
 * for each exponent (Kulisch's long accumulator, in parts).
 */
final class WeightedSum {
  private static final int EXPONENTS = 2047;
  private static final int LEAST = -1074;
  private static final long FRACTION = (1L << 52) - 1;

  /** So many squares of 106 bits fit into 128 bits before the parts are put together. */
  private static final int ROOM = 1 << 20;

  private final int power;
  private WideSums parts = new WideSums(EXPONENTS);
  private int squares;
  private BigInteger total = BigInteger.ZERO;

  private WeightedSum(int power) {
    this.power = power;
  }

  /** A sum of finite values times weights; the sizes of all weights together stay below 2^63. */
  static WeightedSum ofValues() {
    return new WeightedSum(1);
  }

  /** A sum of squares of finite values. */
  static WeightedSum ofSquares() {
    return new WeightedSum(2);
  }

  void add(double value, long weight) {
    long bits = Double.doubleToRawLongBits(value);
    parts.addProduct(exponent(bits), significand(bits), bits < 0 ? -weight : weight);
  }

  void addSquare(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long significand = significand(bits);
    parts.addProduct(exponent(bits), significand, significand);
    squares++;
    if (squares == ROOM) {
      flush();
    }
  }

  /** From 1 on: numbers below the normal ones share the least exponent. */
  private static int exponent(long bits) {
    return Math.max((int) (bits >>> 52) & EXPONENTS, 1);
  }

  private static long significand(long bits) {
    boolean normal = ((bits >>> 52) & EXPONENTS) != 0;
    return (bits & FRACTION) | (normal ? FRACTION + 1 : 0);
  }

  private void flush() {
    BigInteger sum = BigInteger.ZERO;
    int at = EXPONENTS;
    for (int exponent = EXPONENTS - 1; exponent >= 1; exponent--) {
      if (!parts.isZero(exponent)) {
        sum = sum.shiftLeft(power * (at - exponent)).add(parts.get(exponent));
        at = exponent;
      }
    }
    total = total.add(sum.shiftLeft(power * (at - 1)));
    parts = new WideSums(EXPONENTS);
    squares = 0;
  }

  Dyadic total() {
    flush();
    return Dyadic.of(total, power * LEAST);
  }
}
