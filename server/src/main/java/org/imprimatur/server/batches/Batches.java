// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.batches;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.BatchAct.LabelsRecorded;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Batch;
import org.imprimatur.proof.monitoring.BatchConduct;
import org.imprimatur.proof.monitoring.BatchPlan;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.monitoring.Watches;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.springframework.stereotype.Component;

/** Takes rows of production and their labels. No byte of them is opened here. */
@Component
public final class Batches {
  /** How many are listed, the newest windows first. */
  public static final int MOST = 50;

  private final Audit audit;
  private final Database database;
  private final Blobs blobs;
  private final Models models;
  private final Watches watches;

  Batches(Audit audit, Database database, Blobs blobs, Models models, Watches watches) {
    this.audit = audit;
    this.database = database;
    this.blobs = blobs;
    this.models = models;
    this.watches = watches;
  }

  /**
   * What somebody pushes.
   *
   * @param data digest of the file, which was uploaded before
   * @param from when the window began; with its end where nothing is said
   * @param to when it ended; now where nothing is said
   */
  public record Sent(Digest data, Optional<Instant> from, Optional<Instant> to) {}

  /** A batch as it stands, and whether it had been recorded before. */
  public record Answered(Batch batch, boolean known) {}

  /** Records a batch; the same bytes for the same window are answered as they were. */
  public Answered record(Caller caller, String name, long version, Sent sent) {
    caller.needs(Permission.SIGNAL);
    long size = size(sent.data(), "batch.missing");
    return audit.record(
        moment -> {
          Model model = models.get(moment.db(), name);
          Optional<Watch> watch = watches.find(moment.db(), model.id(), version);
          BatchRecorded act = recorded(moment, caller, model.id(), watch, version, sent, size);
          return decide(moment, act, watch, sent);
        });
  }

  private static BatchRecorded recorded(
      Moment moment,
      Caller caller,
      String model,
      Optional<Watch> watch,
      long version,
      Sent sent,
      long size) {
    Instant to = sent.to().orElse(moment.at()).truncatedTo(ChronoUnit.MILLIS);
    return new BatchRecorded(
        caller.stamp(moment, Permission.SIGNAL).alone(),
        BatchStore.next(moment.db()),
        model,
        version,
        watch.map(Watch::submission).orElse(0L),
        sent.data(),
        size,
        sent.from().orElse(to).truncatedTo(ChronoUnit.MILLIS),
        to,
        caller.token());
  }

  private Ruling<Answered> decide(
      Moment moment, BatchRecorded act, Optional<Watch> watch, Sent sent) {
    List<Batch> near = BatchStore.near(moment.db(), act);
    boolean anyWindow = sent.from().isEmpty() && sent.to().isEmpty();
    Optional<Batch> same =
        near.stream()
            .filter(
                one ->
                    anyWindow ? BatchConduct.isSameRows(act, one) : BatchConduct.isSame(act, one))
            .findFirst();
    if (same.isPresent()) {
      return new Ruling.Granted<>(List.of(), new Answered(same.get(), true));
    }
    Optional<Json.Obj> examination =
        watch.flatMap(one -> one.opened().examination()).map(blobs::document);
    List<Reason> against = BatchConduct.against(act, watch, examination, near);
    if (against.isEmpty() && isTaken(moment, act.data(), act.model())) {
      against = List.of(reason("batch.known", "Something else in the log has these bytes."));
    }
    return against.isEmpty()
        ? Ruling.granted(act, new Answered(Batch.of(act), false))
        : new Ruling.Refused<>(refusal("The batch was not recorded.", against));
  }

  /** Records the labels of a batch; the same bytes again are answered as they were. */
  public Answered label(Caller caller, String name, long version, long number, Digest labels) {
    caller.needs(Permission.SIGNAL);
    long size = size(labels, "labels.missing");
    return audit.record(
        moment -> {
          Batch batch =
              find(moment, models.get(moment.db(), name).id(), version, number)
                  .orElseThrow(() -> unknown(name, version, number));
          if (batch.labels().stream().anyMatch(one -> one.labels().equals(labels))) {
            return new Ruling.Granted<>(List.of(), new Answered(batch, true));
          }
          var act =
              new LabelsRecorded(
                  caller.stamp(moment, Permission.SIGNAL).alone(),
                  number,
                  batch.recorded().model(),
                  version,
                  labels,
                  size,
                  caller.token());
          List<Reason> against = BatchConduct.against(act, batch);
          if (against.isEmpty() && isTaken(moment, labels, act.model())) {
            against = List.of(reason("labels.known", "Something else in the log has these bytes."));
          }
          return against.isEmpty()
              ? Ruling.granted(act, new Answered(batch.with(act), false))
              : new Ruling.Refused<>(refusal("The labels were not recorded.", against));
        });
  }

