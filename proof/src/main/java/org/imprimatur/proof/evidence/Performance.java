// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;

/** The integer tables of {@code performance/1} and the metrics that follow from them. */
public record Performance(
    RowCounts counts,
    Confusion confusion,
    Ranking ranking,
    Probabilities probabilities,
    List<Threshold> thresholds) {

  /** The confusion table at one cut-off, which is written as people write it ("0.1"). */
  public record Threshold(String cutoff, Confusion confusion) {}

  public Performance {
    thresholds = List.copyOf(thresholds);
  }

  /** Every metric by name, in the order of reading. */
  public Map<String, Estimate> metrics() {
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    decisions(metrics);
    rankings(metrics);
    probabilities(metrics);
    return metrics;
  }

  private void decisions(Map<String, Estimate> to) {
    String blocked = counts.blocked();
    add(to, "accuracy", blocked, confusion::accuracy);
    add(to, "balanced_accuracy", blocked, confusion::balancedAccuracy);
    add(to, "precision", blocked, confusion::precision);
    add(to, "recall", blocked, () -> confusion.truePositiveRate("recall/1"));
    add(to, "specificity", blocked, () -> confusion.trueNegativeRate("specificity/1"));
    add(to, "f1", blocked, confusion::f1);
    add(to, "mcc", blocked, confusion::matthews);
    add(to, "prevalence", blocked, () -> confusion.baseRate("prevalence/1"));
    add(to, "selection_rate", blocked, confusion::selectionRate);
  }

  private void rankings(Map<String, Estimate> to) {
    String blocked = counts.blocked();
    add(to, "roc_auc", blocked, ranking::rocAuc);
    add(to, "gini", blocked, ranking::gini);
    add(to, "average_precision", blocked, ranking::averagePrecision);
    add(to, "ks", blocked, () -> ranking.ks("ks/1"));
    add(to, "ks_from_roc", blocked, () -> ranking.ks("ks_from_roc/1"));
  }

  private void probabilities(Map<String, Estimate> to) {
    String blocked = counts.notProbabilities();
    long rows = counts.rows();
    Probabilities p = probabilities;
    add(to, "log_loss", blocked, () -> p.logLoss().mean("log_loss/1", rows, 0, 1e9));
    add(to, "brier", blocked, () -> p.brier().mean("brier/1", rows, 0, 1));
    add(to, "mean_score", blocked, () -> p.scores().mean("mean_score/1", rows, 0, 1));
    add(to, "ece_10", blocked, () -> Estimate.of("ece_10/1", p.ten().expectedError()));
    add(to, "mce_10", blocked, () -> Estimate.of("mce_10/1", p.ten().largestError()));
    add(to, "ece_15", blocked, () -> Estimate.of("ece_15/1", p.fifteen().expectedError()));
    String fit = p.fit().isPresent() ? blocked : noFit(blocked);
    add(to, "calibration_intercept", fit, () -> p.fit().orElseThrow().interceptEstimate());
    add(to, "calibration_slope", fit, () -> p.fit().orElseThrow().slopeEstimate());
  }

  private String noFit(@Nullable String blocked) {
    if (blocked != null) {
      return blocked;
    }
    boolean oneClass = confusion.positives() == 0 || confusion.negatives() == 0;
    return oneClass
        ? Estimate.ONE_CLASS
        : "The logistic fit has no finite solution: the scores do not vary or separate the classes.";
  }

  private static void add(
      Map<String, Estimate> to, String name, @Nullable String blocked, Supplier<Estimate> metric) {
    to.put(name, blocked == null ? metric.get() : Estimate.undefined(name + "/1", blocked));
  }

  /** The same as tables for reading: confusion, calibration and thresholds. */
  public Json details() {
    Json.Builder sweep = Json.obj();
    thresholds.forEach(step -> sweep.put(step.cutoff(), Tables.confusion(step.confusion())));
    Map<String, Estimate> metrics = metrics();
    Json.Builder logistic =
        Json.obj()
            .put("intercept", Objects.requireNonNull(metrics.get("calibration_intercept")).number())
            .put("slope", Objects.requireNonNull(metrics.get("calibration_slope")).number());
    Json calibration =
        Json.obj()
            .put("bins_10", probabilities.ten().details())
            .put("logistic", Json.obj().put("value", logistic.build()).build())
            .build();
    return Json.obj()
        .put("confusion", Tables.confusion(confusion))
        .put("calibration", calibration)
        .put("thresholds", sweep.build())
        .build();
  }

  public Json tables() {
    List<Json> sweep = new ArrayList<>();
    for (Threshold step : thresholds) {
      Confusion at = step.confusion();
      sweep.add(
          Json.array(
              List.of(
                  Json.of(step.cutoff()),
                  Json.of(at.tn()),
                  Json.of(at.fp()),
                  Json.of(at.fn()),
                  Json.of(at.tp()))));
    }
    return Json.obj()
        .put("counts", counts.toJson())
        .put("confusion", Tables.confusion(confusion))
        .put("ranking", ranking.toJson())
        .put("probabilities", probabilities.toJson())
        .put("thresholds", Json.array(sweep))
        .build();
  }

  public static Performance fromTables(Json.Obj json) {
    List<Threshold> sweep = new ArrayList<>();
    for (Json row : json.array("thresholds").values()) {
      Json.Arr cells = (Json.Arr) row;
      sweep.add(
          new Threshold(
              cells.string(0),
              new Confusion(
                  cells.integer(1), cells.integer(2), cells.integer(3), cells.integer(4))));
    }
    return new Performance(
        RowCounts.fromJson(json.object("counts")),
        Tables.confusion(json.object("confusion")),
        Ranking.fromJson(json.object("ranking")),
        Probabilities.fromJson(json.object("probabilities")),
        sweep);
  }
}
