// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
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
        "metrics.brier <= 0.2;UNKNOWN",
        "metrics.brier <= 0.2 || true;UNKNOWN",
        "!(metrics.brier <= 0.2);UNKNOWN",
        "metrics.brier <= 0.2 && false;UNKNOWN",
        "effect == 'decides';YES",
        "'none' == effect;NO",
        "effect in ['none', 'assists'];NO",
      })
  void an_expression_is_judged_by_the_interval(String text, Answer answer) throws Exception {
    assertThat(ExpressionReader.read(text, QUESTIONS).evaluate(FACTS).answer()).isEqualTo(answer);
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
        "metrics['roc_auc'] > 1;7;cannot compute with _[_]",
      })
  void what_cannot_be_decided_is_refused_at_its_place(String text, int offset, String says) {
    assertThatThrownBy(() -> ExpressionReader.read(text, QUESTIONS))
        .isInstanceOfSatisfying(
            ExpressionReader.Refused.class,
            refusal -> {
              if (!says.equals("not CEL")) {
                assertThat(refusal.offset()).isEqualTo(offset);
              }
            })
        .hasMessageContaining(says);
  }
}
