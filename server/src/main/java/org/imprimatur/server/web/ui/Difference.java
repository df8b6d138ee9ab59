// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Plot;

/**
 * One figure of a champion and of its challenger on the same rows, and the difference of both.
 *
 * @param figure the tree of the evidence: champion, challenger, difference, reading
 * @param under what stands under the two values, such as how many rows they are of
 * @param hasUnit whether it may be of any magnitude, so that it has digits and no decimals
 */
record Difference(String name, Json.Obj figure, List<String> under, boolean hasUnit) {
  Difference(String name, Json.Obj figure, List<String> under) {
    this(name, figure, under, false);
  }

  private Optional<Metric> side(String side) {
    return Metric.of(Tree.at(figure, side));
  }

  Optional<Metric> difference() {
    return side("difference");
  }

  /** The values that an axis has to hold. */
  List<Double> reach() {
    List<Double> reach = new ArrayList<>();
    difference()
        .ifPresent(
            found -> {
              reach.add(found.value());
              found.low().ifPresent(reach::add);
              found.high().ifPresent(reach::add);
            });
    return reach;
  }

  /** Rates move in points, everything else in its own unit. */
  private boolean inPoints() {
    return side("challenger").flatMap(Metric::fraction).isPresent();
  }

  /**
   * The row of a plot.
   *
   * @param judged what a limit makes of it; empty where none is set
   * @param limit where the limit stands on the axis
   */
  Plot.Row row(Axis axis, Optional<Mark> judged, Optional<Double> limit) {
    Optional<Metric> found = difference();
    String sides =
        side("champion").map(this::words).orElse("–")
            + " → "
            + side("challenger").map(this::words).orElse("–");
    return new Plot.Row(
        name,
        found.map(metric -> words(metric.value(), true)).orElse("–"),
        found.filter(Metric::hasInterval).map(this::interval).orElse(""),
        "",
        Stream.concat(Stream.of(sides), under.stream()).toList(),
        judged.orElseGet(this::reading),
        found.map(metric -> drawing(metric, axis, limit)).orElse(null),
        found.isPresent()
            ? ""
            : Tree.text(Tree.at(figure, "difference"), "reason").orElse("not reported"));
  }

  /** The difference with its interval in a table; what has no value says why. */
  String summary() {
    return difference()
        .map(
            found ->
                words(found.value(), true) + (found.hasInterval() ? " " + interval(found) : ""))
        .orElseGet(() -> Tree.text(Tree.at(figure, "difference"), "reason").orElse("–"));
  }

  private static Plot.Drawing drawing(Metric metric, Axis axis, Optional<Double> limit) {
    return new Plot.Drawing(
        metric.low().map(axis::place).orElse(null),
        metric.high().map(axis::place).orElse(null),
        axis.place(metric.value()),
        null,
        limit.map(axis::place).orElse(null));
  }

  private String words(Metric metric) {
    return hasUnit ? Words.short4(metric.value()) : metric.words();
  }

  private String words(double value, boolean signed) {
    if (hasUnit) {
      return (signed && value > 0 ? "+" : "") + Words.short4(value);
    }
    double scaled = inPoints() ? value * 100 : value;
    int decimals = inPoints() ? 1 : 3;
    String words = signed ? Words.signed(scaled, decimals) : Words.decimal(scaled, decimals);
    return signed && inPoints() ? words + "\u00a0pt" : words;
  }

  private String interval(Metric metric) {
    return "["
        + words(metric.low().orElseThrow(), false)
        + ", "
        + words(metric.high().orElseThrow(), false)
        + "]";
  }

  Mark reading() {
    return switch (Tree.text(figure, "reading").orElse("")) {
      case "better" -> new Mark("better", "arrow-up", "ok");
      case "worse" -> new Mark("worse", "arrow-down", "warn");
      case "higher" -> new Mark("higher", "arrow-up", "mute");
      case "lower" -> new Mark("lower", "arrow-down", "mute");
      case "non-inferior" -> new Mark("not worse", "equal", "mute");
      default -> new Mark("no clear difference", "equal", "mute");
    };
  }
}
