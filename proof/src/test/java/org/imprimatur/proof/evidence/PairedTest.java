// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statistics of two models on the same rows, against published and foreign figures. */
class PairedTest {
  /** statsmodels 0.15.0, mcnemar(exact=True) and mcnemar(exact=False, correction=True). */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 1.0, 0.0, 1.0",
    "5, 5, 1.0, 0.1, 0.7518296340458492",
    "0, 8, 0.0078125, 6.125, 0.013328328780817557",
    "3, 12, 0.03515625, 4.266666666666667, 0.03886710381241731",
    "40, 60, 0.05688793364098089, 3.61, 0.05743311963200335",
    "300, 400, 0.0001784763144856244, 14.001428571428571, 0.0001826717911095503",
    "2000, 2096, 0.13769982818389198, 2.203369140625, 0.13770946329039416",
    "2000, 2097, 0.1336519555104628, 2.249450817671467, 0.1336618311263534",
    "4900, 5100, 0.04658552770494645, 3.9601, 0.04659093550042361",
    "16, 4500, 0.0, 4450.241142604074, 0.0",
    "0, 5000, 0.0, 4998.0002, 0.0",
    "499000, 501000, 0.0456082998653896, 3.996001, 0.0456083538653177",
    "500000000, 500050000, 0.11386256337171505, 2.4997750122493874, 0.11386256341731149"
  })
  void mcnemar_s_test_is_that_of_statsmodels_for_few_rows_and_for_many(
      long first, long second, double exact, double statistic, double p) {
    McNemar test = new McNemar(first, second);

    assertThat(test.exactP()).isEqualTo(exact, within(1e-9));
    assertThat(test.chiSquare()).isEqualTo(statistic, within(1e-9));
    assertThat(test.chiSquareP()).isEqualTo(p, within(1e-12));
    assertThat(new McNemar(second, first)).extracting(McNemar::exactP).isEqualTo(test.exactP());
  }

  @Test
  void no_row_that_tells_two_models_apart_is_no_evidence_against_either() {
    McNemar test = new McNemar(0, 0);

    assertThat(test.exactP()).isEqualTo(1);
    assertThat(test.isDefined()).isFalse();
  }

  /** scipy 1.17.1, 2 * norm.sf(z). */
  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "0.1, 0.920344325445942",
    "-1, 0.31731050786291415",
    "1.959963984540054, 0.05",
    "2.4999, 0.012422836749889175",
    "2.5, 0.012419330651552265",
    "5, 5.733031437583866e-07",
    "10, 1.523970604832094e-23",
    "37, 1.1451142445047853e-299",
    "40, 0"
  })
  void the_tail_of_the_normal_distribution_is_scipy_s(double z, double p) {
    assertThat(NormalTail.twoSided(z)).isEqualTo(p, within(1e-14));
    assertThat(NormalTail.twoSided(z)).isEqualTo(p, within(1e-11 * p));
  }

  /**
   * Newcombe 1998, Statistics in Medicine 17:2635, and Bentur and others 2009 in Fagerland,
   * Lydersen and Laake, Statistical Analysis of Contingency Tables, table 8.1.
   */
  @ParameterizedTest
  @CsvSource({"36, 2, 12, 0, 0.0569, 0.3404", "1, 7, 1, 12, -0.5069, -0.0256"})
  void the_interval_of_a_paired_difference_is_newcombe_s(
      long both, long onlyFirst, long onlySecond, long neither, double low, double high) {
    Interval found = new PairedCounts(both, onlyFirst, onlySecond, neither).difference();

    assertThat(found.low()).isEqualTo(low, within(5e-5));
    assertThat(found.high()).isEqualTo(high, within(5e-5));
  }

  @Test
  void two_models_that_select_the_same_rows_differ_by_nothing_but_not_for_certain() {
    PairedDecisions same =
        new PairedDecisions(new PairedCounts(6, 0, 0, 2), new PairedCounts(1, 0, 0, 11));

    same.pairs()
        .forEach(
            (name, pair) -> {
              Interval interval = Objects.requireNonNull(pair.difference().interval());
              assertThat(pair.difference().value()).as(name).isZero();
              assertThat(interval.low()).as(name).isNegative();
              assertThat(interval.high()).as(name).isPositive();
            });
  }

  @Test
  void a_share_of_no_rows_is_undefined_with_the_reason() {
    PairedDecisions none = new PairedDecisions(PairedCounts.NONE, new PairedCounts(0, 0, 0, 5));

    Estimate recall = none.difference("recall");
    Estimate precision = none.difference("precision");

    assertThat(recall.reason()).isEqualTo("The denominator is 0: no row qualifies.");
    assertThat(precision.reason()).isEqualTo("One of the models selects no row.");
  }

  @Test
  void the_same_ranking_twice_differs_by_exactly_nothing_and_cannot_be_tested() {
    PairedRanking ranking = ranking(sums(List.of(1, 3, 4)), sums(List.of(0, 2, 6)));

    assertThat(ranking.difference().value()).isZero();
    assertThat(ranking.difference().interval()).isEqualTo(new Interval(0, 0));
    assertThat(ranking.p().reason()).isEqualTo(PairedRanking.SAME);
  }

  @Test
  void two_perfect_rankings_are_not_proven_equal_by_a_variance_of_nothing() {
    PairedRanking ranking = ranking(sums(List.of(6, 6, 6)), sums(List.of(0, 0, 0)));

    Interval interval = Objects.requireNonNull(ranking.difference().interval());

    assertThat(ranking.aucOfChampion()).isEqualTo(1);
    assertThat(interval.low()).isLessThan(-0.3);
    assertThat(interval.high()).isGreaterThan(0.3);
  }

  @Test
  void one_class_leaves_the_area_under_the_curve_undefined() {
    PairedRanking ranking = new PairedRanking(3, 0, PairedSums.ZERO, PairedSums.ZERO);

    assertThat(ranking.difference().reason()).isEqualTo(Estimate.ONE_CLASS);
    assertThat(ranking.p().reason()).isEqualTo(Estimate.ONE_CLASS);
    assertThat(ComparedMetric.ROC_AUC.nonInferiority(ranking.difference(), 0.02))
        .isEqualTo(NonInferiority.CANNOT_BE_TOLD);
  }

  @ParameterizedTest
  @CsvSource({
    "-0.01, 0.03, WITHIN",
    "-0.03, 0.01, CANNOT_BE_TOLD",
    "-0.02, 0.01, CANNOT_BE_TOLD",
    "-0.05, -0.03, OUTSIDE",
    "-0.05, -0.02, CANNOT_BE_TOLD"
  })
  void a_challenger_is_not_inferior_where_the_whole_interval_says_so(
      double low, double high, NonInferiority expected) {
    Estimate difference = Estimate.of("auc_difference/1", low, new Interval(low, high));

    assertThat(ComparedMetric.ROC_AUC.nonInferiority(difference, 0.02)).isEqualTo(expected);
  }

  @Test
  void more_rows_than_are_drawn_from_leave_the_bootstrap_undefined_and_say_what_stands_for_it() {
    Resampled none = new Resampled(1, 0, 0, Resampled.Drawn.NONE, Resampled.Drawn.NONE);

    Estimate auc = none.auc(Estimate.of("auc_difference/1", 0.01, new Interval(0, 0.02)));

    assertThat(auc.value()).isNull();
    assertThat(auc.reason()).startsWith("More than 200000 rows are not drawn from");
  }

  @Test
  void the_tables_of_a_comparison_hold_all_that_its_metrics_need() {
    Comparison written = TestingComparisons.of(-40, 25);

    Comparison read = Comparison.fromTables((Json.Obj) Json.parse(written.tables().text()));

    assertThat(read.metrics()).isEqualTo(written.metrics());
    assertThat(read.details(Margins.of(0.02))).isEqualTo(written.details(Margins.of(0.02)));
  }

  private static PairedRanking ranking(PairedSums positives, PairedSums negatives) {
    return new PairedRanking(3, 3, positives, negatives);
  }

  /** Both models place each row alike. */
  private static PairedSums sums(List<Integer> placements) {
    BigInteger sum = BigInteger.valueOf(placements.stream().mapToLong(i -> i).sum());
    BigInteger squares = BigInteger.valueOf(placements.stream().mapToLong(i -> i * i).sum());
    return new PairedSums(sum, sum, squares, squares, squares);
  }
}
