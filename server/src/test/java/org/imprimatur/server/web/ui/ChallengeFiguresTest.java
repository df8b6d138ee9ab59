// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.junit.jupiter.api.Test;

class ChallengeFiguresTest {
  private static final Json.Obj DETAILS =
      Drawn.json(
          """
          {'delong': {'auc_a': 0.8039, 'auc_b': 0.836, 'p': 0.0932},
           'mcnemar_exact_p': {'value': 0.0004},
           'table': {'both_right': 550, 'only_champion_right': 27, 'only_challenger_right': 80,
                     'both_wrong': 74},
           'comparison': {
             'overall': {'n': 731, 'roc_auc': {
               'champion': {'value': 0.8039, 'low': 0.748, 'high': 0.86},
               'challenger': {'value': 0.836, 'low': 0.792, 'high': 0.88},
               'difference': {'value': 0.0321, 'low': -0.0054, 'high': 0.0696},
               'reading': 'non-inferior'}},
             'same_cutoff': {'champion_cutoff': 0.15, 'challenger_cutoff': 0.15,
               'accuracy': {
                 'champion': {'value': 0.79, 'numerator': 577, 'denominator': 731},
                 'challenger': {'value': 0.86, 'numerator': 630, 'denominator': 731},
                 'difference': {'value': 0.0725, 'low': 0.045, 'high': 0.1}, 'reading': 'better'},
               'precision': {
                 'champion': {'value': null}, 'challenger': {'value': null},
                 'difference': {'value': null, 'reason': 'Nothing is selected.'},
                 'reading': 'cannot be told'},
               'selection_rate': {
                 'champion': {'value': 0.2, 'numerator': 146, 'denominator': 731},
                 'challenger': {'value': 0.15, 'numerator': 110, 'denominator': 731},
                 'difference': {'value': -0.05, 'low': -0.07, 'high': -0.03},
                 'reading': 'lower'}},
             'same_volume': {'champion_cutoff': 0.1473, 'challenger_cutoff': 0.15,
               'challenger_selected': 110, 'champion_selected': 108, 'short': 2,
               'recall': {
                 'champion': {'value': 0.6, 'numerator': 54, 'denominator': 90},
                 'challenger': {'value': 0.5, 'numerator': 45, 'denominator': 90},
                 'difference': {'value': -0.1, 'low': -0.18, 'high': -0.02},
                 'reading': 'worse'}},
             'by_segment': {},
             'by_group': {'single': {'yes': {'n': 306,
               'roc_auc': {'difference': {'value': 0.01, 'low': -0.2, 'high': 0.22}},
               'same_cutoff': {}, 'same_volume': {}}}},
             'non_inferiority': {'margin': 0.02,
               'roc_auc': {'outcome': 'within'}, 'accuracy': {'outcome': 'cannot be told'}}}}
          """);

  private static Drawn drawn() {
    return drawn(Optional.empty());
  }

  private static Drawn drawn(Optional<Requirement.Limits> limits) {
    return Drawn.of(
        new ChallengeFigures(DETAILS, new ChallengeFigures.Names("v1", "v2"), limits).figure());
  }

  @Test
  void the_margin_is_the_policy_s_where_it_asks_and_only_for_what_it_judges() {
    var limits = new Requirement.Limits(Map.of("margin", 0.001));

    assertThat(drawn(Optional.of(limits)).rows())
        .anySatisfy(row -> assertThat(row).startsWith("AUC +0.032").endsWith("cannot be told"))
        .anySatisfy(row -> assertThat(row).startsWith("Accuracy +7.2").endsWith("better"));
    assertThat(drawn(Optional.of(limits)).words()).contains("Margin 0.001");
    assertThat(drawn(Optional.of(new Requirement.Limits(Map.of("accuracy", 0.01)))).rows())
        .anySatisfy(row -> assertThat(row).startsWith("Accuracy").endsWith("within the margin"));
  }

  @Test
  void a_margin_that_the_evidence_has_for_one_metric_stands_beside_that_for_all() {
    String own =
        DETAILS
            .text()
            .replace("\"accuracy\":{\"outcome\"", "\"accuracy\":{\"margin\":0.5,\"outcome\"");

    var figures =
        new ChallengeFigures(
            (Json.Obj) Json.parse(own), new ChallengeFigures.Names("v1", "v2"), Optional.empty());

    assertThat(Drawn.of(figures.figure()).words()).contains("Margin 0.02", "Margin 0.5");
  }

  @Test
  void the_tests_are_said_in_words_with_their_p_values_beside() {
    assertThat(drawn().words())
        .contains("v2 against v1, which holds the stage")
        .contains(
            "v2 ranks with an AUC of 0.836, v1 with 0.804: chance may explain it (DeLong, p ="
                + " 0.093).")
        .contains(
            "v2 alone is right on 80 rows and v1 alone on 27: more than chance gives (McNemar,"
                + " exact, p < 0.001)".replace("<", "&lt;"));
  }

  @Test
  void equal_volume_says_which_cut_off_was_moved_and_where_ties_fall_short() {
    assertThat(drawn().words())
        .contains("At its cut-off 0.15 v2 selects 110 rows; at equal volume v1 is moved to 0.1473")
        .contains("2 fewer, since its scores tie");
  }

  @Test
  void a_difference_stands_with_its_interval_both_values_and_its_reading() {
    assertThat(drawn().rows())
        .anySatisfy(
            row ->
                assertThat(row)
                    .startsWith(
                        "Recall −10.0\u00a0pt [−18.0, −2.0] 60.0\u00a0% → 50.0\u00a0% worse"))
        .anySatisfy(
            row ->
                assertThat(row).startsWith("Predicted positives −5.0\u00a0pt").endsWith("lower"));
  }

  @Test
  void the_margin_judges_the_area_and_the_accuracy_and_nothing_else() {
    assertThat(drawn().rows())
        .anySatisfy(
            row ->
                assertThat(row)
                    .startsWith("AUC +0.032 [−0.005, 0.070]")
                    .endsWith("within the margin"))
        .anySatisfy(
            row -> assertThat(row).startsWith("Accuracy +7.2\u00a0pt").endsWith("cannot be told"));
    assertThat(drawn().count("<line class=\"l\"")).as("limits drawn").isEqualTo(2);
    assertThat(drawn().words()).contains("Margin 0.02");
  }

  @Test
  void what_is_not_defined_is_not_drawn_and_says_why() {
    assertThat(drawn().rows())
        .anySatisfy(row -> assertThat(row).startsWith("Precision Nothing is selected. –"));
  }

  @Test
  void the_four_cells_of_the_table_stand_as_counts() {
    assertThat(drawn().rows()).contains("v1 right 550 27").contains("v1 wrong 80 74");
  }

  @Test
  void groups_open_on_demand_and_segments_that_nobody_registered_are_left_out() {
    assertThat(drawn().html()).containsPattern("<summary><span>By group: single</span>");
    assertThat(drawn().html()).doesNotContain("By segment");
    assertThat(drawn().rows())
        .anySatisfy(row -> assertThat(row).startsWith("single: yes +0.010").contains("306 rows"));
  }

  @Test
  void without_a_champion_the_page_says_what_would_be_here() {
    assertThat(Drawn.of(ChallengeFigures.nothing(false)).words())
        .contains("First version: nothing to compare with")
        .contains("performance.comparison/1");
    assertThat(Drawn.of(ChallengeFigures.nothing(true)).words())
        .contains("Not compared with the version in production");
  }
}
