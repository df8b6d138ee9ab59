// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.MonitoringAct.Breach;
import org.imprimatur.proof.act.MonitoringAct.PromiseAnswered;

/**
 * Where a promise of a version stands at an instant. Nothing of it is stored: what is due passes
 * with time alone.
 *
 * @param windows what was measured since the promotion, by window; the newest at most
 * @param due when the next measurement has to have arrived; empty where none is awaited
 * @param breaches what is wrong now: a broken limit, a missing measurement, or both
 */
public record Standing(
    Promise promise,
    Watch watch,
    List<Measured> windows,
    Optional<Instant> due,
    List<Breach> breaches) {
  public Standing {
    windows = List.copyOf(windows);
    breaches = List.copyOf(breaches);
  }

  /** The state in a word. */
  public enum State {
    KEPT("kept"),
    BROKEN("broken"),
    MISSING("not measured"),
    AWAITED("awaited");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * Evaluates.
   *
   * @param windows every window, or the newest {@link Measured#MOST}, in their order
   */
  public static Standing of(Promise promise, Watch watch, List<Measured> windows, Instant now) {
    Optional<Instant> due = due(promise, watch, windows);
    List<Breach> breaches = new ArrayList<>();
    brokenSince(promise, windows)
        .ifPresent(since -> breaches.add(new Breach(promise.name(), Breach.BROKEN, since)));
    due.filter(now::isAfter)
        .ifPresent(since -> breaches.add(new Breach(promise.name(), Breach.MISSING, since)));
    return new Standing(promise, watch, windows, due, breaches);
  }

  private static Optional<Instant> due(Promise promise, Watch watch, List<Measured> windows) {
    if (!watch.serves()) {
      return Optional.empty();
    }
    Instant last = windows.isEmpty() ? watch.begun() : windows.getLast().to();
    Instant begin = last.isAfter(watch.begun()) ? last : watch.begun();
    return promise.period().map(period -> period.after(begin));
  }

  /** The end of the first of the windows that break the promise without one that keeps it since. */
  private static Optional<Instant> brokenSince(Promise promise, List<Measured> windows) {
    Optional<Instant> since = Optional.empty();
    for (Measured window : windows.reversed()) {
      if (promise.keeps(window.value())) {
        break;
      }
      since = Optional.of(window.to());
    }
    return since;
  }

  public State state() {
    if (breach(Breach.BROKEN).isPresent()) {
      return State.BROKEN;
    }
    if (breach(Breach.MISSING).isPresent()) {
      return State.MISSING;
    }
    return windows.isEmpty() ? State.AWAITED : State.KEPT;
  }

  public Optional<Breach> breach(String kind) {
    return breaches.stream().filter(breach -> breach.kind().equals(kind)).findFirst();
  }

  public Optional<Measured> last() {
    return windows.isEmpty() ? Optional.empty() : Optional.of(windows.getLast());
  }

  /** The explanation that a breach has; each has one at most. */
  public Optional<PromiseAnswered> answer(Breach breach) {
    return watch.answers().stream()
        .filter(answer -> answer.breach().promise().equals(breach.promise()))
        .filter(answer -> answer.breach().kind().equals(breach.kind()))
        .filter(answer -> !answer.breach().since().isBefore(breach.since()))
        .reduce((_, later) -> later);
  }

  /** Whether somebody bears the breach at this instant. */
  public boolean isBorne(Breach breach, Instant now) {
    return answer(breach).filter(answer -> now.isBefore(end(answer.until()))).isPresent();
  }

  /** The end of a day in UTC. */
  static Instant end(String day) {
    return LocalDate.parse(day).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** What nobody bears now. */
  public List<Breach> open(Instant now) {
    return breaches.stream().filter(breach -> !isBorne(breach, now)).toList();
  }

  /** The breach for which it was promised to take a version through the gate again. */
  public Optional<Breach> revalidates() {
    return promise.consequence() == Promise.Consequence.REVALIDATE
        ? breaches.stream().findFirst()
        : Optional.empty();
  }

  /**
   * The breach for which the version is to be suspended now. After two persons let it serve again
   * only what came later counts: another window that breaks the promise, or another one missing.
   */
  public Optional<Breach> suspends() {
    boolean stopped = watch.suspended().isPresent() || watch.tenure().left().isPresent();
    if (!promise.suspends() || stopped) {
      return Optional.empty();
    }
    boolean fresh = last().filter(window -> window.at().isAfter(watch.begun())).isPresent();
    return breaches.stream()
        .filter(breach -> breach.kind().equals(Breach.MISSING) || fresh)
        .findFirst();
  }
}
