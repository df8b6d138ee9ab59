// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;

/** What a model of several classes takes for what, and how well it does in each class and group. */
final class ManyClassFigures {
  /** A larger table of counts does not fit a page: of more classes, only what is confused most. */
  private static final int MOST_CLASSES = 12;

  private static final int MOST_PAIRS = 20;

  /** Shares of a recorded class from which a wrong prediction stands darker. */
  private static final double OFTEN = 0.05;

  private static final double VERY_OFTEN = 0.2;

  private ManyClassFigures() {}

  static List<Figure> performance(Json.Obj evidence) {
    Json.Obj details = Tree.at(evidence, "details");
    List<String> classes = Tree.texts(Tree.at(details, "confusion"), "labels");
    List<List<Double>> matrix = new ArrayList<>();
    for (Json row : Tree.list(Tree.at(details, "confusion"), "matrix")) {
      matrix.add(row instanceof Json.Arr(var values) ? numbers(values) : List.of());
    }
    List<Figure> figures = new ArrayList<>();
    if (!classes.isEmpty() && matrix.size() == classes.size()) {
      figures.add(confusion(classes, matrix));
    }
    figures.addAll(byClass(evidence));
    return figures;
  }

  private static List<Double> numbers(List<Json> values) {
    return values.stream()
        .map(value -> value instanceof Json.Num(var number) ? number : 0.0)
        .toList();
  }

  private static Figure confusion(List<String> classes, List<List<Double>> matrix) {
    List<Pair> wrong = wrong(classes, matrix);
    String claim =
        wrong.isEmpty()
            ? "Every row got the class that was recorded."
            : "Most often %s is taken for %s: %s of %s rows (%s)."
                .formatted(
                    wrong.getFirst().recorded(),
                    wrong.getFirst().predicted(),
                    words(wrong.getFirst().rows()),
                    words(wrong.getFirst().of()),
                    Words.percent(wrong.getFirst().share()));
    Table table = classes.size() <= MOST_CLASSES ? counts(classes, matrix) : pairs(wrong);
    return new Figure.Part("What is taken for what", Text.of(claim), List.of(table));
  }

  /** Rows of one class that are predicted as another. */
  private record Pair(String recorded, String predicted, double rows, double of) {
    private double share() {
      return rows / of;
    }
  }

  /** The most frequent first. */
  private static List<Pair> wrong(List<String> classes, List<List<Double>> matrix) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      double of = total(matrix.get(i));
      for (int j = 0; j < matrix.get(i).size(); j++) {
        if (i != j && matrix.get(i).get(j) > 0) {
          pairs.add(new Pair(classes.get(i), classes.get(j), matrix.get(i).get(j), of));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::rows).reversed());
    return pairs;
  }

  private static double total(List<Double> row) {
    return row.stream().mapToDouble(count -> count).sum();
  }

  private static Table counts(List<String> classes, List<List<Double>> matrix) {
    List<Table.Head> heads = new ArrayList<>();
    heads.add(new Table.Head("Recorded", false));
    classes.forEach(name -> heads.add(new Table.Head("as " + name, true)));
    List<Table.Row> rows = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(classes.get(i)));
      for (int j = 0; j < matrix.get(i).size(); j++) {
        double count = matrix.get(i).get(j);
        double share = count == 0 ? 0 : count / total(matrix.get(i));
        cells.add(
            i == j
                ? Cell.of(Text.NOTHING.strong(words(count)))
                : Cell.shaded(Text.of(words(count)), shade(share)));
      }
      rows.add(new Table.Row(cells, ""));
    }
    return new Table(
        "Rows by recorded and predicted class; darker is more often wrong", heads, rows);
  }

  private static String words(double count) {
    return Words.count(Math.round(count));
  }

  private static int shade(double share) {
    return share >= VERY_OFTEN ? 2 : share >= OFTEN ? 1 : 0;
  }

  private static Table pairs(List<Pair> wrong) {
    List<Table.Row> rows = new ArrayList<>();
    for (Pair pair : wrong.subList(0, Math.min(MOST_PAIRS, wrong.size()))) {
      rows.add(
          Table.Row.of(
              Cell.of(pair.recorded()),
              Cell.of(pair.predicted()),
              Cell.of(words(pair.rows())),
              Cell.of(Words.percent(pair.share()))));
    }
    return new Table(
        "The most frequent confusions",
        List.of(
            new Table.Head("Recorded", false),
            new Table.Head("Predicted", false),
            new Table.Head("Rows", true),
            new Table.Head("Of the recorded class", true)),
        rows);
  }

  private static List<Figure> byClass(Json.Obj evidence) {
    List<Forest.Part> parts = Forest.Part.of("", Tree.at(evidence, "details", "classes"));
    if (parts.isEmpty()) {
      return List.of();
    }
    Optional<Metric> mean = Metric.of(Tree.at(evidence, "metrics", "balanced_accuracy"));
    var line = mean.map(told -> new Forest.Line(told.value(), "Against their mean"));
    var forest = new Forest("class", "recall", Forest.Better.MORE, line, parts);
    String told = mean.map(all -> "; the line is their mean, " + all.words() + ".").orElse(".");
    return List.of(
        new Figure.Part(
            "Classes",
            Text.of("Recall by recorded class, the lowest upper bound first" + told),
            forest.figures(List.of("precision", "f1", "roc_auc", "selection_rate"))));
  }

  /** Accuracy by group, and what each group is predicted and recalled on demand. */
  static List<Figure> fairness(Json.Obj evidence) {
    List<Forest.Part> parts = Forest.Part.ofGroups(evidence);
    if (parts.isEmpty()) {
      return List.of();
    }
    var forest = new Forest("group", "accuracy", Forest.Better.MORE, Optional.empty(), parts);
    List<Figure> figures = new ArrayList<>(forest.figures(List.of()));
    figures.add(new Figure.Fold("Each class by group", List.of(classesByGroup(parts))));
    return List.of(
        new Figure.Part(
            "Groups", Text.of("Accuracy by group, the lowest upper bound first."), figures));
  }

  private static Table classesByGroup(List<Forest.Part> groups) {
    List<Table.Row> rows = new ArrayList<>();
    for (Forest.Part group : groups) {
      Tree.objects(Tree.at(group.figures(), "classes"))
          .forEach(
              (name, figures) ->
                  rows.add(
                      Table.Row.of(
                          Cell.of(group.name()),
                          Cell.of(name),
                          Cell.of(Words.count(Tree.count(figures, "support"))),
                          told(figures, "selection_rate"),
                          told(figures, "recall"),
                          told(figures, "precision"))));
    }
    return new Table(
        "",
        List.of(
            new Table.Head("Group", false),
            new Table.Head("Class", false),
            new Table.Head("Recorded", true),
            new Table.Head("Predicted", true),
            new Table.Head("Recall", true),
            new Table.Head("Precision", true)),
        rows);
  }

  private static Cell told(Json.Obj figures, String name) {
    return Cell.of(
        Metric.of(Tree.at(figures, name))
            .map(metric -> (metric.words() + " " + metric.interval()).strip())
            .orElse("–"));
  }
}
