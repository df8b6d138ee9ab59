// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;

class PerformanceFiguresTest {
  private static final Json.Obj DETAILS =
      Drawn.json(
          """
          {'confusion': {'tp': 6, 'fp': 3, 'fn': 4, 'tn': 87},
           'calibration': {'bins_10': [
             {'bin': 0, 'lo': 0, 'hi': 0.1, 'n': 60, 'positives': 3, 'mean_score': 0.05,
              'positive_rate': 0.05, 'positive_rate_wilson95': [0.017, 0.137]},
             {'bin': 1, 'lo': 0.1, 'hi': 0.2, 'n': 0, 'positives': 0, 'mean_score': null,
              'positive_rate': null, 'positive_rate_wilson95': null},
             {'bin': 2, 'lo': 0.2, 'hi': 0.3, 'n': 40, 'positives': 30, 'mean_score': 0.25,
              'positive_rate': 0.75, 'positive_rate_wilson95': [0.598, 0.858]}]},
           'thresholds': {
             '0.1': {'tp': 9, 'fp': 40, 'fn': 1, 'tn': 50},
             '0.5': {'tp': 2, 'fp': 1, 'fn': 8, 'tn': 89},
             '0.9': {'tp': 0, 'fp': 0, 'fn': 10, 'tn': 90}}}
          """);

  @Test
  void a_bin_says_in_words_what_the_diagram_draws() {
    Drawn drawn = Drawn.of(ReliabilityFigure.of(DETAILS).figure().orElseThrow());
    assertThat(drawn.words())
        .contains("In 1 of 2 bins of scores the mean score lies within the interval");
    assertThat(drawn.rows())
        .contains("0 5.0\u00a0% 5.0\u00a0% [1.7, 13.7] 3 of 60 agrees")
        .contains("0.2 25.0\u00a0% 75.0\u00a0% [59.8, 85.8] 30 of 40 too low");
  }

  @Test
  void a_bin_without_rows_has_no_mark() {
    Drawn drawn = Drawn.of(ReliabilityFigure.of(DETAILS).figure().orElseThrow());
    assertThat(drawn.count("<circle")).isEqualTo(2);
    assertThat(drawn.html()).contains("role=\"img\"").contains("aria-label=\"In 1 of 2 bins");
  }

  @Test
  void the_rates_at_the_versions_own_cut_off_stand_above_each_panel() {
    Drawn drawn = Drawn.of(SweepFigure.of(DETAILS, "0.3").figure().orElseThrow());
    assertThat(drawn.words())
        .contains("At its own, 0.3, the version selects 9.0\u00a0% of the rows")
        .contains("Recall 60.0\u00a0%")
        .contains("Precision 66.7\u00a0%")
        .contains("False positive rate 3.3\u00a0%")
        .contains("Predicted positives 9.0\u00a0%");
    assertThat(drawn.count("class=\"l\"")).as("lines at the cut-off").isEqualTo(4);
  }

  @Test
  void the_table_has_every_cut_off_in_order_and_no_rate_where_nothing_is_selected() {
    Drawn drawn = Drawn.of(SweepFigure.of(DETAILS, "0.3").figure().orElseThrow());
    assertThat(drawn.rows())
        .containsExactly(
            "Cut-off Recall Precision False positive rate Predicted positives",
            "0.1 90.0\u00a0% 18.4\u00a0% 44.4\u00a0% 49.0\u00a0%",
            "0.3, the version's own 60.0\u00a0% 66.7\u00a0% 3.3\u00a0% 9.0\u00a0%",
            "0.5 20.0\u00a0% 66.7\u00a0% 1.1\u00a0% 3.0\u00a0%",
            "0.9 0.0\u00a0% – 0.0\u00a0% 0.0\u00a0%");
  }

  @Test
  void a_finer_sweep_and_a_curve_are_drawn_where_the_evidence_has_them() {
    Json.Obj fine =
        Drawn.json(
            """
            {'confusion': {'tp': 6, 'fp': 3, 'fn': 4, 'tn': 87},
             'thresholds': {'0.1': {'tp': 9, 'fp': 40, 'fn': 1, 'tn': 50}},
             'thresholds_fine': {'0.005': {'tp': 10, 'fp': 90, 'fn': 0, 'tn': 0},
               '0.3': {'tp': 6, 'fp': 3, 'fn': 4, 'tn': 87}},
             'curve': [{'tpr': 0.5, 'fpr': 0}, {'tpr': 1, 'fpr': 0.5}]}
            """);
    Drawn drawn = Drawn.of(SweepFigure.of(fine, "0.3").figure().orElseThrow());
    assertThat(drawn.rows())
        .hasSize(3)
        .anySatisfy(row -> assertThat(row).startsWith("0.005 100.0"))
        .anySatisfy(row -> assertThat(row).startsWith("0.3, the version's own 60.0"));
    assertThat(drawn.html()).contains("points=\"272.0,8.0 158.0,8.0 44.0,122.0 44.0,236.0\"");
  }

