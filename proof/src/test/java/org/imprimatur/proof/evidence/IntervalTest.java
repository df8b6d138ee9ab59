// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intervals against figures that were published with their method. */
class IntervalTest {
  /** Newcombe 1998, Statistics in Medicine 17:873, table II, method 10. */
  @ParameterizedTest
  @CsvSource({"56, 70, 48, 80, 0.0524, 0.3339", "9, 10, 3, 10, 0.1705, 0.8090"})
  void the_interval_of_a_difference_is_newcombe_s(
      long a, long n, long b, long m, double low, double high) {
    Interval difference =
        Interval.difference(
            (double) a / n, Interval.wilson(a, n), (double) b / m, Interval.wilson(b, m));

    assertThat(difference.low()).isEqualTo(low, within(5e-5));
    assertThat(difference.high()).isEqualTo(high, within(5e-5));
  }
}
