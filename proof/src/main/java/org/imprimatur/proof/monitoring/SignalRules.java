// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.policy.Nearest;

/** Which signals are recorded. A server asks it before, and a replay after. */
public final class SignalRules {
  /** How far a sender's clock may be ahead of the log's. */
  public static final Duration SKEW = Duration.ofMinutes(5);

  private SignalRules() {}

  /**
   * Everything that stands against a signal; nothing where it may be recorded.
   *
   * @param watch the version since its promotion; empty where it was never in production
   * @param promises what its promotion pinned
   */
  public static List<Reason> against(
      SignalRecorded act, Optional<Watch> watch, List<Promise> promises) {
    if (watch.isEmpty()) {
      return List.of(
          Reason.of(
              "signal.version",
              "Version %d never entered production or was rolled back from it; nothing is promised of it."
                  .formatted(act.version())));
    }
    List<Reason> against = new ArrayList<>();
    Optional<Promise> promise = Promise.find(promises, act.promise());
    if (promise.isEmpty()) {
      against.add(Reason.of("signal.promise", unknown(act.promise(), promises)));
    }
    promise.flatMap(one -> computed(act, one)).ifPresent(against::add);
    if (!Measured.isPlain(act.value())) {
      against.add(Reason.of("signal.value", notANumber(act.value())));
    }
    if (act.n().isPresent() && act.n().getAsLong() < 1) {
      against.add(Reason.of("signal.n", "n is how many were measured, so at least 1."));
    }
    window(act, watch.get(), against);
    return against;
  }

  /** A figure is measured by computing and by nothing else, and nothing else is computed. */
  private static Optional<Reason> computed(SignalRecorded act, Promise promise) {
    if (promise.figure().isPresent() && act.evidence().isEmpty()) {
      return Optional.of(
          Reason.of(
              "signal.computed",
              "\"%s\" is computed from production data; nobody types it. Send a batch."
                  .formatted(act.promise())));
    }
    boolean claimed = act.evidence().isPresent();
    return claimed && (promise.figure().isEmpty() || !act.by().equals(Stamp.SYSTEM))
        ? Optional.of(
            Reason.of("signal.evidence", "Only Imprimatur computes, and only what names a figure."))
        : Optional.empty();
  }

  /** What is said of a value that is no decimal. */
  public static String notANumber(String value) {
    return "\"%s\" is no number: write a decimal with at most 30 digits before and after the point."
        .formatted(value);
  }

  private static void window(SignalRecorded act, Watch watch, List<Reason> against) {
    against.addAll(window("signal", new Span(act.from(), act.to()), act.at(), watch));
  }

  /** A window of time, from its beginning to its end. */
  record Span(Instant from, Instant to) {}

  /** What stands against a window; the codes begin with the kind of what was measured over it. */
  static List<Reason> window(String kind, Span span, Instant at, Watch watch) {
    List<Reason> against = new ArrayList<>();
    if (span.to().isBefore(span.from())) {
      against.add(
          Reason.of(
              kind + ".window",
              "The window ends at %s, before it begins at %s.".formatted(span.to(), span.from())));
    } else if (Duration.between(span.from(), span.to()).compareTo(Every.LONGEST) > 0) {
      against.add(
          Reason.of(
              kind + ".window",
              "The window from %s to %s is longer than ten years."
                  .formatted(span.from(), span.to())));
    }
    if (span.to().isAfter(at.plus(SKEW))) {
      against.add(
          Reason.of(
              kind + ".future",
              "The window ends at %s, and it is %s now; a clock may be %d minutes ahead."
                  .formatted(span.to(), at, SKEW.toMinutes())));
    }
    watch
        .tenure()
        .left()
        .filter(left -> !span.from().isBefore(left.at()))
        .ifPresent(
            left ->
                against.add(
                    Reason.of(
                        kind + ".left",
                        "The window begins at %s, and version %d stands in %s since %s."
                            .formatted(span.from(), watch.version(), left.to(), left.at()))));
    if (!span.to().isAfter(watch.promoted())) {
      against.add(
          Reason.of(
              kind + ".early",
              "The window ends at %s, and version %d entered production at %s."
                  .formatted(span.to(), watch.version(), watch.promoted())));
    }
    return against;
  }

  private static String unknown(String name, List<Promise> promises) {
    return promises.isEmpty()
        ? "The submission that brought the version in promised nothing."
        : "Nothing is promised under the name \"%s\". Did you mean \"%s\"?"
            .formatted(name, Nearest.to(name, promises.stream().map(Promise::name).toList()));
  }

  /** Another value over a window that has one; nothing where it is the same. */
  public static Optional<Reason> against(SignalRecorded act, Measured known) {
    return known.value().compareTo(new BigDecimal(act.value())) == 0
        ? Optional.empty()
        : Optional.of(
            Reason.of(
                "signal.contradicts",
                "For %s from %s to %s the value %s was recorded at %s, and this one says %s."
                    .formatted(
                        act.promise(),
                        act.from(),
                        act.to(),
                        known.value().toPlainString(),
                        known.at(),
                        act.value())));
  }
}
