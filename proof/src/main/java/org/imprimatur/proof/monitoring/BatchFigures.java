// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.json.Json;

/** Which signals follow from a batch that was computed. They are recorded with it, or found. */
public final class BatchFigures {
  private BatchFigures() {}

  /**
   * The signals, in the order of the promises.
   *
   * @param act the computation; what failed is no measurement, and what is undefined is none
   * @param evidence its records by check
   * @param watch the version as it stands; only what brought it in then is measured
   * @param promises what its promotion pinned
   * @param measured whether a value was recorded for the same promise and window before
   */
  public static List<SignalRecorded> signals(
      BatchEvaluated act,
      Batch batch,
      Map<String, Json.Obj> evidence,
      Optional<Watch> watch,
      List<Promise> promises,
      Predicate<SignalRecorded> measured) {
    return watch.filter(one -> one.submission() == batch.recorded().submission()).isPresent()
        ? figures(act, batch, evidence, promises).stream().filter(measured.negate()).toList()
        : List.of();
  }

  /**
   * What a computation comes to for each promise that names a figure, in the order of the promises,
   * whether or not it is recorded as a signal.
   */
  public static List<SignalRecorded> figures(
      BatchEvaluated act, Batch batch, Map<String, Json.Obj> evidence, List<Promise> promises) {
    List<SignalRecorded> figures = new ArrayList<>();
    if (!act.outcome().equals(BatchPlan.FAILED)) {
      for (Promise promise : promises) {
        promise
            .figure()
            .flatMap(figure -> signal(promise.name(), figure, act, batch, evidence))
            .ifPresent(figures::add);
      }
    }
    return figures;
  }

  private static Optional<SignalRecorded> signal(
      String promise,
      Figure figure,
      BatchEvaluated act,
      Batch batch,
      Map<String, Json.Obj> evidence) {
    // The file of labels has columns and gaps of its own, which are not those of production.
    boolean ofLabels = act.labels().isPresent() && figure.of().equals("data");
    for (Map.Entry<String, Json.Obj> one : evidence.entrySet()) {
      Optional<String> value = ofLabels ? Optional.empty() : value(one.getValue(), figure);
      if (value.isPresent()) {
        return Optional.of(
            new SignalRecorded(
                act.stamp(),
                act.model(),
                act.version(),
                promise,
                value.get(),
                act.n(),
                batch.recorded().from(),
                batch.recorded().to(),
                Optional.empty(),
                Optional.ofNullable(act.evidence().get(one.getKey()))));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> value(Json.Obj record, Figure figure) {
    return record.string("class").equals(figure.of())
        ? metric(record, figure)
            .flatMap(metric -> metric.find("value"))
            .flatMap(
                value ->
                    value instanceof Json.Num(var number)
                        ? Measured.plain(number)
                        : Optional.empty())
        : Optional.empty();
  }

  /** The figure in a record of its class, with its interval or why it is undefined. */
  public static Optional<Json.Obj> metric(Json.Obj record, Figure figure) {
    return record
        .object("metrics")
        .find(figure.name())
        .flatMap(
            found -> found instanceof Json.Obj metric ? Optional.of(metric) : Optional.empty());
  }
}
