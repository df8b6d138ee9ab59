// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Probabilities against those of scipy, whose version stands in the table's first line. */
class ScipyTest {
  private static final Path TABLE = Path.of("src/test/resources/distribution/scipy.txt");

  /** Relative, so that a tail of 1e-100 has its digits too. */
  @ParameterizedTest
  @CsvSource({
    "kolmogorov, 290, 2e-9",
    "paths, 100, 1e-8",
    "chi-squared, 150, 1e-10",
    "student, 130, 2e-13",
    "student-quantile, 80, 2e-13"
  })
  void a_probability_is_scipy_s(String test, int least, double tolerance) throws IOException {
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (String line : Files.readAllLines(TABLE)) {
      String[] words = line.split(" ", -1);
      if (words[0].equals(test)) {
        double theirs = Double.parseDouble(words[words.length - 1]);
        double ours = ours(words);
        compared++;
        if (!(Math.abs(ours - theirs) <= tolerance * theirs + Double.MIN_NORMAL)) {
          differences.add(line + " against " + ours);
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThanOrEqualTo(least);
  }

  private static double ours(String[] words) {
    return switch (words[0]) {
      case "kolmogorov" ->
          Kolmogorov.survival(Long.parseLong(words[1]), Double.parseDouble(words[2]));
      case "paths" ->
          TwoSamples.exact(
              Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
      case "student" -> StudentT.within(Double.parseDouble(words[1]), Long.parseLong(words[2]));
      case "student-quantile" ->
          StudentT.quantile(Double.parseDouble(words[1]), Long.parseLong(words[2]));
      default -> ChiSquared.survival(Double.parseDouble(words[1]), Long.parseLong(words[2]));
    };
  }

  /** Massey, Journal of the American Statistical Association 46 (1951) 68, table 1. */
  @ParameterizedTest
  @CsvSource({"5, 0.565, 0.05", "10, 0.410, 0.05", "20, 0.294, 0.05", "10, 0.490, 0.01"})
  void the_tail_of_kolmogorov_is_the_published_one(long n, double critical, double level) {
    assertThat(Kolmogorov.survival(n, critical)).isCloseTo(level, withinRelative(0.04));
  }

  private static org.assertj.core.data.Percentage withinRelative(double share) {
    return org.assertj.core.data.Percentage.withPercentage(100 * share);
  }
}
