// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import java.util.function.BooleanSupplier;

/** Waits for what a server does by itself, a little after it was told why. */
final class TestingWait {
  private static final int MOST = 300;
  private static final long MILLIS = 100;

  private TestingWait() {}

  /** Until it is so; fails with the words where it does not come about in half a minute. */
  static void until(String otherwise, BooleanSupplier done) {
    for (int i = 0; i < MOST; i++) {
      if (done.getAsBoolean()) {
        return;
      }
      try {
        Thread.sleep(MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    throw new AssertionError(otherwise);
  }
}
