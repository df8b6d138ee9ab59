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

/**
 * One measure of each of several parts of the rows (segments, classes, groups) with its interval,
 * the worst first, against one value that is drawn as a line.
 *
 * @param what how a part is called, as in the heading of a column
 * @param metric the measure that is drawn
 * @param line the value that each part is compared with; empty where none is
 */
record Forest(String what, String metric, Better better, Optional<Line> line, List<Part> parts) {
  private static final int MOST = 12;
  private static final Mark SHOWN = new Mark("shown", "circle-dashed", "mute");
  private static final Mark WORSE = new Mark("worse", "arrow-down", "warn");
  private static final Mark BETTER = new Mark("better", "arrow-up", "ok");

  /** Which values of the measure are good. */
  enum Better {
    /** Shares between 0 and 1. */
    MORE,
    /** Numbers with a unit, from 0. */
    LESS,
    /** Numbers with a unit and a sign; 0 is best. */
    ZERO
  }

  /** A value, and the heading under which each part is compared with it. */
  record Line(double value, String heading) {}

  /** A part of the rows, and its figures by name. */
  record Part(String name, Json.Obj figures) {
    /** Those of a tree of names, each with some words before its own. */
    static List<Part> of(String before, Json.Obj tree) {
      List<Part> parts = new ArrayList<>();
      Tree.objects(tree).forEach((name, figures) -> parts.add(new Part(before + name, figures)));
      return parts;
    }

    /** Every group of every attribute and intersection that fairness tells of. */
    static List<Part> ofGroups(Json.Obj evidence) {
      List<Part> parts = new ArrayList<>();
      for (String kind : List.of("fairness", "intersections")) {
        Tree.objects(Tree.at(evidence, "details", kind))
            .forEach(
                (attribute, tree) -> parts.addAll(of(attribute + ": ", Tree.at(tree, "groups"))));
      }
      return parts;
    }

    private Optional<Metric> metric(String name) {
      return Metric.of(Tree.at(figures, name));
    }

    private String rows() {
      Optional<Double> rows =
          Tree.number(figures, "n").or(() -> Tree.number(Tree.at(figures, "support"), "value"));
      return rows.map(Math::round).map(Words::count).orElse("–");
    }
  }

  Forest {
    parts = List.copyOf(parts);
  }

  /** The drawing, its parts beyond a dozen on demand, and other measures of each part. */
  List<Figure> figures(List<String> also) {
    List<Part> sorted =
        better == Better.ZERO
            ? parts
            : parts.stream().sorted(Comparator.comparingDouble(this::worst)).toList();
    Axis axis = axis();
    List<Figure> figures = new ArrayList<>();
    figures.add(plot(sorted.subList(0, Math.min(MOST, sorted.size())), axis));
    if (sorted.size() > MOST) {
      figures.add(
          new Figure.Fold(
              Words.count(sorted.size() - MOST) + " more",
              List.of(plot(sorted.subList(MOST, sorted.size()), axis))));
    }
    if (!also.isEmpty()) {
      figures.add(new Figure.Fold("More figures by " + what, List.of(table(sorted, also))));
    }
    return figures;
  }

  /** By the better end of the interval; what cannot be told stands last. */
  private double worst(Part part) {
    Optional<Metric> told = part.metric(metric);
    return (better == Better.MORE
            ? told.flatMap(Metric::high)
            : told.flatMap(Metric::low).map(low -> -low))
        .orElse(Double.MAX_VALUE);
  }

  private Axis axis() {
    List<Double> reach = new ArrayList<>();
    line.ifPresent(drawn -> reach.add(drawn.value()));
    for (Part part : parts) {
      part.metric(metric)
          .ifPresent(
              told -> {
                reach.add(told.high().orElse(told.value()));
                reach.add(told.low().orElse(told.value()));
              });
    }
    return switch (better) {
      case MORE -> Axis.SHARE;
      case LESS -> Axis.upToUnits(reach);
      case ZERO -> Axis.aroundUnits(reach);
    };
  }

  private Plot plot(List<Part> shown, Axis axis) {
    return new Plot(
        Words.capital(what),
        MetricWords.name(metric) + ", 95 % interval",
        "",
        "Rows",
        line.map(Line::heading).orElse("Reading"),
        axis.ticks(value -> better == Better.MORE ? Words.decimal(value, 2) : Words.short4(value)),
        shown.stream().map(part -> row(part, axis)).toList());
  }

  private Plot.Row row(Part part, Axis axis) {
    Optional<Metric> told = part.metric(metric);
    return new Plot.Row(
        part.name(),
        told.map(Metric::words).orElse("–"),
        told.map(Metric::interval).orElse(""),
        "",
        List.of(part.rows()),
        reading(told),
        told.map(found -> drawing(found, axis)).orElse(null),
        told.isPresent()
            ? ""
            : "not drawn: "
                + Tree.text(Tree.at(part.figures(), metric), "reason").orElse("undefined"));
  }

  private Plot.Drawing drawing(Metric told, Axis axis) {
    return new Plot.Drawing(
        told.low().map(axis::place).orElse(null),
        told.high().map(axis::place).orElse(null),
        axis.place(told.value()),
        null,
        line.map(drawn -> axis.place(drawn.value())).orElse(null));
  }

  private Mark reading(Optional<Metric> told) {
    if (line.isEmpty()) {
      return SHOWN;
    }
    if (told.isEmpty() || !told.get().hasInterval()) {
      return Mark.NOT_JUDGED;
    }
    boolean below = told.get().bounds().high() < line.get().value();
    boolean above = told.get().bounds().low() > line.get().value();
    if (!below && !above) {
      return new Mark("no clear difference", "equal", "mute");
    }
    return switch (better) {
      case MORE -> below ? WORSE : BETTER;
      case LESS -> above ? WORSE : BETTER;
      case ZERO ->
          above
              ? new Mark("too high", "arrow-up", "warn")
              : new Mark("too low", "arrow-down", "warn");
    };
  }

  private Table table(List<Part> sorted, List<String> also) {
    List<Table.Head> heads = new ArrayList<>();
    heads.add(new Table.Head(Words.capital(what), false));
    also.forEach(name -> heads.add(new Table.Head(MetricWords.name(name), true)));
    List<Table.Row> rows = new ArrayList<>();
    for (Part part : sorted) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(part.name()));
      for (String name : also) {
        cells.add(Cell.of(part.metric(name).map(Metric::words).orElse("–")));
      }
      rows.add(new Table.Row(cells, ""));
    }
    return new Table("", heads, rows);
  }
}
