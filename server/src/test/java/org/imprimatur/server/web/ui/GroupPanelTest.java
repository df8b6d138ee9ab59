// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupPanelTest {
  private static final Json.Obj TREE =
      Drawn.json(
          """
          {'race': {
             'equal_opportunity_difference': {'value': 0.4, 'low': 0.19, 'high': 0.55},
             'groups': {
               'black': {'n': 98, 'share': 0.134, 'tpr': 0.839, 'tpr_wilson95': [0.674, 0.929],
                 'selection_rate': 0.643, 'selection_rate_wilson95': [0.544, 0.731],
                 'observed_over_expected': 1.3, 'observed_over_expected_wilson95': [1.1, 1.6]},
               'white': {'n': 630, 'share': 0.862, 'tpr': null, 'tpr_wilson95': null,
                 'undefined': {'tpr': 'There are no positive rows.'}},
               'none': {'n': 3, 'share': 0.004, 'tpr': 1, 'tpr_wilson95': [0.2, 1]}}}}
          """);
  private static final Json.Obj BEFORE =
      Drawn.json("{'race': {'groups': {'black': {'tpr': 0.7}}}}");

  private static Drawn groups(GroupMetric metric) {
    return Drawn.of(
        new GroupPanel(TREE, BEFORE, metric, new GroupPanel.Versions("v2", "v1"), 0.02)
            .groups()
            .orElseThrow());
  }

  @Test
  void a_group_stands_with_its_rate_its_interval_its_rows_and_the_compared_version() {
    assertThat(groups(GroupMetric.TPR).rows())
        .anySatisfy(
            row ->
                assertThat(row).startsWith("race: black 70.0\u00a0% 83.9\u00a0% [67.4, 92.9] 98"));
  }

  @Test
  void a_group_under_the_share_is_shown_and_not_judged() {
    Drawn drawn = groups(GroupMetric.TPR);
    assertThat(drawn.rows())
        .anySatisfy(
            row ->
                assertThat(row)
                    .startsWith("race: none not drawn: 0.4\u00a0% of rows, judged from 2.0\u00a0%")
                    .endsWith("not judged"));
    assertThat(drawn.count("<circle")).isEqualTo(1);
  }

  @Test
  void a_rate_that_is_not_defined_says_why() {
    assertThat(groups(GroupMetric.TPR).words())
        .contains("race: white not drawn: There are no positive rows.");
  }

  @Test
  void a_ratio_beyond_one_is_read_as_an_estimate_too_low() {
    assertThat(groups(GroupMetric.CALIBRATION).rows())
        .anySatisfy(
            row -> assertThat(row).contains("1.30 [1.10, 1.60]").endsWith("underestimated"));
  }

  @Test
  void where_not_to_be_selected_is_good_the_rate_is_turned_round() {
    assertThat(groups(GroupMetric.NOT_SELECTED).rows())
        .anySatisfy(row -> assertThat(row).contains("35.7\u00a0% [26.9, 45.6]"));
  }

  @Test
  void a_gap_is_a_row_of_its_own() {
    Drawn gaps =
        Drawn.of(
            new GroupPanel(TREE, BEFORE, GroupMetric.TPR, new GroupPanel.Versions("v2", "v1"), 0.02)
                .gaps()
                .orElseThrow());
    assertThat(gaps.words()).contains("Gap in recall, race").contains("40.0\u00a0% [19.0, 55.0]");
  }

  @ParameterizedTest
  @CsvSource({"tpr, TPR", "fpr, FPR", "nonsense, FAVOURABLE", "'', FAVOURABLE"})
  void what_nobody_offers_shows_the_favourable_outcome(String asked, GroupMetric shown) {
    assertThat(GroupMetric.of(asked)).isEqualTo(shown);
  }
}
