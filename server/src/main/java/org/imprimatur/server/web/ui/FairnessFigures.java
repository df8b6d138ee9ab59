// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.Fairness;
import org.imprimatur.proof.evidence.Interval;
import org.imprimatur.proof.evidence.Selection;
import org.imprimatur.proof.evidence.SelectionTable;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Plot;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.jspecify.annotations.Nullable;

/**
 * How groups are treated: the favourable rate of each with its interval, the ratio of the lowest to
 * the highest, and what the model expects beside what was recorded.
 *
 * @param least the ratio that is asked of an attribute; nothing where none is
 * @param minShare the share of rows below which a group is shown and not judged
 */
record FairnessFigures(
    Json.Obj evidence,
    Optional<Json.Obj> other,
    String version,
    String otherVersion,
    Function<String, @Nullable Double> least,
    double minShare) {
  private static final double RATIO_END = 1.2;

  /** One group's favourable predictions among its rows. */
  private record Group(String attribute, String name, long favourable, long n) {
    double rate() {
      return n == 0 ? 0 : (double) favourable / (double) n;
    }

    String fraction() {
      return Words.count(favourable) + " of " + Words.count(n);
    }
  }

  List<Plot> plots() {
    List<List<Group>> attributes = groups(evidence);
    if (attributes.isEmpty()) {
      return List.of();
    }
    return List.of(rates(attributes), ratios(attributes));
  }

  private static List<List<Group>> groups(Json.Obj evidence) {
    List<List<Group>> attributes = new ArrayList<>();
    Selection selection = selection(evidence);
    for (SelectionTable table : selection.attributes()) {
      if (!table.isIntersection()) {
        attributes.add(
            table.rows().stream()
                .map(
                    row ->
                        new Group(
                            table.attribute(),
                            row.group(),
                            row.favourable(selection.favourable()),
                            row.n()))
                .toList());
      }
    }
    return attributes;
  }

  private static Selection selection(Json.Obj evidence) {
    Json.Obj tables = evidence.object("tables");
    return Tree.text(evidence, "check").filter(Evidence.SELECTION::equals).isPresent()
        ? Selection.fromTables(tables)
        : Fairness.fromTables(tables).selection();
  }

  private List<Group> judged(List<Group> groups) {
    long rows = groups.stream().mapToLong(Group::n).sum();
    return groups.stream()
        .filter(group -> group.n() > 0 && (double) group.n() >= minShare * (double) rows)
        .toList();
  }

  private Plot rates(List<List<Group>> attributes) {
    List<Plot.Row> rows = new ArrayList<>();
    for (List<Group> groups : attributes) {
      List<Group> judged = judged(groups);
      for (Group group : groups) {
        rows.add(judged.contains(group) ? rate(group, judged) : notJudged(group, groups));
      }
    }
    List<Plot.Tick> ticks = new ArrayList<>();
    for (int percent = 0; percent <= 100; percent += 25) {
      ticks.add(new Plot.Tick(Words.place(percent, 0, 100), percent + "\u00a0%", false));
    }
    return new Plot(
        "Favourable outcome",
        version + ", 95 % interval",
        otherVersion,
        "Favourable",
        "In the ratio",
        ticks,
        rows);
  }

  private Plot.Row rate(Group group, List<Group> judged) {
    Interval interval = Interval.wilson(group.favourable(), group.n());
    Optional<Group> before = before(group);
    return new Plot.Row(
        name(group),
        Words.percent(group.rate()),
        Words.percents(interval.low(), interval.high()),
        before.map(then -> Words.percent(then.rate())).orElse("–"),
        List.of(group.fraction()),
        part(group, judged),
        new Plot.Drawing(
            Words.place(interval.low(), 0, 1),
            Words.place(interval.high(), 0, 1),
            Words.place(group.rate(), 0, 1),
            before.map(then -> Words.place(then.rate(), 0, 1)).orElse(null),
            null),
        "");
  }

  private static String name(Group group) {
    return group.attribute() + ": " + group.name();
  }

  private Plot.Row notJudged(Group group, List<Group> groups) {
    long rows = groups.stream().mapToLong(Group::n).sum();
    return new Plot.Row(
        name(group),
        "–",
        "",
        "–",
        List.of(group.fraction()),
        Mark.NOT_JUDGED,
        null,
        "not drawn: %s of rows, judged from %s"
            .formatted(
                Words.percent((double) group.n() / (double) Math.max(rows, 1)),
                Words.percent(minShare)));
  }

  private static Mark part(Group group, List<Group> judged) {
    if (group.equals(lowest(judged))) {
      return new Mark("lowest rate", "arrow-down", "mute");
    }
    return group.equals(highest(judged))
        ? new Mark("highest rate", "arrow-up", "mute")
        : new Mark("between", "equal", "mute");
  }

  private static Group lowest(List<Group> judged) {
    return judged.stream().min(Comparator.comparingDouble(Group::rate)).orElseThrow();
  }

  private static Group highest(List<Group> judged) {
    return judged.stream().max(Comparator.comparingDouble(Group::rate)).orElseThrow();
  }

  private Optional<Group> before(Group group) {
    return other.stream()
        .flatMap(then -> groups(then).stream())
        .flatMap(List::stream)
        .filter(
            then -> then.attribute().equals(group.attribute()) && then.name().equals(group.name()))
        .filter(then -> then.n() > 0)
        .findFirst();
  }

  private Plot ratios(List<List<Group>> attributes) {
    List<Plot.Row> rows = new ArrayList<>();
    for (List<Group> groups : attributes) {
      List<Group> judged = judged(groups);
      if (judged.size() > 1 && highest(judged).favourable() > 0) {
        rows.add(ratio(lowest(judged), highest(judged)));
      }
    }
    List<Plot.Tick> ticks = new ArrayList<>();
    for (double at : new double[] {0, 0.5, 1}) {
      ticks.add(new Plot.Tick(place(at), Words.decimal(at, 1), false));
    }
    List<Double> limits = limits(attributes);
    limits.forEach(at -> ticks.add(new Plot.Tick(place(at), Words.decimal(at, 2), true)));
    String limit =
        switch (limits.size()) {
          case 0 -> "No limit";
          case 1 -> "At least " + Words.decimal(limits.getFirst(), 2);
          default -> "The limit of each";
        };
    return new Plot(
        "Lowest to highest",
        version + ", 95 % interval",
        otherVersion,
        "Favourable",
        limit,
        ticks,
        rows);
  }

  /** Every limit of some attribute, once. */
  private List<Double> limits(List<List<Group>> attributes) {
    return attributes.stream()
        .filter(groups -> !groups.isEmpty())
        .flatMap(groups -> limit(groups.getFirst().attribute()).stream())
        .distinct()
        .sorted()
        .toList();
  }

  private Optional<Double> limit(String attribute) {
    return Optional.ofNullable(least.apply(attribute));
  }

  private static String place(double ratio) {
    return Words.place(ratio, 0, RATIO_END);
  }

  private Plot.Row ratio(Group low, Group high) {
    Interval interval = Interval.katzLog(low.favourable(), low.n(), high.favourable(), high.n());
    Optional<Double> before = ratioBefore(low.attribute());
    return new Plot.Row(
        "%s: %s to %s".formatted(low.attribute(), low.name(), high.name()),
        Words.decimal(low.rate() / high.rate(), 2),
        "[" + Words.decimal(interval.low(), 2) + ", " + Words.decimal(interval.high(), 2) + "]",
        before.map(ratio -> Words.decimal(ratio, 2)).orElse("–"),
        List.of(low.fraction(), high.fraction()),
        limit(low.attribute()).map(limit -> outcome(interval, limit)).orElse(Mark.NOT_JUDGED),
        new Plot.Drawing(
            place(interval.low()),
            place(interval.high()),
            place(low.rate() / high.rate()),
            before.map(FairnessFigures::place).orElse(null),
            limit(low.attribute()).map(FairnessFigures::place).orElse(null)),
        "");
  }

  private static Mark outcome(Interval interval, double limit) {
    if (interval.low() >= limit) {
      return Mark.WITHIN;
    }
    return interval.high() < limit ? Mark.OUTSIDE : Mark.CANNOT_BE_TOLD;
  }

  private Optional<Double> ratioBefore(String attribute) {
    return other.stream()
        .flatMap(then -> groups(then).stream())
        .filter(groups -> !groups.isEmpty() && groups.getFirst().attribute().equals(attribute))
        .map(this::judged)
        .filter(judged -> judged.size() > 1 && highest(judged).rate() > 0)
        .map(judged -> lowest(judged).rate() / highest(judged).rate())
        .findFirst();
  }

  /** What the model expects of each group beside what was recorded of it. */
  Table expected() {
    List<Table.Row> rows = new ArrayList<>();
    Json.Obj attributes = evidence.object("details").object("fairness");
    for (String attribute : attributes.members().keySet()) {
      Json.Obj groups = attributes.object(attribute).object("groups");
      for (String name : groups.members().keySet()) {
        expected(attribute + ": " + name, groups.object(name)).ifPresent(rows::add);
      }
    }
    return new Table(
        "Mean score beside the recorded rate, " + version,
        List.of(
            new Table.Head("Group", false),
            new Table.Head("Rows", true),
            new Table.Head("Mean score", true),
            new Table.Head("Recorded, 95 % interval", true),
            new Table.Head("Reading", false)),
        rows);
  }

  private static Optional<Table.Row> expected(String name, Json.Obj group) {
    Optional<Double> score = Metric.number(group, "mean_score");
    Optional<Double> recorded = Metric.number(group, "base_rate");
    if (score.isEmpty() || recorded.isEmpty()) {
      return Optional.empty();
    }
    Interval interval = Interval.wilson(group.integer("positives"), group.integer("n"));
    Mark reading = new Mark("no clear difference", "equal", "mute");
    if (score.get() < interval.low()) {
      reading = new Mark("underestimated", "arrow-down", "warn");
    } else if (score.get() > interval.high()) {
      reading = new Mark("overestimated", "arrow-up", "warn");
    }
    return Optional.of(
        Table.Row.of(
            Cell.of(name),
            Cell.of(Words.count(group.integer("n"))),
            Cell.of(Words.percent(score.get())),
            Cell.of(
                Words.percent(recorded.get())
                    + " "
                    + Words.percents(interval.low(), interval.high())),
            Cell.state(reading)));
  }
}
