// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Plot;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;

/**
 * How well a version does in each registered segment by one measure, the one that is worst at best
 * first, with all rows together as a line.
 */
record SegmentFigures(Json.Obj segments, Headline headline) {
  private static final int MOST = 12;

  /** The measure that is drawn, and those that stand in a table. */
  enum Headline {
    AUC("roc_auc", true),
    ACCURACY("accuracy", true),
    RMSE("rmse", false);

    private final String metric;
    private final boolean moreIsBetter;

    Headline(String metric, boolean moreIsBetter) {
      this.metric = metric;
      this.moreIsBetter = moreIsBetter;
    }

    private List<String> also() {
      return switch (this) {
        case AUC -> List.of("prevalence", "recall", "precision", "accuracy", "ece_10");
        case ACCURACY ->
            List.of(
                "balanced_accuracy",
                "f1_macro",
                "f1_weighted",
                "roc_auc_ovr_macro",
                "log_loss",
                "brier");
        case RMSE -> List.of("mae", "bias", "r2", "mean_truth", "mean_prediction");
      };
    }
  }

  /** One value of a segment's column. */
  private record Segment(String name, Json.Obj figures) {
    private Optional<Metric> metric(String metric) {
      return Metric.of(Tree.at(figures, metric));
    }
  }

  private Optional<Metric> told(Segment segment) {
    return segment.metric(headline.metric);
  }

  /** By the better end of the interval, the worst first; what cannot be told stands last. */
  private double worst(Segment segment) {
    Optional<Metric> told = told(segment);
    return (headline.moreIsBetter
            ? told.flatMap(Metric::high)
            : told.flatMap(Metric::low).map(low -> -low))
        .orElse(Double.MAX_VALUE);
  }

  Optional<Figure> figure() {
    List<Segment> found = new ArrayList<>();
    Tree.objects(Tree.at(segments, "by"))
        .forEach(
            (column, values) ->
                Tree.objects(values)
                    .forEach(
                        (value, figures) ->
                            found.add(new Segment(column + ": " + value, figures))));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    found.sort(Comparator.comparingDouble(this::worst));
    Axis axis = axis(found);
    List<Figure> figures = new ArrayList<>();
    figures.add(plot(found.subList(0, Math.min(MOST, found.size())), axis));
    if (found.size() > MOST) {
      figures.add(
          new Figure.Fold(
              Words.counted(found.size() - MOST, "more segment"),
              List.of(plot(found.subList(MOST, found.size()), axis))));
    }
    figures.add(new Figure.Fold("More figures by segment", List.of(table(found))));
    String all =
        overall().map(metric -> "; the line is all rows, " + metric.words() + ".").orElse(".");
    return Optional.of(
        new Figure.Part(
            "Segments",
            Text.of(
                "%s by segment, the %s bound first%s"
                    .formatted(
                        measure(), headline.moreIsBetter ? "lowest upper" : "highest lower", all)),
            figures));
  }

  private String measure() {
    return MetricWords.name(headline.metric);
  }

  private Optional<Metric> overall() {
    return Metric.of(Tree.at(segments, "overall", headline.metric));
  }

  /** Shares from 0 to 1, numbers with a unit as far as they reach. */
  private Axis axis(List<Segment> found) {
    if (headline.moreIsBetter) {
      return Axis.SHARE;
    }
    List<Double> reach = new ArrayList<>();
    overall().ifPresent(all -> reach.add(all.value()));
    for (Segment segment : found) {
      told(segment).ifPresent(metric -> reach.add(metric.high().orElse(metric.value())));
    }
    return Axis.upToUnits(reach);
  }

  private Plot plot(List<Segment> shown, Axis axis) {
    return new Plot(
        "Segment",
        measure() + ", 95 % interval",
        "",
        "Rows",
        "Against all rows",
        axis.ticks(
            value -> axis.equals(Axis.SHARE) ? Words.decimal(value, 2) : Words.short4(value)),
        shown.stream().map(segment -> row(segment, axis)).toList());
  }

  private Plot.Row row(Segment segment, Axis axis) {
    Optional<Metric> told = told(segment);
    return new Plot.Row(
        segment.name(),
        told.map(Metric::words).orElse("–"),
        told.map(Metric::interval).orElse(""),
        "",
        List.of(Words.count(Tree.count(segment.figures(), "n"))),
        reading(told),
        told.map(
                metric ->
                    new Plot.Drawing(
                        metric.low().map(axis::place).orElse(null),
                        metric.high().map(axis::place).orElse(null),
                        axis.place(metric.value()),
                        null,
                        overall().map(all -> axis.place(all.value())).orElse(null)))
            .orElse(null),
        told.isPresent()
            ? ""
            : "not drawn: "
                + Tree.text(Tree.at(segment.figures(), headline.metric), "reason")
                    .orElse("undefined"));
  }

  private Mark reading(Optional<Metric> told) {
    Optional<Metric> all = overall();
    if (told.isEmpty() || all.isEmpty() || !told.get().hasInterval()) {
      return Mark.NOT_JUDGED;
    }
    boolean below = told.get().bounds().high() < all.get().value();
    boolean above = told.get().bounds().low() > all.get().value();
    if (!below && !above) {
      return new Mark("no clear difference", "equal", "mute");
    }
    return below == headline.moreIsBetter
        ? new Mark("worse", "arrow-down", "warn")
        : new Mark("better", "arrow-up", "ok");
  }

  private Table table(List<Segment> found) {
    List<Table.Head> heads = new ArrayList<>();
    heads.add(new Table.Head("Segment", false));
    headline.also().forEach(name -> heads.add(new Table.Head(MetricWords.name(name), true)));
    List<Table.Row> rows = new ArrayList<>();
    for (Segment segment : found) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(segment.name()));
      for (String name : headline.also()) {
        cells.add(Cell.of(segment.metric(name).map(Metric::words).orElse("–")));
      }
      rows.add(new Table.Row(cells, ""));
    }
    return new Table("", heads, rows);
  }
}
