// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;

/**
 * The measures of models of several classes and of models that predict a number: those that people
 * ask for first are drawn or stand in a table, as does each with a limit; the rest is on demand.
 */
record MeasureFigures(
    Json.Obj evidence, Optional<Json.Obj> before, PolicyLimits limits, String otherVersion) {
  /** The checks of models without two classes, by their evidence class. */
  static final Map<String, List<String>> CHECKS =
      Map.of(
          "performance", List.of(Evidence.MULTICLASS, Evidence.REGRESSION),
          "fairness", List.of(Evidence.FAIRNESS_MULTICLASS, Evidence.FAIRNESS_REGRESSION));

  static List<Figure> of(ClassFigures.Asked asked, String evidenceClass) {
    List<Figure> figures = new ArrayList<>();
    for (String check : CHECKS.getOrDefault(evidenceClass, List.of())) {
      asked
          .content(evidenceClass, check)
          .ifPresent(found -> figures.addAll(of(asked, evidenceClass, check, found)));
    }
    return figures;
  }

  private static List<Figure> of(
      ClassFigures.Asked asked, String evidenceClass, String check, Json.Obj found) {
    Optional<Json.Obj> before = asked.before(evidenceClass, check);
    var measures =
        new MeasureFigures(
            found, before, PolicyLimits.of(asked.standing(), evidenceClass), asked.otherVersion());
    Json.Obj details = Tree.at(found, "details");
    List<Figure> figures = new ArrayList<>();
    switch (check) {
      case Evidence.MULTICLASS -> {
        String other = before.isPresent() ? asked.otherVersion() : "";
        figures.add(
            new PerformanceFigures(found, before, asked.version(), other, asked.standing())
                .plot(MetricWords.OF_CLASSES));
        figures.addAll(measures.limited(MetricWords.OF_CLASSES));
        figures.addAll(ManyClassFigures.performance(found));
        segments(details, SegmentFigures.Headline.ACCURACY).ifPresent(figures::add);
      }
      case Evidence.REGRESSION -> {
        figures.addAll(measures.first(MetricWords.OF_NUMBERS));
        figures.addAll(NumberFigures.performance(found));
        segments(details, SegmentFigures.Headline.RMSE).ifPresent(figures::add);
      }
      case Evidence.FAIRNESS_MULTICLASS -> {
        figures.addAll(ManyClassFigures.fairness(found));
        figures.addAll(measures.first(List.of()));
      }
      default -> {
        figures.addAll(NumberFigures.fairness(found));
        figures.addAll(measures.first(List.of()));
      }
    }
    figures.add(new Figure.Fold("All measures", List.of(measures.table(_ -> true))));
    return figures;
  }

  /** The registered segments, where performance has any. */
  private static Optional<Figure> segments(Json.Obj details, SegmentFigures.Headline headline) {
    return new SegmentFigures(Tree.at(details, "segments"), headline).figure();
  }

  /** These, and each that has a limit. */
  private List<Figure> first(List<String> names) {
    return shown(name -> names.contains(name) || limits.find(name).isPresent());
  }

  /** Each that has a limit and is not drawn above. */
  private List<Figure> limited(List<String> drawn) {
    return shown(name -> !drawn.contains(name) && limits.find(name).isPresent());
  }

  private List<Figure> shown(Predicate<String> which) {
    Table table = table(which);
    return table.rows().isEmpty() ? List.of() : List.of(table);
  }

  private Table table(Predicate<String> which) {
    Map<String, Metric> then = before.map(Metric::all).orElse(Map.of());
    List<Table.Row> rows = new ArrayList<>();
    Tree.objects(Tree.at(evidence, "metrics"))
        .forEach(
            (name, metric) -> {
              if (which.test(name)) {
                rows.add(row(name, metric, Optional.ofNullable(then.get(name))));
              }
            });
    List<Table.Head> heads = new ArrayList<>();
    heads.add(new Table.Head("Measure", false));
    heads.add(new Table.Head("Value", true));
    heads.add(new Table.Head("95 % interval", true));
    if (!then.isEmpty()) {
      heads.add(new Table.Head(otherVersion, true));
    }
    heads.add(new Table.Head("Limit", false));
    return new Table("Measures", heads, rows);
  }

  /** What has no value says why. */
  private Table.Row row(String name, Json.Obj metric, Optional<Metric> then) {
    Optional<Metric> found = Metric.of(metric);
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(MetricWords.name(name)));
    cells.add(Cell.of(found.map(Metric::words).orElse("–")));
    cells.add(
        Cell.of(
            found
                .map(Metric::interval)
                .orElse(Tree.text(metric, "reason").orElse("not reported"))));
    if (before.map(Metric::all).filter(all -> !all.isEmpty()).isPresent()) {
      cells.add(Cell.of(then.map(Metric::words).orElse("–")));
    }
    Mark mark = limits.mark(name);
    cells.add(Cell.state(mark));
    return new Table.Row(cells, mark.tone().equals("bad") ? "bad" : "");
  }
}
