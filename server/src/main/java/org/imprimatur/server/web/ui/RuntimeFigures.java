// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Plot;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;

/** How long a single call takes: quantiles on an axis of powers of ten, against the limits. */
record RuntimeFigures(Json.Obj evidence, Optional<Json.Obj> before, PolicyLimits limits) {
  static final String CHECK = "operations.runtime/1";
  private static final double MEBIBYTE = 1024.0 * 1024.0;

  /** A quantile: its name, that of its metric, and its member in the tables. */
  private record Quantile(String name, String metric, String member) {}

  private static final List<Quantile> QUANTILES =
      List.of(
          new Quantile("P50: half of the calls", "latency_p50_ms", "p50"),
          new Quantile("P95: 19 of 20", "latency_p95_ms", "p95"),
          new Quantile("P99: 99 of 100", "latency_p99_ms", "p99"),
          new Quantile("Longest call", "", "longest"));

  Figure figure(String version, String otherVersion) {
    Json.Obj times = Tree.at(evidence, "tables", "latency_ns");
    return new Figure.Part(
        "Time a call takes",
        Text.of(
            "Measured, not derived: %s of one row in a worker of this server. Another machine, or"
                    .formatted(Words.counted(Tree.count(times, "calls"), "call"))
                + " another day, gives other times."),
        List.of(plot(version, otherVersion), sizes()));
  }

  private static Optional<Double> millis(Json.Obj evidence, Quantile quantile) {
    return Tree.number(Tree.at(evidence, "tables", "latency_ns"), quantile.member())
        .filter(nanos -> nanos > 0)
        .map(nanos -> nanos / 1e6);
  }

  private Plot plot(String version, String otherVersion) {
    List<Double> reach = new ArrayList<>();
    for (Quantile quantile : QUANTILES) {
      millis(evidence, quantile).ifPresent(reach::add);
      before.flatMap(then -> millis(then, quantile)).ifPresent(reach::add);
      limits.value(quantile.metric()).filter(value -> value > 0).ifPresent(reach::add);
    }
    Axis axis = Axis.decades(reach);
    return new Plot(
        "Milliseconds, powers of ten",
        version,
        before.isPresent() ? otherVersion : "",
        "",
        "Limit",
        axis.ticks(Words::short4),
        QUANTILES.stream().map(quantile -> row(quantile, axis)).toList());
  }

  private Plot.Row row(Quantile quantile, Axis axis) {
    Optional<Double> now = millis(evidence, quantile);
    Optional<Double> then = before.flatMap(other -> millis(other, quantile));
    return new Plot.Row(
        quantile.name(),
        now.map(RuntimeFigures::words).orElse("–"),
        "",
        then.map(RuntimeFigures::words).orElse("–"),
        List.of(),
        limits.mark(quantile.metric()),
        now.map(
                value ->
                    new Plot.Drawing(
                        null,
                        null,
                        axis.place(value),
                        then.map(axis::place).orElse(null),
                        limits.value(quantile.metric()).map(axis::place).orElse(null)))
            .orElse(null),
        now.isPresent() ? "" : "not drawn: no call was measured");
  }

  private static String words(double millis) {
    return Words.short3(millis) + "\u00a0ms";
  }

  private Table sizes() {
    Map<String, Metric> metrics = Metric.all(evidence);
    List<Table.Row> rows = new ArrayList<>();
    value(metrics, "throughput_rows_per_s")
        .ifPresent(value -> rows.add(row("Rows a second", Words.count(Math.round(value)))));
    value(metrics, "model_bytes").ifPresent(value -> rows.add(row("Model file", size(value))));
    value(metrics, "memory_bytes")
        .ifPresent(value -> rows.add(row("Memory that loading and scoring took", size(value))));
    return new Table(
        "", List.of(new Table.Head("Also measured", false), new Table.Head("Value", true)), rows);
  }

  private static Optional<Double> value(Map<String, Metric> metrics, String name) {
    return Optional.ofNullable(metrics.get(name)).map(Metric::value);
  }

  private static String size(double bytes) {
    return bytes < MEBIBYTE
        ? Words.short3(bytes / 1024) + "\u00a0KiB"
        : Words.short3(bytes / MEBIBYTE) + "\u00a0MiB";
  }

  private static Table.Row row(String name, String value) {
    return Table.Row.of(Cell.of(name), Cell.of(value));
  }
}
