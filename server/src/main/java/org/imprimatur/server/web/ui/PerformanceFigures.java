// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.web.ui.view.Plot;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;

/** How well a version does: each measure with its interval against its limit, and the counts. */
record PerformanceFigures(
    Json.Obj evidence,
    Optional<Json.Obj> other,
    String version,
    String otherVersion,
    Standing standing) {
  /** The measures between 0 and 1 that are drawn, in their order. */
  Plot plot(List<String> shown) {
    Map<String, Metric> metrics = Metric.all(evidence);
    Map<String, Metric> before = other.map(Metric::all).orElse(Map.of());
    PolicyLimits limits = PolicyLimits.of(standing, "performance");
    List<Plot.Row> rows = new ArrayList<>();
    for (String name : shown) {
      Metric metric = metrics.get(name);
      if (metric != null) {
        rows.add(row(name, metric, Optional.ofNullable(before.get(name)), limits));
      }
    }
    List<Plot.Tick> ticks = new ArrayList<>();
    for (double at : new double[] {0, 0.25, 0.5, 0.75, 1}) {
      ticks.add(new Plot.Tick(Words.place(at, 0, 1), Words.decimal(at, 2), false));
    }
    return new Plot(
        "Measure", version + ", 95 % interval", otherVersion, "Of", "Limit", ticks, rows);
  }

  private static Plot.Row row(
      String name, Metric metric, Optional<Metric> before, PolicyLimits limits) {
    return new Plot.Row(
        MetricWords.name(name),
        metric.words(),
        metric.interval(),
        before.map(Metric::words).orElse("–"),
        List.of(metric.fraction().orElse("")),
        limits.mark(name),
        new Plot.Drawing(
            metric.low().map(low -> Words.place(low, 0, 1)).orElse(null),
            metric.high().map(high -> Words.place(high, 0, 1)).orElse(null),
            Words.place(metric.value(), 0, 1),
            before.map(then -> Words.place(then.value(), 0, 1)).orElse(null),
            limits.value(name).map(one -> Words.place(one, 0, 1)).orElse(null)),
        "");
  }

  /** The counts at the cut-off. */
  static Table confusion(Json.Obj counts) {
    return new Table(
        "Counts at the cut-off",
        List.of(
            new Table.Head("Recorded", false),
            new Table.Head("Predicted positive", true),
            new Table.Head("Predicted negative", true)),
        List.of(
            Table.Row.of(Cell.of("Positive"), count(counts, "tp"), count(counts, "fn")),
            Table.Row.of(Cell.of("Negative"), count(counts, "fp"), count(counts, "tn"))));
  }

  private static Cell count(Json.Obj counts, String name) {
    return Cell.of(Words.count(counts.integer(name)));
  }
}
