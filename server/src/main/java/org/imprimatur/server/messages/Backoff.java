// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a message that nobody took is tried again: after half a minute, then each time after four
 * times as long, up to six hours, each by up to a fifth sooner or later. After eight attempts, most
 * of a day later, it is not tried any more.
 */
public record Backoff(RandomGenerator random) {
  static final int ATTEMPTS = 8;
  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofHours(6);
  private static final double SPREAD = 0.2;

  /** How long after so many attempts; empty where that was the last. */
  Optional<Duration> after(long attempts) {
    if (attempts >= ATTEMPTS) {
      return Optional.empty();
    }
    long whole = Math.min(LONGEST.toMillis(), FIRST.toMillis() << (2 * (attempts - 1)));
    double factor = 1 - SPREAD + 2 * SPREAD * random.nextDouble();
    return Optional.of(Duration.ofMillis(Math.round((double) whole * factor)));
  }
}
