// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.junit.jupiter.api.Test;

/** The page beside the champion, where there are several classes, or a number. */
class ChallengeMeasuresTest {
  private static final Json.Obj CLASSES =
      Drawn.json(
          """
          {'mcnemar_exact_p': {'value': 0.0414},
           'table': {'both_right': 55, 'only_champion_right': 7, 'only_challenger_right': 17,
                     'both_wrong': 10},
           'comparison': {'task': 'multiclass',
             'overall': {'n': 89,
               'accuracy': {
                 'champion': {'value': 0.697, 'numerator': 62, 'denominator': 89},
                 'challenger': {'value': 0.809, 'numerator': 72, 'denominator': 89},
                 'difference': {'value': 0.112, 'low': 0.013, 'high': 0.21}, 'reading': 'better'},
               'f1_macro': {
                 'champion': {'value': 0.69}, 'challenger': {'value': 0.8},
                 'difference': {'value': 0.11, 'low': -0.01, 'high': 0.21},
                 'reading': 'non-inferior'},
               'log_loss': {
                 'champion': {'value': null}, 'challenger': {'value': 3.0},
                 'difference': {'value': null, 'reason': 'No probabilities of the champion.'},
                 'reading': 'cannot be told'}},
             'by_class': {'Barbera': {'n': 24, 'gained': 5, 'lost': 1,
               'recall': {
                 'champion': {'value': 0.54, 'numerator': 13, 'denominator': 24},
                 'challenger': {'value': 0.71, 'numerator': 17, 'denominator': 24},
                 'difference': {'value': 0.167, 'low': 0.02, 'high': 0.35},
                 'reading': 'better'}}},
             'by_segment': {}, 'by_group': {},
             'non_inferiority': {'margin': 0.02,
               'accuracy': {'margin': 0.02, 'outcome': 'within'},
               'f1_macro': {'margin': 0.02, 'outcome': 'within'}}}}
          """);
  private static final Json.Obj NUMBERS =
      Drawn.json(
          """
          {'sign_test_exact_p': {'value': 0.022},
           'nearer': {'champion': 128, 'challenger': 93, 'same': 1},
           'comparison': {'task': 'regression',
             'overall': {'n': 222,
               'rmse': {
                 'champion': {'value': 12345.67}, 'challenger': {'value': 14345.67},
                 'difference': {'value': 2000.4, 'low': 1200, 'high': 2800.2},
                 'reading': 'worse'},
               'r2': {
                 'champion': {'value': null}, 'challenger': {'value': null},
                 'difference': {'value': null, 'reason': 'All true numbers are the same.'},
                 'reading': 'cannot be told'}},
             'by_segment': {},
             'by_group': {'sex': {'f': {'n': 4, 'rmse': {
               'champion': {'value': 3.0}, 'challenger': {'value': 4.0},
               'difference': {'value': null, 'reason': 'It needs 10 rows; there are 4.'}}}}},
             'non_inferiority': {'margin': 0.02}}}
          """);

  private static Drawn drawn(Json.Obj details, Map<String, Double> limits) {
    return Drawn.of(
        new ChallengeFigures(
                details,
                new ChallengeFigures.Names("v1", "v2"),
                limits.isEmpty() ? Optional.empty() : Optional.of(new Requirement.Limits(limits)))
            .figure());
  }

  @Test
  void the_tests_are_said_in_words() {
    assertThat(drawn(CLASSES, Map.of()).words())
        .contains("v2 predicts 80.9\u00a0% of the rows rightly, v1 69.7\u00a0%.")
        .contains(
            "v2 alone is right on 17 rows and v1 alone on 7: more than chance gives (McNemar");
    assertThat(drawn(NUMBERS, Map.of()).words())
        .contains("v2 errs by an RMSE of 14350, v1 by 12350.")
        .contains("v2 is nearer to the truth on 93 rows, v1 on 128: more than chance gives (sign");
  }

  @Test
  void every_class_says_what_it_gains_and_loses() {
    assertThat(drawn(CLASSES, Map.of()).rows())
        .anySatisfy(
            row ->
                assertThat(row)
                    .startsWith("Barbera 24 5 1 +16.7\u00a0pt [2.0, 35.0]")
                    .endsWith("better"));
  }

  @Test
  void the_margin_is_the_policy_s_where_it_asks_and_only_for_what_it_judges() {
    assertThat(drawn(CLASSES, Map.of()).rows())
        .anySatisfy(row -> assertThat(row).startsWith("Accuracy").endsWith("within the margin"))
        .anySatisfy(row -> assertThat(row).startsWith("Macro F1").endsWith("within the margin"));
    assertThat(drawn(CLASSES, Map.of("f1_macro", 0.005)).rows())
        .anySatisfy(row -> assertThat(row).startsWith("Accuracy").endsWith("better"))
        .anySatisfy(row -> assertThat(row).startsWith("Macro F1").endsWith("cannot be told"));
    assertThat(drawn(NUMBERS, Map.of("rmse", 1000.0)).rows())
        .anySatisfy(row -> assertThat(row).startsWith("RMSE +2000").endsWith("outside the margin"));
  }

  @Test
  void figures_with_a_unit_have_digits_and_few_lines_whatever_their_size() {
    Drawn drawn = drawn(NUMBERS, Map.of());

    assertThat(drawn.rows())
        .anySatisfy(row -> assertThat(row).startsWith("RMSE +2000 [1200, 2800] 12350 → 14350"));
    assertThat(Axis.aroundUnits(List.of(2800.2, -1200.0)).marked())
        .containsExactly(-4000.0, -2000.0, 0.0, 2000.0, 4000.0);
    assertThat(Axis.aroundUnits(List.of(3e-7)).marked()).hasSize(5);
    assertThat(Axis.aroundUnits(List.of()).marked()).containsExactly(-1.0, 0.0, 1.0);
  }

  @Test
  void what_is_not_defined_is_not_drawn_and_says_why() {
    assertThat(drawn(CLASSES, Map.of()).words()).contains("No probabilities of the champion.");
    assertThat(drawn(NUMBERS, Map.of()).words())
        .contains("All true numbers are the same.", "It needs 10 rows; there are 4.", "4 rows");
  }

  @Test
  void two_models_that_are_the_same_are_said_to_be() {
    Json.Obj same =
        Drawn.json(
            "{'comparison': {'task': 'regression', 'same': 'Both models predict the same number"
                + " on every row.'}}");

    assertThat(drawn(same, Map.of()).words())
        .contains("Both models predict the same number on every row.")
        .doesNotContain("nearer to the truth on");
  }
}
