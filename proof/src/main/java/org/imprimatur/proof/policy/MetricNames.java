// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The metrics that the checks of an evidence class give, by name. A check that gives a new one adds
 * it here; a test over the evidence of every check finds what is missing.
 */
public final class MetricNames {
  /** A class, then its names; a star stands for whatever a column or a class is called. */
  private static final Map<String, Set<String>> KNOWN =
      known(
          """
          artifact: files bytes onnx_models code_running_files unrecognised_files problems

          data: rows columns missing_cells duplicate_rows constant_columns repeated_ids
          data: missing_labels positives negatives positive_share inputs prohibited_inputs
          data: max_psi drifted_columns max_ks max_js_distance new_categories vanished_categories
          data: compared_columns new_columns vanished_columns
          data: personal_data_cells personal_data_columns
          data: rows_shared_with_training shared_rows shared_rows_by_chance
          data: shared_rows_beyond_chance shared_ids shared_ids_same_row
          data: strongest_association later_than_label proxies.*.auc

          operations: latency_p50_ms latency_p95_ms latency_p99_ms throughput_rows_per_s
          operations: model_bytes memory_bytes

          documentation: sections filled_sections words claims unsure_claims

          performance: accuracy balanced_accuracy precision recall specificity f1 mcc
          performance: prevalence selection_rate roc_auc gini average_precision ks ks_from_roc
          performance: log_loss brier mean_score ece_10 mce_10 ece_15
          performance: calibration_intercept calibration_slope cost_per_row
          performance: roc_auc_champion roc_auc_challenger auc_difference delong_p mcnemar_p
          performance: auc_difference_bootstrap accuracy_difference_bootstrap accuracy_difference
          performance: recall_difference specificity_difference precision_difference
          performance: selection_rate_difference accuracy_difference_same_volume
          performance: recall_difference_same_volume precision_difference_same_volume
          performance: accuracy_champion accuracy_challenger
          performance: f1_macro_champion f1_macro_challenger f1_macro_difference
          performance: f1_macro_difference_bootstrap
          performance: f1_weighted_champion f1_weighted_challenger f1_weighted_difference
          performance: f1_weighted_difference_bootstrap
          performance: log_loss_champion log_loss_challenger log_loss_difference
          performance: log_loss_difference_bootstrap
          performance: class.*.recall_difference class.*.precision_difference
          performance: rmse_champion rmse_challenger rmse_difference rmse_difference_bootstrap
          performance: mse_champion mse_challenger mse_difference
          performance: mae_champion mae_challenger mae_difference mae_difference_bootstrap
          performance: r2_champion r2_challenger r2_difference r2_difference_bootstrap
          performance: bias_champion bias_challenger bias_difference bias_difference_bootstrap
          performance: sign_test_p

          performance: precision_macro precision_micro precision_weighted
          performance: recall_macro recall_micro recall_weighted f1_macro f1_micro f1_weighted
          performance: precision_macro_zero_division_0 recall_macro_zero_division_0
          performance: precision_weighted_zero_division_0 cohen_kappa
          performance: roc_auc_ovr_macro roc_auc_ovr_weighted roc_auc_ovr_micro
          performance: roc_auc_ovo_macro roc_auc_ovo_weighted
          performance: average_precision_macro average_precision_weighted average_precision_micro
          performance: class.*.average_precision
          performance: top_2_accuracy top_3_accuracy top_5_accuracy
          performance: class.*.precision class.*.recall class.*.f1 class.*.roc_auc
          performance: class.*.support class.*.selection_rate
          performance: rmse mse mae bias r2 explained_variance mape smape max_error
          performance: median_absolute_error absolute_error_q90 absolute_error_q95 residual_std
          performance: residual_q01 residual_q05 residual_q10 residual_q25 residual_q50
          performance: residual_q75 residual_q90 residual_q95 residual_q99
          performance: mean_truth mean_prediction

          fairness: fairness.*.demographic_parity_difference fairness.*.demographic_parity_ratio
          fairness: fairness.*.equal_opportunity_difference fairness.*.equal_opportunity_ratio
          fairness: fairness.*.equalized_odds_difference fairness.*.equalized_odds_ratio
          fairness: fairness.*.predictive_parity_difference fairness.*.predictive_parity_ratio
          fairness: fairness.*.false_positive_rate_difference fairness.*.false_positive_rate_ratio
          fairness: fairness.*.false_negative_rate_difference fairness.*.false_negative_rate_ratio
          fairness: fairness.*.roc_auc_difference fairness.*.mean_score_difference
          fairness: fairness.*.disparate_impact.min_over_max fairness.*.impact_ratio_min
          fairness: fairness.*.observed_over_expected_min fairness.*.observed_over_expected_max
          fairness: fairness.*.accuracy_difference fairness.*.accuracy_ratio
          fairness: fairness.*.selection_rate_difference fairness.*.selection_rate_ratio
          fairness: fairness.*.recall_difference fairness.*.recall_ratio
          fairness: fairness.*.mean_prediction_difference fairness.*.mean_truth_difference
          fairness: fairness.*.mean_error_difference fairness.*.mae_difference
          fairness: fairness.*.rmse_difference fairness.*.prediction_ks_max
          """);

  private MetricNames() {}

  private static Map<String, Set<String>> known(String lines) {
    Map<String, Set<String>> known = new LinkedHashMap<>();
    lines
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              known
                  .computeIfAbsent(line.substring(0, colon), name -> new LinkedHashSet<>())
                  .addAll(List.of(line.substring(colon + 1).strip().split(" ", -1)));
            });
    return known;
  }

  /** The names of a class, none for a class that no check computes. */
  public static Set<String> of(String evidenceClass) {
    return Set.copyOf(KNOWN.getOrDefault(evidenceClass, Set.of()));
  }

  /** Whether a check of the class may give a metric of this name. */
  public static boolean knows(String evidenceClass, String name) {
    return KNOWN.getOrDefault(evidenceClass, Set.of()).stream()
        .anyMatch(known -> filled(known, name).equals(name));
  }

  /** Why a policy cannot name this metric of a class that is computed; empty if it can. */
  static Optional<String> refusal(String evidenceClass, String name) {
    Set<String> known = KNOWN.getOrDefault(evidenceClass, Set.of());
    if (known.isEmpty() || knows(evidenceClass, name)) {
      return Optional.empty();
    }
    List<String> candidates = new ArrayList<>();
    known.forEach(each -> candidates.add(filled(each, name)));
    return Optional.of(
        "\"%s\" is no metric of the class %s. Did you mean \"%s\"?"
            .formatted(name, evidenceClass, Nearest.to(name, candidates)));
  }

  /** A known name with its star filled by what stands at that place of the given name. */
  private static String filled(String known, String name) {
    int star = known.indexOf('*');
    if (star < 0) {
      return known;
    }
    String before = known.substring(0, star);
    String after = known.substring(star + 1);
    int end = name.length();
    for (long dots = after.chars().filter(c -> c == '.').count(); dots > 0 && end > 0; dots--) {
      end = name.lastIndexOf('.', end - 1);
    }
    boolean fits = name.startsWith(before) && end > star;
    return fits ? before + name.substring(star, end) + after : known;
  }
}
