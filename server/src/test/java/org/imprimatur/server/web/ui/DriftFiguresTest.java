// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;

class DriftFiguresTest {
  private static final Json.Obj DETAILS =
      Drawn.json(
          """
          {'drift': {
             'age': {'kind': 'numeric', 'n_ref': 90, 'n_cur': 50, 'missing_ref': 10,
               'missing_cur': 0, 'psi': {'value': 0.0123}, 'ks': {'value': 0.0712},
               'wasserstein_over_std_ref': {'value': 0.21}, 'mean_ref': {'value': 40},
               'mean_cur': {'value': 43},
               'bins': {'inner_edges': [30.5, 52], 'counts_ref': [30, 30, 30],
                        'counts_cur': [10, 20, 20]}},
             'town': {'kind': 'categorical', 'n_ref': 100, 'n_cur': 50, 'missing_ref': 0,
               'missing_cur': 0, 'new_categories': 1, 'vanished_categories': 1,
               'psi': {'value': 0.31}, 'levels': ['Aix', 'Bern', 'Ulm'],
               'counts_ref': [60, 40, 0], 'counts_cur': [30, 0, 20],
               'largest_changes': [{'level': 'Ulm', 'share_ref': 0, 'share_cur': 0.4}]},
             'rent': {'kind': 'categorical', 'missing_ref': 0, 'missing_cur': 0,
               'new_categories': 0, 'vanished_categories': 0, 'psi': {'value': 0.25},
               'levels': ['no', 'yes'], 'counts_ref': [50, 50], 'counts_cur': [35, 15]},
             'void': {'kind': 'numeric', 'missing_ref': 0, 'missing_cur': 50,
               'psi': {'value': null, 'reason': 'There are no values to compare.'}}},
           'vanished_columns': ['score_of_bureau'], 'new_columns': []}
          """);

  private static Drawn drawn() {
    return Drawn.of(DriftFigures.of(DriftFigures.Sides.EXAMINATION, DETAILS).figure());
  }

  @Test
  void the_column_that_moved_most_stands_first_and_what_cannot_be_told_before_it() {
    assertThat(drawn().rows().stream().skip(1).limit(4).map(row -> row.split(" ", 2)[0]))
        .containsExactly("void", "town", "rent", "age");
  }

  @Test
  void the_two_steps_of_the_index_are_a_word_and_a_shade() {
    assertThat(drawn().rows())
        .anySatisfy(row -> assertThat(row).startsWith("town 0.310 shifted"))
        .anySatisfy(row -> assertThat(row).startsWith("rent 0.250 shifted"))
        .anySatisfy(row -> assertThat(row).startsWith("age 0.012 stable 0.071"));
    assertThat(drawn().count("class=\" shade2\"")).isEqualTo(2);
    assertThat(drawn().words()).contains("Shifted (from 0.25): town and rent.");
  }

  @Test
  void new_and_vanished_things_are_named() {
    assertThat(drawn().rows())
        .anySatisfy(
            row ->
                assertThat(row)
                    .contains("Ulm: 0.0\u00a0% → 40.0\u00a0%")
                    .endsWith("1 new: Ulm, 1 gone: Bern"));
    assertThat(drawn().words()).contains("Only in the reference: score_of_bureau.");
  }

  @Test
  void a_shift_is_said_in_deviations_and_missing_cells_as_shares() {
    assertThat(drawn().rows())
        .anySatisfy(
            row ->
                assertThat(row)
                    .contains("0.21 deviations, mean higher")
                    .contains("10.0\u00a0% → 0.0\u00a0%"));
  }

  @Test
  void every_bar_has_its_row_in_a_table() {
    assertThat(drawn().rows())
        .contains("age to 30.5 33.3\u00a0% (30) 20.0\u00a0% (10)")
        .contains("age 30.5 to 52 33.3\u00a0% (30) 40.0\u00a0% (20)")
        .contains("age above 52 33.3\u00a0% (30) 40.0\u00a0% (20)")
        .contains("town Ulm 0.0\u00a0% (0) 40.0\u00a0% (20)");
    assertThat(drawn().count("<rect")).isEqualTo(2 * (3 + 3 + 2));
  }

  @Test
  void a_column_without_an_index_says_why() {
    assertThat(drawn().words()).contains("– There are no values to compare.");
  }
}
