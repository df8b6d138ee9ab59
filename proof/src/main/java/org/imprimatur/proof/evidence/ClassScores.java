// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.imprimatur.proof.json.Json;

/**
 * What the scores of several classes give.
 *
 * @param unfit rows whose scores are no probabilities: one lies outside [0, 1], or their sum is
 *     more than a thousandth away from 1
 * @param rankings each class against all others, by its own score
 * @param pairs each class against each other one; nothing in segments, where there are too many
 *     classes, and in tables of before
 * @param top rows whose label is among the best 1, 2, … scores, ties to the class that is named
 *     first
 * @param logLoss minus the logarithm of the score of the label, where scores are probabilities
 * @param brier the squared distances of all scores of a row, added up
 * @param bins of the best score, where a row is positive if that is the score of its label
 */
public record ClassScores(
    long unfit,
    List<Ranking> rankings,
    Optional<ClassPairs> pairs,
    List<Long> top,
    Sums logLoss,
    Sums brier,
    Reliability bins) {
  public ClassScores {
    rankings = List.copyOf(rankings);
    top = List.copyOf(top);
    if (pairs.isPresent() && !pairs.get().agreesWith(rankings)) {
      throw new IllegalArgumentException("Pairs of classes add up to each class against the rest");
    }
  }

  /** A figure of one class against the rest. */
  interface OfRanking {
    Estimate of(Ranking ranking);
  }

  /**
   * The mean of a figure of each class against the rest. The figures rest on the same rows: the
   * interval is as wide as if all of them moved together, so never too narrow.
   */
  Estimate mean(
      String definition, List<String> classes, OfRanking figure, IntToDoubleFunction weight) {
    double value = 0;
    double low = 0;
    double high = 0;
    double weights = 0;
    for (int of = 0; of < rankings.size(); of++) {
      Estimate area = figure.of(rankings.get(of));
      if (area.value() == null) {
        return Estimate.undefined(
            definition, "The area is undefined for: " + classes.get(of) + ".");
      }
      Interval interval = Objects.requireNonNull(area.interval());
      double share = weight.applyAsDouble(of);
      value += share * area.value();
      low += share * interval.low();
      high += share * interval.high();
      weights += share;
    }
    return Estimate.of(definition, value / weights, new Interval(low / weights, high / weights));
  }

  Json toJson() {
    Json.Builder json =
        Json.obj()
            .put("unfit", unfit)
            .put("rankings", Json.array(rankings.stream().map(Ranking::toJson).toList()));
    pairs.ifPresent(found -> json.put("pairs", found.toJson()));
    return json.put("top", Json.array(top.stream().map(Json::of).toList()))
        .put("log_loss_fx", logLoss.toJson())
        .put("brier_fx", brier.toJson())
        .put("bins_10", bins.toJson())
        .build();
  }

  static ClassScores fromJson(Json.Obj json) {
    List<Ranking> rankings = new ArrayList<>();
    json.array("rankings")
        .values()
        .forEach(each -> rankings.add(Ranking.fromJson((Json.Obj) each)));
    List<Long> top = new ArrayList<>();
    Json.Arr hits = json.array("top");
    for (int i = 0; i < hits.values().size(); i++) {
      top.add(hits.integer(i));
    }
    return new ClassScores(
        json.integer("unfit"),
        rankings,
        json.find("pairs").map(found -> ClassPairs.fromJson((Json.Obj) found)),
        top,
        Sums.fromJson(json.object("log_loss_fx")),
        Sums.fromJson(json.object("brier_fx")),
        Reliability.fromJson(json.array("bins_10")));
  }
}
