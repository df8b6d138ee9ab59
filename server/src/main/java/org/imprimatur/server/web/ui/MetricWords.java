// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How measures are called, and which way is better. */
final class MetricWords {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("roc_auc", "AUC"),
          Map.entry("average_precision", "Average precision"),
          Map.entry("accuracy", "Accuracy"),
          Map.entry("balanced_accuracy", "Balanced accuracy"),
          Map.entry("precision", "Precision"),
          Map.entry("recall", "Recall"),
          Map.entry("specificity", "Specificity"),
          Map.entry("f1", "F1"),
          Map.entry("f1_macro", "Macro F1"),
          Map.entry("f1_weighted", "Weighted F1"),
          Map.entry("roc_auc_ovr_macro", "Macro AUC"),
          Map.entry("rmse", "RMSE"),
          Map.entry("mse", "Mean squared error"),
          Map.entry("mae", "MAE"),
          Map.entry("r2", "R²"),
          Map.entry("bias", "Bias"),
          Map.entry("mcc", "Matthews correlation"),
          Map.entry("prevalence", "Recorded positives"),
          Map.entry("selection_rate", "Predicted positives"),
          Map.entry("gini", "Gini"),
          Map.entry("ks", "Kolmogorov-Smirnov"),
          Map.entry("brier", "Brier score"),
          Map.entry("log_loss", "Log loss"),
          Map.entry("mean_score", "Mean score"),
          Map.entry("ece_10", "Calibration error, 10 bins"),
          Map.entry("mce_10", "Largest calibration error, 10 bins"),
          Map.entry("ece_15", "Calibration error, 15 bins"),
          Map.entry("calibration_slope", "Calibration slope"),
          Map.entry("calibration_intercept", "Calibration intercept"));
  private static final Map<String, String> GAPS =
      Map.of(
          "disparate_impact.min_over_max", "Lowest to highest favourable rate",
          "demographic_parity_difference", "Gap in predicted positives",
          "equal_opportunity_difference", "Gap in recall",
          "equalized_odds_difference", "Gap in error rates",
          "false_positive_rate_difference", "Gap in false positive rates",
          "predictive_parity_difference", "Gap in precision",
          "observed_over_expected_min", "Lowest recorded to expected",
          "observed_over_expected_max", "Highest recorded to expected");
  private static final Pattern FAIRNESS =
      Pattern.compile("fairness\\.(.+?)\\.(disparate_impact\\.min_over_max|[a-z_]+)");

  /** The measures that stand in the plot, in their order. */
  static final List<String> SHOWN =
      List.of(
          "roc_auc",
          "average_precision",
          "ece_10",
          "brier",
          "accuracy",
          "precision",
          "recall",
          "specificity",
          "selection_rate",
          "f1",
          "ks");

  private static final Set<String> MORE_IS_BETTER =
      Set.of(
          "roc_auc",
          "average_precision",
          "accuracy",
          "balanced_accuracy",
          "precision",
          "recall",
          "specificity",
          "f1",
          "mcc",
          "gini",
          "ks");
  private static final Set<String> LESS_IS_BETTER =
      Set.of("brier", "log_loss", "ece_10", "mce_10", "ece_15");

  private MetricWords() {}

  /** How a gap between groups is called. */
  static String gap(String name) {
    return GAPS.getOrDefault(name, name.replace('_', ' '));
  }

  static String name(String metric) {
    Matcher fairness = FAIRNESS.matcher(metric);
    if (fairness.matches()) {
      return gap(fairness.group(2)) + ", " + fairness.group(1);
    }
    return NAMES.getOrDefault(metric, metric.replace('_', ' '));
  }

  /** Whether people ask for it first; the rest is folded. */
  static boolean isPlain(String metric) {
    Matcher fairness = FAIRNESS.matcher(metric);
    return fairness.matches()
        ? GAPS.containsKey(fairness.group(2)) && !fairness.group(1).contains(" & ")
        : SHOWN.contains(metric);
  }

  /** In the order of reading. */
  static List<String> inOrder(Set<String> metrics) {
    return metrics.stream()
        .sorted(
            Comparator.comparingInt(
                (String metric) -> SHOWN.contains(metric) ? SHOWN.indexOf(metric) : SHOWN.size()))
        .toList();
  }

  /** 1 where more is better, −1 where less is, 0 where neither is. */
  static int direction(String metric) {
    if (MORE_IS_BETTER.contains(metric)
        || metric.endsWith("_ratio")
        || metric.endsWith("min_over_max")) {
      return 1;
    }
    return LESS_IS_BETTER.contains(metric) || metric.endsWith("_difference") ? -1 : 0;
  }
}
