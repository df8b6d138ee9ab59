// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Chart;
import org.imprimatur.server.web.ui.view.Chart.Look;
import org.imprimatur.server.web.ui.view.Charts;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;

/**
 * How much more often than in the mean a tenth of the rows is positive, from the highest scores
 * down: bars from 0 with Wilson's interval of the tenth's rate over the mean rate, and a line where
 * a tenth is like all rows.
 *
 * @param positives of all rows
 */
record LiftFigure(List<Tenth> tenths, long positives) {
  /** Fewer say too little of how they spread over ten parts. */
  private static final long LEAST_POSITIVES = 10;

  private static final double STEP = 22;
  private static final double WIDE = 14;

  /**
   * A tenth of the rows; where scores are tied it can have more rows, or none.
   *
   * @param place 1 for the highest scores
   * @param lift its positive rate over that of all rows
   * @param low the lower end of its interval over the rate of all rows
   * @param gain the share of all positives that it and those before it hold
   */
  record Tenth(
      int place,
      double from,
      long n,
      long positives,
      double lift,
      double low,
      double high,
      double gain) {
    private static Optional<Tenth> of(int place, Json.Obj row, double mean) {
      Optional<Double> lift = Tree.number(row, "lift");
      Optional<Double> gain = Tree.number(row, "gain");
      List<Double> interval = Tree.numbers(row, "positive_rate_wilson95");
      return lift.isEmpty() || gain.isEmpty() || interval.size() != 2
          ? Optional.empty()
          : Optional.of(
              new Tenth(
                  place,
                  Tree.number(row, "from").orElse(0.0),
                  Tree.count(row, "n"),
                  Tree.count(row, "positives"),
                  lift.get(),
                  interval.get(0) / mean,
                  interval.get(1) / mean,
                  gain.get()));
    }
  }

  static LiftFigure of(Json.Obj details) {
    List<Json.Obj> rows = Tree.objects(details, "lift");
    if (rows.isEmpty()) {
      return new LiftFigure(List.of(), 0);
    }
    long positives = Tree.count(rows.getLast(), "cumulative_positives");
    double mean = (double) positives / (double) Tree.count(rows.getLast(), "cumulative_n");
    List<Tenth> tenths = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Tenth.of(i + 1, rows.get(i), mean).ifPresent(tenths::add);
    }
    return new LiftFigure(List.copyOf(tenths), positives);
  }

  Optional<Figure> figure() {
    if (tenths.isEmpty()) {
      return Optional.empty();
    }
    if (positives < LEAST_POSITIVES) {
      return Optional.of(
          new Figure.Part(
              "Lift by tenth",
              Text.NOTHING,
              List.of(
                  new Figure.Nothing(
                      "Not drawn: " + Words.counted(positives, "positive"),
                      Text.of("Lift is drawn from %d positives on.".formatted(LEAST_POSITIVES))),
                  table())));
    }
    return Optional.of(
        new Figure.Part(
            "Lift by tenth",
            Text.of(claim()),
            List.of(new Charts(List.of(chart()), table(), true))));
  }

  private String claim() {
    Tenth first = tenths.getFirst();
    return "The %s with the highest scores hold %s of the positives; a row among them is positive %s times as often as in the mean."
        .formatted(
            Words.counted(first.n(), "row"),
            Words.percent(first.gain()),
            Words.figure(first.lift(), (first.high() - first.low()) / 2));
  }

  private Chart chart() {
    double most = tenths.stream().mapToDouble(Tenth::high).max().orElse(1);
    Axis lifts = Axis.upTo(List.of(most));
    var across = new Canvas.Scale(0.5, 10.5);
    var up = new Canvas.Scale(0, lifts.to());
    Canvas canvas = new Canvas(across, up, 36, 10 * STEP, 180);
    for (double at : lifts.marked()) {
      canvas.tickY(at, Words.short3(at));
    }
    for (Tenth tenth : tenths) {
      double top = canvas.y(tenth.lift());
      canvas.bar(canvas.x(tenth.place()) - WIDE / 2, top, WIDE, canvas.y(0) - top, Look.NOW_BAR);
      canvas.whisker(tenth.place(), tenth.low(), tenth.high());
      canvas.label(
          canvas.x(tenth.place()), canvas.below(16), Integer.toString(tenth.place()), Look.MIDDLE);
    }
    return canvas
        .line(0.5, 1, 10.5, 1, Look.LIMIT)
        .namedX("1: highest scores; dashed: like all rows")
        .chart("Lift", claim() + " The table has the tenths.", 40);
  }

  private Table table() {
    List<Table.Row> rows = new ArrayList<>();
    for (Tenth tenth : tenths) {
      rows.add(
          Table.Row.of(
              Cell.of(Integer.toString(tenth.place())),
              Cell.of(Words.short3(tenth.from())),
              Cell.of(Words.count(tenth.positives()) + " of " + Words.count(tenth.n())),
              Cell.of(
                  Words.decimal(tenth.lift(), 2)
                      + " ["
                      + Words.decimal(tenth.low(), 2)
                      + ", "
                      + Words.decimal(tenth.high(), 2)
                      + "]"),
              Cell.of(Words.percent(tenth.gain()))));
    }
    return new Table(
        "",
        List.of(
            new Table.Head("Tenth", false),
            new Table.Head("Scores from", true),
            new Table.Head("Positives", true),
            new Table.Head("Lift, 95 % interval", true),
            new Table.Head("Positives so far", true)),
        rows);
  }
}
