// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.imprimatur.proof.json.Json;

/**
 * What champion and challenger select at one cut-off each, apart for rows of either label.
 *
 * @param positives who selects the rows with a positive label
 * @param negatives who selects the others
 */
public record PairedDecisions(PairedCounts positives, PairedCounts negatives) {
  /** A share of both models and the difference, challenger minus champion. */
  record Pair(Estimate champion, Estimate challenger, Estimate difference) {}

  PairedCounts selected() {
    return positives.plus(negatives);
  }

  /** Who is right: the table of McNemar's test. */
  PairedCounts right() {
    return positives.plus(negatives.negated());
  }

  /** Every figure by name, in the order of reading. */
  Map<String, Pair> pairs() {
    Map<String, Pair> pairs = new LinkedHashMap<>();
    pairs.put("accuracy", share("accuracy", right()));
    pairs.put("recall", share("recall", positives));
    pairs.put("specificity", share("specificity", negatives.negated()));
    pairs.put("precision", precision());
    pairs.put("selection_rate", share("selection_rate", selected()));
    return pairs;
  }

  /** The difference of one of these figures. */
  Estimate difference(String name) {
    return Objects.requireNonNull(pairs().get(name), name).difference();
  }

  private static Pair share(String name, PairedCounts counts) {
    String definition = name + "_difference/1";
    Estimate first = Estimate.rate(name + "/1", counts.first(), counts.n());
    Estimate second = Estimate.rate(name + "/1", counts.second(), counts.n());
    if (counts.n() == 0) {
      return new Pair(
          first, second, Estimate.undefined(definition, "The denominator is 0: no row qualifies."));
    }
    double gap = (double) (counts.onlySecond() - counts.onlyFirst()) / (double) counts.n();
    return new Pair(first, second, Estimate.of(definition, gap, counts.difference()));
  }

  private Pair precision() {
    PairedCounts all = selected();
    Estimate first = Estimate.rate("precision/1", positives.first(), all.first());
    Estimate second = Estimate.rate("precision/1", positives.second(), all.second());
    if (first.value() == null || second.value() == null) {
      return new Pair(
          first,
          second,
          Estimate.undefined("precision_difference/1", "One of the models selects no row."));
    }
    double p = first.value();
    double q = second.value();
    double variance = variance(p, (double) all.first(), q, (double) all.second());
    Interval interval =
        variance > 0
            ? Interval.normal(q - p, variance, -1, 1)
            : Interval.difference(
                q,
                Interval.wilson(positives.second(), all.second()),
                p,
                Interval.wilson(positives.first(), all.first()));
    return new Pair(first, second, Estimate.of("precision_difference/1", q - p, interval));
  }

  /**
   * The delta method for a difference of two predictive values on the same rows: each row's part in
   * it, squared and added up (Moskowitz and Pepe, <i>Clinical Trials</i> 3 (2006) 272).
   */
  private double variance(double p, double first, double q, double second) {
    double up = (1 - q) / second;
    double upOfFirst = (1 - p) / first;
    double down = q / second;
    double downOfFirst = p / first;
    return (double) positives.both() * square(up - upOfFirst)
        + (double) positives.onlyFirst() * square(upOfFirst)
        + (double) positives.onlySecond() * square(up)
        + (double) negatives.both() * square(down - downOfFirst)
        + (double) negatives.onlyFirst() * square(downOfFirst)
        + (double) negatives.onlySecond() * square(down);
  }

  private static double square(double value) {
    return value * value;
  }

  Json toJson() {
    return Json.obj()
        .put("positives", positives.toJson())
        .put("negatives", negatives.toJson())
        .build();
  }

  static PairedDecisions fromJson(Json.Obj json) {
    return new PairedDecisions(
        PairedCounts.fromJson(json.array("positives")),
        PairedCounts.fromJson(json.array("negatives")));
  }
}
