// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.time.Duration;
import java.time.InstantSource;
import org.imprimatur.server.audit.Rounds;
import org.springframework.stereotype.Component;

/** Reveals what stayed closed for too long, whoever forgot it. */
@Component
final class SeedRounds extends Rounds {
  private final Seeds seeds;
  private final InstantSource clock;

  SeedRounds(Seeds seeds, InstantSource clock) {
    super("seeds", 1, Duration.ofMinutes(1));
    this.seeds = seeds;
    this.clock = clock;
  }

  @Override
  protected boolean round() {
    return seeds.revealOverdue(clock.instant()) > 0;
  }
}
