// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.json.Json;

/** Two scores of the same rows, whose label has two classes. */
public record ScoreComparison(
    RowCounts counts,
    Cutoffs cutoffs,
    Slice overall,
    List<Parted<Slice>> slices,
    Resampled resampled)
    implements Comparison {

  /** What both models do on some of the rows. */
  public record Slice(
      PairedDecisions sameCutoff, PairedDecisions sameVolume, PairedRanking ranking) {
    long n() {
      return sameCutoff.selected().n();
    }

    long positives() {
      return sameCutoff.positives().n();
    }

    Json toJson() {
      return Json.obj()
          .put("same_cutoff", sameCutoff.toJson())
          .put("same_volume", sameVolume.toJson())
          .put("ranking", ranking.toJson())
          .build();
    }

    static Slice fromJson(Json.Obj json) {
      return new Slice(
          PairedDecisions.fromJson(json.object("same_cutoff")),
          PairedDecisions.fromJson(json.object("same_volume")),
          PairedRanking.fromJson(json.object("ranking")));
    }
  }

  /**
   * The cut-offs as people write them, and the champion's moved one, which selects as many rows as
   * the challenger does at its own.
   *
   * @param volume the moved cut-off; empty where no row is to be selected
   * @param wanted how many rows the challenger selects
   * @param reached how many the champion selects at the moved cut-off: as many, or the nearest
   *     number below that ties of its scores allow
   */
  public record Cutoffs(
      String champion, String challenger, String volume, long wanted, long reached) {
    Json toJson() {
      return Json.obj()
          .put("champion", champion)
          .put("challenger", challenger)
          .put("volume", volume)
          .put("wanted", wanted)
          .put("reached", reached)
          .build();
    }

    static Cutoffs fromJson(Json.Obj json) {
      return new Cutoffs(
          json.string("champion"),
          json.string("challenger"),
          json.string("volume"),
          json.integer("wanted"),
          json.integer("reached"));
    }
  }

  public ScoreComparison {
    slices = List.copyOf(slices);
  }

  McNemar mcnemar() {
    PairedCounts right = overall.sameCutoff().right();
    return new McNemar(right.onlyFirst(), right.onlySecond());
  }

  @Override
  public Map<String, Estimate> metrics() {
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    PairedRanking ranking = overall.ranking();
    PairedDecisions cutoff = overall.sameCutoff();
    Estimate accuracy = cutoff.difference("accuracy");
    metrics.put("roc_auc_champion", ranking.champion());
    metrics.put("roc_auc_challenger", ranking.challenger());
    metrics.put("auc_difference", ranking.difference());
    metrics.put("auc_difference_bootstrap", resampled.auc(ranking.difference()));
    metrics.put("delong_p", ranking.p());
    cutoff.pairs().forEach((name, pair) -> metrics.put(name + "_difference", pair.difference()));
    metrics.put("accuracy_difference_bootstrap", resampled.accuracy(accuracy));
    metrics.put("mcnemar_p", Estimate.of("mcnemar_p/1", mcnemar().exactP()));
    for (String name : List.of("accuracy", "recall", "precision")) {
      metrics.put(name + "_difference_same_volume", overall.sameVolume().difference(name));
    }
    String blocked = counts.blocked();
    if (blocked != null) {
      metrics.replaceAll((name, old) -> Estimate.undefined(old.definition(), blocked));
    }
    return metrics;
  }

  @Override
  public Map<ComparedMetric, Estimate> judged() {
    Map<ComparedMetric, Estimate> judged = new EnumMap<>(ComparedMetric.class);
    judged.put(ComparedMetric.ROC_AUC, aucDifference());
    judged.put(ComparedMetric.ACCURACY, overall.sameCutoff().difference("accuracy"));
    return judged;
  }

  /** With DeLong's interval. */
  Estimate aucDifference() {
    return overall.ranking().difference();
  }

  @Override
  public Json details(Margins margins) {
    return new ComparisonDetails(this, margins).toJson();
  }

  @Override
  public Json tables() {
    return Json.obj()
        .put("counts", counts.toJson())
        .put("cutoffs", cutoffs.toJson())
        .put("overall", overall.toJson())
        .put("slices", Parted.toJson(slices, Slice::toJson))
        .put("bootstrap", resampled.toJson())
        .build();
  }

  static ScoreComparison fromTables(Json.Obj json) {
    return new ScoreComparison(
        RowCounts.fromJson(json.object("counts")),
        Cutoffs.fromJson(json.object("cutoffs")),
        Slice.fromJson(json.object("overall")),
        Parted.fromJson(json.object("slices"), Slice::fromJson),
        Resampled.fromJson(json.object("bootstrap")));
  }
}
