// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleFunction;
import org.imprimatur.proof.evidence.ComparedMetric;
import org.imprimatur.proof.evidence.Margins;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Plot;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;

/**
 * A challenger of several classes, or one that predicts a number, beside the champion on the same
 * rows: each measure, what every class gains and loses, and where it differs by segment and group.
 */
record ChallengeMeasures(
    Json.Obj details, ChallengeFigures.Names names, Optional<Requirement.Limits> limits) {
  /** Measures that share an axis. */
  private record Axed(String title, List<String> measures, boolean haveUnit) {}

  private static final List<Axed> OF_CLASSES =
      List.of(
          new Axed("Predicted class", List.of("accuracy", "f1_macro", "f1_weighted"), false),
          new Axed("Probabilities", List.of("log_loss"), true));
  private static final List<Axed> OF_NUMBERS =
      List.of(
          new Axed("Explained", List.of("r2"), false),
          new Axed("In the unit of the label", List.of("rmse", "mae", "bias"), true));

  private Json.Obj comparison() {
    return Tree.at(details, "comparison");
  }

  private boolean isOfClasses() {
    return Tree.text(comparison(), "task").orElse("").equals("multiclass");
  }

  private List<Axed> shown() {
    return isOfClasses() ? OF_CLASSES : OF_NUMBERS;
  }

  Figure figure() {
    List<Figure> figures = new ArrayList<>();
    for (Axed axed : shown()) {
      figures.add(overall(axed));
    }
    if (isOfClasses()) {
      figures.add(ChallengeFigures.table("Rows predicted rightly", details, names));
      figures.add(classes());
    } else {
      figures.add(nearer());
    }
    parted("by_segment", "By segment").ifPresent(figures::add);
    parted("by_group", "By group").ifPresent(figures::add);
    return new Figure.Part(names.title(), new ChallengeWords(details, names).claim(), figures);
  }

  private Plot overall(Axed axed) {
    Json.Obj overall = Tree.at(comparison(), "overall");
    Optional<Double> common = commonMargin(axed);
    List<Difference> differences = new ArrayList<>();
    List<Double> reach = new ArrayList<>();
    for (String measure : axed.measures()) {
      List<String> under =
          common.isPresent()
              ? List.of()
              : margin(measure).map(one -> "margin " + Words.short4(one)).stream().toList();
      Difference difference =
          new Difference(
              MetricWords.name(measure), Tree.at(overall, measure), under, axed.haveUnit());
      differences.add(difference);
      reach.addAll(difference.reach());
      limit(measure).ifPresent(reach::add);
    }
    Axis axis = axis(axed, reach);
    List<Plot.Row> rows = new ArrayList<>();
    for (int i = 0; i < differences.size(); i++) {
      String measure = axed.measures().get(i);
      rows.add(differences.get(i).row(axis, judged(measure), limit(measure)));
    }
    String reading = common.map(one -> "Margin " + Words.short4(one)).orElse("Reading");
    return names.plot(axed.title(), reading, axis.ticks(words(axed)), rows);
  }

  /** The margin of all measures of an axis, where they have one and the same. */
  private Optional<Double> commonMargin(Axed axed) {
    List<Optional<Double>> margins = axed.measures().stream().map(this::margin).distinct().toList();
    return margins.size() == 1 ? margins.getFirst() : Optional.empty();
  }

  private static Axis axis(Axed axed, List<Double> reach) {
    return axed.haveUnit() ? Axis.aroundUnits(reach) : Axis.around(reach);
  }

  private static DoubleFunction<String> words(Axed axed) {
    return axed.haveUnit()
        ? value -> (value > 0 ? "+" : "") + Words.short4(value)
        : value -> Words.signed(value, 2);
  }

  private Optional<Mark> judged(String measure) {
    Optional<ComparedMetric> metric = ComparedMetric.of(measure);
    Optional<Double> margin = margin(measure);
    if (metric.isEmpty() || margin.isEmpty()) {
      return Optional.empty();
    }
    Json.Obj compared = Tree.at(comparison(), "overall", measure);
    return Optional.of(ChallengeFigures.judged(compared, metric.get(), margin.get()));
  }

  /** Where the margin stands: below 0 where more is better, else above. */
  private Optional<Double> limit(String measure) {
    return ComparedMetric.of(measure)
        .flatMap(metric -> margin(measure).map(margin -> metric.moreIsBetter() ? -margin : margin));
  }

  /** The policy's margin where it judges the comparison, else that of the evidence. */
  private Optional<Double> margin(String measure) {
    if (limits.isEmpty()) {
      return Tree.number(Tree.at(comparison(), "non_inferiority", measure), "margin");
    }
    Set<ComparedMetric> found = EnumSet.noneOf(ComparedMetric.class);
    Tree.objects(Tree.at(comparison(), "overall"))
        .keySet()
        .forEach(name -> ComparedMetric.of(name).ifPresent(found::add));
    Map<ComparedMetric, Double> judged = Margins.judged(found, limits.get().numbers());
    return ComparedMetric.of(measure).map(judged::get);
  }

  private Table classes() {
    List<Table.Row> rows = new ArrayList<>();
    Tree.objects(Tree.at(comparison(), "by_class"))
        .forEach(
            (name, found) -> {
              Difference recall = new Difference(name, Tree.at(found, "recall"), List.of());
              rows.add(
                  Table.Row.of(
                      Cell.of(name),
                      ChallengeFigures.count(found, "n"),
                      ChallengeFigures.count(found, "gained"),
                      ChallengeFigures.count(found, "lost"),
                      Cell.of(recall.summary()),
                      Cell.state(recall.reading())));
            });
    return new Table(
        "What %s gains and loses of the rows of each class".formatted(names.challenger()),
        List.of(
            new Table.Head("Class", false),
            new Table.Head("Rows", true),
            new Table.Head("Gained", true),
            new Table.Head("Lost", true),
            new Table.Head("Recall, 95 % interval", true),
            new Table.Head("Reading", false)),
        rows);
  }

  private Table nearer() {
    Json.Obj nearer = Tree.at(details, "nearer");
    return new Table(
        "Whose prediction is nearer to the truth",
        List.of(new Table.Head("Version", false), new Table.Head("Rows", true)),
        List.of(
            Table.Row.of(Cell.of(names.challenger()), ChallengeFigures.count(nearer, "challenger")),
            Table.Row.of(Cell.of(names.champion()), ChallengeFigures.count(nearer, "champion")),
            Table.Row.of(Cell.of("Equally near"), ChallengeFigures.count(nearer, "same"))));
  }

  /** The same by the values of columns, on demand. */
  private Optional<Figure> parted(String kind, String title) {
    Map<String, Json.Obj> columns = Tree.objects(Tree.at(comparison(), kind));
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    List<Figure> figures = new ArrayList<>();
    for (Axed axed : shown()) {
      for (String measure : axed.measures()) {
        figures.add(parted(columns, measure, axed));
      }
    }
    return Optional.of(
        new Figure.Fold(title + ": " + Words.list(List.copyOf(columns.keySet())), figures));
  }

  private Plot parted(Map<String, Json.Obj> columns, String measure, Axed axed) {
    List<Difference> differences = new ArrayList<>();
    columns.forEach(
        (column, values) ->
            Tree.objects(values)
                .forEach(
                    (value, slice) ->
                        differences.add(
                            new Difference(
                                column + ": " + value,
                                Tree.at(slice, measure),
                                List.of(Words.counted(Tree.count(slice, "n"), "row")),
                                axed.haveUnit()))));
    Axis axis = axis(axed, differences.stream().flatMap(one -> one.reach().stream()).toList());
    return names.plot(
        MetricWords.name(measure),
        "Reading",
        axis.ticks(words(axed)),
        differences.stream()
            .map(one -> one.row(axis, Optional.empty(), Optional.empty()))
            .toList());
  }
}
