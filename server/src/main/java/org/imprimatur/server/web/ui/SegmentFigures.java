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
 * How well a version ranks in each registered segment, the one with the lowest upper bound first,
 * with all rows together as a line.
 */
record SegmentFigures(Json.Obj segments) {
  private static final int MOST = 12;
  private static final List<String> ALSO =
      List.of("prevalence", "recall", "precision", "accuracy", "ece_10");

  /** One value of a segment's column. */
  private record Segment(String name, Json.Obj figures) {
    private Optional<Metric> metric(String metric) {
      return Metric.of(Tree.at(figures, metric));
    }

    private Optional<Metric> auc() {
      return metric("roc_auc");
    }

    /** What cannot be told stands last. */
    private double worst() {
      return auc().flatMap(Metric::high).orElse(Double.MAX_VALUE);
    }
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
    found.sort(Comparator.comparingDouble(Segment::worst));
    List<Figure> figures = new ArrayList<>();
    figures.add(plot(found.subList(0, Math.min(MOST, found.size()))));
    if (found.size() > MOST) {
      figures.add(
          new Figure.Fold(
              Words.counted(found.size() - MOST, "more segment"),
              List.of(plot(found.subList(MOST, found.size())))));
    }
    figures.add(new Figure.Fold("More figures by segment", List.of(table(found))));
    String all =
        overall().map(metric -> "; the line is all rows, " + metric.words() + ".").orElse(".");
    return Optional.of(
        new Figure.Part(
            "Segments", Text.of("AUC by segment, the lowest upper bound first" + all), figures));
  }

  private Optional<Metric> overall() {
    return Metric.of(Tree.at(segments, "overall", "roc_auc"));
  }

  private Plot plot(List<Segment> shown) {
    return new Plot(
        "Segment",
        "AUC, 95 % interval",
        "",
        "Rows",
        "Against all rows",
        Axis.SHARE.ticks(value -> Words.decimal(value, 2)),
        shown.stream().map(this::row).toList());
  }

  private Plot.Row row(Segment segment) {
    Optional<Metric> auc = segment.auc();
    return new Plot.Row(
        segment.name(),
        auc.map(Metric::words).orElse("–"),
        auc.map(Metric::interval).orElse(""),
        "",
        List.of(Words.count(Tree.count(segment.figures(), "n"))),
        reading(auc),
        auc.map(
                metric ->
                    new Plot.Drawing(
                        metric.low().map(Axis.SHARE::place).orElse(null),
                        metric.high().map(Axis.SHARE::place).orElse(null),
                        Axis.SHARE.place(metric.value()),
                        null,
                        overall().map(all -> Axis.SHARE.place(all.value())).orElse(null)))
            .orElse(null),
        auc.isPresent()
            ? ""
            : "not drawn: "
                + Tree.text(Tree.at(segment.figures(), "roc_auc"), "reason").orElse("undefined"));
  }

  private Mark reading(Optional<Metric> auc) {
    Optional<Metric> all = overall();
    if (auc.isEmpty() || all.isEmpty() || !auc.get().hasInterval()) {
      return Mark.NOT_JUDGED;
    }
    if (auc.get().bounds().high() < all.get().value()) {
      return new Mark("worse", "arrow-down", "warn");
    }
    return auc.get().bounds().low() > all.get().value()
        ? new Mark("better", "arrow-up", "ok")
        : new Mark("no clear difference", "equal", "mute");
  }

  private static Table table(List<Segment> found) {
    List<Table.Head> heads = new ArrayList<>();
    heads.add(new Table.Head("Segment", false));
    ALSO.forEach(name -> heads.add(new Table.Head(MetricWords.name(name), true)));
    List<Table.Row> rows = new ArrayList<>();
    for (Segment segment : found) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(segment.name()));
      for (String name : ALSO) {
        cells.add(Cell.of(segment.metric(name).map(Metric::words).orElse("–")));
      }
      rows.add(new Table.Row(cells, ""));
    }
    return new Table("", heads, rows);
  }
}
