// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.SweepFigure.Step;
import org.imprimatur.server.web.ui.view.Chart;
import org.imprimatur.server.web.ui.view.Chart.Look;
import org.imprimatur.server.web.ui.view.Charts;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;

/**
 * What errors cost in the mean of the rows at each cut-off, by the matrix that the examination
 * states, with a line at the version's own cut-off.
 *
 * @param prices of a false positive and of a false negative; empty where none are stated
 * @param sweep the counts at each cut-off
 * @param interval of the cost at the version's own
 */
record CostFigure(Optional<Prices> prices, SweepFigure sweep, List<Double> interval) {
  private static final int MOST_HEIGHT_STEPS = 4;

  /** What an error costs, in any unit. */
  record Prices(double falsePositive, double falseNegative) {
    double perRow(Step step) {
      long rows = step.tp() + step.fp() + step.fn() + step.tn();
      double total = falsePositive * (double) step.fp() + falseNegative * (double) step.fn();
      return total / (double) Math.max(1, rows);
    }
  }

  static CostFigure of(Json.Obj details, String cutoff) {
    Json.Obj matrix = Tree.at(details, "cost", "matrix");
    Optional<Prices> prices =
        price(matrix, "fp").flatMap(fp -> price(matrix, "fn").map(fn -> new Prices(fp, fn)));
    Json.Obj own = Tree.at(details, "cost", "per_row");
    List<Double> interval =
        Tree.number(own, "low")
            .flatMap(low -> Tree.number(own, "high").map(high -> List.of(low, high)))
            .orElse(List.of());
    return new CostFigure(prices, SweepFigure.of(details, cutoff), interval);
  }

  private static Optional<Double> price(Json.Obj matrix, String name) {
    try {
      return Tree.text(matrix, name).map(Double::parseDouble);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  Figure figure() {
    if (prices.isEmpty()) {
      return new Figure.Nothing(
          "No cost of errors",
          Text.of(
              "The examination does not say what a false positive and a false negative cost."
                  + " A custodian states it as cost: {fp: NUMBER, fn: NUMBER}."));
    }
    if (sweep.steps().isEmpty()) {
      return new Figure.Nothing(
          "Cost by cut-off", Text.of("Not drawn: the evidence has no counts at other cut-offs."));
    }
    return new Figure.Part(
        "Cost by cut-off",
        Text.of(claim(prices.get())),
        List.of(new Charts(List.of(chart(prices.get())), table(prices.get()), false)));
  }

  private String claim(Prices stated) {
    String matrix =
        "A false positive costs %s and a false negative %s, as the examination states. "
            .formatted(Words.short4(stated.falsePositive()), Words.short4(stated.falseNegative()));
    OptionalDouble cutoff = sweep.cutoff();
    if (cutoff.isEmpty()) {
      return matrix;
    }
    String doubt =
        interval.size() == 2 ? " " + Words.interval(interval.get(0), interval.get(1)) : "";
    return matrix
        + "At its own cut-off, %s, a row costs %s%s in the mean. "
            .formatted(
                Words.short4(cutoff.getAsDouble()),
                Words.figure(stated.perRow(sweep.own()), half()),
                doubt)
        + "A cut-off chosen on these rows would need other rows to be judged on.";
  }

  private double half() {
    return interval.size() == 2 ? (interval.get(1) - interval.get(0)) / 2 : 0;
  }

  private Chart chart(Prices stated) {
    List<double[]> points = new ArrayList<>();
    double most = interval.size() == 2 ? interval.get(1) : 0;
    for (Step step : sweep.steps()) {
      double cost = stated.perRow(step);
      points.add(new double[] {step.cutoff(), cost});
      most = Math.max(most, cost);
    }
    double end = end(most);
    Canvas canvas = new Canvas(Canvas.Scale.SHARE, new Canvas.Scale(0, end), 52, 340, 180);
    for (int quarter = 0; quarter <= MOST_HEIGHT_STEPS; quarter++) {
      double share = (double) quarter / MOST_HEIGHT_STEPS;
      canvas.tickX(share, Words.decimal(share, 2)).tickY(end * share, Words.short3(end * share));
    }
    canvas.path(points, Look.CURVE);
    if (sweep.cutoff().isPresent()) {
      double cutoff = sweep.cutoff().getAsDouble();
      canvas.line(cutoff, 0, cutoff, end, Look.LIMIT);
      if (interval.size() == 2) {
        canvas.whisker(cutoff, interval.get(0), interval.get(1));
      }
      canvas.dot(cutoff, stated.perRow(sweep.own()), Look.NOW);
    }
    return canvas
        .namedX("Cut-off; dashed: the version's own")
        .chart("Mean cost of a row", claim(stated) + " The table has the cut-offs.", 40);
  }

  /** The least of 1, 2 and 4 times a power of ten that holds every point. */
  private static double end(double most) {
    if (!(most > 0)) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(most)));
    for (double times : new double[] {1, 2, 4}) {
      if (most <= times * power) {
        return times * power;
      }
    }
    return 10 * power;
  }

  private Table table(Prices stated) {
    List<Step> all = new ArrayList<>(sweep.steps());
    if (sweep.cutoff().isPresent()) {
      double cutoff = sweep.cutoff().getAsDouble();
      all.removeIf(step -> Double.compare(step.cutoff(), cutoff) == 0);
      all.add(sweep.own());
      all.sort(Comparator.comparingDouble(Step::cutoff));
    }
    List<Table.Row> rows = new ArrayList<>();
    for (Step step : all) {
      String name = Words.short4(step.cutoff());
      boolean own = sweep.cutoff().isPresent() && step.equals(sweep.own());
      rows.add(
          Table.Row.of(
              Cell.of(own ? name + ", the version's own" : name),
              Cell.of(Words.count(step.fp())),
              Cell.of(Words.count(step.fn())),
              Cell.of(Words.short4(stated.perRow(step)))));
    }
    return new Table(
        Words.counted(rows.size(), "cut-off") + " as a table",
        List.of(
            new Table.Head("Cut-off", false),
            new Table.Head("False positives", true),
            new Table.Head("False negatives", true),
            new Table.Head("Mean cost of a row", true)),
        rows);
  }
}
