// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether more or less of a metric is asked, on whichever side of a comparison it stands. */
class DirectionsTest {
  @ParameterizedTest
  @CsvSource({
    "metrics.roc_auc >= 0.7, roc_auc, ''",
    "0.7 < metrics.roc_auc, roc_auc, ''",
    "metrics.ece_10 <= 0.1, '', ece_10",
    "metrics.roc_auc >= 0.7 && metrics.ece_10 < 0.1, roc_auc, ece_10",
    "metrics.roc_auc >= 0.7 || 0.1 > metrics.ece_10, roc_auc, ece_10",
    "!(metrics.ece_10 > 0.1), '', ece_10",
    "metrics.accuracy - metrics.ece_10 >= 0.5, accuracy, ece_10",
    "metrics.ece_10 * -2.0 >= -0.2, '', ece_10",
    "metrics.accuracy + 0.1 >= metrics.roc_auc, accuracy, roc_auc",
    "metrics.accuracy == 1.0, accuracy, accuracy",
  })
  void more_is_asked_of_some_and_less_of_others(String text, String least, String most) {
    Directions asked = Directions.of(Expression.overMetrics(text, "performance"));

    assertThat(words(asked.atLeast())).isEqualTo(least);
    assertThat(words(asked.atMost())).isEqualTo(most);
  }

  private static String words(Set<String> names) {
    return String.join(" ", new TreeSet<>(names));
  }
}
