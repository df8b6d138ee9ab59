// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import org.imprimatur.proof.act.BatchAct.BatchRecorded;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Batch;
import org.imprimatur.server.batches.BatchReading;
import org.springframework.stereotype.Component;

/** Batches of production data as JSON. */
@Component
record BatchView(BatchReading reading, Shown shown) {
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
        .put("by", shown.person(recorded.by()));
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

  private static Json figure(BatchReading.Figured figured) {
    return Json.obj()
        .put("promise", figured.promise().name())
        .put("value", figured.signal().value())
        .put("n", Shown.number(figured.signal().n().stream().boxed().findFirst()))
        .put("low", figured.interval().<Json>map(one -> Json.of(one.low())).orElse(Json.nothing()))
        .put(
            "high", figured.interval().<Json>map(one -> Json.of(one.high())).orElse(Json.nothing()))
        .put("limit", figured.promise().bound())
        .put("keeps", figured.kept())
        .put(
            "toldApart",
            figured.interval().filter(one -> one.holds(figured.promise().limit())).isEmpty())
        .put("evidence", figured.signal().evidence().orElseThrow().toString())
        .build();
  }
}
