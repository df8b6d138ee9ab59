// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.imprimatur.proof.json.Json;

/**
 * The integer tables of {@code performance.regression/1} and the metrics that follow from them. An
 * error is the prediction minus the truth.
 *
 * @param errors squared errors beside squared distances of the truth from its mean
 * @param centred the same with the mean error taken off every error
 * @param residuals errors by rank
 * @param absolutes sizes of errors by rank
 */
public record Regression(
    Portion all,
    SquaredPair errors,
    SquaredPair centred,
    Percentages percentages,
    OrderStatistics residuals,
    OrderStatistics absolutes,
    Parts parts) {
  /** The quantiles of the errors that are told, in percent. */
  private static final List<Integer> RESIDUALS = List.of(1, 5, 10, 25, 50, 75, 90, 95, 99);

  private static final List<Integer> ABSOLUTES = List.of(50, 90, 95, 100);

  /**
   * The rows in parts.
   *
   * @param tenths ten parts by their prediction; equal predictions are not parted
   * @param segments by the values of every registered column
   */
  public record Parts(List<Portion> tenths, List<Parted<NumberSegment>> segments) {
    public Parts {
      tenths = List.copyOf(tenths);
      segments = List.copyOf(segments);
    }
  }

  private NumberSegment whole() {
    return new NumberSegment(all, errors);
  }

  /** The quantiles that need ranks of the errors: their least and largest as well. */
  public static List<Double> residualQuantiles() {
    return Stream.concat(Stream.of(0, 100), RESIDUALS.stream()).map(Regression::share).toList();
  }

  /** The quantiles that need ranks of the sizes of errors. */
  public static List<Double> absoluteQuantiles() {
    return ABSOLUTES.stream().map(Regression::share).toList();
  }

  private static double share(int percent) {
    return percent / 100.0;
  }

  /** Every metric by name, in the order of reading. */
  public Map<String, Estimate> metrics() {
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    metrics.put("rmse", all.rootMeanSquaredError());
    metrics.put("mse", all.meanSquaredError());
    metrics.put("mae", all.meanAbsoluteError());
    metrics.put("bias", all.bias("bias"));
    metrics.put("r2", whole().determination());
    metrics.put("explained_variance", all.ofTruth("explained_variance", all::explained, centred));
    metrics.put("mape", percentages.mean(all.rows(), all.interval()));
    metrics.put("smape", percentages.symmetricMean(all.rows(), all.interval()));
    metrics.put("median_absolute_error", absolutes.quantile("median_absolute_error/1", 0.5));
    metrics.put("max_error", absolutes.quantile("max_error/1", 1));
    metrics.put("residual_std", all.residualDeviation());
    for (int percent : RESIDUALS) {
      String name = "residual_q%02d".formatted(percent);
      metrics.put(name, residuals.quantile(name + "/1", share(percent)));
    }
    for (int percent : List.of(90, 95)) {
      String name = "absolute_error_q" + percent;
      metrics.put(name, absolutes.quantile(name + "/1", share(percent)));
    }
    metrics.put("mean_truth", all.meanTruth());
    metrics.put("mean_prediction", all.meanPrediction());
    return metrics;
  }

  /** The same as tables for reading: errors by tenths of the prediction, and the ends. */
  public Json details() {
    List<Json> tenths = new ArrayList<>();
    for (int i = 0; i < parts.tenths().size(); i++) {
      Portion part = parts.tenths().get(i);
      tenths.add(
          Json.obj()
              .put("tenth", (long) i)
              .put("n", part.rows())
              .put("mean_prediction", part.meanPrediction().toJson())
              .put("mean_truth", part.meanTruth().toJson())
              .put("mean_error", part.bias("mean_error").toJson())
              .put("mae", part.meanAbsoluteError().toJson())
              .put("rmse", part.rootMeanSquaredError().toJson())
              .build());
    }
    Json.Builder json =
        Json.obj()
            .put("rows", all.rows())
            .put("zero_truths", percentages.zeros())
            .put("least_residual", residuals.quantile("least_residual/1", 0).number())
            .put("largest_residual", residuals.quantile("largest_residual/1", 1).number())
            .put("by_prediction", Json.array(tenths));
    if (!parts.segments().isEmpty()) {
      Json by = Parted.details(parts.segments(), Parted.Kind.SEGMENT, NumberSegment::figures);
      json.put("segments", Json.obj().put("overall", whole().figures()).put("by", by).build());
    }
    return json.build();
  }

  public Json tables() {
    Json.Builder json =
        Json.obj()
            .put("error_scale", (long) all.errors().scale())
            .put("value_scale", (long) all.values().scale())
            .put("all", all.toJson())
            .put("errors_and_truth", errors.toJson())
            .put("centred_errors_and_truth", centred.toJson())
            .put("percentages", percentages.toJson())
            .put("residuals", residuals.toJson())
            .put("absolutes", absolutes.toJson())
            .put("tenths", Json.array(parts.tenths().stream().map(Portion::toJson).toList()));
    if (!parts.segments().isEmpty()) {
      json.put(
          "segments", Parted.details(parts.segments(), Parted.Kind.SEGMENT, NumberSegment::toJson));
    }
    all.interval().into(json);
    return json.build();
  }

  public static Regression fromTables(Json.Obj json) {
    Portion.Form form = Portion.Form.fromTables(json);
    Portion all = Portion.fromJson(json.object("all"), form);
    List<Portion> tenths = new ArrayList<>();
    for (Json each : json.array("tenths").values()) {
      tenths.add(Portion.fromJson((Json.Obj) each, form));
    }
    Json.Obj columns = json.find("segments").map(Json.Obj.class::cast).orElse(Json.obj().build());
    List<Parted<NumberSegment>> segments =
        Parted.fromDetails(
            columns, Parted.Kind.SEGMENT, segment -> NumberSegment.fromJson(segment, form));
    return new Regression(
        all,
        SquaredPair.fromJson(json.object("errors_and_truth")),
        SquaredPair.fromJson(json.object("centred_errors_and_truth")),
        Percentages.fromJson(json.object("percentages")),
        OrderStatistics.fromJson(all.rows(), json.array("residuals")),
        OrderStatistics.fromJson(all.rows(), json.array("absolutes")),
        new Parts(tenths, segments));
  }
}