  @Test
  void segments_stand_by_their_lowest_upper_bound_against_all_rows() {
    Drawn drawn =
        Drawn.of(
            new SegmentFigures(
                    Drawn.json(
                        """
                        {'overall': {'roc_auc': {'value': 0.84, 'low': 0.8, 'high': 0.88}},
                         'by': {'town': {
                           'Bern': {'n': 400, 'roc_auc': {'value': 0.85, 'low': 0.8, 'high': 0.9}},
                           'Ulm': {'n': 80, 'roc_auc': {'value': 0.6, 'low': 0.5, 'high': 0.7},
                             'recall': {'value': 0.5, 'numerator': 5, 'denominator': 10}},
                           'Aix': {'n': 2, 'roc_auc': {'value': null,
                             'reason': 'There is one class.'}}}}}
                        """),
                    SegmentFigures.Headline.AUC)
                .figure()
                .orElseThrow());
    assertThat(drawn.rows().stream().skip(1).limit(3).toList())
        .satisfiesExactly(
            row -> assertThat(row).startsWith("town: Ulm 0.60 [0.50, 0.70] 80").endsWith("worse"),
            row -> assertThat(row).startsWith("town: Bern").endsWith("no clear difference"),
            row -> assertThat(row).startsWith("town: Aix not drawn: There is one class."));
    assertThat(drawn.count("<line class=\"l\"")).as("lines of all rows").isEqualTo(2);
    assertThat(drawn.rows()).contains("town: Ulm – 50.0\u00a0% – – –");
  }

  @Test
  void segments_of_several_classes_stand_by_their_accuracy() {
    Drawn drawn =
        Drawn.of(
            new SegmentFigures(
                    Drawn.json(
                        """
                        {'overall': {'accuracy': {'value': 0.8, 'low': 0.75, 'high': 0.85,
                           'numerator': 80, 'denominator': 100}},
                         'by': {'town': {
                           'Bern': {'n': 60, 'accuracy': {'value': 0.95, 'low': 0.86, 'high': 0.98,
                             'numerator': 57, 'denominator': 60}},
                           'Ulm': {'n': 40, 'accuracy': {'value': 0.575, 'low': 0.42, 'high': 0.71,
                             'numerator': 23, 'denominator': 40},
                             'f1_macro': {'value': 0.5, 'low': 0.4, 'high': 0.6}}}}}
                        """),
                    SegmentFigures.Headline.ACCURACY)
                .figure()
                .orElseThrow());
    assertThat(drawn.words()).contains("Accuracy by segment, the lowest upper bound first");
    assertThat(drawn.rows().stream().skip(1).limit(2).toList())
        .satisfiesExactly(
            row -> assertThat(row).startsWith("town: Ulm 57.5").endsWith("worse"),
            row -> assertThat(row).startsWith("town: Bern 95.0").endsWith("better"));
    assertThat(drawn.rows()).contains("town: Ulm – 0.50 – – – –");
  }

  @Test
  void segments_of_a_number_stand_by_their_error_of_which_less_is_better() {
    Drawn drawn =
        Drawn.of(
            new SegmentFigures(
                    Drawn.json(
                        """
                        {'overall': {'rmse': {'value': 54, 'low': 50, 'high': 58}},
                         'by': {'town': {
                           'Bern': {'n': 90, 'rmse': {'value': 41, 'low': 36, 'high': 46}},
                           'Ulm': {'n': 80, 'rmse': {'value': 70, 'low': 60, 'high': 80},
                             'bias': {'value': -3, 'low': -9, 'high': 3}},
                           'Aix': {'n': 1, 'rmse': {'value': 55}}}}}
                        """),
                    SegmentFigures.Headline.RMSE)
                .figure()
                .orElseThrow());
    assertThat(drawn.words()).contains("RMSE by segment, the highest lower bound first");
    assertThat(drawn.rows().stream().skip(1).limit(3).toList())
        .satisfiesExactly(
            row -> assertThat(row).startsWith("town: Ulm 70 [60, 80] 80").endsWith("worse"),
            row -> assertThat(row).startsWith("town: Bern 41").endsWith("better"),
            row -> assertThat(row).startsWith("town: Aix 55").doesNotContain("worse"));
    assertThat(drawn.html()).contains(">100<");
  }

