// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;

/** Groups at the edge: of one row, of unknown kind, too small to compare, never expected. */
class FairnessTest {
  private static final Ranking UNRANKED =
      new Ranking(
          0,
          0,
          BigInteger.ZERO,
          new Ranking.Curve(BigInteger.ZERO, BigInteger.ZERO),
          Sums.ZERO,
          Sums.ZERO);

  @Test
  void a_group_of_one_row_tells_nothing_of_a_gap_between_mean_scores() {
    Estimate gap = metric(fairness(row("a", 1, 0, 0.9), row("b", 50, 50, 0.25)), "mean_score");

    assertThat(gap.value()).isCloseTo(0.65, within(1e-12));
    assertThat(Objects.requireNonNull(gap.interval()).low()).isLessThan(-0.2);
    assertThat(gap.interval().high()).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void a_group_whose_scores_are_all_zero_expects_nothing() {
    Fairness fairness = fairness(row("a", 10, 10, 0), row("b", 10, 10, 0.5));

    Estimate least = fairness.metrics().get("fairness.g.observed_over_expected_min");

    assertThat(Objects.requireNonNull(least).reason()).isEqualTo("It is undefined in: a.");
  }

  @Test
  void who_is_of_unknown_category_is_counted_apart_from_the_impact_ratios() {
    Json.Obj impact =
        impact(fairness(row("x", 30, 70, 0.5), row("y", 60, 40, 0.5), row("missing", 9, 0, 0.5)));

    assertThat(impact.integer("unknown_category")).isEqualTo(9);
    assertThat(impact.string("most_selected")).isEqualTo("y");
    assertThat(impact.object("categories").members()).containsOnlyKeys("x", "y");
    assertThat(impact.object("categories").object("x").number("impact_ratio"))
        .isCloseTo(0.5, within(1e-15));
  }

  @Test
  void a_category_under_two_percent_is_shown_and_neither_compared_nor_the_measure() {
    Json.Obj impact =
        impact(fairness(row("x", 30, 70, 0.5), row("y", 60, 40, 0.5), row("tiny", 4, 0, 0.5)));
    Json.Obj tiny = impact.object("categories").object("tiny");

    assertThat(impact.string("most_selected")).isEqualTo("y");
    assertThat(tiny.number("selection_rate")).isEqualTo(1);
    assertThat(tiny.find("impact_ratio")).contains(Json.nothing());
    assertThat(tiny.find("under_two_percent")).contains(Json.of(true));
  }

  @Test
  void without_two_categories_that_count_there_is_no_impact_ratio() {
    Fairness fairness = fairness(row("x", 300, 700, 0.5), row("y", 1, 0, 0.5));

    assertThat(Objects.requireNonNull(fairness.metrics().get("fairness.g.impact_ratio_min")))
        .satisfies(least -> assertThat(least.value()).isNull())
        .satisfies(least -> assertThat(least.reason()).contains("at least 2 % of the rows"));
  }

  private static Estimate metric(Fairness fairness, String name) {
    return Objects.requireNonNull(fairness.metrics().get("fairness.g." + name + "_difference"));
  }

  private static Json.Obj impact(Fairness fairness) {
    Json.Obj details = (Json.Obj) fairness.details();
    return details.object("fairness").object("g").object("impact_ratios");
  }

  private static Fairness fairness(GroupTable.Row... rows) {
    long all = 0;
    for (GroupTable.Row row : rows) {
      all += row.confusion().n();
    }
    return new Fairness(
        new RowCounts(all, 0, 0, 0), 1, List.of(new GroupTable("g", List.of(rows))));
  }

  /** A group with so many selected and others, all of the same score, none of them positive. */
  private static GroupTable.Row row(String group, long selected, long others, double score) {
    BigInteger rows = BigInteger.valueOf(selected + others);
    Sums scores =
        new Sums(
            BigInteger.valueOf(FixedPoint.of(score)).multiply(rows),
            BigInteger.valueOf(FixedPoint.of(score * score)).multiply(rows));
    return new GroupTable.Row(
        group, new Confusion(others, selected, 0, 0), UNRANKED, scores, Sums.ZERO);
  }
}
