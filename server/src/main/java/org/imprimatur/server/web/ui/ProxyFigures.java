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

/** How well the inputs stand for a protected attribute, together and each alone. */
record ProxyFigures(Json.Obj attributes) {
  static final String CHECK = "data.proxies/1";

  Optional<Figure> figure() {
    if (Tree.objects(attributes).isEmpty()) {
      return Optional.empty();
    }
    Axis axis = new Axis(0.4, 1, List.of(0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0), false);
    List<Plot.Row> rows = new ArrayList<>();
    List<Table.Row> alone = new ArrayList<>();
    Tree.objects(attributes)
        .forEach(
            (name, attribute) -> {
              rows.add(row(name, attribute, axis));
              Tree.objects(Tree.at(attribute, "classes"))
                  .forEach((value, one) -> alone.addAll(alone(name + ": " + value, one)));
            });
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Plot(
            "Attribute",
            "Area, 95 % interval",
            "",
            "",
            "Read by the model",
            axis.ticks(value -> Words.decimal(value, 1)),
            rows));
    if (!alone.isEmpty()) {
      figures.add(new Figure.Fold("Each input alone", List.of(table(alone))));
    }
    return Optional.of(
        new Figure.Part(
            "Stand-ins for protected attributes",
            Text.of(
                "How well the other inputs together tell the attribute: 0.5 is chance, 1 is"
                    + " certainty."),
            figures));
  }

  private static Plot.Row row(String name, Json.Obj attribute, Axis axis) {
    Json.Obj together = Tree.at(attribute, "together");
    Optional<Metric> found = Metric.of(together);
    boolean read =
        attribute.find("read_by_the_model").orElse(Json.nothing()) instanceof Json.Bool(var is)
            && is;
    return new Plot.Row(
        name,
        found.map(Metric::words).orElse("–"),
        found.map(Metric::interval).orElse(""),
        "",
        List.of(),
        read ? Mark.OUTSIDE.saying("read itself") : Mark.WITHIN.saying("not read"),
        found
            .map(
                metric ->
                    new Plot.Drawing(
                        metric.low().map(axis::place).orElse(null),
                        metric.high().map(axis::place).orElse(null),
                        axis.place(metric.value()),
                        null,
                        null))
            .orElse(null),
        found.isPresent() ? "" : Tree.text(together, "reason").orElse("not reported"));
  }

  private static List<Table.Row> alone(String name, Json.Obj one) {
    List<Table.Row> rows = new ArrayList<>();
    Tree.objects(Tree.at(one, "inputs")).entrySet().stream()
        .flatMap(
            input ->
                Metric.of(input.getValue()).stream()
                    .map(metric -> new Alone(input.getKey(), metric, input.getValue())))
        .sorted(Comparator.comparingDouble(alone -> -alone.told()))
        .forEach(
            alone ->
                rows.add(
                    Table.Row.of(
                        Cell.of(name),
                        Cell.of(alone.input()),
                        Cell.drawn("", Meter.of(alone.told())),
                        Cell.of(alone.metric().words() + " " + alone.metric().interval()))));
    return rows;
  }

  private record Alone(String input, Metric metric, Json.Obj estimate) {
    /** From chance to certainty, whichever way it points. */
    double told() {
      boolean area = Tree.text(estimate, "definition").orElse("").contains("auc");
      return area ? Math.abs(2 * metric.value() - 1) : metric.value();
    }
  }

  private static Table table(List<Table.Row> rows) {
    return new Table(
        "",
        List.of(
            new Table.Head("Attribute", false),
            new Table.Head("Input", false),
            new Table.Head("From chance to certainty", false),
            new Table.Head("Area or Cramér's V", true)),
        rows);
  }
}
