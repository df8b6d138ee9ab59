// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.imprimatur.engines.task.CheckException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a card states is read; limits, other models, years and versions are not taken for it. */
class ClaimsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "AUC 0.91; roc_auc 0.91",
        "AUC: 0.91; roc_auc 0.91",
        "**ROC AUC:** 0.910; roc_auc 0.910",
        "The model reaches an AUC of 0.91 on the test set.; roc_auc 0.91",
        "It has a ROC-AUC (test) of about 0.91.; roc_auc 0.91",
        "The area under the ROC curve is .91; roc_auc 0.91",
        "AUROC = 91.3 %; roc_auc 0.913",
        "AUC 0,91; roc_auc 0.91",
        "an accuracy of 87 % on held-out rows; accuracy 0.87",
        "We measured 87% accuracy.; accuracy 0.87",
        "87.5 percent accurate; accuracy 0.875",
        "balanced accuracy: 0.7; balanced_accuracy 0.7",
        "F1 score 0.65; f1 0.65",
        "F1-score of 0.65; f1 0.65",
        "Precision 0.5, recall 0.6; precision 0.5 recall 0.6",
        "Its Brier score is 0.08 and its log loss 0.29.; brier 0.08 log_loss 0.29",
        "ECE: 0.0177; ece_10 0.0177",
        "MCC is 0.4; mcc 0.4",
        "AUC 0.84 [0.79, 0.88]; roc_auc 0.84",
        "AUC 0.91, compared with 0.80 for the previous version.; roc_auc 0.91",
        "Compared with the previous version, this one reaches AUC 0.91.; roc_auc 0.91",
        "The baseline had AUC 0.70. The model has AUC 0.91.; roc_auc 0.91"
      })
  void a_number_beside_a_metric_is_a_claim(String text, String claims) throws CheckException {
    assertThat(sure(text)).isEqualTo(claims);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The policy asks for an AUC of at least 0.75.",
        "AUC must be above 0.75.",
        "AUC ≥ 0.75",
        "AUC > 0.75",
        "Target: accuracy 0.9",
        "The goal was an AUC of 0.95.",
        "Recall should be 0.8 or more.",
        "AUC 0.75 or better is required.",
        "The minimum accuracy is 80 %.",
        "The previous version had an AUC of 0.80.",
        "The previous version, trained in 2024, had AUC 0.80.",
        "Version 1 reached AUC 0.80.",
        "AUC 0.80 for the champion",
        "the baseline (AUC 0.70)",
        "A published scorecard reports AUC 0.93.",
        "On the training data AUC is 0.97.",
        "Cross-validated AUC: 0.92",
        "Recall among women is 0.55.",
        "A random ranking has AUC 0.5.",
        "AUC was introduced in 1982.",
        "See AUC 2.1 in the appendix",
        "accuracy in version 1.2.3",
        "The accuracy in 2024 rose.",
        "Accuracy matters; 0.4 is the cut-off.",
        "precision of 3 decimals",
        "PR AUC 0.60",
        "`AUC` is reported elsewhere.",
        "<!-- AUC 0.99 -->"
      })
  void limits_other_models_other_rows_years_and_versions_are_no_claims(String text)
      throws CheckException {
    assertThat(sure(text)).isEmpty();
  }

  @Test
  void what_is_unsure_is_kept_with_the_reason_and_the_line() throws CheckException {
    List<Claim> found = Claims.of("# Card\n\nThe previous version\nhad an AUC of 0.80.\n");

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().unsure()).isEqualTo("another model");
    assertThat(found.getFirst().line()).isEqualTo(4);
  }

  @Test
  void a_table_claims_by_row_or_by_column() throws CheckException {
    assertThat(sure("| Metric | Value |\n|---|---|\n| ROC AUC | 0.84 |\n| Accuracy | 87 % |\n"))
        .isEqualTo("roc_auc 0.84 accuracy 0.87");
    assertThat(sure("| AUC | Brier score |\n|---|---|\n| 0.84 | 0.08 |\n"))
        .isEqualTo("roc_auc 0.84 brier 0.08");
    assertThat(
            sure(
                """
                | Metric | Baseline | Limit | This model |
                |---|---|---|---|
                | AUC | 0.70 | 0.75 | 0.84 |
                """))
        .isEqualTo("roc_auc 0.84");
    assertThat(sure("| Model | AUC |\n|---|---|\n| previous | 0.80 |\n| this model | 0.84 |\n"))
        .isEqualTo("roc_auc 0.84");
    assertThat(sure("## Limits\n\n| Metric | Value |\n|---|---|\n| AUC | 0.75 |\n")).isEmpty();
  }

  @Test
  void a_model_index_claims_with_the_digits_that_it_writes() throws CheckException {
    String card =
        """
        ---
        license: mit
        model-index:
        - name: fast-track
          results:
          - task: {type: tabular-classification}
            dataset: {name: hmda, type: hmda, split: test}
            metrics:
            - type: roc_auc
              value: 0.910
              name: ROC AUC
            - type: accuracy
              value: 87.5
          - dataset: {name: hmda, type: hmda, split: train}
            metrics:
            - {type: roc_auc, value: 0.99}
        ---
        # Card
        """;

    assertThat(sure(card)).isEqualTo("roc_auc 0.910 accuracy 0.875");
    assertThat(Claims.of(card).getFirst().line()).isEqualTo(10);
    assertThat(Claims.of(card).getFirst().decimals()).isEqualTo(3);
  }

  @Test
  void a_list_of_metric_names_claims_nothing_and_one_with_numbers_does() throws CheckException {
    assertThat(sure("---\nmetrics: [roc_auc, brier]\n---\n")).isEmpty();
    assertThat(sure("---\nmetrics:\n- roc_auc: 0.91\n---\n")).isEqualTo("roc_auc 0.91");
  }

  private static String sure(String text) throws CheckException {
    return String.join(
        " ",
        Claims.of(text).stream()
            .filter(Claim::isSure)
            .map(claim -> claim.metric() + " " + claim.value().toPlainString())
            .toList());
  }
}
