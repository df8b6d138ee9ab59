// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.MonitoringAct.VersionReopened;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.monitoring.Footing;
import org.imprimatur.proof.monitoring.Renewal;
import org.imprimatur.proof.monitoring.Watch;

/**
 * A log that goes on past the end of an approval, past a condition of it that failed, past the time
 * to ratify a bypass or past the day to decide anew, without a suspension is missing one: nobody
 * asks for it, so nobody could have refused it.
 */
final class ExpiryRules {
  private final Ground ground;
  private final MonitoringRules monitoring;
  private final Overdue<Waiting> overdue = new Overdue<>();

  /** What was ever waited for: an end is told once, also where more is measured after it. */
  private final Set<Waiting> known = new HashSet<>();

  ExpiryRules(Ground ground, MonitoringRules monitoring) {
    this.ground = ground;
    this.monitoring = monitoring;
  }

  private record Waiting(Instant due, String model, long version, long submission) {}

  /** Looks at what has to have happened before an act. */
  void before(Act act) {
    overdue.over(act.at()).forEach(one -> judge(one, act.at()));
  }

  private void judge(Waiting one, Instant at) {
    try {
      Optional<Watch> watch =
          monitoring
              .watch(one.model(), one.version())
              .filter(found -> found.submission() == one.submission());
      // Promises have rules of their own, and say nothing of since when.
      boolean missing = watch.isPresent() && missing(monitoring.footing(watch.get(), at), one);
      ground
          .findings()
          .unless(
              !missing,
              "suspension.missing",
              "Version %d of submission %d was to be suspended at %s, and was not."
                  .formatted(one.version(), one.submission(), one.due()));
    } catch (UnestablishedException e) {
      ground.findings().add(e.code(), e.sentence());
    } catch (RuntimeException e) {
      unread(e);
    }
  }

  private static boolean missing(Footing footing, Waiting one) {
    return footing.suspends().stream()
        .anyMatch(cause -> footing.since(cause).equals(Optional.of(one.due())));
  }

  /** What an act sets the time for, once it is among the facts. */
  void after(Act act) {
    try {
      switch (act) {
        case VersionPromoted one when one.to().equals(Watch.PRODUCTION) ->
            wait(one.model(), one.version(), act.at());
        case VersionBypassed one when one.move().to().equals(Watch.PRODUCTION) ->
            wait(one.model(), one.version(), act.at());
        case VersionReopened one when one.due().isPresent() ->
            wait(one.model(), one.version(), act.at());
        case BypassReversed one -> {
          Optional<Watch> back = monitoring.current(one.model());
          if (back.isPresent()) {
            again(one.model(), back.get().version(), act.at());
          }
        }
        case VersionRestored one -> again(one.model(), one.version(), act.at());
        case BatchEvaluated one -> waitAll(one.model(), act.at());
        case BatchWithdrawn one when monitoring.conditional(one.model(), one.version()) ->
            wait(one.model(), one.version(), act.at());
        case SignalRecorded one when monitoring.conditional(one.model(), one.version()) ->
            wait(one.model(), one.version(), act.at());
        case Act _ -> {}
      }
    } catch (UnestablishedException e) {
      ground.findings().add(e.code(), e.sentence());
    } catch (RuntimeException e) {
      unread(e);
    }
  }

  /** What was over while another version stood in its place counts for the one that is back. */
  private void again(String model, long version, Instant at) throws UnestablishedException {
    Predicate<Waiting> same = one -> one.model().equals(model) && one.version() == version;
    known.removeIf(same);
    overdue.forget(same);
    wait(model, version, at);
  }

  /** Rows can be the last that an approval was for. */
  private void waitAll(String model, Instant at) throws UnestablishedException {
    for (Watch watch : monitoring.serving(model, at)) {
      wait(model, watch.version(), at);
    }
  }

  private void wait(String model, long version, Instant at) throws UnestablishedException {
    Optional<Watch> watch = monitoring.watch(model, version);
    if (watch.isEmpty()) {
      return;
    }
    Footing footing = monitoring.footing(watch.get(), at);
    List<Instant> times = new ArrayList<>();
    footing.renewal().filter(Renewal::suspends).ifPresent(one -> times.add(one.due()));
    footing.watch().debt().ifPresent(one -> times.add(one.due()));
    footing.reopenings().forEach(one -> times.add(one.due()));
    footing.provisos().forEach(one -> times.add(one.fails() ? one.since() : one.end()));
    for (Instant time : times) {
      var waiting = new Waiting(time, model, version, watch.get().submission());
      if (known.add(waiting)) {
        overdue.add(time, waiting);
      }
    }
  }

  /** Documents come from whoever forged them; one that trips a rule is found and stops nothing. */
  private void unread(RuntimeException e) {
    ground
        .findings()
        .add(
            "suspension.unestablished",
            "Whether an approval still holds rests on something unreadable: " + e);
  }
}
