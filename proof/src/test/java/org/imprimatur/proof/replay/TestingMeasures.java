// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.Stamp;

/**
 * Measures the promise that suspends in time for as long as a log goes on, so that nothing but what
 * a test is about ends an approval.
 */
final class TestingMeasures {
  private static final Duration EVERY = Duration.ofHours(20);

  private TestingMeasures() {}

  /** Puts the signals among all acts of a log since the version entered production. */
  static void keep(TestingLog log) {
    List<Act> acts = List.copyOf(log.acts);
    int entered = entered(acts);
    log.acts.clear();
    log.acts.addAll(acts.subList(0, entered));
    log.acts.addAll(
        among(acts.get(entered).at(), acts.getLast().at(), acts.subList(entered, acts.size())));
  }

  private static int entered(List<Act> acts) {
    return IntStream.range(0, acts.size())
        .filter(
            at ->
                acts.get(at) instanceof VersionPromoted || acts.get(at) instanceof VersionBypassed)
        .findFirst()
        .orElseThrow();
  }

  /** Puts the signals among acts, from a promotion until the server is shut down. */
  static List<Act> among(Instant promoted, Instant until, List<Act> acts) {
    List<Act> with = new ArrayList<>();
    Instant next = promoted.plus(EVERY);
    for (Act act : acts) {
      while (next.isBefore(act.at()) && !next.isAfter(until)) {
        with.add(kept(next));
        next = next.plus(EVERY);
      }
      with.add(act);
    }
    return with;
  }

  private static SignalRecorded kept(Instant at) {
    return new SignalRecorded(
        new Stamp(at, "p_ada"),
        TestingPapers.MODEL,
        1,
        "overdue loans",
        "0.01",
        OptionalLong.empty(),
        at.minus(Duration.ofHours(1)),
        at,
        Optional.empty(),
        Optional.empty());
  }
}
