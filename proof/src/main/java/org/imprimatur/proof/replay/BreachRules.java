// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.MonitoringAct.Breach;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.proof.monitoring.Watch;

/**
 * A log that goes on past the breach of a promise that suspends, without a suspension, is missing
 * one: the server suspends within seconds of the signal, or when the measurement is overdue.
 */
final class BreachRules {
  private final Ground ground;
  private final MonitoringRules monitoring;
  private final Overdue<Case> overdue = new Overdue<>();
  private final Set<Case> found = new HashSet<>();

  BreachRules(Ground ground, MonitoringRules monitoring) {
    this.ground = ground;
    this.monitoring = monitoring;
  }

  /** A breach of a version, since it was last let serve. */
  private record Case(String model, long version, Instant begun, Breach breach) {}

  /** Looks at what has to have happened before an act. */
  void before(Act act) {
    overdue.over(act.at()).forEach(one -> guarded(() -> judge(one, act.at())));
  }

  private void judge(Case about, Instant at) throws UnestablishedException {
    Optional<Watch> watch =
        monitoring.watch(about.model(), about.version()).filter(one -> isSince(one, about));
    Optional<Promise> promise =
        watch.isPresent()
            ? Promise.find(monitoring.promises(watch.get()), about.breach().promise())
            : Optional.empty();
    if (promise.isEmpty()) {
      return;
    }
    Optional<Breach> stands = stands(watch.get(), promise.get(), at);
    if (stands.equals(Optional.of(about.breach())) && found.add(about)) {
      ground
          .findings()
          .add(
              "suspension.missing",
              "Version %d broke the promise %s since %s, was to be suspended for it, and was not."
                  .formatted(about.version(), about.breach().promise(), about.breach().since()));
    } else if (stands.isPresent()) {
      // Windows that came late tell its beginning otherwise.
      wait(about.model(), watch.get(), stands.get(), at);
    }
  }

  /**
   * For what it is to be suspended. That there is something follows from the newest window; only
   * since when takes all of them.
   */
  private Optional<Breach> stands(Watch watch, Promise promise, Instant at) {
    return monitoring.newest(watch, promise, at).suspends().isEmpty()
        ? Optional.empty()
        : monitoring.standing(watch, promise, at).suspends();
  }

  private static boolean isSince(Watch watch, Case about) {
    return watch.serves() && watch.begun().equals(about.begun());
  }

  /** What an act breaks, or sets the time for, once it is among the facts. */
  void after(Act act) {
    guarded(
        () -> {
          switch (act) {
            case SignalRecorded one -> measured(one);
            case VersionPromoted one when one.to().equals(Watch.PRODUCTION) ->
                look(one.model(), monitoring.watch(one.model(), one.version()), one.at());
            case VersionBypassed one when one.move().to().equals(Watch.PRODUCTION) ->
                look(one.model(), monitoring.watch(one.model(), one.version()), one.at());
            case VersionReinstated one ->
                look(one.model(), monitoring.watch(one.model(), one.version()), one.at());
            case BatchWithdrawn one ->
                look(one.model(), monitoring.watch(one.model(), one.version()), one.at());
            case VersionRestored one ->
                look(one.model(), monitoring.watch(one.model(), one.version()), one.at());
            case BypassReversed one -> look(one.model(), monitoring.current(one.model()), one.at());
            case Act _ -> {}
          }
        });
  }

  private void measured(SignalRecorded act) throws UnestablishedException {
    Optional<Watch> watch = monitoring.watch(act.model(), act.version());
    if (watch.isPresent()) {
      Optional<Promise> promise = Promise.find(monitoring.promises(watch.get()), act.promise());
      if (promise.isPresent()) {
        look(act.model(), watch.get(), promise.get(), act.at());
      }
    }
  }

  private void look(String model, Optional<Watch> watch, Instant at) throws UnestablishedException {
    if (watch.isPresent()) {
      for (Promise promise : monitoring.promises(watch.get())) {
        look(model, watch.get(), promise, at);
      }
    }
  }

  private void look(String model, Watch watch, Promise promise, Instant at) {
    if (!promise.suspends() || !watch.serves()) {
      return;
    }
    stands(watch, promise, at).ifPresent(breach -> wait(model, watch, breach, at));
    monitoring
        .newest(watch, promise, at)
        .due()
        .ifPresent(due -> wait(model, watch, new Breach(promise.name(), Breach.MISSING, due), due));
  }

  private void wait(String model, Watch watch, Breach breach, Instant due) {
    var about = new Case(model, watch.version(), watch.begun(), breach);
    if (!found.contains(about)) {
      overdue.add(due, about);
    }
  }

  private interface Look {
    void take() throws UnestablishedException;
  }

  /** Documents come from whoever forged them; one that trips a rule is found and stops nothing. */
  private void guarded(Look look) {
    try {
      look.take();
    } catch (UnestablishedException _) {
      // Told where the act itself was held to its rules, which rest on the same.
    } catch (RuntimeException e) {
      ground
          .findings()
          .add(
              "suspension.unestablished",
              "Whether a promise was kept rests on something unreadable: " + e);
    }
  }
}
