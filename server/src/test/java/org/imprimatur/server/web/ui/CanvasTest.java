// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.imprimatur.server.web.ui.view.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanvasTest {
  private static final Canvas CANVAS =
      new Canvas(new Canvas.Scale(-1, 1), new Canvas.Scale(0, 50), 40, 200, 100);

  @ParameterizedTest
  @CsvSource({"-1, 40", "0, 140", "1, 240", "-7, 40", "3, 240"})
  void a_value_stands_along_its_axis_and_never_beyond_its_ends(double value, double place) {
    assertThat(CANVAS.x(value)).isEqualTo(place);
  }

  @ParameterizedTest
  @CsvSource({"0, 108", "25, 58", "50, 8", "-1, 108", "90, 8"})
  void more_stands_higher(double value, double place) {
    assertThat(CANVAS.y(value)).isEqualTo(place);
  }

  @Test
  void every_coordinate_is_a_number_as_svg_writes_it() {
    var canvas = new Canvas(Canvas.Scale.SHARE, Canvas.Scale.SHARE, 0, 10, 10);
    Chart chart =
        canvas
            .bar(-3.25, 1, 2, 2, Chart.Look.NOW_BAR)
            .path(List.of(new double[] {0, 1}, new double[] {1, 0}), Chart.Look.CURVE)
            .chart("Title", "Label", 5);
    assertThat(chart.shapes())
        .containsExactly(
            new Chart.Bar("-3.2", "1.0", "2.0", "2.0", Chart.Look.NOW_BAR),
            new Chart.Path("0.0,8.0 10.0,18.0", Chart.Look.CURVE));
    assertThat(chart.height()).isEqualTo(23);
  }
}
