// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Chart;
import org.imprimatur.server.web.ui.view.Chart.Look;
import org.imprimatur.server.web.ui.view.Charts;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;

/**
 * What other cut-offs would give: one small panel a rate, with a line at the version's own, and the
 * curve of recall by false positives through the same points.
 *
 * @param curve points of recall (second) by false positive rate (first), where the evidence has
 *     them
 * @param cutoff the version's own as it was declared; empty where it is no number
 * @param own the counts at it
 */
record SweepFigure(List<Step> steps, List<double[]> curve, OptionalDouble cutoff, Step own) {
  private static final int DOTTED = 21;

  /** The counts at one cut-off. */
  record Step(double cutoff, long tp, long fp, long fn, long tn) {
    private static Step of(double cutoff, Json.Obj counts) {
      return new Step(
          cutoff,
          Tree.count(counts, "tp"),
          Tree.count(counts, "fp"),
          Tree.count(counts, "fn"),
          Tree.count(counts, "tn"));
    }

    OptionalDouble recall() {
      return rate(tp, tp + fn);
    }

    OptionalDouble precision() {
      return rate(tp, tp + fp);
    }

    OptionalDouble falsePositives() {
      return rate(fp, fp + tn);
    }

    OptionalDouble selected() {
      return rate(tp + fp, tp + fp + fn + tn);
    }

