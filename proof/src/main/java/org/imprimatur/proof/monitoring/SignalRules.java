// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.json.Json;
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
          reason(
              "signal.version",
              "Version %d was never in production, so nothing is promised of it."
                  .formatted(act.version())));
    }
    List<Reason> against = new ArrayList<>();
    if (Promise.find(promises, act.promise()).isEmpty()) {
      against.add(reason("signal.promise", unknown(act.promise(), promises)));
    }
    if (!Measured.isPlain(act.value())) {
      against.add(reason("signal.value", notANumber(act.value())));
    }
    if (act.n().isPresent() && act.n().getAsLong() < 1) {
      against.add(reason("signal.n", "n is how many were measured, so at least 1."));
    }
    window(act, watch.get(), against);
    return against;
  }

  /** What is said of a value that is no decimal. */
  public static String notANumber(String value) {
    return "\"%s\" is no number: write a decimal with at most 30 digits before and after the point."
        .formatted(value);
  }

  private static void window(SignalRecorded act, Watch watch, List<Reason> against) {
    if (act.to().isBefore(act.from())) {
      against.add(
          reason(
              "signal.window",
              "The window ends at %s, before it begins at %s.".formatted(act.to(), act.from())));
    } else if (Duration.between(act.from(), act.to()).compareTo(Every.LONGEST) > 0) {
      against.add(
          reason(
              "signal.window",
              "The window from %s to %s is longer than ten years."
                  .formatted(act.from(), act.to())));
    }
    if (act.to().isAfter(act.at().plus(SKEW))) {
      against.add(
          reason(
              "signal.future",
              "The window ends at %s, and it is %s now; a clock may be %d minutes ahead."
                  .formatted(act.to(), act.at(), SKEW.toMinutes())));
    }
    if (!act.to().isAfter(watch.promoted())) {
      against.add(
          reason(
              "signal.early",
              "The window ends at %s, and version %d entered production at %s."
                  .formatted(act.to(), act.version(), watch.promoted())));
    }
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
            reason(
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

  static Reason reason(String code, String sentence) {
    return new Reason(code, sentence, Json.obj().build());
  }
}
