// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;

/** A figure of both models on the same rows, and the difference, challenger minus champion. */
record Compared(Estimate champion, Estimate challenger, Estimate difference) {
  private static final Set<String> MORE_IS_BETTER = Set.of("recall", "specificity", "precision");
  private static final Set<String> LESS_IS_BETTER = Set.of("mse");

  static final String UNDEFINED = "It is undefined for one of the models.";

  static Compared of(PairedDecisions.Pair pair) {
    return new Compared(pair.champion(), pair.challenger(), pair.difference());
  }

  /** Both figures, and no difference for a reason. */
  static Compared without(String definition, Estimate champion, Estimate challenger, String why) {
    return new Compared(champion, challenger, Estimate.undefined(definition, why));
  }

  /** Why formulas for many rows tell nothing of these, or null. */
  static @Nullable String tooFew(long rows) {
    return rows < Comparison.FEWEST_ROWS
        ? "It needs %d rows; there are %d.".formatted(Comparison.FEWEST_ROWS, rows)
        : null;
  }

  /**
   * Both intervals put together as if the models were independent, which is too wide rather than
   * too narrow: where the joint variance of two models that differ is 0.
   */
  static Interval apart(Estimate champion, Estimate challenger) {
    return Interval.difference(
        value(challenger), interval(challenger), value(champion), interval(champion));
  }

  private static double value(Estimate of) {
    return of.value() == null ? 0 : of.value();
  }

  private static Interval interval(Estimate of) {
    Interval interval = of.interval();
    return interval == null ? new Interval(value(of), value(of)) : interval;
  }

  /** Adds both figures and the difference, by the metric's name. */
  void into(Map<String, Estimate> metrics, String name) {
    metrics.put(name + "_champion", champion);
    metrics.put(name + "_challenger", challenger);
    metrics.put(name + "_difference", difference);
  }

  /** The differences that a margin may be set for. */
  static Map<ComparedMetric, Estimate> judged(Map<String, Compared> figures) {
    Map<ComparedMetric, Estimate> judged = new EnumMap<>(ComparedMetric.class);
    figures.forEach(
        (name, figure) ->
            ComparedMetric.of(name).ifPresent(metric -> judged.put(metric, figure.difference())));
    return judged;
  }

  /** For reading, with what the whole interval says. */
  Json toJson(String name, Margins margins) {
    return Json.obj()
        .put("champion", champion.toJson())
        .put("challenger", challenger.toJson())
        .put("difference", difference.toJson())
        .put("reading", reading(name, margins))
        .build();
  }

  /** What has no direction, as a share of predictions or a bias, is neither good nor bad. */
  private String reading(String name, Margins margins) {
    Interval interval = difference.interval();
    if (interval == null) {
      return "cannot be told";
    }
    Optional<ComparedMetric> metric = ComparedMetric.of(name);
    boolean more = metric.map(ComparedMetric::moreIsBetter).orElse(MORE_IS_BETTER.contains(name));
    boolean hasDirection = metric.isPresent() || more || LESS_IS_BETTER.contains(name);
    if (interval.low() > 0) {
      return !hasDirection ? "higher" : more ? "better" : "worse";
    }
    if (interval.high() < 0) {
      return !hasDirection ? "lower" : more ? "worse" : "better";
    }
    boolean within =
        metric
            .flatMap(
                found ->
                    margins
                        .of(found)
                        .map(margin -> found.nonInferiority(difference, margin))
                        .map(NonInferiority.WITHIN::equals))
            .orElse(false);
    return within ? "non-inferior" : "cannot be told";
  }

  /** Which of the differences lie within the margin that is set for them. */
  static Json nonInferiority(Map<ComparedMetric, Estimate> judged, Margins margins) {
    Json.Builder json = Json.obj().put("margin", margins.share());
    judged.forEach(
        (metric, difference) ->
            margins
                .of(metric)
                .ifPresent(
                    margin ->
                        json.put(
                            metric.word(),
                            Json.obj()
                                .put("margin", margin)
                                .put("difference", difference.toJson())
                                .put("outcome", metric.nonInferiority(difference, margin).word())
                                .build())));
    return json.build();
  }
}
