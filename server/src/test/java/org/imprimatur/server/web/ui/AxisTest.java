// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
  @ParameterizedTest
  @CsvSource({
    "0.004, 0.01, 3",
    "0.03, 0.04, 5",
    "0.031, 0.04, 5",
    "0.07, 0.1, 5",
    "0.29, 0.4, 5",
    "0.9, 1, 5",
    "0, 0.01, 3"
  })
  void an_axis_of_differences_is_as_wide_below_zero_as_above_in_round_steps(
      double most, double end, int lines) {
    Axis axis = Axis.around(List.of(-most, most / 2));
    assertThat(axis.from()).isEqualTo(-axis.to());
    assertThat(axis.to()).isCloseTo(end, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(axis.marked()).hasSize(lines).contains(0.0);
    assertThat(axis.place(0)).isEqualTo("50.0%");
  }

  @Test
  void an_axis_of_times_has_a_line_at_every_power_of_ten() {
    Axis axis = Axis.decades(List.of(0.03, 0.4, 250.0));
    assertThat(axis.marked()).containsExactly(0.01, 0.1, 1.0, 10.0, 100.0, 1000.0);
    assertThat(axis.place(0.01)).isEqualTo("3.0%");
    assertThat(axis.place(1000)).isEqualTo("97.0%");
    assertThat(axis.ticks(Words::short4).get(1).label()).isEqualTo("0.1");
  }

  @Test
  void one_power_of_ten_alone_still_has_two_ends() {
    Axis axis = Axis.decades(List.of(10.0));
    assertThat(axis.from()).isLessThan(axis.to());
  }

  @ParameterizedTest
  @CsvSource({"1.4, 1.5", "1.5, 1.5", "1.6, 2", "7, 8"})
  void an_axis_of_ratios_begins_at_nothing_and_holds_them_all(double most, double end) {
    assertThat(Axis.upTo(List.of(0.5, most)).to()).isEqualTo(end);
  }
}
