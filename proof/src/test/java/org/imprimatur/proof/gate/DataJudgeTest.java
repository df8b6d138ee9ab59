// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.evidence.ColumnTable;
import org.imprimatur.proof.evidence.Leakage;
import org.imprimatur.proof.evidence.Separation;
import org.imprimatur.proof.evidence.Sums;
import org.imprimatur.proof.evidence.Telling;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataJudgeTest {
  @ParameterizedTest
  @CsvSource({
    "242, 366, 68, 60, 0.9, WITHIN",
    "395, 366, 68, 60, 0.9, OUTSIDE",
    "40, 914, 0, 60, 0.9, OUTSIDE",
    "0, 914, 0, 95, 0.9, OUTSIDE",
    "0, 914, 0, 5, 0.9, OUTSIDE",
    "0, 914, 0, 95, 0.96, WITHIN"
  })
  void leakage_is_outside_beyond_chance_or_where_one_feature_tells_the_label(
      long shared, long singles, long pairs, long percent, double most, Outcome outcome) {
    Leakage leakage =
        new Leakage(
            new Leakage.Shared(395, 914, shared, singles, pairs),
            new Leakage.Ids(0, 0),
            Map.of("letter_days", feature(percent)),
            Map.of());

    Judgement judgement =
        DataJudge.leakage(
            Json.obj().put("tables", leakage.tables()).build(),
            new Requirement.Limits(Map.of("most-association", most)));

    assertThat(judgement.outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "classes, 94, , WITHIN",
    "classes, 99, , OUTSIDE",
    "classes, 99, most-association=0.5, OUTSIDE",
    "classes, 94, most-association=0.5, WITHIN",
    "classes, 94, most-rank-association=0.5, WITHIN",
    "classes, 94, most-class-association=0.9, OUTSIDE",
    "classes, 99, most-class-association=1, WITHIN",
    "numbers, 97, , WITHIN",
    "numbers, 99, , OUTSIDE",
    "numbers, 97, most-rank-association=0.95, OUTSIDE",
    "numbers, 97, most-class-association=0.5, WITHIN",
    "numbers, 0, , CANNOT_BE_TOLD"
  })
  void each_kind_of_label_has_its_own_limit_of_what_a_feature_may_tell(
      String label, long percent, @Nullable String limit, Outcome outcome) {
    Telling values = label.equals("classes") ? classes(percent) : numbers(percent);
    Leakage leakage =
        new Leakage(
            new Leakage.Shared(395, 914, 0, 914, 0),
            new Leakage.Ids(0, 0),
            Map.of("weight", besides(values)),
            Map.of());
    String[] parts = limit == null ? new String[0] : limit.split("=");

    Judgement judgement =
        DataJudge.leakage(
            Json.obj().put("tables", leakage.tables()).build(),
            new Requirement.Limits(
                limit == null ? Map.of() : Map.of(parts[0], Double.parseDouble(parts[1]))));

    assertThat(judgement.outcome()).isEqualTo(outcome);
  }

  private static Leakage.Feature besides(Telling values) {
    return new Leakage.Feature(
        feature(0).column(),
        feature(0).present(),
        Optional.of(new Leakage.Feature.Other(values, new Telling.Classes(200, 100, 100))));
  }

  /** Of 200 rows in two halves, so that this share of errors is spared. */
  private static Telling classes(long percent) {
    return new Telling.Classes(200, 100 + percent, 100);
  }

  /** A thousand rows whose ranks correlate by that; nothing where no rank differs. */
  private static Telling numbers(long percent) {
    BigInteger mean = big(1000L * 1001 * 1001);
    BigInteger spread = big(percent == 0 ? 0 : 100_000_000);
    return new Telling.Ranks(
        1000,
        mean.add(spread),
        mean.add(spread),
        mean.add(spread.multiply(big(percent)).divide(big(100))));
  }

  /** A column of 100 against 100 rows of which the given share of pairs is in order. */
  private static Leakage.Feature feature(long percent) {
    BigInteger twiceU = BigInteger.valueOf(2 * 100 * percent);
    Sums placements = new Sums(twiceU, twiceU.multiply(BigInteger.TWO).multiply(big(percent)));
    Separation separation = new Separation(100, 100, twiceU, placements, placements);
    return new Leakage.Feature(
        new ColumnTable.Numbers(0, 0, 200, 0, Optional.empty(), separation),
        new ColumnTable.Categories(0, List.of(new ColumnTable.Categories.Cell(100, 100, 0, 1))));
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