    private static OptionalDouble rate(long part, long all) {
      return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / (double) all);
    }
  }

  /** One of the panels. */
  private record Rate(String name, Function<Step, OptionalDouble> of) {}

  private static final List<Rate> RATES =
      List.of(
          new Rate("Recall", Step::recall),
          new Rate("Precision", Step::precision),
          new Rate("False positive rate", Step::falsePositives),
          new Rate("Predicted positives", Step::selected));

  static SweepFigure of(Json.Obj details, String cutoff) {
    List<Step> steps = new ArrayList<>();
    Json.Obj fine = Tree.at(details, "thresholds_fine");
    Tree.objects(fine.members().isEmpty() ? Tree.at(details, "thresholds") : fine)
        .forEach(
            (at, counts) ->
                number(at).ifPresent(threshold -> steps.add(Step.of(threshold, counts))));
    steps.sort(Comparator.comparingDouble(Step::cutoff));
    OptionalDouble declared = number(cutoff);
    return new SweepFigure(
        List.copyOf(steps),
        curve(details),
        declared,
        Step.of(declared.orElse(0), Tree.at(details, "confusion")));
  }

  private static List<double[]> curve(Json.Obj details) {
    List<double[]> points = new ArrayList<>();
    for (Json.Obj point : Tree.objects(details, "curve")) {
      Optional<Double> falsePositives = Tree.number(point, "fpr");
      Optional<Double> recall = Tree.number(point, "tpr");
      if (falsePositives.isPresent() && recall.isPresent()) {
        points.add(new double[] {falsePositives.get(), recall.get()});
      }
    }
    return points.reversed();
  }

  private static OptionalDouble number(String text) {
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException _) {
      return OptionalDouble.empty();
    }
  }

  Optional<Figure> figure() {
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    List<Chart> charts = new ArrayList<>();
    charts.add(square());
    RATES.forEach(rate -> charts.add(panel(rate)));
    return Optional.of(
        new Figure.Part(
            "Other cut-offs", Text.of(claim()), List.of(new Charts(charts, table(), false))));
  }

  private String claim() {
    String own =
        cutoff.isPresent()
            ? "At its own, %s, the version selects %s of the rows and finds %s of the positives. "
                .formatted(
                    plain(cutoff.getAsDouble()), words(own().selected()), words(own().recall()))
            : "";
    return own + "A cut-off chosen on these rows would need other rows to be judged on.";
  }

  private static String plain(double cutoff) {
    return Words.short4(cutoff);
  }

  private static String words(OptionalDouble rate) {
    return rate.isPresent() ? Words.percent(rate.getAsDouble()) : "–";
  }

  private Chart panel(Rate rate) {
    Canvas canvas = new Canvas(Canvas.Scale.SHARE, Canvas.Scale.SHARE, 40, 98, 84);
    for (double at : new double[] {0, 0.5, 1}) {
      canvas.tickX(at, Words.decimal(at, 1)).tickY(at, Math.round(at * 100) + "\u00a0%");
    }
    if (cutoff.isPresent()) {
      canvas.line(cutoff.getAsDouble(), 0, cutoff.getAsDouble(), 1, Look.LIMIT);
    }
    List<double[]> points = new ArrayList<>();
    for (Step step : steps) {
      rate.of().apply(step).ifPresent(y -> points.add(new double[] {step.cutoff(), y}));
    }
    draw(canvas, points);
    OptionalDouble here = rate.of().apply(own);
    if (cutoff.isPresent() && here.isPresent()) {
      canvas.dot(cutoff.getAsDouble(), here.getAsDouble(), Look.NOW);
    }
    String title = rate.name() + " " + words(here);
    return canvas.chart(title, title + " at the cut-off; by cut-off in the table.", 22);
  }

  /** Few points are shown as such, so that nobody takes the line between them for measured. */
  private static void draw(Canvas canvas, List<double[]> points) {
    canvas.path(points, Look.CURVE);
    if (points.size() <= DOTTED) {
      points.forEach(
          point -> canvas.bar(canvas.x(point[0]) - 2, canvas.y(point[1]) - 2, 4, 4, Look.NOW_BAR));
    }
  }

  private Chart square() {
    Canvas canvas = new Canvas(Canvas.Scale.SHARE, Canvas.Scale.SHARE, 44, 228, 228);
    for (int quarter = 0; quarter <= 4; quarter++) {
      double at = quarter / 4.0;
      canvas.tickX(at, quarter * 25 + "\u00a0%").tickY(at, quarter * 25 + "\u00a0%");
    }
    canvas.line(0, 0, 1, 1, Look.DIAGONAL);
    List<double[]> points = new ArrayList<>();
    points.add(new double[] {1, 1});
    points.addAll(curve.isEmpty() ? ofSteps() : curve);
    points.add(new double[] {0, 0});
    draw(canvas, points);
    if (own.recall().isPresent() && own.falsePositives().isPresent()) {
      canvas.dot(own.falsePositives().getAsDouble(), own.recall().getAsDouble(), Look.NOW);
    }
    return canvas
        .namedX("False positive rate; dotted: chance")
        .chart(
            "Recall by false positive rate",
            "Recall by false positive rate over the cut-offs, beside the diagonal of chance.",
            40);
  }

  private List<double[]> ofSteps() {
    List<double[]> points = new ArrayList<>();
    for (Step step : steps) {
      if (step.recall().isPresent() && step.falsePositives().isPresent()) {
        points.add(new double[] {step.falsePositives().getAsDouble(), step.recall().getAsDouble()});
      }
    }
    return points;
  }

  private Table table() {
    List<Table.Head> heads = new ArrayList<>();
    heads.add(new Table.Head("Cut-off", false));
    RATES.forEach(rate -> heads.add(new Table.Head(rate.name(), true)));
    List<Step> all = new ArrayList<>(steps);
    if (cutoff.isPresent()) {
      all.removeIf(step -> Double.compare(step.cutoff(), cutoff.getAsDouble()) == 0);
      all.add(own);
      all.sort(Comparator.comparingDouble(Step::cutoff));
    }
    List<Table.Row> rows = new ArrayList<>();
    for (Step step : all) {
      String name = plain(step.cutoff());
      rows.add(row(step.equals(own) ? name + ", the version's own" : name, step));
    }
    return new Table(Words.counted(steps.size(), "cut-off") + " as a table", heads, rows);
  }

  private static Table.Row row(String name, Step step) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(name));
    RATES.forEach(rate -> cells.add(Cell.of(words(rate.of().apply(step)))));
    return new Table.Row(cells, "");
  }
}
