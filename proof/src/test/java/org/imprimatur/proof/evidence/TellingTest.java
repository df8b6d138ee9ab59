// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How well a column alone tells a label that has not two classes. */
class TellingTest {
  /** scipy.stats.spearmanr of twelve rows with ties. */
  @ParameterizedTest
  @CsvSource({"2540", "1516"})
  void ranks_correlate_as_scipy_says_whichever_way_they_point(long products) {
    Telling ranks = new Telling.Ranks(12, big(2596), big(2598), big(products));

    Estimate strength = ranks.strength();

    assertThat(strength.value()).isCloseTo(0.8998256427215409, within(1e-14));
    Interval interval = Objects.requireNonNull(strength.interval());
    assertThat(interval.low()).isCloseTo(0.602425981666244, within(1e-14));
    assertThat(interval.high()).isCloseTo(0.9778366178516781, within(1e-14));
  }

  /** scipy.stats.kruskal of the same rows: (H - k + 1) / (n - k). */
  @Test
  void categories_part_the_ranks_as_scipy_says() {
    Telling ranked =
        new Telling.RankedCategories(
            12, big(2598), 3, List.of(cell(5, 40, 1), cell(3, 40, 1), cell(4, 76, 1)));

    assertThat(ranked.strength().value()).isCloseTo(0.5960668138084161, within(1e-14));
  }

  @ParameterizedTest
  @CsvSource({
    "100, 95, 40, 0.9166666666666666, 0.8137492179468013, 0.9640938680760532",
    "100, 100, 40, 1, 0.9383441696550238, 1",
    "100, 30, 40, 0, 0, 0"
  })
  void classes_are_told_by_the_errors_that_a_column_spares(
      long rows, long told, long frequent, double value, double low, double high) {
    Estimate strength = new Telling.Classes(rows, told, frequent).strength();

    assertThat(strength.value()).isCloseTo(value, within(1e-14));
    Interval interval = Objects.requireNonNull(strength.interval());
    assertThat(interval.low()).isCloseTo(low, within(1e-7));
    assertThat(interval.high()).isCloseTo(high, within(1e-7));
  }

  @Test
  void what_cannot_be_told_has_no_strength() {
    assertThat(
            List.of(
                new Telling.Classes(0, 0, 0),
                new Telling.Classes(9, 9, 9),
                new Telling.Ranks(9, big(1140), big(1140), big(1140)),
                new Telling.Ranks(10, big(1210), big(1540), big(1210)),
                new Telling.RankedCategories(12, big(2598), 1, List.of(cell(12, 156, 1))),
                new Telling.RankedCategories(12, big(2598), 12, List.of()),
                new Telling.RankedCategories(5000, big(1), 1001, List.of())))
        .allSatisfy(telling -> assertThat(telling.strength().value()).isNull());
  }

  @ParameterizedTest
  @CsvSource({
    "nearest, '\"rows\":9,\"told\":10,\"most_frequent\":3'",
    "nearest, '\"rows\":9,\"told\":-1,\"most_frequent\":3'",
    "wish, '\"rows\":9'"
  })
  void tables_that_somebody_made_up_are_refused(String by, String members) {
    Json.Obj forged = (Json.Obj) Json.parse("{\"by\":\"" + by + "\"," + members + "}");

    assertThatThrownBy(() -> Telling.fromJson(forged)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Telling.RankedCategories.Cell cell(long rows, long ranks, long times) {
    return new Telling.RankedCategories.Cell(rows, big(ranks), times);
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