  /**
   * Whether an act names the bytes as something else: that is open to readers, and a batch would
   * close it. Rows and labels of another model are taken as well: whoever knew their digest would
   * read what they come to. What was sent of the same model, perhaps to the wrong batch, is not.
   */
  private static boolean isTaken(Moment moment, Digest file, String model) {
    return Entries.acts(moment.db(), file.toString()).stream()
        .anyMatch(
            act ->
                switch (act) {
                  case BatchEvaluated one -> one.evidence().containsValue(file);
                  case BatchWithdrawn one when one.reason().equals(file) -> true;
                  case BatchAct one -> !one.model().equals(model);
                  case Act _ -> true;
                });
  }

  private static Optional<Batch> find(Moment moment, String model, long version, long number) {
    return BatchStore.find(moment.db(), number)
        .filter(one -> one.recorded().model().equals(model))
        .filter(one -> one.recorded().version() == version);
  }

  /** A batch of a version with whatever came of it. */
  public Batch get(Model model, long version, long number) {
    return BatchStore.find(database.reader(), number)
        .filter(one -> one.recorded().model().equals(model.id()))
        .filter(one -> one.recorded().version() == version)
        .orElseThrow(() -> unknown(model.name(), version, number));
  }

  /** The newest windows of a version, the newest first. */
  public List<Batch> newest(Model model, long version, int most) {
    return BatchStore.newest(database.reader(), model.id(), version, most);
  }

  /** How many batches there are of a version. */
  public long count(Model model, long version) {
    return BatchStore.count(database.reader(), model.id(), version);
  }

  /** Whether these are rows of production or their labels: nobody reads them back. */
  public boolean isClosed(Digest file) {
    return ClosedFiles.isClosed(database.reader(), file);
  }

  /** Under what a batch is computed: what was pinned when the version was approved. */
  BatchPlan plan(Batch batch) {
    BatchRecorded recorded = batch.recorded();
    Digest examination =
        Entries.acts(database.reader(), "submission:" + recorded.submission()).stream()
            .filter(SubmissionOpened.class::isInstance)
            .map(SubmissionOpened.class::cast)
            .findFirst()
            .flatMap(SubmissionOpened::examination)
            .orElseThrow();
    String cutoff = models.byId(recorded.model()).find(recorded.version()).orElseThrow().cutoff();
    return new BatchPlan(blobs.document(examination), cutoff);
  }

  private long size(Digest digest, String code) {
    if (!blobs.has(digest)) {
      throw new RefusedException(
          new Refusal(
              code,
              422,
              "The file " + digest.brief() + " was not uploaded.",
              List.of(),
              "Send its bytes to /api/v1/blobs first, or use imprimatur signal."));
    }
    try {
      return Files.size(blobs.path(digest));
    } catch (IOException e) {
      throw new UncheckedIOException("The blob " + digest.brief() + " cannot be read.", e);
    }
  }

  private static Reason reason(String code, String sentence) {
    return new Reason(code, sentence, Json.obj().build());
  }

  private static Refusal refusal(String what, List<Reason> against) {
    String code = against.getFirst().code();
    int status =
        switch (code) {
          case "batch.same", "batch.taken", "labels.untimely" -> 409;
          default -> 422;
        };
    return new Refusal(
        code,
        status,
        what + " " + against.getFirst().sentence(),
        against.stream()
            .skip(1)
            .map(one -> "%s [%s]".formatted(one.sentence(), one.code()))
            .toList(),
        "See the guide on monitoring, Send production data.");
  }

  static RefusedException unknown(String model, long version, long number) {
    return new RefusedException(
        new Refusal(
            "batch.unknown",
            404,
            "There is no batch %d of %s v%d.".formatted(number, model, version),
            List.of(),
            "List them: imprimatur signal %s %d --batches, or GET".formatted(model, version)
                + " /api/v1/models/%s/versions/%d/batches.".formatted(model, version)));
  }
}
