// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.json.Json;

/** Two predicted numbers of the same rows. An error is the prediction minus the truth. */
public record NumberComparison(
    PairedErrors overall,
    List<Parted<PairedErrors>> slices,
    ResampledDifferences resampled,
    MeanInterval interval)
    implements Comparison {
  public NumberComparison {
    slices = List.copyOf(slices);
  }

  private Map<String, Compared> figures() {
    return new PairedErrorFigures(overall, interval).figures();
  }

  /** The mean squared error moves with its root, and only the root is drawn. */
  private static boolean isDrawn(String name) {
    return !name.equals("mse");
  }

  @Override
  public Map<String, Estimate> metrics() {
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    figures()
        .forEach(
            (name, figure) -> {
              figure.into(metrics, name);
              if (isDrawn(name)) {
                metrics.put(
                    name + "_difference_bootstrap", resampled.estimate(name, figure.difference()));
              }
            });
    metrics.put("sign_test_p", Estimate.of("sign_test_p/1", overall.signs().exactP()));
    return metrics;
  }

  @Override
  public Map<ComparedMetric, Estimate> judged() {
    return Compared.judged(figures());
  }

  @Override
  public Json details(Margins margins) {
    Map<String, Estimate> differences = new LinkedHashMap<>();
    figures()
        .forEach(
            (name, figure) -> {
              if (isDrawn(name)) {
                differences.put(name, figure.difference());
              }
            });
    Json.Builder json =
        Json.obj()
            .put("rows", overall.rows())
            .put("nearer", nearer(overall))
            .put(
                "sign_test_exact_p",
                ComparisonDetails.value("sign_test_p/1", Json.of(overall.signs().exactP())))
            .put("bootstrap", resampled.details(differences));
    Json.Builder comparison = Json.obj().put("task", "regression");
    if (overall.same()) {
      comparison.put("same", "Both models predict the same number on every row.");
    }
    comparison
        .put("overall", slice(overall, margins))
        .put("by_segment", parted(Parted.Kind.SEGMENT, margins))
        .put("by_group", parted(Parted.Kind.GROUP, margins))
        .put("non_inferiority", Compared.nonInferiority(judged(), margins));
    return json.put("comparison", comparison.build()).build();
  }

  private Json parted(Parted.Kind kind, Margins margins) {
    return Parted.details(slices, kind, slice -> slice(slice, margins));
  }

  private Json slice(PairedErrors rows, Margins margins) {
    Json.Builder json = Json.obj().put("n", rows.rows()).put("nearer", nearer(rows));
    new PairedErrorFigures(rows, interval)
        .figures()
        .forEach((name, figure) -> json.put(name, figure.toJson(name, margins)));
    return json.build();
  }

  private static Json nearer(PairedErrors rows) {
    return Json.obj()
        .put("champion", rows.nearer().champion())
        .put("challenger", rows.nearer().challenger())
        .put("same", rows.nearer().same())
        .build();
  }

  @Override
  public Json tables() {
    Json.Builder json =
        Json.obj()
            .put("task", "regression")
            .put("error_scale", (long) overall.champion().errors().scale())
            .put("value_scale", (long) overall.champion().values().scale())
            .put("overall", overall.toJson())
            .put("slices", Parted.toJson(slices, PairedErrors::toJson))
            .put("bootstrap", resampled.toJson());
    interval.into(json);
    return json.build();
  }

  static NumberComparison fromTables(Json.Obj json) {
    Portion.Form form = Portion.Form.fromTables(json);
    return new NumberComparison(
        PairedErrors.fromJson(json.object("overall"), form),
        Parted.fromJson(json.object("slices"), slice -> PairedErrors.fromJson(slice, form)),
        ResampledDifferences.fromJson(json.object("bootstrap")),
        MeanInterval.fromTables(json));
  }
}
