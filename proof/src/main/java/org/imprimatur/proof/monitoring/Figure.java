// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.MetricPath;
import org.imprimatur.proof.policy.Nearest;

/**
 * The figure that a promise is about: it is measured by computing batches and in no other way.
 *
 * @param of the evidence class, as a requirement of a policy names it
 * @param metric its path as it was written, {@code metrics.roc_auc}
 * @param name the metric's name in the evidence; empty where what was written means none
 */
public record Figure(String of, String metric, String name) {
  /** The classes that are computed from a batch. */
  public static final List<String> CLASSES = List.of("performance", "fairness", "data");

  /**
   * What a class has and a batch has not: nothing is compared with a champion or a training set.
   */
  private static final Set<String> NOT_OF_BATCHES =
      Set.of(
          "delong_p",
          "mcnemar_p",
          "sign_test_p",
          "inputs",
          "prohibited_inputs",
          "rows_shared_with_training",
          "shared_rows",
          "shared_rows_by_chance",
          "shared_rows_beyond_chance",
          "shared_ids",
          "shared_ids_same_row",
          "strongest_association",
          "later_than_label");

  /** How the performance beside a champion's is called. */
  private static final Pattern OF_COMPARISON =
      Pattern.compile(".+_(champion|challenger|difference|difference_(bootstrap|same_volume))");

  private static final String METRIC = "metric";
  private static final String OF = "of";

  /** The figure that a measure names; one that nobody knows is never measured. */
  static Optional<Figure> of(Json.Obj kpi) {
    if (kpi.find(METRIC).isEmpty()) {
      return Optional.empty();
    }
    String of = kpi.find(OF).isPresent() ? kpi.string(OF) : "";
    String metric = kpi.string(METRIC);
    return Optional.of(
        new Figure(of, metric, refusal(of, metric).isEmpty() ? name(of, metric) : ""));
  }

  private static String name(String of, String metric) {
    return MetricPath.name(metric, of);
  }

  /** Why this cannot be promised, in a sentence; nothing where a batch can answer it. */
  public static Optional<String> refusal(String of, String metric) {
    if (!CLASSES.contains(of)) {
      return Optional.of(
          "of is performance, fairness or data, not \"%s\". Did you mean \"%s\"?"
              .formatted(of, Nearest.to(of, CLASSES)));
    }
    try {
      String name = name(of, metric);
      boolean compared = of.equals("performance") && OF_COMPARISON.matcher(name).matches();
      return compared || NOT_OF_BATCHES.contains(name) || name.startsWith("proxies.")
          ? Optional.of("\"%s\" cannot be computed from production data.".formatted(name))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