  @Test
  void bins_of_equal_counts_are_preferred_and_too_few_rows_are_not_drawn() {
    Json.Obj counted =
        Drawn.json(
            """
            {'calibration': {
               'bins_10': [{'lo': 0, 'hi': 1, 'n': 106, 'positives': 12, 'mean_score': 0.1,
                 'positive_rate': 0.11, 'positive_rate_wilson95': [0.06, 0.19]}],
               'equal_count_10': [
                 {'bin': 0, 'from': 0.001, 'n': 50, 'positives': 1, 'mean_score': 0.02,
                  'positive_rate': 0.02, 'positive_rate_wilson95': [0.004, 0.105]},
                 {'bin': 1, 'from': null, 'n': 0, 'positives': 0, 'mean_score': null,
                  'positive_rate': null, 'positive_rate_wilson95': null},
                 {'bin': 2, 'from': 0.1, 'n': 50, 'positives': 10, 'mean_score': 0.15,
                  'positive_rate': 0.2, 'positive_rate_wilson95': [0.112, 0.33]},
                 {'bin': 3, 'from': 0.3, 'n': 6, 'positives': 1, 'mean_score': 0.32,
                  'positive_rate': 0.17, 'positive_rate_wilson95': [0.03, 0.56]}]}}
            """);
    Drawn drawn = Drawn.of(ReliabilityFigure.of(counted).figure().orElseThrow());
    assertThat(drawn.rows())
        .contains("0.001 2.0\u00a0% 2.0\u00a0% [0.4, 10.5] 1 of 50 agrees")
        .anySatisfy(row -> assertThat(row).startsWith("0.1 15.0"))
        .anySatisfy(row -> assertThat(row).endsWith("1 of 6 not drawn: 6 rows"));
    assertThat(drawn.count("<circle")).isEqualTo(2);
    assertThat(drawn.html()).as("both axes end at 0.4").contains(">0.4<", ">40\u00a0%<");
  }

  @Test
  void each_tenth_has_a_bar_from_zero_and_says_its_lift_and_what_it_holds() {
    Drawn drawn = Drawn.of(LiftFigure.of(tenths(9, 3)).figure().orElseThrow());
    assertThat(drawn.words())
        .contains("The 50 rows with the highest scores hold 75.0\u00a0% of the positives")
        .contains("positive 1.50 times as often as in the mean");
    assertThat(drawn.rows())
        .contains("1 0.5 9 of 50 1.50 [0.81, 2.57] 75.0\u00a0%")
        .contains("2 0.1 3 of 50 0.50 [0.17, 1.35] 100.0\u00a0%");
    assertThat(drawn.count("<rect class=\"b\"")).isEqualTo(2);
    assertThat(drawn.count("<line class=\"l\"")).as("the line of all rows").isEqualTo(1);
  }

  @Test
  void lift_of_too_few_positives_is_told_and_not_drawn() {
    Drawn drawn = Drawn.of(LiftFigure.of(tenths(3, 1)).figure().orElseThrow());
    assertThat(drawn.words()).contains("Not drawn: 4 positives");
    assertThat(drawn.count("<svg class=\"chart\"")).isZero();
    assertThat(drawn.rows()).anySatisfy(row -> assertThat(row).startsWith("1 0.5 3 of 50 1.50"));
    assertThat(LiftFigure.of(Drawn.json("{}")).figure()).isEmpty();
  }

  /** Two parts of 50 rows each, with so many positives. */
  private static Json.Obj tenths(int first, int second) {
    return Drawn.json(
        """
        {'lift': [
          {'from': 0.5, 'n': 50, 'positives': %d, 'positive_rate_wilson95': %s, 'lift': %s,
           'cumulative_n': 50, 'cumulative_positives': %d, 'gain': 0.75},
          {'from': 0.1, 'n': 50, 'positives': %d, 'positive_rate_wilson95': [0.0206, 0.1622],
           'lift': 0.5, 'cumulative_n': 100, 'cumulative_positives': %d, 'gain': 1}]}
        """
            .formatted(first, "[0.0977, 0.308]", "1.5", first, second, first + second));
  }

  @Test
  void errors_cost_what_the_stated_matrix_says_at_every_cut_off() {
    Json.Obj priced =
        Drawn.json(
            """
            {'confusion': {'tp': 6, 'fp': 3, 'fn': 4, 'tn': 87},
             'cost': {'matrix': {'fp': '1', 'fn': '5'}, 'total': 23,
               'per_row': {'value': 0.23, 'low': 0.036, 'high': 0.424}},
             'thresholds_fine': {'0.1': {'tp': 9, 'fp': 40, 'fn': 1, 'tn': 50},
               '0.9': {'tp': 0, 'fp': 0, 'fn': 10, 'tn': 90}}}
            """);
    Drawn drawn = Drawn.of(CostFigure.of(priced, "0.3").figure());
    assertThat(drawn.words())
        .contains("A false positive costs 1 and a false negative 5, as the examination states.")
        .contains("At its own cut-off, 0.3, a row costs 0.23 [0.04, 0.42] in the mean.")
        .contains("would need other rows to be judged on");
    assertThat(drawn.rows())
        .containsExactly(
            "Cut-off False positives False negatives Mean cost of a row",
            "0.1 40 1 0.45",
            "0.3, the version's own 3 4 0.23",
            "0.9 0 10 0.5");
    assertThat(drawn.html()).contains("points=\"86.0,").contains("<circle class=\"o\"");
  }

  @Test
  void without_a_stated_matrix_the_page_says_who_could_state_one() {
    assertThat(Drawn.of(CostFigure.of(DETAILS, "0.3").figure()).words())
        .contains("No cost of errors", "A custodian states it");
  }

  @Test
  void evidence_without_bins_or_cut_offs_draws_nothing() {
    Json.Obj empty = Drawn.json("{'confusion': {}}");
    assertThat(ReliabilityFigure.of(empty).figure()).isEmpty();
    assertThat(SweepFigure.of(empty, "0.5").figure()).isEmpty();
  }
}
