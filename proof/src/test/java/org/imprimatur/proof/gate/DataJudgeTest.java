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
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
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
