// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.IncidentAct.IncidentOpened;
import org.imprimatur.proof.act.MonitoringAct;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.monitoring.Measured;

/** What was measured of each promise, by window, and how many incidents there are. */
final class MonitoringFacts {
  private final Map<Measure, SortedMap<Window, Measured>> measured = new HashMap<>();
  private long lastIncident;

  /** A promise of a version. */
  private record Measure(String model, long version, String promise) {
    static Measure of(SignalRecorded act) {
      return new Measure(act.model(), act.version(), act.promise());
    }
  }

  private record Window(Instant to, Instant from) implements Comparable<Window> {
    private static final Comparator<Window> ORDER =
        Comparator.comparing(Window::to).thenComparing(Window::from);

    @Override
    public int compareTo(Window other) {
      return ORDER.compare(this, other);
    }
  }

  /** The first that was recorded for a window stands; a signal that cannot be read is none. */
  void apply(SignalRecorded act) {
    if (Measured.plain(act.value()).isPresent()) {
      measured
          .computeIfAbsent(Measure.of(act), _ -> new TreeMap<>())
          .putIfAbsent(new Window(act.to(), act.from()), Measured.of(act));
    }
  }

  void apply(MonitoringAct act) {
    if (act instanceof IncidentOpened opened) {
      lastIncident = Math.max(lastIncident, opened.incident());
    }
  }

  long nextIncident() {
    return lastIncident + 1;
  }

  /** What was recorded for the same window. */
  Optional<Measured> same(SignalRecorded act) {
    return Optional.ofNullable(
        measured
            .getOrDefault(Measure.of(act), new TreeMap<>())
            .get(new Window(act.to(), act.from())));
  }

  /** The newest windows of a promise that were recorded since an instant, in their order. */
  List<Measured> windows(String model, long version, String promise, Instant since) {
    List<Measured> all =
        measured
            .getOrDefault(new Measure(model, version, promise), new TreeMap<>())
            .values()
            .stream()
            .filter(one -> !one.at().isBefore(since))
            .toList();
    return all.subList(Math.max(0, all.size() - Measured.MOST), all.size());
  }
}
