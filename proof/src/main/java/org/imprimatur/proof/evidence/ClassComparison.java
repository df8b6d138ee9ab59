// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.imprimatur.proof.json.Json;

/**
 * Two predictions of the same rows, whose label has several classes.
 *
 * @param classes their names; every label and every prediction of either model is one of them
 */
public record ClassComparison(
    List<String> classes,
    PairedClasses overall,
    List<Parted<PairedClasses>> slices,
    ResampledDifferences resampled,
    MeanInterval interval)
    implements Comparison {
  private static final List<String> OF_CLASS = List.of("recall", "precision", "selection_rate");

  public ClassComparison {
    classes = List.copyOf(classes);
    slices = List.copyOf(slices);
  }

  private Map<String, Compared> figures() {
    return new PairedClassFigures(classes, overall, interval).figures();
  }

  private McNemar mcnemar() {
    PairedCounts right = overall.right();
    return new McNemar(right.onlyFirst(), right.onlySecond());
  }

  @Override
  public Map<String, Estimate> metrics() {
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    figures()
        .forEach(
            (name, figure) -> {
              figure.into(metrics, name);
              metrics.put(
                  name + "_difference_bootstrap", resampled.estimate(name, figure.difference()));
            });
    metrics.put("mcnemar_p", Estimate.of("mcnemar_p/1", mcnemar().exactP()));
    List<PairedDecisions> each = overall.each();
    for (int of = 0; of < classes.size(); of++) {
      for (String name : List.of("recall", "precision")) {
        metrics.put(
            "class." + classes.get(of) + "." + name + "_difference", each.get(of).difference(name));
      }
    }
    return metrics;
  }

  @Override
  public Map<ComparedMetric, Estimate> judged() {
    return Compared.judged(figures());
  }

  @Override
  public Json details(Margins margins) {
    Map<String, Estimate> differences = new LinkedHashMap<>();
    figures().forEach((name, figure) -> differences.put(name, figure.difference()));
    Json.Builder json =
        Json.obj()
            .put("rows", overall.rows())
            .put("table", ComparisonDetails.table(overall.right()))
            .put(
                "mcnemar_exact_p",
                ComparisonDetails.value("mcnemar_p/1", Json.of(mcnemar().exactP())))
            .put("bootstrap", resampled.details(differences));
    Json.Builder comparison = Json.obj().put("task", "multiclass");
    if (overall.agreed() == overall.rows()) {
      comparison.put("same", "Both models predict the same class on every row.");
    }
    comparison
        .put("agreed", overall.agreed())
        .put("overall", slice(overall, margins))
        .put("by_class", byClass(margins))
        .put("by_segment", parted(Parted.Kind.SEGMENT, margins))
        .put("by_group", parted(Parted.Kind.GROUP, margins))
        .put("non_inferiority", Compared.nonInferiority(judged(), margins));
    return json.put("comparison", comparison.build()).build();
  }

  private Json parted(Parted.Kind kind, Margins margins) {
    return Parted.details(slices, kind, slice -> slice(slice, margins));
  }

  private Json slice(PairedClasses rows, Margins margins) {
    Json.Builder json =
        Json.obj().put("n", rows.rows()).put("table", ComparisonDetails.table(rows.right()));
    new PairedClassFigures(classes, rows, interval)
        .figures()
        .forEach((name, figure) -> json.put(name, figure.toJson(name, margins)));
    return json.build();
  }

  /** What the challenger gains and loses of the rows of each class. */
  private Json byClass(Margins margins) {
    Json.Builder json = Json.obj();
    List<PairedDecisions> each = overall.each();
    for (int of = 0; of < classes.size(); of++) {
      PairedDecisions found = each.get(of);
      Json.Builder figures =
          Json.obj()
              .put("n", found.positives().n())
              .put("gained", found.positives().onlySecond())
              .put("lost", found.positives().onlyFirst())
              .put("predicted_by_champion", found.selected().first())
              .put("predicted_by_challenger", found.selected().second());
      for (String name : OF_CLASS) {
        PairedDecisions.Pair pair = Objects.requireNonNull(found.pairs().get(name), name);
        figures.put(name, Compared.of(pair).toJson(name, margins));
      }
      json.put(classes.get(of), figures.build());
    }
    return json.build();
  }

  @Override
  public Json tables() {
    Json.Builder json =
        Json.obj()
            .put("task", "multiclass")
            .put("classes", Json.array(classes.stream().map(Json::of).toList()))
            .put("overall", overall.toJson())
            .put("slices", Parted.toJson(slices, PairedClasses::toJson))
            .put("bootstrap", resampled.toJson());
    interval.into(json);
    return json.build();
  }

  static ClassComparison fromTables(Json.Obj json) {
    List<String> classes = Values.texts(json.array("classes"));
    return new ClassComparison(
        classes,
        PairedClasses.fromJson(classes.size(), json.object("overall")),
        Parted.fromJson(
            json.object("slices"), slice -> PairedClasses.fromJson(classes.size(), slice)),
        ResampledDifferences.fromJson(json.object("bootstrap")),
        MeanInterval.fromTables(json));
  }
}
