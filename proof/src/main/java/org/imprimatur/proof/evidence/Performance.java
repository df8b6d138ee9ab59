// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;

/** The integer tables of {@code performance/1} and the metrics that follow from them. */
public record Performance(
    RowCounts counts,
    Confusion confusion,
    Ranking ranking,
    Probabilities probabilities,
    List<Threshold> thresholds,
    Beside beside) {

  /** The confusion table at one cut-off, which is written as people write it ("0.1"). */
  public record Threshold(String cutoff, Confusion confusion) {}

  public Performance {
    thresholds = List.copyOf(thresholds);
  }

  /** With nothing beside the headline metrics. */
  public Performance(
      RowCounts counts,
      Confusion confusion,
      Ranking ranking,
      Probabilities probabilities,
      List<Threshold> thresholds) {
    this(counts, confusion, ranking, probabilities, thresholds, Beside.NONE);
  }

  /** Every metric by name, in the order of reading. */
  public Map<String, Estimate> metrics() {
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    decisions(metrics);
    rankings(metrics);
    probabilities(metrics);
    costs(metrics);
    return metrics;
  }

  private void costs(Map<String, Estimate> to) {
    String reason = beside.cost().isEmpty() ? "No cost of errors was stated." : counts.blocked();
    add(to, "cost_per_row", reason, () -> beside.cost().orElseThrow().perRow(confusion));
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
    add(to, "ks", blocked, () -> ks("ks/1"));
    add(to, "ks_from_roc", blocked, () -> ks("ks_from_roc/1"));
  }

  private Estimate ks(String definition) {
    Estimate bare = ranking.ks(definition);
    Double value = bare.value();
    return value == null
        ? bare
        : beside
            .quantiles()
            .aroundDistance(value)
            .map(interval -> Estimate.of(definition, value, interval))
            .orElse(bare);
  }

  private void probabilities(Map<String, Estimate> to) {
    String blocked = counts.notProbabilities();
    Probabilities p = probabilities;
    mean(to, "log_loss", p.logLoss(), 1e9);
    mean(to, "brier", p.brier(), 1);
    mean(to, "mean_score", p.scores(), 1);
    add(to, "ece_10", blocked, () -> Estimate.of("ece_10/1", p.ten().expectedError()));
    add(to, "mce_10", blocked, () -> Estimate.of("mce_10/1", p.ten().largestError()));
    add(to, "ece_15", blocked, () -> Estimate.of("ece_15/1", p.fifteen().expectedError()));
    String fit = p.fit().isPresent() ? blocked : noFit(blocked);
    add(to, "calibration_intercept", fit, () -> p.fit().orElseThrow().interceptEstimate());
    add(to, "calibration_slope", fit, () -> p.fit().orElseThrow().slopeEstimate());
  }

  private void mean(Map<String, Estimate> to, String name, Sums sums, double most) {
    String blocked = counts.notProbabilities();
    MeanInterval by = probabilities.interval();
    to.put(
        name,
        blocked == null
            ? sums.mean(name, counts.rows(), most, by)
            : Estimate.undefined(by.definition(name), blocked));
  }

  private String noFit(@Nullable String blocked) {
    if (blocked != null) {
      return blocked;
    }
    boolean oneClass = confusion.positives() == 0 || confusion.negatives() == 0;
    return oneClass
        ? Estimate.ONE_CLASS
        : "The logistic fit has no finite solution: the scores do not vary or separate the"
            + " classes.";
  }

  private static void add(
      Map<String, Estimate> to, String name, @Nullable String blocked, Supplier<Estimate> metric) {
    to.put(name, blocked == null ? metric.get() : Estimate.undefined(name + "/1", blocked));
  }

  /** The same as tables for reading and for plots. */
  public Json details() {
    return new PerformanceDetails(this).toJson();
  }

  public Json tables() {
    return Json.obj()
        .put("counts", counts.toJson())
        .put("confusion", Tables.confusion(confusion))
        .put("ranking", ranking.toJson())
        .put("probabilities", probabilities.toJson())
        .put("thresholds", table(thresholds))
        .put("beside", beside.toJson())
        .build();
  }

  static Json table(List<Threshold> steps) {
    List<Json> rows = new ArrayList<>();
    for (Threshold step : steps) {
      Confusion at = step.confusion();
      rows.add(
          Json.array(
              List.of(
                  Json.of(step.cutoff()),
                  Json.of(at.tn()),
                  Json.of(at.fp()),
                  Json.of(at.fn()),
                  Json.of(at.tp()))));
    }
    return Json.array(rows);
  }

  static List<Threshold> steps(Json.Arr rows) {
    List<Threshold> steps = new ArrayList<>();
    for (Json row : rows.values()) {
      Json.Arr cells = (Json.Arr) row;
      steps.add(
          new Threshold(
              cells.string(0),
              new Confusion(
                  cells.integer(1), cells.integer(2), cells.integer(3), cells.integer(4))));
    }
    return steps;
  }

  public static Performance fromTables(Json.Obj json) {
    return new Performance(
        RowCounts.fromJson(json.object("counts")),
        Tables.confusion(json.object("confusion")),
        Ranking.fromJson(json.object("ranking")),
        Probabilities.fromJson(json.object("probabilities")),
        steps(json.array("thresholds")),
        json.find("beside").map(tables -> Beside.fromJson((Json.Obj) tables)).orElse(Beside.NONE));
  }
}
