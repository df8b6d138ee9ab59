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

/** The state of the data: how the classes are balanced, and what is missing where. */
record QualityFigures(Json.Obj quality) {
  static final String CHECK = "data.quality/1";

  Optional<Figure> figure() {
    if (quality.members().isEmpty()) {
      return Optional.empty();
    }
    List<Figure> figures = new ArrayList<>();
    balance().ifPresent(figures::add);
    Table columns = columns();
    if (missing() == 0) {
      figures.add(new Figure.Fold("No cell is missing: stray cells by column", List.of(columns)));
    } else {
      figures.add(columns);
    }
    byGroup().ifPresent(figures::add);
    return Optional.of(new Figure.Part("State of the data", Text.of(claim()), figures));
  }

  private String claim() {
    Json.Obj test = Tree.at(quality, "test");
    long rows = Tree.count(test, "rows");
    long missing = missing();
    return "%s: %s, %s, %s without variation."
        .formatted(
            Words.counted(rows, "row"),
            missing == 0 ? "no cell is missing" : Words.counted(missing, "missing cell"),
            Words.counted(Tree.count(test, "duplicate_rows"), "repeated row"),
            Words.counted(Tree.list(test, "constant_columns").size(), "column"));
  }

  private long missing() {
    return Tree.objects(Tree.at(quality, "test", "columns")).values().stream()
        .mapToLong(column -> Tree.count(column, "missing"))
        .sum();
  }

  /** The share of positive rows in both sets. */
  private Optional<Figure> balance() {
    List<Plot.Row> rows = new ArrayList<>();
    for (Map.Entry<String, String> part :
        List.of(Map.entry("test", "Test set"), Map.entry("train", "Training set"))) {
      Metric.of(Tree.at(quality, "class_balance", part.getKey(), "positive_share"))
          .ifPresent(metric -> rows.add(row(part.getValue(), metric)));
    }
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Plot(
                "Class balance",
                "Positives, 95 % interval",
                "",
                "Of",
                "Reading",
                Axis.SHARE.ticks(share -> Words.decimal(share * 100, 0) + "\u00a0%"),
                rows));
  }

  private static Plot.Row row(String name, Metric metric) {
    return new Plot.Row(
        name,
        metric.words(),
        metric.interval(),
        "",
        metric.fraction().stream().toList(),
        Mark.NOT_JUDGED.saying("shown"),
        new Plot.Drawing(
            metric.low().map(Axis.SHARE::place).orElse(null),
            metric.high().map(Axis.SHARE::place).orElse(null),
            Axis.SHARE.place(metric.value()),
            null,
            null),
        "");
  }

  private record Column(
      String name, long missing, long rows, Optional<Double> before, Json.Obj stray) {
    double share() {
      return rows == 0 ? 0 : (double) missing / (double) rows;
    }
  }

  private Table columns() {
    Json.Obj test = Tree.at(quality, "test");
    Json.Obj train = Tree.at(quality, "train");
    long rows = Tree.count(test, "rows");
    long trained = Tree.count(train, "rows");
    List<Column> columns = new ArrayList<>();
    Tree.objects(Tree.at(test, "columns"))
        .forEach(
            (name, column) ->
                columns.add(
                    new Column(
                        name,
                        Tree.count(column, "missing"),
                        rows,
                        trained == 0
                            ? Optional.empty()
                            : Optional.of(
                                (double) Tree.count(Tree.at(train, "columns", name), "missing")
                                    / (double) trained),
                        Tree.at(quality, "strays", name))));
    columns.sort(Comparator.comparingDouble(column -> -column.share()));
    return new Table(
        "Missing and stray cells by column",
        List.of(
            new Table.Head("Column", false),
            new Table.Head("Missing, drawn", false),
            new Table.Head("Missing", true),
            new Table.Head("In training", true),
            new Table.Head("Beyond the training range", true),
            new Table.Head("Outliers", true)),
        columns.stream().map(QualityFigures::row).toList());
  }

  private static Table.Row row(Column column) {
    return Table.Row.of(
        Cell.of(column.name()),
        Cell.drawn("", Meter.of(column.share())),
        Cell.of(Words.percent(column.share()) + " (" + Words.count(column.missing()) + ")"),
        Cell.of(column.before().map(Words::percent).orElse("–")),
        Cell.of(Words.count(Tree.count(column.stray(), "beyond_range"))),
        Cell.of(Words.count(Tree.count(column.stray(), "beyond_fences"))));
  }

  /** Columns whose cells are missing in some group more than in others. */
  private Optional<Figure> byGroup() {
    List<Table.Row> rows = new ArrayList<>();
    Tree.objects(Tree.at(quality, "missing_by_group"))
        .forEach(
            (attribute, columns) ->
                Tree.objects(columns)
                    .forEach((column, gap) -> rows.addAll(gaps(attribute, column, gap))));
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Figure.Fold(
                "Missing by group",
                List.of(
                    new Table(
                        "",
                        List.of(
                            new Table.Head("Column", false),
                            new Table.Head("Group", false),
                            new Table.Head("Missing, drawn", false),
                            new Table.Head("Missing, 95 % interval", true),
                            new Table.Head("Of", true)),
                        rows))));
  }

  private static List<Table.Row> gaps(String attribute, String column, Json.Obj gap) {
    List<Table.Row> rows = new ArrayList<>();
    Tree.objects(Tree.at(gap, "groups"))
        .forEach(
            (group, share) ->
                Metric.of(share)
                    .ifPresent(
                        found ->
                            rows.add(
                                Table.Row.of(
                                    Cell.of(column),
                                    Cell.of(attribute + ": " + group),
                                    Cell.drawn("", Meter.of(found.value())),
                                    Cell.of(found.words() + " " + found.interval()),
                                    Cell.of(found.fraction().orElse("–"))))));
    return rows;
  }
}
