// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A clock on the wall that a test sets wrong, and how much time really passes beside it. */
public final class TestingWall implements InstantSource {
  public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final AtomicReference<Instant> reads = new AtomicReference<>(NOON);
  private final AtomicLong passed = new AtomicLong();

  @Override
  public Instant instant() {
    return reads.get();
  }

  /** Time passes, on the wall and everywhere. */
  public void pass(Duration time) {
    passed.addAndGet(time.toNanos());
    set(time);
  }

  /** Somebody sets the clock, and no time passes. */
  public void set(Duration by) {
    reads.updateAndGet(before -> before.plus(by));
  }

  public SteadyClock steady() {
    return new SteadyClock(this, passed::get);
  }
}
