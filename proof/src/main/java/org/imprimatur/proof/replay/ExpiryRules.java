// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.monitoring.Watch;

/**
 * A log that goes on past the end of an approval without a suspension is missing one: nobody asks
 * for it, so nobody could have refused it.
 */
final class ExpiryRules {
  /**
   * For how long entries may go on without it. A server that was down at the time writes others as
   * it starts, and has acted within seconds.
   */
  static final Duration GRACE = Duration.ofHours(1);

  private final Ground ground;
  private final MonitoringRules monitoring;
  private final PriorityQueue<Waiting> ahead =
      new PriorityQueue<>(Comparator.comparing(Waiting::due));
  private final List<Passed> passed = new ArrayList<>();

  ExpiryRules(Ground ground, MonitoringRules monitoring) {
    this.ground = ground;
    this.monitoring = monitoring;
  }

  private record Waiting(Instant due, String model, long version, long submission) {}

  /** An end that is over, and when the first entry after it was recorded. */
  private record Passed(Waiting one, Instant seen) {}

  /** Looks at what has to have happened before an act. */
  void before(Act act) {
    while (!ahead.isEmpty() && !act.at().isBefore(ahead.peek().due())) {
      passed.add(new Passed(ahead.remove(), act.at()));
    }
    passed.removeIf(
        one -> {
          boolean over = !act.at().isBefore(one.seen().plus(GRACE));
          if (over) {
            judge(one.one());
          }
          return over;
        });
  }

  private void judge(Waiting one) {
    try {
      boolean serves =
          monitoring
              .watch(one.model(), one.version())
              .filter(watch -> watch.submission() == one.submission())
              .filter(Watch::serves)
              .isPresent();
      ground
          .findings()
          .unless(
              !serves,
              "suspension.missing",
              "The approval by submission %d expired at %s, and version %d was not suspended."
                  .formatted(one.submission(), one.due(), one.version()));
    } catch (UnestablishedException e) {
      ground.findings().add(e.code(), e.sentence());
    }
  }

  /** A promotion sets the time anew, once it is among the facts. */
  void after(Act act) {
    if (act instanceof VersionPromoted promoted && promoted.to().equals(Watch.PRODUCTION)) {
      try {
        monitoring
            .expiry(promoted.model(), promoted.version())
            .ifPresent(
                due ->
                    ahead.add(
                        new Waiting(
                            due, promoted.model(), promoted.version(), promoted.submission())));
      } catch (UnestablishedException e) {
        ground.findings().add(e.code(), e.sentence());
      }
    }
  }
}
