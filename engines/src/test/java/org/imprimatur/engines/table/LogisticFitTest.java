// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.imprimatur.proof.evidence.CalibrationFit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Scores that are far from calibrated have a calibration line too. The figures are statsmodels':
 * {@code GLM(label, add_constant(logit(score)), family=Binomial())} of rows 1 to 200.
 */
class LogisticFitTest {
  private static final int ROWS = 200;

  @ParameterizedTest
  @CsvSource({
    "noise, 0, -0.005156016536014579, 0.14142278871167416, 0.08100402941370853",
    "against, 0.02188332612766401, -0.3710714427835382, 0.14793730793883356, 0.09402949225191747",
    "ends, 0.0003763076801952814, -0.002087087356773483, 0.14149053139923717, 0.004814937803823487",
    "rare, -4.168705128821507, 0.43527469982182715, 0.6251738800295495, 0.28657817982899964",
    "small, -0.4993303876183459, -0.030433993545472708, 2.442704714525336, 0.14863412786318714"
  })
  void the_line_is_that_of_another_library(
      String scores, double intercept, double slope, double first, double second) {
    CalibrationFit fit = LogisticFit.of(of(scores), 0x1p-52).orElseThrow();

    assertThat(real(fit.intercept())).isCloseTo(intercept, within(1e-8));
    assertThat(real(fit.slope())).isCloseTo(slope, within(1e-8));
    assertThat(real(fit.interceptError())).isCloseTo(first, within(1e-7));
    assertThat(real(fit.slopeError())).isCloseTo(second, within(1e-7));
  }

  @Test
  void scores_that_part_the_classes_and_scores_that_do_not_vary_have_none() {
    assertThat(LogisticFit.of(rows(i -> i / 201.0, i -> i > 90), 0x1p-52)).isEmpty();
    assertThat(LogisticFit.of(rows(i -> i / 201.0, i -> i < 90), 0x1p-52)).isEmpty();
    assertThat(LogisticFit.of(rows(i -> i % 2 * 0.5, i -> i % 2 == 1 || i == 2), 0x1p-52))
        .isEmpty();
    assertThat(LogisticFit.of(rows(_ -> 0.5, i -> i % 2 == 0), 0x1p-52)).isEmpty();
    assertThat(LogisticFit.of(rows(i -> i / 201.0, _ -> true), 0x1p-52)).isEmpty();
  }

  private static DistinctScores of(String name) {
    IntPredicate noise = i -> i * 37 % 100 < 50;
    return switch (name) {
      case "noise" -> rows(i -> i / 201.0, noise);
      case "against" -> rows(i -> i / 201.0, i -> i * 37 % 100 + i / 4.0 < 75);
      case "ends" -> rows(i -> i % 3 / 2.0, i -> i * 7 % 10 < 5);
      case "rare" -> rows(i -> i / 201.0, i -> i % 50 == 0);
      case "small" -> rows(i -> i * 1e-9, noise);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static DistinctScores rows(IntToDoubleFunction score, IntPredicate positive) {
    SortedMap<Double, int[]> counts = new TreeMap<>();
    for (int i = 1; i <= ROWS; i++) {
      counts.computeIfAbsent(score.applyAsDouble(i), _ -> new int[2])[positive.test(i) ? 1 : 0]++;
    }
    DistinctScores scores = new DistinctScores();
    counts.forEach((each, count) -> scores.add(each, count[1], count[0]));
    return scores;
  }

  private static double real(BigInteger units) {
    return units.doubleValue() * 0x1p-50;
  }
}
