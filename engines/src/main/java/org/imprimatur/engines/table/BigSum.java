// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.math.BigInteger;

/** A sum of integers from 0 to 2^62, without overflow. */
final class BigSum {
  private static final long FULL = 1L << 62;

  private BigInteger flushed = BigInteger.ZERO;
  private long rest;

  void add(long value) {
    if (value < 0 || value > FULL) {
      throw new IllegalArgumentException("Outside 0 to 2^62: " + value);
    }
    if (rest > FULL - value) {
      flushed = flushed.add(BigInteger.valueOf(rest));
      rest = 0;
    }
    rest += value;
  }

  BigInteger value() {
    return flushed.add(BigInteger.valueOf(rest));
  }
}
