// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
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
          Map.entry("f1_micro", "Micro F1"),
          Map.entry("cohen_kappa", "Cohen's kappa"),
          Map.entry("roc_auc_ovr_macro", "Macro AUC"),
          Map.entry("roc_auc_ovr_weighted", "Weighted AUC"),
          Map.entry("roc_auc_ovr_micro", "Micro AUC"),
          Map.entry("roc_auc_ovo_macro", "Macro AUC of pairs"),
          Map.entry("roc_auc_ovo_weighted", "Weighted AUC of pairs"),
          Map.entry("average_precision_macro", "Macro average precision"),
          Map.entry("average_precision_weighted", "Weighted average precision"),
          Map.entry("average_precision_micro", "Micro average precision"),
          Map.entry("precision_macro", "Macro precision"),
          Map.entry("precision_micro", "Micro precision"),
          Map.entry("precision_weighted", "Weighted precision"),
          Map.entry("recall_macro", "Macro recall"),
          Map.entry("recall_micro", "Micro recall"),
          Map.entry("recall_weighted", "Weighted recall"),
          Map.entry("rmse", "RMSE"),
          Map.entry("mse", "Mean squared error"),
          Map.entry("mae", "MAE"),
          Map.entry("r2", "R²"),
          Map.entry("mape", "MAPE"),
          Map.entry("smape", "sMAPE"),
          Map.entry("max_error", "Largest error"),
          Map.entry("residual_std", "Standard deviation of errors"),
          Map.entry("mean_truth", "Mean recorded value"),
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

  /** A figure of one class, or a gap of it between groups. */
  private static final Pattern OF_A_CLASS = Pattern.compile("class\\.(.+)\\.([a-z0-9_]+)");

  private static final Pattern GAP_OF_A_CLASS =
      Pattern.compile("fairness\\.(.+?)\\.class\\.(.+)\\.([a-z_]+)_(difference|ratio)");
  private static final Pattern GAP = Pattern.compile("([a-z_]+)_(difference|ratio)");
  private static final Pattern QUANTILE = Pattern.compile("(residual|absolute_error)_q([0-9]{2})");
  private static final Pattern FAIRNESS =
      Pattern.compile("fairness\\.(.+?)\\.(disparate_impact\\.min_over_max|[a-z_]+)");

  /**
   * How an expression of a policy names a measure: {@code metrics.x} or {@code metrics['x']}; see
   * {@link #named}.
   */
  static final String IN_EXPRESSION =
      "metrics(?:\\.(?<plain>[a-z0-9_]+)|\\[(?<quote>['\"])(?<quoted>.+?)\\k<quote>\\])";

  private static final Pattern MEASURE = Pattern.compile(IN_EXPRESSION);

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

  /** The same of several classes. */
  static final List<String> OF_CLASSES =
      List.of(
          "accuracy",
          "balanced_accuracy",
          "f1_macro",
          "f1_weighted",
          "roc_auc_ovr_macro",
          "ece_10");

  /** Those of a model that predicts a number; they share no axis. */
  static final List<String> OF_NUMBERS =
      List.of("rmse", "mae", "bias", "r2", "mape", "median_absolute_error", "max_error");

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
    String known = GAPS.get(name);
    if (known != null) {
      return known;
    }
    Matcher gap = GAP.matcher(name);
    return gap.matches()
        ? between(gap.group(2)) + plain(gap.group(1))
        : Words.capital(name.replace('_', ' '));
  }

  private static String between(String kind) {
    return kind.equals("ratio") ? "Lowest to highest " : "Gap in ";
  }

  /** In the middle of a sentence; an abbreviation keeps its letters. */
  private static String plain(String metric) {
    String name = name(metric);
    return name.length() > 1 && Character.isLowerCase(name.charAt(1))
        ? name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1)
        : name;
  }

  static String name(String metric) {
    Matcher ofClass = GAP_OF_A_CLASS.matcher(metric);
    if (ofClass.matches()) {
      return "%s%s of class %s, %s"
          .formatted(
              between(ofClass.group(4)),
              plain(ofClass.group(3)),
              ofClass.group(2),
              ofClass.group(1));
    }
    Matcher fairness = FAIRNESS.matcher(metric);
    if (fairness.matches()) {
      return gap(fairness.group(2)) + ", " + fairness.group(1);
    }
    Matcher figure = OF_A_CLASS.matcher(metric);
    if (figure.matches()) {
      return name(figure.group(2)) + " of class " + figure.group(1);
    }
    Matcher quantile = QUANTILE.matcher(metric);
    if (quantile.matches()) {
      return "%s, %d %% quantile"
          .formatted(
              quantile.group(1).equals("residual") ? "Error" : "Absolute error",
              Integer.parseInt(quantile.group(2)));
    }
    return NAMES.getOrDefault(metric, Words.capital(metric.replace('_', ' ')));
  }

  /** The measure that an expression names where {@link #IN_EXPRESSION} was found. */
  static String named(MatchResult found) {
    String plain = found.group("plain");
    return plain == null ? found.group("quoted") : plain;
  }

  /** {@code metrics.roc_auc >= 0.75} as {@code AUC ≥ 0.75}. */
  static String expression(String text) {
    return MEASURE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(name(named(found))))
        .replace(">=", "≥")
        .replace("<=", "≤")
        .replace("&&", "and")
        .replace("||", "or");
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
