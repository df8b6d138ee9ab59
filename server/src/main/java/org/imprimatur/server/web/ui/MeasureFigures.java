// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;

/**
 * All measures of a check as a table, each with its interval, its limit and the other version: for
 * models of several classes and for models that predict a number, whose measures share no axis.
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
          .ifPresent(
              found -> {
                figures.add(
                    new MeasureFigures(
                            found,
                            asked.before(evidenceClass, check),
                            PolicyLimits.of(asked.standing(), evidenceClass),
                            asked.otherVersion())
                        .table());
                segments(check, found).ifPresent(figures::add);
              });
    }
    return figures;
  }

  /** The registered segments, where performance has any. */
  private static Optional<Figure> segments(String check, Json.Obj found) {
    SegmentFigures.Headline headline =
        check.equals(Evidence.MULTICLASS)
            ? SegmentFigures.Headline.ACCURACY
            : SegmentFigures.Headline.RMSE;
    return new SegmentFigures(Tree.at(found, "details", "segments"), headline).figure();
  }

  private Table table() {
    Map<String, Metric> then = before.map(Metric::all).orElse(Map.of());
    List<Table.Row> rows = new ArrayList<>();
    Tree.at(evidence, "metrics")
        .members()
        .forEach(
            (name, value) -> {
              if (value instanceof Json.Obj metric) {
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
