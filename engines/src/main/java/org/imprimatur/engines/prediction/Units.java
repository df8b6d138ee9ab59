// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

/** Numbers of a known largest size as integers of at most 53 bits, in units of 2^-scale. */
record Units(int scale) {
  private static final int BITS = 53;

  /** The units in which a number of this size, and everything below, fits. */
  static Units of(double largest) {
    return new Units(largest == 0 ? 0 : BITS - 1 - Math.getExponent(largest));
  }

  /** The nearest number of units, halves rounded up. */
  long count(double value) {
    return (long) StrictMath.floor(Math.scalb(value, scale) + 0.5);
  }
}
