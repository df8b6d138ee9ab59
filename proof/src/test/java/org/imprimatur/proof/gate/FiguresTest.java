// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers in sentences are rounded by their exact value, however that is computed. */
class FiguresTest {
  @Test
  void numbers_are_shown_with_at_most_three_decimals() {
    assertThat(Figures.of(0.8)).isEqualTo("0.8");
    assertThat(Figures.of(0.40999)).isEqualTo("0.41");
    assertThat(Figures.of(-0.0001)).isEqualTo("0");
    assertThat(Figures.of(1200)).isEqualTo("1200");
  }

  @Test
  void every_number_is_rounded_as_its_exact_value_is() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      double value = drawn(random);
      assertThat(Figures.of(value)).as("%s of seed %d", value, seed).isEqualTo(exactly(value));
    }
  }

  /** Shares, halves of a thousandth and their neighbours, and numbers of any size. */
  private static double drawn(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> random.nextDouble();
      case 1 -> (double) random.nextInt(4_000) / 2_000;
      case 2 -> Math.nextUp((double) random.nextInt(4_000) / 2_000);
      case 3 -> Math.nextDown((double) random.nextInt(4_000) / 2_000);
      default -> random.nextGaussian() * Math.pow(10, random.nextInt(18) - 4);
    };
  }

  private static String exactly(double value) {
    var rounded = new BigDecimal(value).setScale(3, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }
}
