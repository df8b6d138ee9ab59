// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.batches;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.proof.monitoring.Batch;
import org.imprimatur.proof.monitoring.BatchFigures;
import org.imprimatur.proof.monitoring.BatchPlan;
import org.imprimatur.proof.monitoring.Figure;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.monitoring.Watches;
import org.imprimatur.server.submissions.Submissions;
import org.springframework.stereotype.Component;

/** Reads back what was computed of batches, with the intervals that a signal does not have. */
@Component
public final class BatchReading {
  private static final int MOST_KEPT = 20_000;

  private final Blobs blobs;
  private final Watches watches;
  private final Submissions submissions;
  private final Batches batches;
  private final Map<Place, Optional<Interval>> intervals = new HashMap<>();

  BatchReading(Blobs blobs, Watches watches, Submissions submissions, Batches batches) {
    this.batches = batches;
    this.blobs = blobs;
    this.watches = watches;
    this.submissions = submissions;
  }

  /**
   * One check of a batch.
   *
   * @param check its id
   * @param labelled whether it was computed with labels that arrived later
   * @param error why it could not be computed, with the code before; empty where it was
   */
  public record Item(String check, boolean labelled, Digest evidence, Optional<Fault> error) {}

  /** Why something could not be computed. */
  public record Fault(String code, String message) {}

  /**
   * What a promise came to in a batch.
   *
   * @param interval the interval of the figure; empty where it has none
   */
  public record Figured(Promise promise, SignalRecorded signal, Optional<Interval> interval) {
    public boolean kept() {
      return promise.keeps(new BigDecimal(signal.value()));
    }
  }

  /** The ends of a figure's interval. */
  public record Interval(double low, double high) {
    /** Whether the limit lies within, so that the figure cannot be told apart from it. */
    public boolean holds(String limit) {
      double at = Double.parseDouble(limit);
      return low < at && at < high;
    }
  }

  /** The checks of the rows as they were sent, and of the newest labels that came later. */
  public List<Item> items(Batch batch) {
    List<BatchEvaluated> all = batch.evaluations();
    List<Item> items = new ArrayList<>();
    for (BatchEvaluated evaluation :
        all.size() > 1 ? List.of(all.getFirst(), all.getLast()) : all) {
      records(evaluation)
          .forEach(
              (check, record) ->
                  items.add(
                      new Item(
                          check,
                          evaluation.labels().isPresent(),
                          evaluation.evidence().getOrDefault(check, Digest.of(record)),
                          fault(check, record, evaluation.labels().isPresent()))));
    }
    return items;
  }

  /** Why the newest computation failed; empty where it did not. */
  public Optional<Fault> fault(Batch batch) {
    if (batch.state() != Batch.State.FAILED && batch.state() != Batch.State.LABELS_FAILED) {
      return Optional.empty();
    }
    BatchEvaluated last = batch.evaluations().getLast();
    SortedMap<String, Json.Obj> records = records(last);
    return records.entrySet().stream()
        .flatMap(one -> fault(one.getKey(), one.getValue(), last.labels().isPresent()).stream())
        .findFirst()
        .or(() -> unfit(batch, records));
  }

  private Optional<Fault> unfit(Batch batch, SortedMap<String, Json.Obj> records) {
    return Optional.ofNullable(records.get(Evidence.DATA_QUALITY))
        .flatMap(quality -> batches.plan(batch).unfit(quality))
        .map(reason -> new Fault(reason.code(), reason.sentence()));
  }

  /** What cannot be computed of a batch as it is, although it could be read. */
  public List<String> notes(Batch batch) {
    return switch (batch.state()) {
      case AWAITING_LABELS -> lacking(batch);
      case COMPLETE ->
          items(batch).stream()
              .flatMap(
                  item ->
                      item.error().stream()
                          .map(
                              error ->
                                  "%s could not be computed. %s"
                                      .formatted(item.check(), error.message())))
              .toList();
      case WAITING, FAILED, LABELS_FAILED, WITHDRAWN -> List.of();
    };
  }

