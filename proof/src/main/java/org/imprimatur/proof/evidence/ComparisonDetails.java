// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.List;
import org.imprimatur.proof.json.Json;

/** A comparison of two models for reading, under the published names. */
record ComparisonDetails(ScoreComparison found, Margins margins) {
  Json toJson() {
    Json.Builder json = Json.obj().put("rows", found.counts().rows());
    ScoreComparison.Slice overall = found.overall();
    json.put("table", table(overall.sameCutoff().right()));
    json.put("mcnemar_exact_p", value("mcnemar_p/1", Json.of(found.mcnemar().exactP())));
    json.put("mcnemar_chi2_cc", value("mcnemar_chi2_cc/1", chiSquare(found.mcnemar())));
    json.put("delong", delong(overall.ranking(), false));
    json.put("delong_pROC", delong(overall.ranking(), true));
    json.put("bootstrap", bootstrap());
    return json.put("comparison", comparison()).build();
  }

  static Json table(PairedCounts right) {
    return Json.obj()
        .put("both_right", right.both())
        .put("only_champion_right", right.onlyFirst())
        .put("only_challenger_right", right.onlySecond())
        .put("both_wrong", right.neither())
        .build();
  }

  static Json value(String definition, Json value) {
    return Json.obj().put("definition", definition).put("value", value).build();
  }

  private static Json chiSquare(McNemar test) {
    return test.isDefined()
        ? Json.array(List.of(Json.of(test.chiSquare()), Json.of(test.chiSquareP())))
        : Json.array(List.of(Json.nothing(), Json.nothing()));
  }

  /** With {@code intervals} as pROC's roc.test and ci.auc name the same figures. */
  private static Json delong(PairedRanking ranking, boolean intervals) {
    Json.Builder json = Json.obj();
    Estimate first = ranking.champion();
    Estimate second = ranking.challenger();
    boolean spread = ranking.noVariance() == null;
    json.put("auc_a", first.number()).put("auc_b", second.number());
    json.put("var_a", Values.number(spread ? ranking.varianceOfChampion() : null));
    json.put("var_b", Values.number(spread ? ranking.varianceOfChallenger() : null));
    if (!intervals) {
      json.put("cov", Values.number(spread ? ranking.covariance() : null));
    }
    json.put("z", ranking.z().number()).put("p", ranking.p().number());
    if (ranking.z().reason() != null) {
      json.put("reason", ranking.z().reason());
    }
    return json.put("ci95_a", Values.pair(first.interval()))
        .put("ci95_b", Values.pair(second.interval()))
        .build();
  }

  private Json bootstrap() {
    Resampled drawn = found.resampled();
    Estimate auc = drawn.auc(found.overall().ranking().difference());
    Estimate accuracy = drawn.accuracy(accuracy());
    Json.Builder json =
        Json.obj()
            .put("seed", drawn.seed())
            .put("replicates", drawn.replicates())
            .put("one_class", drawn.oneClass());
    drawn(json, "auc_difference", auc, drawn.auc(), drawn.ranked());
    drawn(json, "accuracy_difference", accuracy, drawn.accuracy(), drawn.replicates());
    return json.build();
  }

  private static void drawn(
      Json.Builder to, String name, Estimate found, Resampled.Drawn drawn, long count) {
    boolean defined = found.isDefined();
    to.put(name, found.number());
    to.put(name + "_ci95", Values.pair(found.interval()));
    to.put(name + "_se", Values.number(defined ? drawn.error(count) : null));
    if (found.reason() != null) {
      to.put(name + "_reason", found.reason());
    }
  }

  private Estimate accuracy() {
    return found.overall().sameCutoff().difference("accuracy");
  }

  private Json comparison() {
    ScoreComparison.Slice overall = found.overall();
    return Json.obj()
        .put("overall", head(overall).build())
        .put("same_cutoff", sameCutoff(overall))
        .put("same_volume", sameVolume(overall))
        .put("by_segment", Parted.details(found.slices(), Parted.Kind.SEGMENT, this::slice))
        .put("by_group", Parted.details(found.slices(), Parted.Kind.GROUP, this::slice))
        .put("non_inferiority", nonInferiority())
        .build();
  }

  private Json sameCutoff(ScoreComparison.Slice overall) {
    ScoreComparison.Cutoffs cutoffs = found.cutoffs();
    PairedCounts selected = overall.sameCutoff().selected();
    Json.Builder json =
        Json.obj()
            .put("champion_cutoff", Double.parseDouble(cutoffs.champion()))
            .put("challenger_cutoff", Double.parseDouble(cutoffs.challenger()))
            .put("champion_selected", selected.first())
            .put("challenger_selected", selected.second());
    figures(json, overall.sameCutoff());
    return json.build();
  }

  private Json sameVolume(ScoreComparison.Slice overall) {
    ScoreComparison.Cutoffs cutoffs = found.cutoffs();
    boolean none = cutoffs.volume().isEmpty();
    Json.Builder json =
        Json.obj()
            .put(
                "champion_cutoff",
                none ? Json.nothing() : Json.of(Double.parseDouble(cutoffs.volume())))
            .put("challenger_cutoff", Double.parseDouble(cutoffs.challenger()))
            .put("champion_selected", cutoffs.reached())
            .put("challenger_selected", cutoffs.wanted())
            .put("short", cutoffs.wanted() - cutoffs.reached());
    figures(json, overall.sameVolume());
    return json.build();
  }

  private Json slice(ScoreComparison.Slice slice) {
    Json.Builder json = head(slice);
    Json.Builder cutoff = Json.obj();
    figures(cutoff, slice.sameCutoff());
    Json.Builder volume = Json.obj();
    figures(volume, slice.sameVolume());
    return json.put("same_cutoff", cutoff.build()).put("same_volume", volume.build()).build();
  }

  private Json.Builder head(ScoreComparison.Slice slice) {
    PairedRanking ranking = slice.ranking();
    return Json.obj()
        .put("n", slice.n())
        .put("positives", slice.positives())
        .put(
            "roc_auc",
            figure(
                "roc_auc",
                new PairedDecisions.Pair(
                    ranking.champion(), ranking.challenger(), ranking.difference())));
  }

  private void figures(Json.Builder to, PairedDecisions decisions) {
    decisions.pairs().forEach((name, pair) -> to.put(name, figure(name, pair)));
  }

  private Json figure(String name, PairedDecisions.Pair pair) {
    return Compared.of(pair).toJson(name, margins);
  }

  private Json nonInferiority() {
    Json.Builder json = Json.obj().put("margin", margins.share());
    found
        .judged()
        .forEach((metric, difference) -> json.put(metric.word(), outcome(metric, difference)));
    return json.build();
  }

  /** A margin of its own stands beside the outcome; the one for all is said once. */
  private Json outcome(ComparedMetric metric, Estimate difference) {
    Json.Builder json = Json.obj().put("difference", difference.toJson());
    Double own = margins.stated().get(metric);
    if (own != null) {
      json.put("margin", own);
    }
    double margin = own == null ? margins.share() : own;
    return json.put("outcome", metric.nonInferiority(difference, margin).word()).build();
  }
}
