// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.imprimatur.proof.evidence.Comparison;
import org.imprimatur.proof.evidence.TestingComparisons;
import org.imprimatur.proof.evidence.TestingPairs;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A challenger beside the champion at the gate. */
class ChallengeTest {
  @ParameterizedTest
  @CsvSource({
    "4, 10, 0.02, WITHIN",
    "0, 10, 0.02, WITHIN",
    "-1, 150, 0.02, CANNOT_BE_TOLD",
    "-20, 10, 0.02, OUTSIDE",
    "-20, 10, 0.2, WITHIN"
  })
  void a_challenger_may_be_worse_by_the_policy_s_margin_and_not_by_more(
      int gain, int spread, double margin, Outcome expected) {
    Json.Obj content =
        Json.obj().put("tables", TestingComparisons.of(gain, spread).tables()).build();

    Judgement judgement =
        Challenge.judge(content, new Requirement.Limits(Map.of("margin", margin)));

    assertThat(judgement.outcome()).isEqualTo(expected);
    assertThat(judgement.reasons().getFirst().code()).isEqualTo("comparison.auc");
    assertThat(judgement.reasons().getFirst().sentence())
        .contains("ROC AUC minus the champion's is ")
        .endsWith(expected.word() + ".");
  }

  /** Of 700 rows, on so many of which one model alone is right. */
  @ParameterizedTest
  @CsvSource({
    "10, 40, 0.02, WITHIN",
    "25, 25, 0.03, WITHIN",
    "25, 25, 0.01, CANNOT_BE_TOLD",
    "70, 10, 0.02, OUTSIDE",
    "70, 10, 0.2, WITHIN"
  })
  void of_several_classes_the_accuracy_is_judged(
      long champion, long challenger, double margin, Outcome expected) {
    Judgement judgement =
        judged(
            TestingPairs.classes(champion, challenger, (700 - champion - challenger) / 3),
            Map.of("margin", margin));

    assertThat(judgement.outcome()).isEqualTo(expected);
    assertThat(judgement.reasons().getFirst().code()).isEqualTo("comparison.difference");
    assertThat(judgement.reasons().getFirst().sentence())
        .startsWith("The challenger's accuracy minus the champion's is ")
        .endsWith("worse: " + expected.word() + ".");
  }

  /** R² of the champion is 0.99; one more unit of error costs 0.0022. */
  @ParameterizedTest
  @CsvSource({
    "margin, 0.02, 1, WITHIN",
    "margin, 0.001, 3, OUTSIDE",
    "rmse, 2, 1, WITHIN",
    "rmse, 0.5, 1, OUTSIDE",
    "rmse, 1.05, 1, CANNOT_BE_TOLD",
    "rmse, 0, -3, WITHIN",
    "mae, 0.5, 1, OUTSIDE"
  })
  void of_a_number_more_error_is_worse_in_the_unit_of_the_label(
      String limit, double margin, int more, Outcome expected) {
    Judgement judgement = judged(TestingPairs.numbers(more), Map.of(limit, margin));

    assertThat(judgement.outcome()).isEqualTo(expected);
    assertThat(judgement.reasons().getFirst().sentence())
        .startsWith(
            limit.equals("margin")
                ? "The challenger's R² "
                : "The challenger's " + limit.toUpperCase(Locale.ROOT))
        .contains(limit.equals("margin") ? " worse: " : " more: ");
  }

  @Test
  void of_several_named_metrics_the_worst_counts_and_those_of_other_tasks_do_not_apply() {
    Map<String, Double> limits = Map.of("rmse", 0.5, "r2", 0.02, "accuracy", 0.0, "margin", 0.0);

    Judgement number = judged(TestingPairs.numbers(1), limits);
    Judgement classes = judged(TestingPairs.classes(10, 40, 200), limits);

    assertThat(number.outcome()).isEqualTo(Outcome.OUTSIDE);
    assertThat(number.reasons()).hasSize(2);
    assertThat(classes.outcome()).isEqualTo(Outcome.WITHIN);
    assertThat(classes.reasons()).hasSize(1);
  }

  @Test
  void what_is_undefined_satisfies_no_margin() {
    Judgement judgement = judged(TestingPairs.classes(1, 1, 200), Map.of("log_loss", 1000.0));

    assertThat(judgement.outcome()).isEqualTo(Outcome.CANNOT_BE_TOLD);
    assertThat(judgement.reasons().getFirst().sentence())
        .contains("by log loss", "602 of 602 rows have no probabilities of the champion.");
  }

  @Test
  void nine_rows_are_too_few_for_any_margin_of_a_formula_for_many() {
    Judgement judgement = judged(TestingPairs.classes(0, 0, 3), Map.of("f1_macro", 1.0));

    assertThat(judgement.outcome()).isEqualTo(Outcome.CANNOT_BE_TOLD);
    assertThat(judgement.reasons().getFirst().sentence()).contains("It needs 10 rows");
  }

  private static Judgement judged(Comparison comparison, Map<String, Double> limits) {
    Json.Obj content = Json.obj().put("tables", comparison.tables()).build();
    return Challenge.judge(content, new Requirement.Limits(limits));
  }
}