  private List<String> lacking(Batch batch) {
    BatchPlan plan = batches.plan(batch);
    List<String> notes = new ArrayList<>();
    Optional.ofNullable(records(batch.evaluations().getLast()).get(Evidence.DATA_QUALITY))
        .filter(BatchPlan::isComputed)
        .ifPresent(
            quality -> {
              List<String> groups = plan.lacking(quality);
              if (!groups.isEmpty()) {
                notes.add(
                    "The batch has no group column %s, so that fairness is computed only if the"
                            .formatted(String.join(", ", groups))
                        + " labels bring it as a further column.");
              } else {
                untold(batch).ifPresent(notes::add);
              }
              long unscored = plan.unscored(quality);
              if (unscored > 0) {
                notes.add(
                    "Rows of the batch without a score: %d. Leave their labels out."
                        .formatted(unscored));
              }
            });
    return notes;
  }

  /** Why nobody can tell yet who is selected, where that is not for want of a column. */
  private Optional<String> untold(Batch batch) {
    return items(batch).stream()
        .filter(item -> item.check().equals(Evidence.SELECTION))
        .flatMap(item -> item.error().stream())
        .map(error -> "Who is selected cannot be told of it: " + error.message())
        .findFirst();
  }

  private static Optional<Fault> fault(String check, Json.Obj record, boolean labelled) {
    return BatchPlan.isComputed(record)
        ? Optional.empty()
        : Optional.of(
            new Fault(
                record.object("error").string("code"),
                BatchWords.of(record.object("error").string("message"), check, labelled)));
  }

  private SortedMap<String, Json.Obj> records(BatchEvaluated evaluation) {
    SortedMap<String, Json.Obj> records = new TreeMap<>();
    evaluation.evidence().forEach((check, digest) -> records.put(check, blobs.document(digest)));
    return records;
  }

  /** What the batch said of each promise that names a figure, whichever approval counts by now. */
  public List<Figured> figures(Batch batch) {
    List<Promise> promises = promises(batch);
    List<Figured> figures = new ArrayList<>();
    for (BatchEvaluated evaluation : batch.evaluations()) {
      for (SignalRecorded signal :
          BatchFigures.figures(evaluation, batch, records(evaluation), promises)) {
        Promise promise = Promise.find(promises, signal.promise()).orElseThrow();
        // What the rows said at once stands; labels measure the same window no second time.
        if (figures.stream().noneMatch(one -> one.promise().equals(promise))) {
          figures.add(new Figured(promise, signal, interval(signal, promise)));
        }
      }
    }
    return figures;
  }

  /** What a batch broke, whether or not it counts. */
  public List<Figured> broken(Batch batch) {
    return figures(batch).stream().filter(one -> !one.kept()).toList();
  }

  /** The promises that name a figure, and of which the batch says nothing. */
  public List<Promise> unsaid(Batch batch) {
    List<Promise> said = figures(batch).stream().map(Figured::promise).toList();
    return promises(batch).stream()
        .filter(promise -> promise.figure().isPresent() && !said.contains(promise))
        .toList();
  }

  /** What was promised when the version was approved that scored the rows. */
  public List<Promise> promises(Batch batch) {
    return watches.promises(submissions.get(batch.recorded().submission()).opened().promises());
  }

  private Optional<Interval> interval(SignalRecorded signal, Promise promise) {
    return signal.evidence().flatMap(digest -> interval(digest, promise));
  }

  /** The interval of a promise's figure in evidence; empty where it has none. */
  public synchronized Optional<Interval> interval(Digest evidence, Promise promise) {
    if (promise.figure().isEmpty()) {
      return Optional.empty();
    }
    if (intervals.size() > MOST_KEPT) {
      intervals.clear();
    }
    return intervals.computeIfAbsent(new Place(evidence, promise.figure().get()), this::read);
  }

  /** A figure in evidence, which never changes. */
  private record Place(Digest evidence, Figure figure) {}

  private Optional<Interval> read(Place place) {
    try {
      return interval(blobs.document(place.evidence()), place.figure());
    } catch (IllegalStateException | JsonException _) {
      // Evidence that is damaged shows no interval; a replay finds it.
      return Optional.empty();
    }
  }

  private static Optional<Interval> interval(Json.Obj record, Figure figure) {
    return BatchFigures.metric(record, figure)
        .filter(metric -> metric.find("low").isPresent() && metric.find("high").isPresent())
        .map(metric -> new Interval(metric.number("low"), metric.number("high")));
  }
}
