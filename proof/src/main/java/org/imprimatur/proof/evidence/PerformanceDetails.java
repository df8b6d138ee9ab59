// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.imprimatur.proof.json.Json;

/** What {@code performance/1} found, for reading and for plots, under the published names. */
record PerformanceDetails(Performance found) {
  Json toJson() {
    Beside beside = found.beside();
    Json.Builder json =
        Json.obj()
            .put("confusion", Tables.confusion(found.confusion()))
            .put("calibration", calibration())
            .put("thresholds", sweep(found.thresholds()));
    if (!beside.sweep().isEmpty()) {
      json.put("thresholds_fine", sweep(beside.sweep()))
          .put("curve", beside.quantiles().points())
          .put("lift", beside.quantiles().lift());
    }
    beside.cost().ifPresent(matrix -> json.put("cost", cost(matrix)));
    if (!beside.segments().isEmpty()) {
      json.put("segments", segments());
    }
    return json.build();
  }

  private static Json sweep(List<Performance.Threshold> steps) {
    Json.Builder json = Json.obj();
    steps.forEach(step -> json.put(step.cutoff(), Tables.confusion(step.confusion())));
    return json.build();
  }

  private Json calibration() {
    Map<String, Estimate> metrics = found.metrics();
    Probabilities probabilities = found.probabilities();
    Json logistic =
        Json.obj()
            .put("intercept", number(metrics, "calibration_intercept"))
            .put("slope", number(metrics, "calibration_slope"))
            .build();
    Json.Builder json =
        Json.obj()
            .put("bins_10", probabilities.ten().details())
            .put("logistic", Json.obj().put("value", logistic).build());
    Double brier = Objects.requireNonNull(metrics.get("brier")).value();
    if (brier != null && !found.beside().sweep().isEmpty()) {
      json.put("equal_count_10", found.beside().quantiles().reliability())
          .put("sklearn_curve", Json.obj().put("value", curve()).build())
          .put("brier_decomposition", Murphy.of(probabilities.ten(), brier).toJson())
          .put("ece_10", expectedError("ece_10/1", probabilities.ten()))
          .put("ece_15", expectedError("ece_15/1", probabilities.fifteen()));
    }
    return json.build();
  }

  private static Json number(Map<String, Estimate> metrics, String name) {
    return Objects.requireNonNull(metrics.get(name)).number();
  }

  private Json expectedError(String definition, Reliability bins) {
    return bins.withInterval(definition, found.probabilities().brier().sum()).toJson();
  }

  /** Positive rates, then mean scores, of the bins that have rows. */
  private Json curve() {
    List<Json> rates = new ArrayList<>();
    List<Json> scores = new ArrayList<>();
    for (Reliability.Bin bin : found.beside().closedAbove().bins()) {
      if (bin.n() > 0) {
        rates.add(Json.of((double) bin.positives() / (double) bin.n()));
        scores.add(Json.of(FixedPoint.mean(bin.scores(), bin.n())));
      }
    }
    return Json.array(List.of(Json.array(rates), Json.array(scores)));
  }

  private Json cost(CostMatrix matrix) {
    Json.Builder json =
        Json.obj()
            .put("matrix", matrix.toJson())
            .put("total", matrix.total(found.confusion()))
            .put("per_row", matrix.perRow(found.confusion()).toJson());
    Performance.Threshold best = matrix.cheapest(found.beside().sweep());
    Json least =
        Json.obj()
            .put("cutoff", Double.parseDouble(best.cutoff()))
            .put("total", matrix.total(best.confusion()))
            .put("per_row", matrix.perRow(best.confusion()).toJson())
            .build();
    return json.put("least", least).build();
  }

  private Json segments() {
    Probabilities probabilities = found.probabilities();
    GroupTable.Row all =
        new GroupTable.Row(
            "all",
            found.confusion(),
            found.ranking(),
            probabilities.scores(),
            probabilities.brier());
    Json.Builder columns = Json.obj();
    for (SegmentTable segment : found.beside().segments()) {
      columns.put(
          segment.groups().attribute(), segment.details(found.counts(), probabilities.interval()));
    }
    return Json.obj()
        .put(
            "overall",
            SegmentTable.figures(
                all, probabilities.ten(), found.counts(), probabilities.interval()))
        .put("by", columns.build())
        .build();
  }
}
