// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
  private static final Optional<String> PERFORMANCE = Optional.of("performance");
  private static final Map<String, List<String>> QUESTIONS =
      Map.of("effect", List.of("none", "assists", "decides"));

  /** AUC is known to lie in [0.79, 0.88]; ECE is a point; nothing is known of brier. */
  private static final Facts FACTS =
      new Facts(
          Map.of("roc_auc", new Facts.Range(0.79, 0.88), "ece_10", Facts.Range.point(0.018)),
          Map.of("effect", "decides"));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "metrics.roc_auc >= 0.75;YES",
        "metrics.roc_auc >= 0.79;YES",
        "metrics.roc_auc > 0.79;UNKNOWN",
        "metrics.roc_auc >= 0.80;UNKNOWN",
        "metrics.roc_auc >= 0.90;NO",
        "metrics.roc_auc >= 1;NO",
        "!(metrics.roc_auc >= 0.80);UNKNOWN",
        "metrics.ece_10 <= 0.10 && metrics.roc_auc >= 0.80;UNKNOWN",
        "metrics.ece_10 <= 0.10 || metrics.roc_auc >= 0.80;YES",
        "metrics.ece_10 == 0.018;YES",
        "metrics.roc_auc != 0.95;YES",
        "2 * metrics.roc_auc - 1 >= 0.5;YES",
        "metrics['roc_auc'] >= 0.75;YES",
        "metrics[\"roc_auc\"] >= 0.80;UNKNOWN",
        "metrics['ece_10'] <= metrics.roc_auc;YES",
        "metrics.brier <= 0.2;UNKNOWN",
        "metrics.brier <= 0.2 || true;UNKNOWN",
        "!(metrics.brier <= 0.2);UNKNOWN",
        "metrics.brier <= 0.2 && false;UNKNOWN",
        "effect == 'decides';YES",
        "'none' == effect;NO",
        "effect in ['none', 'assists'];NO",
      })
  void an_expression_is_judged_by_the_interval(String text, Answer answer) throws Exception {
    assertThat(ExpressionReader.read(text, QUESTIONS, PERFORMANCE).evaluate(FACTS).answer())
        .isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "metrics.roc_auc >=;0;not CEL",
        "0.05;0;a comparison is needed",
        "has(metrics.roc_auc);3;what is missing never satisfies",
        "size(metrics) > 1;4;cannot compute with size",
        "metrics.roc_auc >= 'a';19;a number is needed",
        "effect == 'decide';10;none, assists, decides",
        "effekt == 'none';0;is no question",
        "metrics.roc_auc / 0 > 1;16;cannot compute with _/_",
        "metrics[0] > 1;8;a name in quotes is needed here",
        "figures['roc_auc'] > 1;7;only metrics.NAME",
        "metrics.roc_auk > 1;7;Did you mean \"roc_auc\"?",
        "metrics.ks > 0 && metrics.recal > 1;25;no metric of the class performance",
      })
  void what_cannot_be_decided_is_refused_at_its_place(String text, int offset, String says) {
    assertThatThrownBy(() -> ExpressionReader.read(text, QUESTIONS, PERFORMANCE))
        .isInstanceOfSatisfying(
            ExpressionReader.Refused.class,
            refusal -> {
              if (!says.equals("not CEL")) {
                assertThat(refusal.offset()).isEqualTo(offset);
              }
            })
        .hasMessageContaining(says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "metrics['fairness.afam.demographic_parity_difference'] <= 0.1;YES",
        "metrics['fairness.afam.demographic_parity_difference'] <= 0.05;UNKNOWN",
        "metrics['fairness.afam.demographic_parity_difference'] <= 0.01;NO",
        "metrics['fairness.afam & sex.disparate_impact.min_over_max'] >= 0.8;YES",
        "metrics['fairness.a.b.equalized_odds_ratio'] >= 0.8;UNKNOWN",
        "!(metrics['fairness.a.b.equalized_odds_ratio'] >= 0.8);UNKNOWN",
      })
  void a_metric_with_dots_is_named_in_quotes(String text, Answer answer) throws Exception {
    var facts =
        new Facts(
            Map.of(
                "fairness.afam.demographic_parity_difference",
                new Facts.Range(0.02, 0.08),
                "fairness.afam & sex.disparate_impact.min_over_max",
                Facts.Range.point(0.9)),
            Map.of());

    assertThat(ExpressionReader.overMetrics(text, "fairness").evaluate(facts).answer())
        .isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "fairness.afam.demografic_parity_ratio;fairness.afam.demographic_parity_ratio",
        "fairness.a.b.disparate_impact.min_over_mx;fairness.a.b.disparate_impact.min_over_max",
        "fairness.demographic_parity_ratio;fairness.*.demographic_parity_ratio",
        "demographic_parity_ratio;fairness.*.demographic_parity_ratio",
      })
  void a_mistyped_metric_with_dots_is_refused_with_the_nearest(String name, String nearest) {
    assertThatThrownBy(
            () -> ExpressionReader.overMetrics("metrics['" + name + "'] > 0", "fairness"))
        .hasMessageEndingWith("Did you mean \"" + nearest + "\"?");
  }

  @Test
  void names_of_a_class_that_nothing_computes_are_not_checked() throws Exception {
    assertThat(ExpressionReader.overMetrics("metrics.anything > 0", "robustness").metrics())
        .containsExactly("anything");
  }

  @Test
  void a_rule_of_risk_cannot_ask_for_metrics() {
    assertThatThrownBy(() -> ExpressionReader.overAnswers("metrics.roc_auc > 0", QUESTIONS))
        .hasMessageContaining("no metrics are known here, only questions: effect");
  }
}
