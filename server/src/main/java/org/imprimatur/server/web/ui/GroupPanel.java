// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Plot;

/**
 * One figure of every group of a kind, with its interval, and the gaps between groups as rows of
 * their own.
 *
 * @param tree the attributes, or the intersections of several
 * @param before the same of the compared version; empty where there is none
 * @param minShare the share of rows below which a group is shown and not judged
 */
record GroupPanel(
    Json.Obj tree, Json.Obj before, GroupMetric metric, Versions versions, double minShare) {
  /** How the two versions are called. */
  record Versions(String now, String before) {}

  /** One group's figures. */
  private record Group(String attribute, String name, Json.Obj figures) {
    private String title() {
      return attribute + ": " + name;
    }
  }

  Optional<Plot> groups() {
    List<Group> groups = all();
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    Axis axis = axis(groups);
    List<Plot.Row> rows = groups.stream().map(group -> row(group, axis)).toList();
    return Optional.of(plot(metric.words(), axis, rows));
  }

  private List<Group> all() {
    List<Group> groups = new ArrayList<>();
    Tree.objects(tree)
        .forEach(
            (attribute, inner) ->
                Tree.objects(Tree.at(inner, "groups"))
                    .forEach((name, figures) -> groups.add(new Group(attribute, name, figures))));
    return groups;
  }

  private Plot plot(String what, Axis axis, List<Plot.Row> rows) {
    return new Plot(
        what,
        versions.now() + ", 95 % interval",
        before.members().isEmpty() ? "" : versions.before(),
        "Rows",
        "Reading",
        axis.ticks(
            value ->
                metric.isShare() ? Words.decimal(value * 100, 0) + "\u00a0%" : Words.short4(value)),
        rows);
  }

  private Axis axis(List<Group> groups) {
    if (metric.isShare()) {
      return Axis.SHARE;
    }
    List<Double> reach = new ArrayList<>(List.of(1.5));
    groups.stream()
        .filter(this::isJudged)
        .forEach(group -> reach.addAll(metric.interval(group.figures())));
    return Axis.upTo(reach);
  }

  private boolean isJudged(Group group) {
    return Tree.number(group.figures(), "share").orElse(0.0) >= minShare;
  }

  private Plot.Row row(Group group, Axis axis) {
    Optional<Double> value = metric.of(group.figures());
    List<Double> interval = metric.interval(group.figures());
    boolean judged = isJudged(group);
    boolean drawn = judged && value.isPresent();
    Optional<Double> then = judged ? before(group) : Optional.empty();
    return new Plot.Row(
        group.title(),
        drawn ? words(value.get()) : "–",
        drawn && interval.size() == 2 ? words(interval) : "",
        then.map(this::words).orElse("–"),
        List.of(Words.count(Tree.count(group.figures(), "n"))),
        judged ? reading(interval) : Mark.NOT_JUDGED,
        drawn ? drawing(value.get(), interval, then, axis) : null,
        judged ? metric.undefined(group.figures()) : tooFew(group));
  }

  private static Plot.Drawing drawing(
      double value, List<Double> interval, Optional<Double> then, Axis axis) {
    boolean whole = interval.size() == 2;
    return new Plot.Drawing(
        whole ? axis.place(interval.getFirst()) : null,
        whole ? axis.place(interval.getLast()) : null,
        axis.place(value),
        then.map(axis::place).orElse(null),
        null);
  }

  private String tooFew(Group group) {
    return "not drawn: %s of rows, judged from %s"
        .formatted(
            Words.percent(Tree.number(group.figures(), "share").orElse(0.0)),
            Words.percent(minShare));
  }

  private Optional<Double> before(Group group) {
    return metric.of(Tree.at(before, group.attribute(), "groups", group.name()));
  }

  /** Only a ratio says by itself whether it is off. */
  private Mark reading(List<Double> interval) {
    if (metric.isShare() || interval.size() != 2) {
      return new Mark("shown", "circle-dashed", "mute");
    }
    if (interval.getFirst() > 1) {
      return new Mark("underestimated", "arrow-down", "warn");
    }
    return interval.getLast() < 1
        ? new Mark("overestimated", "arrow-up", "warn")
        : new Mark("no clear difference", "equal", "mute");
  }

  private String words(double value) {
    return metric.isShare() ? Words.percent(value) : Words.decimal(value, 2);
  }

  private String words(List<Double> interval) {
    return metric.isShare()
        ? Words.percents(interval.getFirst(), interval.getLast())
        : "[%s, %s]"
            .formatted(Words.decimal(interval.getFirst(), 2), Words.decimal(interval.getLast(), 2));
  }

  /** The gaps between groups, each on its own row. */
  Optional<Plot> gaps() {
    List<Plot.Row> rows = new ArrayList<>();
    Axis axis = metric.isShare() ? Axis.SHARE : axis(all());
    for (Map.Entry<String, Json.Obj> attribute : Tree.objects(tree).entrySet()) {
      for (String gap : metric.gaps()) {
        Metric.of(Tree.at(attribute.getValue(), gap))
            .ifPresent(found -> rows.add(gap(attribute.getKey(), gap, found, axis)));
      }
    }
    return rows.isEmpty() ? Optional.empty() : Optional.of(plot("Between groups", axis, rows));
  }

  private Plot.Row gap(String attribute, String gap, Metric found, Axis axis) {
    Optional<Double> then = Tree.number(Tree.at(before, attribute, gap), "value");
    List<Double> interval =
        found.hasInterval() ? List.of(found.bounds().low(), found.bounds().high()) : List.of();
    return new Plot.Row(
        MetricWords.gap(gap) + ", " + attribute,
        words(found.value()),
        interval.isEmpty() ? "" : words(interval),
        then.map(this::words).orElse("–"),
        List.of(""),
        new Mark("shown", "circle-dashed", "mute"),
        drawing(found.value(), interval, then, axis),
        "");
  }
}
