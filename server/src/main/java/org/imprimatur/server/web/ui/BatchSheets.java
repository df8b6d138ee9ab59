// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Batch;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.batches.BatchReading;
import org.imprimatur.server.batches.Batches;
import org.imprimatur.server.batches.Withdrawals;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.web.ui.view.BatchSheet;
import org.imprimatur.server.web.ui.view.Code;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** Batches of production data: a list beside the promises, and each by itself. */
@Component
record BatchSheets(
    Batches batches,
    BatchReading reading,
    Withdrawals withdrawals,
    Blobs blobs,
    Names names,
    Times times) {
  private static final List<Table.Head> HEADS =
      List.of(
          new Table.Head("Batch", false),
          new Table.Head("Window", false),
          new Table.Head("Rows", true),
          new Table.Head("With labels", true),
          new Table.Head("State", false),
          new Table.Head("Sent", false));

  private static final List<Table.Head> PROMISES =
      List.of(
          new Table.Head("Promise", false),
          new Table.Head("Value", true),
          new Table.Head("95 % interval", true),
          new Table.Head("Rows", true),
          new Table.Head("Limit", false),
          new Table.Head("State", false));

  private static final List<Table.Head> TAKEN_BACK =
      Stream.of("Batch", "Window", "What it had broken", "Taken back")
          .map(words -> new Table.Head(words, false))
          .toList();

  private static final Mark BROKEN = new Mark("Taken back with its batch", "circle-minus", "warn");

  /** The newest windows of a version. */
  Table list(Model model, long version) {
    List<Table.Row> rows = new ArrayList<>();
    for (Batch batch : batches.newest(model, version, Batches.MOST)) {
      BatchRecorded recorded = batch.recorded();
      rows.add(
          Table.Row.of(
              Cell.link("Batch " + batch.number(), page(model.name(), version, batch.number())),
              Cell.of(times.window(recorded.from(), recorded.to())),
              Cell.of(count(batch.rows())),
              Cell.of(count(batch.labelled())),
              new Cell(Text.of(brief(batch)), mark(batch.state()), null, null, 0),
              Cell.of(names.of(recorded.by()) + ", " + times.at(recorded.at()))));
    }
    long all = batches.count(model, version);
    String caption =
        all > rows.size()
            ? "The newest %d of %s".formatted(rows.size(), Words.counted(all, "batch"))
            : "Batches";
    return new Table(caption, HEADS, rows);
  }

  /** What was taken back of a version, with what it had broken; empty where nothing was. */
  Optional<Table> takenBack(Model model, long version) {
    List<Batch> gone = withdrawals.of(model, version, Batches.MOST);
    if (gone.isEmpty()) {
      return Optional.empty();
    }
    List<Table.Row> rows =
        gone.stream()
            .map(
                batch ->
                    Table.Row.of(
                        Cell.link(
                            "Batch\u00a0" + batch.number(),
                            page(model.name(), version, batch.number())),
                        Cell.of(times.window(batch.recorded().from(), batch.recorded().to())),
                        broke(batch),
                        Cell.of(takenBack(batch))))
            .toList();
    long all = withdrawals.count(model, version);
    return Optional.of(
        new Table(
            all > rows.size()
                ? "The last %d of %s taken back".formatted(rows.size(), Words.counted(all, "batch"))
                : "Production data taken back",
            TAKEN_BACK,
            rows));
  }

  /** A breach does not go with its batch: it stays to be seen. */
  private Cell broke(Batch batch) {
    List<String> broken =
        reading.broken(batch).stream()
            .map(
                one ->
                    "%s, %s against %s"
                        .formatted(
                            one.promise().name(),
                            Words.short4(Double.parseDouble(one.signal().value())),
                            one.promise().bound()))
            .toList();
    return broken.isEmpty()
        ? Cell.of("Nothing that it measured")
        : new Cell(Text.of(String.join("; ", broken)), BROKEN, null, null, 0);
  }

  /** By whom, as what, when and why. */
  private String takenBack(Batch batch) {
    return batch
        .withdrawn()
        .map(
            act ->
                "%s as %s, %s: %s"
                    .formatted(
                        names.of(act.by()),
                        act.role().replace('-', ' '),
                        times.at(act.at()),
                        withdrawals.reason(batch).orElse("")))
        .orElse("");
  }

  /** What is to be known of a suspension of which the cause may have been taken back since. */
  String since(Model model, VersionSuspended suspended) {
    List<String> gone =
        withdrawals.of(model, suspended.version(), Batches.MOST).stream()
            .filter(one -> wasKnown(one, suspended.at()))
            .map(one -> "batch " + one.number())
            .toList();
    return gone.isEmpty()
        ? ""
        : " %s taken back since; that ends no suspension."
            .formatted(Words.capital(Words.list(gone)) + (gone.size() == 1 ? " was" : " were"));
  }

  /** Whether it had been computed when the version was suspended, and was taken back after that. */
  private static boolean wasKnown(Batch batch, Instant suspended) {
    return batch.evaluations().stream().anyMatch(one -> !one.at().isAfter(suspended))
        && batch.withdrawn().filter(one -> !one.at().isBefore(suspended)).isPresent();
  }

  static String page(String model, long version, long batch) {
    return "/models/%s/v%d/monitoring/batches/%d".formatted(model, version, batch);
  }

  private static String count(Optional<Long> rows) {
    return rows.map(Words::count).orElse("–");
  }

  static Mark mark(Batch.State state) {
    return switch (state) {
      case WAITING -> new Mark("Being computed", "refresh", "wait");
      case AWAITING_LABELS -> new Mark("Waits for labels", "hourglass", "wait");
      case COMPLETE -> new Mark("Computed", "circle-check", "ok");
      case FAILED -> new Mark("Not computed", "alert-octagon", "bad");
      case LABELS_FAILED -> new Mark("Labels not usable", "alert-octagon", "bad");
      case WITHDRAWN -> new Mark("Taken back", "circle-minus", "warn");
    };
  }

  private String brief(Batch batch) {
    return reading.fault(batch).map(BatchReading.Fault::message).orElse("");
  }

  /**
   * A batch by itself.
   *
   * @param withdraws whether the reader may take it back now
   */
  BatchSheet sheet(Model model, long version, Batch batch, boolean withdraws) {
    BatchRecorded recorded = batch.recorded();
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("Window", times.window(recorded.from(), recorded.to())));
    facts.add(Fact.of("Rows", count(batch.rows())));
    facts.add(Fact.of("With labels", count(batch.labelled())));
    facts.add(Fact.of("Sent by", names.of(recorded.by()) + ", " + times.at(recorded.at())));
    facts.add(Fact.of("Examined as in", "Submission " + recorded.submission()));
    facts.add(Fact.of("Rows' bytes", Code.of(recorded.data().toString())));
    batch.labels().forEach(one -> facts.add(Fact.of("Labels", Code.of(one.labels().toString()))));
    return new BatchSheet(
        model.name(),
        version,
        batch.number(),
        mark(batch.state()),
        next(model, version, batch),
        facts,
        promises(batch),
        reading.items(batch).stream().map(item -> check(batch, item)).toList(),
        withdraws);
  }

  private String next(Model model, long version, Batch batch) {
    String fault = brief(batch);
    String labels =
        "imprimatur signal %s %d --labels FILE --batch-of %d"
            .formatted(model.name(), version, batch.number());
    return switch (batch.state()) {
      case WAITING -> "The engines read it now. Look again in a moment.";
      case AWAITING_LABELS ->
          Stream.concat(
                  reading.notes(batch).stream(),
                  Stream.of("How well it was decided is known when the outcomes are: " + labels))
              .collect(Collectors.joining(" "));
      case COMPLETE -> complete(batch);
      case FAILED ->
          fault
              + " Mend the file and send it for the same window, which is free; this one says"
              + " nothing: imprimatur signal %s %d --batch FILE --from %s --to %s"
                  .formatted(model.name(), version, batch.recorded().from(), batch.recorded().to());
      case LABELS_FAILED ->
          fault
              + " Mend the file and send it again: "
              + labels
              + ". Labels of another batch are sent to that one.";
      case WITHDRAWN ->
          "Taken back by "
              + Words.sentence(takenBack(batch))
              + " What it measured counts no more, and stands here as it was. Its rows and its"
              + " window can be sent anew.";
    };
  }

  private String complete(Batch batch) {
    List<String> unsaid = reading.unsaid(batch).stream().map(Promise::name).toList();
    return unsaid.isEmpty()
        ? "Everything that the promises ask of it was computed."
        : "It says nothing of %s: no such figure could be computed.".formatted(Words.list(unsaid));
  }

  private Table promises(Batch batch) {
    List<Table.Row> rows = new ArrayList<>();
    for (BatchReading.Figured one : reading.figures(batch)) {
      rows.add(
          Table.Row.of(
              Cell.of(one.promise().name()),
              Cell.of(Words.short4(Double.parseDouble(one.signal().value()))),
              WindowFigures.between(one.interval()),
              Cell.of(rows(one.signal())),
              Cell.of(one.promise().bound()),
              WindowFigures.state(one.promise(), one.kept(), one.interval())));
    }
    return new Table("What was promised of it", PROMISES, rows);
  }

  private static String rows(SignalRecorded signal) {
    return signal.n().isPresent() ? Words.count(signal.n().getAsLong()) : "–";
  }

  private BatchSheet.Check check(Batch batch, BatchReading.Item item) {
    List<Figure> figures = new ArrayList<>();
    if (item.error().isEmpty()) {
      Json.Obj record = blobs.document(item.evidence());
      if (item.check().equals(Evidence.DRIFT)) {
        figures.add(
            DriftFigures.of(DriftFigures.Sides.PRODUCTION, record.object("details")).figure());
      }
      figures.addAll(
          new SelectionFigures(
                  record, "Batch " + batch.number(), item.labelled(), reading.promises(batch))
              .figures());
      ReportSheets.metrics(item.check(), record)
          .ifPresent(table -> figures.add(new Figure.Fold("Every metric", List.of(table))));
    }
    return new BatchSheet.Check(
        item.check() + (item.labelled() ? ", with the labels" : ""),
        item.error().isEmpty() ? Mark.SATISFIED.saying("Computed") : Mark.ERROR,
        Code.of(item.evidence().toString()),
        "/api/v1/blobs/" + item.evidence().hex(),
        item.error().map(BatchReading.Fault::message).orElse(""),
        figures);
  }
}
