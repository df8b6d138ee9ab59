// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Looks at the clock again and again, and has the log tell each leap of it. */
@Component
final class ClockRounds extends Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(ClockRounds.class);

  private final Audit audit;

  ClockRounds(Audit audit) {
    super("clock", 1, Duration.ofSeconds(1));
    this.audit = audit;
  }

  @Override
  protected boolean round() {
    SteadyClock clock = audit.clock();
    clock.instant();
    Optional<SteadyClock.Leap> leap = clock.untold();
    leap.ifPresent(
        one -> {
          LOG.warn(
              "The clock leapt by {}: it read {}, and {} was expected.",
              one.by(),
              one.read(),
              one.expected());
          audit.recordLeap(one);
          clock.told(one);
        });
    return leap.isPresent();
  }
}
