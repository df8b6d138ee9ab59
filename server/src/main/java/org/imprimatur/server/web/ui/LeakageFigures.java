// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Plot;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;

/**
 * What the test set shares with the training set against what chance gives, and how well each
 * feature alone tells the label.
 */
record LeakageFigures(Json.Obj details) {
  static final String CHECK = "data.leakage/1";

  Figure figure() {
    List<Figure> figures = new ArrayList<>();
    figures.add(shared());
    Table alone = alone();
    if (!alone.rows().isEmpty()) {
      figures.add(alone);
    }
    return new Figure.Part("Leakage", Text.of(claim()), figures);
  }

  private String claim() {
    Json.Obj rows = Tree.at(details, "rows");
    String said =
        "%s of %s also stand in the training set"
            .formatted(
                Words.count(Tree.count(rows, "shared_rows")),
                Words.counted(Tree.count(rows, "test_rows"), "row"));
    return said
        + Metric.of(Tree.at(details, "beyond_chance"))
            .filter(Metric::hasInterval)
            .map(
                beyond ->
                    beyond.bounds().low() > 0
                        ? ", more than chance gives."
                        : ", no more than chance may give.")
            .orElse(".");
  }

  private Plot shared() {
    Map<String, String> names =
        Map.of("shared_rows", "Shared with the training set", "by_chance", "By chance");
    List<Double> reach = new ArrayList<>();
    for (String name : List.of("shared_rows", "by_chance")) {
      Metric.of(Tree.at(details, name))
          .ifPresent(metric -> reach.add(metric.high().orElse(metric.value())));
    }
    Axis axis = reach.stream().allMatch(value -> value < 0.05) ? upToFive() : Axis.SHARE;
    List<Plot.Row> rows = new ArrayList<>();
    for (String name : List.of("shared_rows", "by_chance")) {
      Metric.of(Tree.at(details, name))
          .ifPresent(metric -> rows.add(row(names.getOrDefault(name, name), metric, axis)));
    }
    return new Plot(
        "Rows",
        "Share, 95 % interval",
        "",
        "Of",
        "Reading",
        axis.ticks(LeakageFigures::percent),
        rows);
  }

  private static Axis upToFive() {
    return new Axis(0, 0.05, List.of(0.0, 0.01, 0.02, 0.03, 0.04, 0.05), false);
  }

  private static String percent(double share) {
    return Words.decimal(share * 100, 0) + "\u00a0%";
  }

  private static Plot.Row row(String name, Metric metric, Axis axis) {
    return new Plot.Row(
        name,
        metric.words(),
        metric.interval(),
        "",
        metric.fraction().stream().toList(),
        Mark.NOT_JUDGED.saying("shown"),
        new Plot.Drawing(
            metric.low().map(axis::place).orElse(null),
            metric.high().map(axis::place).orElse(null),
            axis.place(metric.value()),
            null,
            null),
        "");
  }

  private record Feature(String name, double strength, Optional<Metric> metric, String measure) {}

  private Table alone() {
    List<Feature> features = new ArrayList<>();
    Tree.objects(Tree.at(details, "columns"))
        .forEach(
            (name, column) -> {
              Json.Obj strength = Tree.at(column, "strength");
              Optional<Metric> metric = Metric.of(strength);
              features.add(
                  new Feature(
                      name,
                      metric.map(Metric::value).orElse(-1.0),
                      metric,
                      measure(Tree.text(strength, "definition").orElse(""))));
            });
    // An area says nothing at a half, every other measure at nothing: all are drawn from there.
    features.sort(Comparator.comparingDouble(feature -> -told(feature)));
    List<Table.Row> rows = new ArrayList<>();
    for (Feature feature : features) {
      rows.add(
          Table.Row.of(
              Cell.of(feature.name()),
              Cell.drawn("", Meter.of(told(feature))),
              Cell.of(
                  feature
                      .metric()
                      .map(found -> found.words() + " " + found.interval())
                      .orElse("–")),
              Cell.of(feature.measure())));
    }
    return new Table(
        "How well each feature alone tells the label",
        List.of(
            new Table.Head("Feature", false),
            new Table.Head("From nothing to all", false),
            new Table.Head("Strength, 95 % interval", true),
            new Table.Head("Measure", false)),
        rows);
  }

  private static String measure(String definition) {
    return switch (definition) {
      case "association_auc/1" -> "area";
      case "association_spearman/1" -> "rank correlation";
      case "association_rank_ratio/1" -> "ranks by category";
      case "association_nearest_class/1" -> "errors spared";
      default -> "Cramér's V";
    };
  }

  private static double told(Feature feature) {
    return feature.measure().equals("area")
        ? Math.max(0, 2 * feature.strength() - 1)
        : Math.max(0, feature.strength());
  }
}
