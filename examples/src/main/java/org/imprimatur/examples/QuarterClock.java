// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The time of a simulated server: it goes on as everywhere, and is set ahead to what is next. */
final class QuarterClock implements InstantSource {
  private final AtomicReference<Hand> hand;

  /** What was set, and when by the machine's own count. */
  private record Hand(Instant set, long nanos) {
    Instant now() {
      return set.plusNanos(System.nanoTime() - nanos);
    }
  }

  QuarterClock(Instant start) {
    hand = new AtomicReference<>(new Hand(start, System.nanoTime()));
  }

  @Override
  public Instant instant() {
    return hand.get().now();
  }

  /** Sets it ahead; where it is later already it stays. */
  void to(Instant instant) {
    hand.updateAndGet(
        before -> instant.isAfter(before.now()) ? new Hand(instant, System.nanoTime()) : before);
  }
}
