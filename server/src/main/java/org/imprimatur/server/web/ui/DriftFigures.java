// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;

/**
 * The drift matrix: a row a column, the one that moved most first, its two distributions beside
 * each other, and the stability index by its two customary steps.
 */
record DriftFigures(
    Sides sides, List<DriftedColumn> columns, List<String> vanished, List<String> added) {
  static final String CHECK = "data.drift/1";

  /** The steps of the stability index: from here on a column moved, and shifted. */
  static final double MOVED = 0.1;

  static final double SHIFTED = 0.25;

  /** What is compared with what: before an approval, and after it. */
  enum Sides {
    EXAMINATION("Reference", "test set"),
    PRODUCTION("Test set", "rows of production");

    private final String left;
    private final String right;

    Sides(String left, String right) {
      this.left = left;
      this.right = right;
    }

    private String before() {
      return left.toLowerCase(Locale.ROOT);
    }
  }

  /** More columns than these open on demand, so that the page stays small. */
  private static final int MOST = 40;

  static DriftFigures of(Sides sides, Json.Obj details) {
    List<DriftedColumn> columns = new ArrayList<>();
    Tree.objects(Tree.at(details, "drift"))
        .forEach((name, column) -> columns.add(DriftedColumn.of(name, column)));
    columns.sort(Comparator.comparingDouble(column -> -column.psi().orElse(Double.MAX_VALUE)));
    return new DriftFigures(
        sides,
        columns,
        Tree.texts(details, "vanished_columns"),
        Tree.texts(details, "new_columns"));
  }

  Figure figure() {
    List<Figure> figures = new ArrayList<>();
    List<DriftedColumn> first = columns.subList(0, Math.min(MOST, columns.size()));
    figures.add(matrix(first));
    if (columns.size() > MOST) {
      List<DriftedColumn> rest = columns.subList(MOST, columns.size());
      figures.add(
          new Figure.Fold(
              Words.counted(rest.size(), "column") + " that moved less", List.of(matrix(rest))));
    }
    figures.add(new Figure.Fold("Every bin and category as a table", List.of(bins(first))));
    return new Figure.Part("Drift against the " + sides.before(), Text.of(claim()), figures);
  }

  private String claim() {
    List<String> shifted = named(SHIFTED, Double.POSITIVE_INFINITY);
    List<String> moved = named(MOVED, SHIFTED);
    List<String> said = new ArrayList<>();
    if (shifted.isEmpty() && moved.isEmpty()) {
      said.add("No column reaches a stability index of 0.1.");
    }
    if (!shifted.isEmpty()) {
      said.add("Shifted (from 0.25): " + Words.list(shifted) + ".");
    }
    if (!moved.isEmpty()) {
      said.add("Moved (from 0.1): " + Words.list(moved) + ".");
    }
    if (!vanished.isEmpty()) {
      said.add("Only in the " + sides.before() + ": " + Words.list(vanished) + ".");
    }
    if (!added.isEmpty()) {
      said.add("Only in the " + sides.right + ": " + Words.list(added) + ".");
    }
    return String.join(" ", said);
  }

  private List<String> named(double from, double to) {
    return columns.stream()
        .filter(column -> column.psi().isPresent())
        .filter(column -> column.psi().getAsDouble() >= from && column.psi().getAsDouble() < to)
        .map(DriftedColumn::name)
        .toList();
  }

  private Table matrix(List<DriftedColumn> columns) {
    List<Table.Row> rows = new ArrayList<>();
    for (DriftedColumn column : columns) {
      rows.add(
          Table.Row.of(
              Cell.of(column.name()),
              Cell.drawn("", column.twin()),
              index(column),
              Cell.of(column.ks().isPresent() ? Words.decimal(column.ks().getAsDouble(), 3) : "–"),
              Cell.of(column.shift()),
              Cell.of(column.missing()),
              Cell.of(column.changes())));
    }
    return new Table(
        "%s (left bars) and %s (right bars) of each column".formatted(sides.left, sides.right),
        List.of(
            new Table.Head("Column", false),
            new Table.Head("Distributions", false),
            new Table.Head("Stability index", false),
            new Table.Head("KS", true),
            new Table.Head("Shift", false),
            new Table.Head("Missing", true),
            new Table.Head("New or gone", false)),
        rows);
  }

  /** The index in figures, in a word and as a shade: three times the same. */
  private static Cell index(DriftedColumn column) {
    OptionalDouble psi = column.psi();
    if (psi.isEmpty()) {
      return Cell.of("– " + column.reason());
    }
    double value = psi.getAsDouble();
    String word = value >= SHIFTED ? "shifted" : value >= MOVED ? "moved" : "stable";
    int shade = value >= SHIFTED ? 2 : value >= MOVED ? 1 : 0;
    return Cell.shaded(Text.NOTHING.strong(Words.decimal(value, 3)).then(" " + word), shade);
  }

  private Table bins(List<DriftedColumn> columns) {
    List<Table.Row> rows = new ArrayList<>();
    for (DriftedColumn column : columns) {
      for (DriftedColumn.Bin bin : column.bins()) {
        rows.add(
            Table.Row.of(
                Cell.of(column.name()),
                Cell.of(bin.name()),
                Cell.of(share(bin.reference(), column.reference())),
                Cell.of(share(bin.current(), column.current()))));
      }
    }
    return new Table(
        "",
        List.of(
            new Table.Head("Column", false),
            new Table.Head("Bin or category", false),
            new Table.Head(sides.left, true),
            new Table.Head(Words.capital(sides.right), true)),
        rows);
  }

  private static String share(long part, long all) {
    return all == 0
        ? "–"
        : Words.percent((double) part / (double) all) + " (" + Words.count(part) + ")";
  }

  /** What would bring the matrix. */
  static Figure nothing() {
    return new Figure.Nothing(
        "Not compared with a reference",
        Text.of("The check ")
            .code(CHECK)
            .then(" would bring it: it needs a reference in the examination, and a policy that")
            .then(" asks for it."));
  }
}
