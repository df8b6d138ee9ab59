// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.gate.Verdict.Reason;

/**
 * What a version in production stands on at an instant: what was promised of it, the time for which
 * it was approved, and the conditions under which.
 */
public record Footing(
    Watch watch,
    List<Standing> standings,
    Optional<Renewal> renewal,
    List<Proviso> provisos,
    Instant now) {
  public Footing {
    standings = List.copyOf(standings);
    provisos = List.copyOf(provisos);
  }

  /** For what Imprimatur suspends the version now; any of them is cause enough. */
  public List<Cause> suspends() {
    List<Cause> causes = new ArrayList<>();
    owed().ifPresent(debt -> causes.add(new Cause.Unratified(debt.bypass())));
    standings.forEach(
        one -> one.suspends().ifPresent(breach -> causes.add(new Cause.Broken(breach))));
    if (watch.serves()) {
      expired().ifPresent(one -> causes.add(new Cause.Expired(one.due())));
      failing().forEach(one -> causes.add(one.cause()));
    }
    return causes;
  }

  /** The debt that nobody ratified in time, of a version that is not suspended. */
  private Optional<VersionBypassed> owed() {
    return watch.overdue(now).filter(_ -> watch.suspended().isEmpty());
  }

  private Optional<Renewal> expired() {
    return renewal.filter(Renewal::suspends).filter(one -> one.isOverdue(now));
  }

  private List<Proviso> failing() {
    return provisos.stream().filter(Proviso::fails).toList();
  }

  /** Why two persons cannot let the version serve: it would be suspended again at once. */
  public List<Reason> against() {
    List<Reason> against = new ArrayList<>();
    expired()
        .ifPresent(
            one ->
                against.add(
                    Reason.of(
                        "reinstatement.expired",
                        "The approval of version %d expired at %s. Only a gate renews it."
                            .formatted(watch.version(), one.due()))));
    failing()
        .forEach(
            one ->
                against.add(
                    Reason.of(
                        "reinstatement.condition",
                        "Condition %d of %s is %s since %s. It has to hold first."
                            .formatted(
                                one.number(),
                                one.of().person(),
                                one.state().word(),
                                one.since()))));
    return against;
  }

  /** When time alone can suspend the version next. */
  public Optional<Instant> next() {
    Stream<Instant> measurements =
        standings.stream()
            .filter(one -> one.promise().suspends())
            .flatMap(one -> one.due().stream());
    Stream<Instant> expiry =
        renewal.filter(_ -> watch.serves()).filter(Renewal::suspends).map(Renewal::due).stream();
    Stream<Instant> days =
        provisos.stream()
            .filter(_ -> watch.serves())
            .filter(one -> one.state() == Proviso.State.OPEN)
            .map(Proviso::end);
    Stream<Instant> ratified =
        watch.debt().filter(_ -> watch.suspended().isEmpty()).map(VersionBypassed::due).stream();
    return Stream.of(measurements, expiry, days, ratified)
        .flatMap(one -> one)
        .min(Instant::compareTo);
  }

  /** When time alone changes what is told of the version next; never where nothing is awaited. */
  public Optional<Instant> changes() {
    Stream<Instant> measurements = standings.stream().flatMap(one -> one.due().stream());
    Stream<Instant> borne =
        standings.stream()
            .flatMap(one -> one.breaches().stream().flatMap(breach -> one.answer(breach).stream()))
            .map(answer -> Standing.end(answer.until()));
    Stream<Instant> expiry = renewal.stream().flatMap(one -> Stream.of(one.notice(), one.due()));
    Stream<Instant> days = provisos.stream().map(Proviso::end);
    Stream<Instant> ratified = watch.debt().map(VersionBypassed::due).stream();
    return Stream.of(measurements, borne, expiry, days, ratified)
        .flatMap(one -> one)
        .filter(one -> !one.isBefore(now))
        .min(Instant::compareTo);
  }
}
