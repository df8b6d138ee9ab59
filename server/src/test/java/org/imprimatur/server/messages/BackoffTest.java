// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When a message is tried again. */
class BackoffTest {
  private static final long SEED = 20_261_126;

  @Test
  void each_pause_is_four_times_the_last_up_to_six_hours_and_the_eighth_attempt_is_the_last() {
    List<Long> most = List.of(30L, 120L, 480L, 1_920L, 7_680L, 21_600L, 21_600L);
    var backoff = new Backoff(new Random(SEED));
    List<Duration> pauses = new ArrayList<>();
    for (int attempts = 1; attempts <= most.size(); attempts++) {
      Duration pause = backoff.after(attempts).orElseThrow();
      double whole = (double) most.get(attempts - 1);
      assertThat((double) pause.toMillis() / 1_000)
          .as("seed %d, attempt %d", SEED, attempts)
          .isBetween(0.8 * whole, 1.2 * whole);
      pauses.add(pause);
    }
    assertThat(pauses.get(5)).isNotEqualTo(pauses.get(6));
    assertThat(backoff.after(Backoff.ATTEMPTS)).isEqualTo(Optional.empty());
  }
}
