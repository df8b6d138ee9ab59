// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.imprimatur.proof.insights.Spread.Percentile;
import org.imprimatur.proof.insights.Survival.Life;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Percentiles with their intervals, and what goes on held apart from what has ended. */
class SpreadTest {
  /** The ranks are those that scipy.stats.binom gives for tails of at most 0.025. */
  @ParameterizedTest
  @CsvSource({
    // n, percent, rank, rank of the low end, rank of the high end (0: open)
    "5, 50, 3, 0, 0",
    "6, 50, 3, 1, 6",
    "10, 50, 5, 2, 9",
    "20, 50, 10, 6, 15",
    "20, 85, 17, 14, 0",
    "20, 95, 19, 17, 0",
    "100, 50, 50, 40, 61",
    "100, 85, 85, 78, 93",
    "100, 95, 95, 90, 100",
    "1000, 95, 950, 936, 964",
  })
  void a_percentile_lies_between_two_order_statistics(
      int n, int percent, long rank, long low, long high) {
    Spread spread = Spread.of(LongStream.rangeClosed(1, n).boxed().toList());

    assertThat(spread.percentile(percent))
        .contains(new Percentile(percent, rank, end(low), end(high)));
  }

  private static OptionalLong end(long rank) {
    return rank == 0 ? OptionalLong.empty() : OptionalLong.of(rank);
  }

  @Test
  void fewer_than_five_times_give_no_percentile() {
    assertThat(Spread.of(List.of(4L, 3L, 2L, 1L))).isEqualTo(new Spread(4, List.of()));
  }

  @Test
  void a_percentile_is_a_time_that_was_observed() {
    assertThat(Spread.of(List.of(100L, 1L, 1L, 1L, 1L)).percentile(50))
        .hasValueSatisfying(one -> assertThat(one.millis()).isEqualTo(1));
  }

  @Test
  void what_is_still_open_pushes_the_forecast_out() {
    List<Life> ended = LongStream.rangeClosed(1, 10).mapToObj(at -> new Life(at, true)).toList();
    List<Life> withOpen =
        Stream.concat(ended.stream(), LongStream.range(0, 10).mapToObj(_ -> new Life(9, false)))
            .toList();

    assertThat(new Survival(ended).within(50, -1)).hasValue(5);
    // 20 at risk, one ends a step: 10 of 20 are left only once the tenth has ended.
    assertThat(new Survival(withOpen).within(50, -1)).hasValue(10);
  }

  @Test
  void a_forecast_counts_only_those_that_went_on_as_long() {
    Survival past =
        new Survival(LongStream.rangeClosed(1, 20).mapToObj(at -> new Life(at, true)).toList());

    assertThat(past.within(50, 10)).hasValue(15);
    assertThat(past.within(85, 10)).hasValue(19);
    // Four ended after 16: too few to tell.
    assertThat(past.within(50, 16)).isEmpty();
  }
}
