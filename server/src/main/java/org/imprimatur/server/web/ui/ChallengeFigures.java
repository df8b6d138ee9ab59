// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.evidence.ComparedMetric;
import org.imprimatur.proof.evidence.Margins;
import org.imprimatur.proof.evidence.NonInferiority;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Plot;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;

/**
 * A challenger beside the champion on the same rows: what changes at the same cut-off, what at
 * equal volume, whether chance explains it, and where it differs by segment and group.
 *
 * @param names the two versions as people call them
 * @param limits what the policy allows, where it asks for the comparison
 */
record ChallengeFigures(Json.Obj details, Names names, Optional<Requirement.Limits> limits) {
  static final String CHECK = "performance.comparison/1";
  private static final Set<ComparedMetric> OF_TWO_CLASSES =
      Set.of(ComparedMetric.ROC_AUC, ComparedMetric.ACCURACY);
  private static final List<String> DECISIONS =
      List.of("accuracy", "recall", "precision", "specificity", "selection_rate");

  /** The version that holds the stage, and the one that is to follow it. */
  record Names(String champion, String challenger) {
    String title() {
      return "%s against %s, which holds the stage".formatted(challenger, champion);
    }

    /** Differences of one to the other. */
    Plot plot(String title, String reading, List<Plot.Tick> ticks, List<Plot.Row> rows) {
      return new Plot(
          title,
          "Difference, 95 % interval",
          "",
          champion + " → " + challenger,
          reading,
          ticks,
          rows);
    }
  }

  private Json.Obj comparison() {
    return Tree.at(details, "comparison");
  }

  Figure figure() {
    return Tree.text(comparison(), "task").isPresent()
        ? new ChallengeMeasures(details, names, limits).figure()
        : ofTwoClasses();
  }

  private Figure ofTwoClasses() {
    Axis axis = axis();
    List<Figure> figures = new ArrayList<>();
    figures.add(ranking(axis));
    figures.add(decisions("At the same cut-off", "same_cutoff", axis));
    figures.add(decisions("At equal volume", "same_volume", axis));
    figures.add(table());
    parted("by_segment", "By segment").ifPresent(figures::add);
    parted("by_group", "By group").ifPresent(figures::add);
    return new Figure.Part(names.title(), new ChallengeWords(details, names).claim(), figures);
  }

  /**
   * The policy's margin of what it judges, where it asks for the comparison; else the evidence's.
   */
  private Optional<Double> margin(String name) {
    if (limits.isPresent()) {
      Map<ComparedMetric, Double> judged = Margins.judged(OF_TWO_CLASSES, limits.get().numbers());
      return ComparedMetric.of(name).map(judged::get);
    }
    Json.Obj judged = Tree.at(comparison(), "non_inferiority");
    Json.Obj own = Tree.at(judged, name);
    return own.members().isEmpty()
        ? Optional.empty()
        : Tree.number(own, "margin").or(() -> Tree.number(judged, "margin"));
  }

  private Axis axis() {
    List<Double> reach = new ArrayList<>();
    reach.addAll(auc().reach());
    for (String at : List.of("same_cutoff", "same_volume")) {
      Json.Obj figures = Tree.at(comparison(), at);
      DECISIONS.forEach(name -> reach.addAll(difference(figures, name).reach()));
    }
    OF_TWO_CLASSES.forEach(one -> margin(one.word()).ifPresent(reach::add));
    return Axis.around(reach);
  }

  private Difference auc() {
    return new Difference(
        MetricWords.name("roc_auc"), Tree.at(comparison(), "overall", "roc_auc"), List.of());
  }

  private static Difference difference(Json.Obj figures, String name) {
    return new Difference(MetricWords.name(name), Tree.at(figures, name), List.of());
  }

  private Plot ranking(Axis axis) {
    Json.Obj auc = Tree.at(comparison(), "overall", "roc_auc");
    Plot.Row row = auc().row(axis, judged("roc_auc", auc), limit("roc_auc"));
    return plot(
        "Ranking", margin("roc_auc"), axis.ticks(value -> Words.signed(value, 2)), List.of(row));
  }

  private Plot decisions(String title, String at, Axis axis) {
    Json.Obj figures = Tree.at(comparison(), at);
    boolean judges = at.equals("same_cutoff");
    List<Plot.Row> rows = new ArrayList<>();
    for (String name : DECISIONS) {
      if (figures.find(name).isPresent()) {
        rows.add(
            difference(figures, name)
                .row(
                    axis,
                    judges ? judged(name, Tree.at(figures, name)) : Optional.empty(),
                    judges ? limit(name) : Optional.empty()));
      }
    }
    return plot(
        title,
        judges ? margin("accuracy") : Optional.empty(),
        axis.ticks(ChallengeFigures::points),
        rows);
  }

  private static String points(double value) {
    return Words.signed(value * 100, 0);
  }

