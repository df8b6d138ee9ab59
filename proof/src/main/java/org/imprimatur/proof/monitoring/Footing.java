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
 * it was approved, the conditions under which, and until when it is to be decided anew.
 */
public record Footing(
    Watch watch,
    Permit permit,
    List<Standing> standings,
    Optional<Renewal> renewal,
    List<Proviso> provisos,
    List<Reopening> reopenings,
    Instant now) {
  public Footing {
    standings = List.copyOf(standings);
    provisos = List.copyOf(provisos);
    reopenings = List.copyOf(reopenings);
  }

  /** For what Imprimatur suspends the version now; any of them is cause enough. */
  public List<Cause> suspends() {
    List<Cause> causes = new ArrayList<>();
    owed().ifPresent(debt -> causes.add(new Cause.Unratified(debt.bypass())));
    standings.forEach(
        one -> one.suspends().ifPresent(breach -> causes.add(new Cause.Broken(breach))));
    // What another version replaced serves beside it for a while, on the same approval.
    if (permit.lets()) {
      expired().ifPresent(one -> causes.add(new Cause.Expired(one.due())));
      failing().forEach(one -> causes.add(one.cause()));
      undecided().forEach(one -> causes.add(one.cause()));
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

  private List<Reopening> undecided() {
    return reopenings.stream().filter(one -> one.isOverdue(now)).toList();
  }

  /**
   * Since when a cause suspends the version that time alone brings about; empty for every other
   * one.
   */
  public Optional<Instant> since(Cause cause) {
    return switch (cause) {
      case Cause.Expired(var due) -> Optional.of(due);
      case Cause.Unmet(var _, var _, var _, var since) -> Optional.of(since);
      case Cause.Unratified _ -> watch.debt().map(VersionBypassed::due);
      case Cause.Undecided(var _, var since) -> Optional.of(since);
      case Cause.Broken _, Cause.Ordered _ -> Optional.empty();
    };
  }

  /**
   * Why nobody can let the version serve: it would be suspended again at once.
   *
   * @param kind with which the codes begin
   */
  public List<Reason> against(String kind) {
    List<Reason> against = new ArrayList<>();
    expired()
        .ifPresent(
            one ->
                against.add(
                    Reason.of(
                        kind + ".expired",
                        "The approval of version %d expired at %s. Only a gate renews it."
                            .formatted(watch.version(), one.due()))));
    failing()
        .forEach(
            one ->
                against.add(
                    Reason.of(
                        kind + ".condition",
                        "Condition %d of %s is %s since %s. It has to hold first."
                            .formatted(
                                one.number(),
                                one.of().person(),
                                one.state().word(),
                                one.since()))));
    undecided()
        .forEach(
            one ->
                against.add(
                    Reason.of(
                        kind + ".undecided",
                        "Version %d was to be decided anew by %s, for the condemnation %s. Only a gate does, or lifting that."
                            .formatted(watch.version(), one.due(), one.condemnation()))));
    return against;
  }

  /** When time alone can suspend the version next. */
  public Optional<Instant> next() {
    Stream<Instant> measurements =
        standings.stream()
            .filter(one -> one.promise().suspends())
            .flatMap(one -> one.due().stream());
    Stream<Instant> expiry =
        renewal.filter(_ -> permit.lets()).filter(Renewal::suspends).map(Renewal::due).stream();
    Stream<Instant> days =
        provisos.stream()
            .filter(_ -> permit.lets())
            .filter(one -> one.state() == Proviso.State.OPEN)
            .map(Proviso::end);
    Stream<Instant> ratified =
        watch.debt().filter(_ -> watch.suspended().isEmpty()).map(VersionBypassed::due).stream();
    Stream<Instant> anew = reopenings.stream().filter(_ -> permit.lets()).map(Reopening::due);
    return Stream.of(measurements, expiry, days, ratified, anew)
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
    Stream<Instant> anew = reopenings.stream().map(Reopening::due);
    return Stream.of(measurements, borne, expiry, days, ratified, anew, permit.until().stream())
        .flatMap(one -> one)
        .filter(one -> !one.isBefore(now))
        .min(Instant::compareTo);
  }
}
