// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.imprimatur.proof.evidence.Dyadic;
import org.imprimatur.proof.evidence.NumericDrift;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One column of two files: exact at every magnitude, and in every order of the rows. */
class NumericSweepTest {
  private static final long SEED = 20261125;

  /** Scaling by a power of two changes no digit, so that the figures must scale along exactly. */
  @ParameterizedTest
  @CsvSource({"-996", "-1040", "0", "996", "1010"})
  void figures_follow_the_magnitude_of_a_column(int exponent) {
    Random random = new Random(SEED);
    double[] reference = random.doubles(501, -1, 3).map(NumericSweepTest::rounded).toArray();
    double[] current = random.doubles(340, -1, 4).map(NumericSweepTest::rounded).toArray();
    DoubleUnaryOperator scale = value -> Math.scalb(value, exponent);

    Json.Obj plain = details(reference, current);
    Json.Obj scaled =
        details(
            Arrays.stream(reference).map(scale).toArray(),
            Arrays.stream(current).map(scale).toArray());

    for (String name : List.of("ks", "ks_p_auto", "psi", "wasserstein_over_std_ref")) {
      assertThat(scaled.object(name)).as(name).isEqualTo(plain.object(name));
    }
    for (String name : List.of("wasserstein", "mean_ref", "mean_cur", "median_ref", "std_ref")) {
      double expected = Math.scalb(plain.object(name).number("value"), exponent);
      assertThat(scaled.object(name).number("value")).as(name).isEqualTo(expected);
    }
  }

  /** Few digits, so that even the smallest scaled values are normal numbers. */
  private static double rounded(double value) {
    return StrictMath.rint(value * 1024) / 1024;
  }

  @Test
  void a_large_mean_does_not_drown_the_spread() {
    double[] small = new Random(SEED).doubles(1000).map(NumericSweepTest::rounded).toArray();
    double[] large = Arrays.stream(small).map(value -> value + 0x1p40).toArray();

    Json.Obj plain = details(small, small);
    Json.Obj moved = details(large, large);

    assertThat(moved.object("std_ref")).isEqualTo(plain.object("std_ref"));
  }

  @Test
  void one_far_value_does_not_drown_the_distance_of_the_rest() {
    Json.Obj found = details(new double[] {0, 1, 2, 1e300}, new double[] {0.25, 1.25, 2.25, 1e300});

    assertThat(found.object("wasserstein").number("value")).isEqualTo(0.1875);
  }

  @Test
  void what_no_double_can_hold_is_undefined() {
    Json.Obj found = details(new double[] {-1e308, -1e308}, new double[] {1e308, 1e308});

    assertThat(found.object("wasserstein").string("reason"))
        .isEqualTo("It is larger than any number of double precision.");
    assertThat(found.object("ks").number("value")).isEqualTo(1);
    assertThat(found.object("median_ref").number("value")).isEqualTo(-1e308);
  }

  @Test
  void cells_without_a_finite_value_are_counted_and_left_out() {
    Json.Obj found =
        details(
            new double[] {1, 2, Double.NaN, Double.POSITIVE_INFINITY},
            new double[] {1, 2, -0.0, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY});

    assertThat(found.integer("n_ref")).isEqualTo(2);
    assertThat(found.integer("missing_ref")).isEqualTo(1);
    assertThat(found.integer("infinite_ref")).isEqualTo(1);
    assertThat(found.integer("n_cur")).isEqualTo(3);
    assertThat(found.integer("infinite_cur")).isEqualTo(2);
  }

  @Test
  void the_order_of_rows_changes_no_bit() {
    Random random = new Random(SEED);
    double[] reference = random.doubles(5000).map(value -> (value - 0.5) * 1e6).toArray();
    double[] current = random.doubles(3000).map(value -> Math.rint(value * 50)).toArray();
    Json first = drift(reference, current).tables();

    shuffle(reference, random);
    shuffle(current, random);

    assertThat(drift(reference, current).tables()).isEqualTo(first);
  }

  /** The textbook's formulas over all pairs of points, in decimals of 34 digits. */
  @Test
  void small_columns_agree_with_the_definitions() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      double[] a = random.doubles(1 + random.nextInt(12)).map(NumericSweepTest::coarse).toArray();
      double[] b = random.doubles(1 + random.nextInt(12)).map(NumericSweepTest::coarse).toArray();

      Json.Obj found = details(a, b);

      String at = "seed " + SEED + ", round " + round;
      assertThat(found.object("ks").number("value")).as(at).isEqualTo(ks(a, b), within(1e-15));
      assertThat(found.object("wasserstein").number("value"))
          .as(at)
          .isEqualTo(wasserstein(a, b), within(1e-14));
      assertThat(found.object("std_ref").number("value")).as(at).isEqualTo(std(a), within(1e-14));
    }
  }

  private static double coarse(double value) {
    return Math.rint(value * 7) / 3;
  }

  private static double ks(double[] a, double[] b) {
    double most = 0;
    for (double x : concat(a, b)) {
      most = Math.max(most, Math.abs(below(a, x) - below(b, x)));
    }
    return most;
  }

  private static double wasserstein(double[] a, double[] b) {
    double[] all = concat(a, b);
    Arrays.sort(all);
    double sum = 0;
    for (int i = 1; i < all.length; i++) {
      sum += Math.abs(below(a, all[i - 1]) - below(b, all[i - 1])) * (all[i] - all[i - 1]);
    }
    return sum;
  }

  private static double std(double[] a) {
    double mean = Arrays.stream(a).average().orElseThrow();
    return Math.sqrt(Arrays.stream(a).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
  }

  private static double below(double[] values, double x) {
    return (double) Arrays.stream(values).filter(value -> value <= x).count() / values.length;
  }

  private static double[] concat(double[] a, double[] b) {
    double[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  private static void shuffle(double[] values, Random random) {
    for (int i = values.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      double kept = values[i];
      values[i] = values[other];
      values[other] = kept;
    }
  }

  @Test
  void a_sum_of_many_squares_keeps_every_bit() {
    WeightedSum squares = WeightedSum.ofSquares();
    double value = 1e200 / 3;
    int times = 3 * (1 << 20) + 5;
    for (int i = 0; i < times; i++) {
      squares.addSquare(value);
    }

    BigDecimal exact = new BigDecimal(value).pow(2).multiply(BigDecimal.valueOf(times));
    Dyadic total = squares.total();
    BigDecimal power = new BigDecimal(BigInteger.TWO.pow(total.exponent()));
    assertThat(new BigDecimal(total.units()).multiply(power)).isEqualByComparingTo(exact);
    assertThat(exact.round(MathContext.DECIMAL32).signum()).isEqualTo(1);
  }

  private static Json.Obj details(double[] reference, double[] current) {
    return (Json.Obj) drift(reference, current).details();
  }

  private static NumericDrift drift(double[] reference, double[] current) {
    return NumericSweep.of(column(reference), column(current));
  }

  private static NumericColumn column(double[] values) {
    NumericColumn column = new NumericColumn(values.length);
    Arrays.stream(values).forEach(column::add);
    return column;
  }
}
