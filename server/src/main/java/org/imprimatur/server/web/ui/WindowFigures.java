// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.monitoring.Measured;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.proof.monitoring.Standing;
import org.imprimatur.server.batches.BatchReading;
import org.imprimatur.server.batches.BatchReading.Interval;
import org.imprimatur.server.web.ui.view.Chart;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The windows of a promise, drawn and told; what was computed with its interval. */
@Component
record WindowFigures(BatchReading reading, Names names, Times times) {
  /** How many windows are drawn and told. */
  static final int DRAWN = 30;

  private static final String UNSURE = "cannot be told apart from the limit";

  private static final List<Table.Head> HEADS =
      List.of(
          new Table.Head("Window", false),
          new Table.Head("Value", true),
          new Table.Head("95 % interval", true),
          new Table.Head("n", true),
          new Table.Head("State", false),
          new Table.Head("Sent", false));

  /** A window with what is known of its figure. */
  private record Drawn(Measured measured, Optional<Interval> interval) {}

  private List<Drawn> drawn(Standing standing) {
    List<Measured> all = standing.windows();
    return all.subList(Math.max(0, all.size() - DRAWN), all.size()).stream()
        .map(one -> new Drawn(one, interval(one, standing.promise())))
        .toList();
  }

  private Optional<Interval> interval(Measured one, Promise promise) {
    return one.evidence().flatMap(evidence -> reading.interval(evidence, promise));
  }

  /** Nothing where nothing was measured; a figure with whiskers, all else as in the list. */
  @Nullable Chart chart(Standing standing) {
    if (standing.windows().isEmpty()) {
      return null;
    }
    return standing.promise().figure().isPresent()
        ? chart(standing.promise(), drawn(standing))
        : MonitoringSheets.spark(standing.promise(), standing.windows());
  }

  private static Chart chart(Promise promise, List<Drawn> windows) {
    double limit = Double.parseDouble(promise.limit());
    double low = limit;
    double high = limit;
    for (Drawn one : windows) {
      double value = one.measured().value().doubleValue();
      low = Math.min(low, one.interval().map(Interval::low).orElse(value));
      high = Math.max(high, one.interval().map(Interval::high).orElse(value));
    }
    double room = high > low ? (high - low) / 10 : 1;
    var canvas =
        new Canvas(
            new Canvas.Scale(-0.5, windows.size() - 0.5),
            new Canvas.Scale(low - room, high + room),
            64,
            460,
            150);
    canvas.tickY(low, Words.short3(low)).tickY(high, Words.short3(high));
    canvas.line(-0.5, limit, windows.size() - 0.5, limit, Chart.Look.LIMIT);
    for (int i = 0; i < windows.size(); i++) {
      int at = i;
      windows.get(i).interval().ifPresent(found -> canvas.whisker(at, found.low(), found.high()));
      canvas.dot(i, windows.get(i).measured().value().doubleValue(), Chart.Look.NOW);
    }
    return canvas.chart(
        "",
        "The last %s with their intervals; the promise, dashed, is %s"
            .formatted(Words.counted(windows.size(), "window"), promise.bound()),
        8);
  }

  /** The newest first. */
  Table table(Standing standing) {
    List<Table.Row> rows = new ArrayList<>();
    for (Drawn one : drawn(standing).reversed()) {
      Measured measured = one.measured();
      rows.add(
          Table.Row.of(
              Cell.of(times.window(measured.from(), measured.to())),
              Cell.of(shown(measured)),
              between(one.interval()),
              Cell.of(measured.n().isPresent() ? Words.count(measured.n().getAsLong()) : "–"),
              state(standing.promise(), standing.promise().keeps(measured.value()), one.interval()),
              Cell.of(names.of(measured.by()) + ", " + times.at(measured.at()))));
    }
    return new Table("The last windows of " + standing.promise().name(), HEADS, rows);
  }

  /**
   * The newest measurement in a list, and how sure it is: what is a figure of rows never stands
   * bare.
   */
  Cell newest(Standing standing) {
    return standing
        .last()
        .map(
            last ->
                Cell.of(
                    shown(last)
                        + interval(last, standing.promise())
                            .map(
                                found ->
                                    ", 95 % interval " + Words.interval(found.low(), found.high()))
                            .orElse("")
                        + (last.n().isPresent()
                            ? ", n = " + Words.count(last.n().getAsLong())
                            : "")))
        .orElse(Cell.of("–"));
  }

  /** Says of a promise that is measured where its interval leaves open whether it is kept. */
  String unsure(Standing standing) {
    return switch (standing.state()) {
      case MISSING, AWAITED -> "";
      case KEPT, BROKEN ->
          standing
              .last()
              .flatMap(last -> interval(last, standing.promise()))
              .filter(found -> found.holds(standing.promise().limit()))
              .map(_ -> UNSURE)
              .orElse("");
    };
  }

  /** What was sent stands as it was written; of what was computed the evidence has all digits. */
  static String shown(Measured measured) {
    return measured.evidence().isPresent()
        ? Words.short4(measured.value().doubleValue())
        : measured.value().toPlainString();
  }

  /** Where a figure stands to its promise, and whether its interval leaves that open. */
  static Cell state(Promise promise, boolean kept, Optional<Interval> interval) {
    boolean unsure = interval.filter(found -> found.holds(promise.limit())).isPresent();
    return new Cell(
        Text.of(unsure ? UNSURE : ""),
        MonitoringWords.mark(kept ? Standing.State.KEPT : Standing.State.BROKEN),
        null,
        null,
        0);
  }

  static Cell between(Optional<Interval> interval) {
    return Cell.of(interval.map(found -> Words.interval(found.low(), found.high())).orElse("–"));
  }
}
