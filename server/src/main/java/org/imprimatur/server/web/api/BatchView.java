// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.Optional;
import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Batch;
import org.imprimatur.proof.monitoring.Measured;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.server.batches.BatchReading;
import org.imprimatur.server.batches.Batches;
import org.imprimatur.server.batches.Withdrawals;
import org.imprimatur.server.models.Model;
import org.springframework.stereotype.Component;

/** Batches of production data as JSON. */
@Component
record BatchView(BatchReading reading, Withdrawals withdrawals, Shown shown) {
  Json.Obj whole(Batch batch) {
    return brief(batch)
        .put("error", reading.fault(batch).<Json>map(BatchView::fault).orElse(Json.nothing()))
        .put("notes", Json.array(reading.notes(batch).stream().map(Json::of).toList()))
        .put("checks", Json.array(reading.items(batch).stream().map(BatchView::item).toList()))
        .put("figures", Json.array(reading.figures(batch).stream().map(BatchView::figure).toList()))
        .build();
  }

  /** What a list shows: how far it is, without what was computed. */
  Json.Builder brief(Batch batch) {
    BatchRecorded recorded = batch.recorded();
    return Json.obj()
        .put("batch", batch.number())
        .put("version", recorded.version())
        .put("submission", recorded.submission())
        .put("state", batch.state().word())
        .put("from", Shown.time(recorded.from()))
        .put("to", Shown.time(recorded.to()))
        .put("rows", Shown.number(batch.rows()))
        .put("labelled", Shown.number(batch.labelled()))
        .put("data", recorded.data().toString())
        .put("size", recorded.size())
        .put("at", Shown.time(recorded.at()))
        .put("by", shown.person(recorded.by()))
        .put(
            "withdrawn",
            batch
                .withdrawn()
                .<Json>map(act -> withdrawn(batch, act).build())
                .orElse(Json.nothing()));
  }

  private Json.Builder withdrawn(Batch batch, BatchWithdrawn act) {
    return Json.obj()
        .put("at", Shown.time(act.at()))
        .put("by", shown.person(act.by()))
        .put("role", act.role())
        .put("reason", withdrawals.reason(batch).orElse(""));
  }

  /** What was taken back of a version, the last first, with the promises that it had broken. */
  Json takenBack(Model model, long version) {
    return Json.array(
        withdrawals.of(model, version, Batches.MOST).stream()
            .map(
                batch ->
                    withdrawn(batch, batch.withdrawn().orElseThrow())
                        .put("batch", batch.number())
                        .put("from", Shown.time(batch.recorded().from()))
                        .put("to", Shown.time(batch.recorded().to()))
                        .put(
                            "broken",
                            Json.array(
                                reading.broken(batch).stream()
                                    .map(one -> Json.of(one.promise().name()))
                                    .toList()))
                        .build())
            .toList());
  }

  private static Json fault(BatchReading.Fault fault) {
    return Json.obj().put("code", fault.code()).put("message", fault.message()).build();
  }

  private static Json item(BatchReading.Item item) {
    return Json.obj()
        .put("check", item.check())
        .put("labelled", item.labelled())
        .put("evidence", item.evidence().toString())
        .put("error", item.error().<Json>map(BatchView::fault).orElse(Json.nothing()))
        .build();
  }

  /**
   * A measurement with its interval, and whether it can be told apart from the limit; null where no
   * interval is known of it.
   */
  Json.Obj sure(Json.Builder measurement, Measured measured, Promise promise) {
    Optional<BatchReading.Interval> interval =
        measured.evidence().flatMap(evidence -> reading.interval(evidence, promise));
    return within(measurement, interval)
        .put(
            "toldApart",
            interval.<Json>map(one -> Json.of(!one.holds(promise.limit()))).orElse(Json.nothing()))
        .build();
  }

  private static Json.Builder within(
      Json.Builder measurement, Optional<BatchReading.Interval> interval) {
    return measurement
        .put("low", interval.<Json>map(one -> Json.of(one.low())).orElse(Json.nothing()))
        .put("high", interval.<Json>map(one -> Json.of(one.high())).orElse(Json.nothing()));
  }

  private static Json figure(BatchReading.Figured figured) {
    Json.Builder measurement =
        Json.obj()
            .put("promise", figured.promise().name())
            .put("value", figured.signal().value())
            .put("n", Shown.number(figured.signal().n().stream().boxed().findFirst()));
    return within(measurement, figured.interval())
        .put("limit", figured.promise().bound())
        .put("keeps", figured.kept())
        .put(
            "toldApart",
            figured.interval().filter(one -> one.holds(figured.promise().limit())).isEmpty())
        .put("evidence", figured.signal().evidence().orElseThrow().toString())
        .build();
  }
}