  private Plot plot(
      String title, Optional<Double> margin, List<Plot.Tick> ticks, List<Plot.Row> rows) {
    String reading = margin.map(value -> "Margin " + Words.short4(value)).orElse("Reading");
    return names.plot(title, reading, ticks, rows);
  }

  /** The margin of non-inferiority holds for the area and for the accuracy. */
  private Optional<Double> limit(String name) {
    return margin(name).map(value -> -value);
  }

  /** What the margin makes of a difference: as the evidence says it, or by the policy's margin. */
  private Optional<Mark> judged(String name, Json.Obj compared) {
    if (limits.isEmpty()) {
      return judged(Tree.at(comparison(), "non_inferiority", name));
    }
    Optional<Double> margin = margin(name);
    Optional<ComparedMetric> metric = ComparedMetric.of(name);
    if (margin.isEmpty() || metric.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(judged(compared, metric.get(), margin.get()));
  }

  /** What a margin makes of a difference; an interval that is not there cannot tell it. */
  static Mark judged(Json.Obj compared, ComparedMetric metric, double margin) {
    return mark(
        Metric.of(Tree.at(compared, "difference"))
            .filter(Metric::hasInterval)
            .map(one -> metric.nonInferiority(one.bounds(), margin))
            .orElse(NonInferiority.CANNOT_BE_TOLD));
  }

  private static Mark mark(NonInferiority found) {
    return switch (found) {
      case WITHIN -> Mark.WITHIN.saying("within the margin");
      case OUTSIDE -> Mark.OUTSIDE.saying("outside the margin");
      case CANNOT_BE_TOLD -> Mark.CANNOT_BE_TOLD;
    };
  }

  /** What the margin makes of a difference; nothing where none is set. */
  static Optional<Mark> judged(Json.Obj judged) {
    return Tree.text(judged, "outcome")
        .map(
            outcome ->
                switch (outcome) {
                  case "within" -> Mark.WITHIN.saying("within the margin");
                  case "outside" -> Mark.OUTSIDE.saying("outside the margin");
                  default -> Mark.CANNOT_BE_TOLD;
                });
  }

  private Table table() {
    return table("Rows decided rightly at the versions' own cut-offs", details, names);
  }

  static Table table(String title, Json.Obj details, Names names) {
    Json.Obj counts = Tree.at(details, "table");
    return new Table(
        title,
        List.of(
            new Table.Head("Rows", false),
            new Table.Head(names.challenger() + " right", true),
            new Table.Head(names.challenger() + " wrong", true)),
        List.of(
            Table.Row.of(
                Cell.of(names.champion() + " right"),
                count(counts, "both_right"),
                count(counts, "only_champion_right")),
            Table.Row.of(
                Cell.of(names.champion() + " wrong"),
                count(counts, "only_challenger_right"),
                count(counts, "both_wrong"))));
  }

  static Cell count(Json.Obj counts, String name) {
    return Cell.of(Words.count(Tree.count(counts, name)));
  }

  /** The same by the values of columns, on demand. */
  private Optional<Figure> parted(String kind, String title) {
    Map<String, Json.Obj> columns = Tree.objects(Tree.at(comparison(), kind));
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    List<Figure> figures = new ArrayList<>();
    figures.add(parted(columns, "AUC", "roc_auc"));
    figures.add(parted(columns, "Accuracy, same cut-off", "same_cutoff", "accuracy"));
    figures.add(parted(columns, "Accuracy, equal volume", "same_volume", "accuracy"));
    figures.add(parted(columns, "Selected, equal volume", "same_volume", "selection_rate"));
    return Optional.of(
        new Figure.Fold(title + ": " + Words.list(List.copyOf(columns.keySet())), figures));
  }

  private Plot parted(Map<String, Json.Obj> columns, String title, String... path) {
    List<Difference> differences = new ArrayList<>();
    columns.forEach(
        (column, values) ->
            Tree.objects(values)
                .forEach(
                    (value, slice) ->
                        differences.add(
                            new Difference(
                                column + ": " + value,
                                Tree.at(slice, path),
                                List.of(Words.counted(Tree.count(slice, "n"), "row"))))));
    Axis axis = Axis.around(differences.stream().flatMap(one -> one.reach().stream()).toList());
    boolean area = path.length == 1;
    return plot(
        title,
        Optional.empty(),
        axis.ticks(value -> area ? Words.signed(value, 2) : points(value)),
        differences.stream()
            .map(one -> one.row(axis, Optional.empty(), Optional.empty()))
            .toList());
  }

  /** Why there is no comparison, and what would bring one. */
  static Figure nothing(boolean holds) {
    return holds
        ? new Figure.Nothing(
            "Not compared with the version in production",
            Text.of("The check ")
                .code(CHECK)
                .then(" would bring it. The policy does not ask for it, or it has not run yet."))
        : new Figure.Nothing(
            "First version: nothing to compare with",
            Text.of("Nothing holds the stage yet. Once a version does, the check ")
                .code(CHECK)
                .then(" compares its successors with it on the same rows."));
  }
}
