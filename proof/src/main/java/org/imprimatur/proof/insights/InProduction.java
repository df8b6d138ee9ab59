// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.BatchAct.LabelsRecorded;
import org.imprimatur.proof.act.GateAct;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.IncidentAct;
import org.imprimatur.proof.act.IncidentAct.IncidentClosed;
import org.imprimatur.proof.act.IncidentAct.IncidentOpened;
import org.imprimatur.proof.act.MonitoringAct;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.proof.monitoring.Batch;
import org.imprimatur.proof.monitoring.Measured;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.proof.monitoring.Standing;
import org.imprimatur.proof.monitoring.Watch;

/** What came to production on which approval, and what was seen of it there. */
final class InProduction {
  private final Documents documents;
  private final Map<Long, Serving> servings = new HashMap<>();
  private final Map<String, List<Serving>> ofModel = new HashMap<>();
  private final Map<String, List<Act>> acts = new HashMap<>();
  private final Map<Version, Map<String, Newest>> newest = new HashMap<>();

  /** What was measured under approvals of before: a batch of then can still be taken back. */
  private final Map<Version, List<Map<String, Newest>>> earlier = new HashMap<>();

  private final Map<Long, Batch> batches = new HashMap<>();
  private final Map<Long, Long> incidents = new HashMap<>();

  /** When each promise of a version is to be measured, until something is said or seen of it. */
  private final Map<Version, List<Instant>> dues = new HashMap<>();

  /** A version of a model. */
  record Version(String model, long version) {}

  /** How many promises are to be measured now, and how many of them were not in time. */
  record Promised(long due, long missing) {
    static final Promised NOTHING = new Promised(0, 0);
  }

  InProduction(Documents documents) {
    this.documents = documents;
  }

  void apply(SubmissionOpened act) {
    keep(act.model(), act);
  }

  void apply(GateAct act) {
    switch (act) {
      case VersionPromoted promoted when promoted.to().equals(Watch.PRODUCTION) -> {
        keep(promoted.model(), act);
        promoted(promoted);
      }
      case VersionPromoted gone when gone.from().equals(Watch.PRODUCTION) -> {
        keep(gone.model(), act);
        removed(new Version(gone.model(), gone.version()), gone.at());
      }
      case VersionBypassed bypassed when bypassed.move().to().equals(Watch.PRODUCTION) -> {
        keep(bypassed.model(), act);
        if (!servings.containsKey(bypassed.submission())) {
          var version = new Version(bypassed.model(), bypassed.version());
          enter(new Serving(version, act.at(), Optional.of(bypassed)), bypassed.submission());
        }
      }
      case BypassReversed back -> {
        keep(back.model(), act);
        reversed(back);
      }
      case VersionRestored back -> {
        keep(back.model(), act);
        restored(back);
      }
      case GateAct _ -> {}
    }
  }

  private void keep(String model, Act act) {
    acts.computeIfAbsent(model, _ -> new ArrayList<>()).add(act);
    ofModel.getOrDefault(model, List.of()).forEach(one -> dues.remove(one.version()));
  }

  /** What came past the gate is ratified; what was taken back since comes in by the gate. */
  private void promoted(VersionPromoted act) {
    Serving bypassed = servings.get(act.submission());
    if (bypassed == null) {
      var version = new Version(act.model(), act.version());
      enter(new Serving(version, act.at(), Optional.empty()), act.submission());
    } else if (ofModel.getOrDefault(act.model(), List.of()).contains(bypassed)) {
      bypassed.ratified(act.at());
    } else {
      bypassed.anew(act.at());
      enter(bypassed, act.submission());
    }
  }

  /** Everything about the version begins anew, also what is measured. */
  private void enter(Serving serving, long submission) {
    Version version = serving.version();
    List<Serving> before = ofModel.computeIfAbsent(version.model(), _ -> new ArrayList<>());
    before.forEach(one -> one.replaced(serving.since()));
    before.add(serving);
    servings.put(submission, serving);
    Optional.ofNullable(newest.remove(version))
        .ifPresent(gone -> earlier.computeIfAbsent(version, _ -> new ArrayList<>()).add(gone));
    dues.remove(version);
  }

  /** What came after it makes room, and what is measured goes on. */
  private void restored(VersionRestored back) {
    Serving again = servings.get(back.submission());
    List<Serving> all = ofModel.getOrDefault(back.model(), new ArrayList<>());
    if (again != null && all.contains(again)) {
      all.forEach(one -> one.replaced(back.at()));
      again.again(back.at());
    }
  }

  /** What was taken out is not what stands there again where another one goes. */
  private void removed(Version version, Instant at) {
    List<Serving> all = ofModel.getOrDefault(version.model(), new ArrayList<>());
    all.stream().filter(one -> one.version().equals(version)).forEach(one -> one.replaced(at));
    all.removeIf(one -> one.version().equals(version));
  }

  /** The one that came before it stands there again. */
  private void reversed(BypassReversed back) {
    Serving gone = servings.get(back.submission());
    List<Serving> all = ofModel.getOrDefault(back.model(), new ArrayList<>());
    if (gone != null && all.remove(gone)) {
      boolean current = gone.current();
      gone.replaced(back.at());
      if (current) {
        all.stream()
            .filter(one -> one.replacedBy(gone))
            .findFirst()
            .ifPresent(one -> one.again(back.at()));
      }
    }
  }

