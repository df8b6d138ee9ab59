// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DataFiguresTest {
  @Test
  void missing_cells_stand_by_column_the_worst_first_and_by_group() {
    Drawn drawn =
        Drawn.of(
            new QualityFigures(
                    Drawn.json(
                        """
                        {'test': {'rows': 200, 'duplicate_rows': 1, 'constant_columns': ['fee'],
                           'columns': {'age': {'missing': 0}, 'fee': {'missing': 30}}},
                         'train': {'rows': 400, 'columns': {'fee': {'missing': 4}}},
                         'strays': {'age': {'beyond_range': 2, 'beyond_fences': 7}},
                         'class_balance': {'test': {'positive_share':
                            {'value': 0.25, 'low': 0.2, 'high': 0.31,
                             'numerator': 50, 'denominator': 200}}},
                         'missing_by_group': {'sex': {'fee': {'groups': {'f': {'value': 0.2,
                            'low': 0.1, 'high': 0.3, 'numerator': 20, 'denominator': 100}}}}}}
                        """))
                .figure()
                .orElseThrow());
    assertThat(drawn.words())
        .contains("200 rows: 30 missing cells, 1 repeated row, 1 column without variation.");
    assertThat(drawn.rows())
        .containsSubsequence(
            "fee 15.0\u00a0% (30) 1.0\u00a0% 0 0", "age 0.0\u00a0% (0) 0.0\u00a0% 2 7")
        .contains("fee sex: f 20.0\u00a0% [10.0, 30.0] 20 of 100")
        .anySatisfy(
            row -> assertThat(row).startsWith("Test set 25.0\u00a0% [20.0, 31.0] 50 of 200"));
  }

  @Test
  void shared_rows_stand_beside_what_chance_gives_and_features_by_what_they_tell() {
    Drawn drawn =
        Drawn.of(
            new LeakageFigures(
                    Drawn.json(
                        """
                        {'rows': {'test_rows': 700, 'shared_rows': 90},
                         'shared_rows': {'value': 0.1286, 'low': 0.106, 'high': 0.155,
                            'numerator': 90, 'denominator': 700},
                         'by_chance': {'value': 0.01, 'low': 0.005, 'high': 0.02,
                            'numerator': 10, 'denominator': 1000},
                         'beyond_chance': {'value': 0.118, 'low': 0.07, 'high': 0.16},
                         'columns': {
                           'area': {'strength': {'definition': 'association_auc/1',
                              'value': 0.55, 'low': 0.5, 'high': 0.6}},
                           'town': {'strength': {'definition': 'cramers_v/1', 'value': 0.4}}}}
                        """))
                .figure());
    assertThat(drawn.words())
        .contains("90 of 700 rows also stand in the training set, more than chance gives.")
        .contains("By chance");
    assertThat(drawn.rows())
        .containsSubsequence("town 0.400 Cramér's V", "area 0.550 [0.500, 0.600] area");
  }

  @Test
  void a_stand_in_for_an_attribute_is_told_by_its_area() {
    Drawn drawn =
        Drawn.of(
            new ProxyFigures(
                    Drawn.json(
                        """
                        {'race': {'read_by_the_model': true,
                           'together': {'value': 0.81, 'low': 0.77, 'high': 0.85},
                           'classes': {'black': {'inputs': {'town': {
                              'definition': 'association_auc/1', 'value': 0.2}}}}},
                         'sex': {'read_by_the_model': false,
                           'together': {'value': null, 'reason': 'There is one class.'}}}
                        """))
                .figure()
                .orElseThrow());
    assertThat(drawn.rows())
        .anySatisfy(row -> assertThat(row).startsWith("race 0.810 [0.770, 0.850] read itself"))
        .anySatisfy(row -> assertThat(row).startsWith("sex There is one class. –"))
        .anySatisfy(row -> assertThat(row).startsWith("race: black town 0.200"));
    assertThat(drawn.html()).contains("width=\"72.0\"");
  }

  @Test
  void without_a_reference_the_page_says_what_would_bring_the_matrix() {
    assertThat(Drawn.of(DriftFigures.nothing()).words())
        .contains("Not compared with a reference")
        .contains("data.drift/1");
  }
}
