// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.insights.Spread;
import org.imprimatur.proof.insights.Spread.Percentile;
import org.imprimatur.proof.insights.Week;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Plot;
import org.imprimatur.server.web.ui.view.Text;

/** How long submissions took, by the week in which they ended; the newest week is last. */
final class WeekFigures {
  /** Half a year; the files hold all. */
  private static final int MOST = 26;

  private WeekFigures() {}

  static List<Figure> of(List<Week> all) {
    if (all.isEmpty()) {
      return List.of(
          new Figure.Nothing(
              "Nothing has ended yet",
              Text.of("The first promotion or withdrawal brings the first week.")));
    }
    List<Week> weeks = all.subList(Math.max(0, all.size() - MOST), all.size());
    long longest =
        weeks.stream()
            .flatMap(one -> one.spread().percentiles().stream())
            .filter(one -> one.percent() <= 85)
            .mapToLong(
                one -> Math.max(one.millis(), one.percent() == 50 ? one.high().orElse(0) : 0))
            .max()
            .orElse(0);
    Lengths.Unit unit = Lengths.Unit.of(longest);
    Axis axis = Axis.upTo(List.of(Math.max(1, unit.of((double) longest))));
    return List.of(
        new Plot(
            "Week",
            "P50, 95 % interval",
            "P85",
            "Ended",
            "P95",
            axis.ticks(value -> Words.short3(value) + " " + unit.word()),
            weeks.stream().map(one -> row(one, axis, unit)).toList()));
  }

  private static Plot.Row row(Week week, Axis axis, Lengths.Unit unit) {
    Spread spread = week.spread();
    Optional<Percentile> half = spread.percentile(50);
    Optional<Percentile> most = spread.percentile(85);
    return new Plot.Row(
        week.name(),
        half.map(one -> Lengths.of(one.millis())).orElse("–"),
        half.map(one -> Lengths.interval(one.low(), one.high())).orElse(""),
        most.map(one -> Lengths.of(one.millis())).orElse("–"),
        List.of(Words.count(spread.n())),
        spread
            .percentile(95)
            .map(one -> new Mark(Lengths.of(one.millis()), "clock", "mute"))
            .orElse(new Mark("–", "clock", "mute")),
        half.map(one -> drawing(one, most, axis, unit)).orElse(null),
        half.isPresent() ? "" : "not drawn: " + spread.n() + " ended, at least " + Spread.LEAST);
  }

  private static Plot.Drawing drawing(
      Percentile half, Optional<Percentile> most, Axis axis, Lengths.Unit unit) {
    return new Plot.Drawing(
        half.low().isPresent() ? place(axis, unit, half.low().getAsLong()) : null,
        half.high().isPresent() ? place(axis, unit, half.high().getAsLong()) : null,
        place(axis, unit, half.millis()),
        most.map(one -> place(axis, unit, one.millis())).orElse(null),
        null);
  }

  private static String place(Axis axis, Lengths.Unit unit, long millis) {
    return axis.place(unit.of((double) millis));
  }
}