  void apply(MonitoringAct act) {
    switch (act) {
      case SignalRecorded signal -> measured(signal);
      case IncidentAct about -> apply(about);
      case BatchAct about -> apply(about);
      case VersionSuspended suspended -> {
        keep(act.model(), act);
        find(suspended.submission()).ifPresent(one -> one.suspended(suspended));
      }
      case VersionReinstated reinstated -> {
        keep(act.model(), act);
        find(reinstated.submission()).ifPresent(one -> one.reinstated(act.at()));
      }
      case RemovalAct _ -> {
        keep(act.model(), act);
        removed(new Version(act.model(), act.version()), act.at());
      }
      case MonitoringAct _ -> {}
    }
  }

  private Optional<Serving> find(long submission) {
    return Optional.ofNullable(servings.get(submission));
  }

  private void apply(IncidentAct act) {
    switch (act) {
      case IncidentOpened opened ->
          find(opened.submission())
              .filter(_ -> incidents.putIfAbsent(act.incident(), opened.submission()) == null)
              .ifPresent(one -> one.reported(opened));
      case IncidentClosed closed ->
          Optional.ofNullable(incidents.get(act.incident()))
              .flatMap(this::find)
              .ifPresent(one -> one.closed(closed));
    }
  }

  private void apply(BatchAct act) {
    switch (act) {
      case BatchRecorded recorded -> {
        if (batches.putIfAbsent(act.batch(), Batch.of(recorded)) == null) {
          find(recorded.submission()).ifPresent(Serving::sent);
        }
      }
      // Nobody takes the same batch back twice.
      case BatchWithdrawn _ ->
          Optional.ofNullable(batches.remove(act.batch())).ifPresent(this::withdrawn);
      case BatchEvaluated evaluated ->
          batches.computeIfPresent(act.batch(), (_, batch) -> batch.with(evaluated));
      case LabelsRecorded _ -> {}
    }
  }

  /** What it measured counts no more; that it had broken a promise is remembered. */
  private void withdrawn(Batch batch) {
    var version = new Version(batch.recorded().model(), batch.recorded().version());
    dues.remove(version);
    List<Map<String, Newest>> measured = new ArrayList<>(earlier.getOrDefault(version, List.of()));
    measured.add(newest.getOrDefault(version, Map.of()));
    boolean broke = false;
    for (Map<String, Newest> promises : measured) {
      for (Map.Entry<String, Newest> one : promises.entrySet()) {
        List<Measured> gone = one.getValue().withdraw(batch);
        broke |= gone.stream().anyMatch(window -> breaks(batch, one.getKey(), window));
      }
    }
    boolean any = broke;
    find(batch.recorded().submission()).ifPresent(serving -> serving.takenBack(any));
  }

  /** The newest window says where a promise stands; of one that came twice the first counts. */
  private void measured(SignalRecorded signal) {
    if (Measured.plain(signal.value()).isPresent()) {
      var version = new Version(signal.model(), signal.version());
      dues.remove(version);
      newest
          .computeIfAbsent(version, _ -> new HashMap<>())
          .computeIfAbsent(signal.promise(), _ -> new Newest())
          .add(Measured.of(signal));
    }
  }

  /** What the submission brought to production, if it did; at an instant after all acts. */
  Optional<Service> service(long submission, boolean waived, Instant at) {
    return find(submission)
        .map(
            one ->
                one.service(
                    waived, one.serves() ? promised(one.version(), at) : Promised.NOTHING, at));
  }

  private Promised promised(Version version, Instant at) {
    List<Instant> due = dues.computeIfAbsent(version, one -> due(one, at));
    return new Promised(due.size(), due.stream().filter(at::isAfter).count());
  }

  /** When the promises of a version that serves are to be measured; those that ever are. */
  private List<Instant> due(Version version, Instant at) {
    return told(
        () -> {
          Optional<Watch> watch = watch(version);
          return promises(watch).stream()
              .map(
                  promise ->
                      Standing.of(promise, watch.orElseThrow(), windows(version, promise), at))
              .flatMap(one -> one.due().stream())
              .toList();
        },
        List.of());
  }

  /** By what was promised when the version was approved that scored the rows. */
  private boolean breaks(Batch batch, String promise, Measured window) {
    return told(
        () ->
            Promise.find(promised(batch), promise)
                .filter(one -> !one.keeps(window.value()))
                .isPresent(),
        false);
  }

  /** A document that no server records promises nothing. */
  private static <T> T told(Supplier<T> promised, T otherwise) {
    try {
      return promised.get();
    } catch (JsonException
        | ClassCastException
        | NumberFormatException
        | DateTimeException
        | ArithmeticException _) {
      return otherwise;
    }
  }

  private Optional<Watch> watch(Version version) {
    return Optional.ofNullable(
        Watch.all(acts.getOrDefault(version.model(), List.of())).get(version.version()));
  }

  private List<Promise> promises(Optional<Watch> watch) {
    return read(watch.flatMap(Watch::promises));
  }

  private List<Promise> promised(Batch batch) {
    return read(
        acts.getOrDefault(batch.recorded().model(), List.of()).stream()
            .filter(SubmissionOpened.class::isInstance)
            .map(SubmissionOpened.class::cast)
            .filter(one -> one.submission() == batch.recorded().submission())
            .findFirst()
            .flatMap(SubmissionOpened::promises));
  }

  private List<Promise> read(Optional<Digest> pinned) {
    return pinned.flatMap(documents::kept).map(Promise::of).orElse(List.of());
  }

  private List<Measured> windows(Version version, Promise promise) {
    return Optional.ofNullable(newest.getOrDefault(version, Map.of()).get(promise.name())).stream()
        .flatMap(one -> one.last().stream())
        .toList();
  }
}
