// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.proof.act.BatchAct;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.BatchAct.LabelsRecorded;
import org.imprimatur.proof.act.IncidentAct.IncidentOpened;
import org.imprimatur.proof.act.MonitoringAct;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.monitoring.Batch;
import org.imprimatur.proof.monitoring.Exposure;
import org.imprimatur.proof.monitoring.Measured;
import org.imprimatur.proof.monitoring.Watch;

/** What was measured of each promise, by window, and how many incidents there are. */
final class MonitoringFacts {
  private final Map<Version, Map<String, SortedMap<Window, Measured>>> measured = new HashMap<>();
  private final SortedMap<Long, Batch> batches = new TreeMap<>();
  private final Map<Place, List<Long>> places = new HashMap<>();
  private final Map<String, List<Long>> ofModel = new HashMap<>();
  private final Map<Version, List<BatchWithdrawn>> withdrawn = new HashMap<>();
  private long lastIncident;
  private boolean tellsSelection;

  /** What two batches of a version can share: their bytes, or their window. */
  private record Place(String model, long version, Object shared) {
    static List<Place> of(BatchRecorded act) {
      var window = new Window(act.to(), act.from());
      return List.of(
          new Place(act.model(), act.version(), act.data()),
          new Place(act.model(), act.version(), window));
    }
  }

  private record Version(String model, long version) {
    static Version of(MonitoringAct act) {
      return new Version(act.model(), act.version());
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
    if (Measured.isPlain(act.value())) {
      measured
          .computeIfAbsent(Version.of(act), _ -> new HashMap<>())
          .computeIfAbsent(act.promise(), _ -> new TreeMap<>())
          .putIfAbsent(new Window(act.to(), act.from()), Measured.of(act));
    }
  }

  void apply(MonitoringAct act) {
    if (act instanceof IncidentOpened opened) {
      lastIncident = Math.max(lastIncident, opened.incident());
    }
  }

  void apply(BatchAct act) {
    switch (act) {
      case BatchRecorded recorded -> {
        if (batches.putIfAbsent(act.batch(), Batch.of(recorded)) == null) {
          ofModel.computeIfAbsent(recorded.model(), _ -> new ArrayList<>()).add(act.batch());
        }
        for (Place place : Place.of(recorded)) {
          places.computeIfAbsent(place, _ -> new ArrayList<>()).add(act.batch());
        }
      }
      case LabelsRecorded labels ->
          batches.computeIfPresent(act.batch(), (_, batch) -> batch.with(labels));
      case BatchEvaluated evaluated -> {
        batches.computeIfPresent(act.batch(), (_, batch) -> batch.with(evaluated));
        tellsSelection |= evaluated.evidence().containsKey(Evidence.SELECTION);
      }
      case BatchWithdrawn one -> {
        batches.computeIfPresent(act.batch(), (_, batch) -> batch.with(one));
        withdrawn.computeIfAbsent(Version.of(act), _ -> new ArrayList<>()).add(one);
        batch(act.batch()).ifPresent(this::forget);
      }
    }
  }

  /** What was measured by a batch counts no more; its windows can be measured anew. */
  private void forget(Batch batch) {
    measured
        .getOrDefault(Version.of(batch.recorded()), Map.of())
        .values()
        .forEach(windows -> windows.values().removeIf(batch::gave));
  }

  Optional<Batch> batch(long number) {
    return Optional.ofNullable(batches.get(number));
  }

  /** Whether the server that wrote the log already knew who is selected without labels. */
  boolean tellsSelection() {
    return tellsSelection;
  }

  long nextBatch() {
    return batches.isEmpty() ? 1 : batches.lastKey() + 1;
  }

  /** The batches with the same bytes or the same window. */
  List<Batch> near(BatchRecorded act) {
    return Place.of(act).stream()
        .flatMap(place -> places.getOrDefault(place, List.of()).stream())
        .distinct()
        .flatMap(number -> batch(number).stream())
        .toList();
  }

  /** The batches of a model that were read, of windows that ended after an instant. */
  List<Exposure.Scored> scored(String model, Instant given) {
    return ofModel.getOrDefault(model, List.of()).stream()
        .flatMap(number -> batch(number).stream())
        .filter(one -> one.recorded().to().isAfter(given))
        .flatMap(one -> Exposure.scored(one).stream())
        .toList();
  }

  /** What was taken back of a model, whichever version scored it. */
  List<BatchWithdrawn> withdrawn(String model) {
    return ofModel.getOrDefault(model, List.of()).stream()
        .flatMap(number -> batch(number).stream())
        .flatMap(one -> one.withdrawn().stream())
        .toList();
  }

  /** Whoever took batches of a version back since it entered production. */
  Set<String> tookBack(Watch watch) {
    return tookBack(watch.opened().model(), watch.version(), watch.promoted());
  }

  Set<String> tookBack(String model, long version, Instant since) {
    return withdrawn.getOrDefault(new Version(model, version), List.of()).stream()
        .filter(one -> !one.at().isBefore(since))
        .map(BatchWithdrawn::by)
        .collect(Collectors.toSet());
  }

  long nextIncident() {
    return lastIncident + 1;
  }

  /** What was recorded for the same window. */
  Optional<Measured> same(SignalRecorded act) {
    return Optional.ofNullable(
        measured
            .getOrDefault(Version.of(act), Map.of())
            .getOrDefault(act.promise(), new TreeMap<>())
            .get(new Window(act.to(), act.from())));
  }

  /** The newest window of a promise that was recorded since an instant. */
  Optional<Measured> newest(String model, long version, String promise, Instant since) {
    return backwards(model, version, promise, since).findFirst();
  }

  /** The newest windows of a promise that were recorded since an instant, in their order. */
  List<Measured> windows(String model, long version, String promise, Instant since) {
    return backwards(model, version, promise, since).limit(Measured.MOST).toList().reversed();
  }

  private Stream<Measured> backwards(String model, long version, String promise, Instant since) {
    return measured
        .getOrDefault(new Version(model, version), Map.of())
        .getOrDefault(promise, new TreeMap<>())
        .reversed()
        .values()
        .stream()
        .filter(one -> !one.at().isBefore(since));
  }
}
