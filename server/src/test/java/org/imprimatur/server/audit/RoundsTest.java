// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a node does again and again goes on, whatever became of one round. */
class RoundsTest {
  @Test
  void a_round_that_ends_in_a_fault_or_an_error_comes_again() throws InterruptedException {
    var third = new CountDownLatch(3);
    var rounds =
        new Rounds("testing", 1, Duration.ofMillis(1)) {
          @Override
          protected boolean round() {
            third.countDown();
            if (third.getCount() == 2) {
              throw new IllegalStateException("A fault.");
            }
            if (third.getCount() == 1) {
              throw new OutOfMemoryError("Too many objects.");
            }
            return false;
          }
        };
    rounds.start();
    try {
      assertThat(third.await(20, TimeUnit.SECONDS)).as("three rounds").isTrue();
    } finally {
      rounds.stop();
    }
  }
}
