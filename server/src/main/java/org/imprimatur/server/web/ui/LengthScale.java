// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.insights.Spread;
import org.imprimatur.proof.insights.Spread.Percentile;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Plot;
import org.jspecify.annotations.Nullable;

/** How long things took, drawn in one unit: half of them with its interval, and 85 of 100. */
record LengthScale(Axis axis, Lengths.Unit unit) {
  static LengthScale upTo(long longest) {
    Lengths.Unit unit = Lengths.Unit.of(longest);
    return new LengthScale(Axis.upTo(List.of(Math.max(1, unit.of((double) longest)))), unit);
  }

  /**
   * The plot of rows at this scale.
   *
   * @param what what a row is of
   * @param over what the counted ones are, such as {@code decided}
   */
  Plot plot(String what, String over, List<Plot.Row> rows) {
    return new Plot(
        what,
        "P50, 95 % interval",
        "P85",
        Words.capital(over),
        "P95",
        axis.ticks(value -> Words.short3(value) + " " + unit.word()),
        rows);
  }

  Plot.Row row(String name, Spread spread, String over) {
    Optional<Percentile> half = spread.percentile(50);
    Optional<Percentile> most = spread.percentile(85);
    return new Plot.Row(
        name,
        half.map(one -> Lengths.of(one.millis())).orElse("–"),
        half.map(one -> Lengths.interval(one.low(), one.high())).orElse(""),
        most.map(one -> Lengths.of(one.millis())).orElse("–"),
        List.of(Words.count(spread.n())),
        spread
            .percentile(95)
            .map(one -> new Mark(Lengths.of(one.millis()), "clock", "mute"))
            .orElse(Mark.NOT_JUDGED),
        half.map(one -> drawing(one, most)).orElse(null),
        half.isPresent()
            ? ""
            : "not drawn: %d %s, at least %d".formatted(spread.n(), over, Spread.LEAST));
  }

  private Plot.Drawing drawing(Percentile half, Optional<Percentile> most) {
    return new Plot.Drawing(
        place(half.low()),
        place(half.high()),
        place(half.millis()),
        most.map(one -> place(one.millis())).orElse(null),
        null);
  }

  private @Nullable String place(OptionalLong millis) {
    return millis.isPresent() ? place(millis.getAsLong()) : null;
  }

  private String place(long millis) {
    return axis.place(unit.of((double) millis));
  }
}
