// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The time of a server, which goes on as it does everywhere and can be set ahead. */
final class TestingClock implements InstantSource {
  private final InstantSource real = InstantSource.system();
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  @Override
  public Instant instant() {
    return real.instant().plus(ahead.get());
  }

  void pass(Duration time) {
    ahead.accumulateAndGet(time, Duration::plus);
  }
}
