// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Chart;
import org.imprimatur.server.web.ui.view.Chart.Look;

/**
 * One column of the drift matrix.
 *
 * @param bins of numbers, or categories; empty where they are too many to name
 */
record DriftedColumn(String name, Json.Obj column, List<Bin> bins) {
  private static final int MOST_BARS = 12;
  private static final double WIDTH = 132;
  private static final double HEIGHT = 26;

  /** How many rows of both files fall in a bin. */
  record Bin(String name, long reference, long current) {}

  static DriftedColumn of(String name, Json.Obj column) {
    boolean numeric = Tree.text(column, "kind").orElse("").equals("numeric");
    Json.Obj counted = numeric ? Tree.at(column, "bins") : column;
    List<Double> reference = Tree.numbers(counted, "counts_ref");
    List<Double> current = Tree.numbers(counted, "counts_cur");
    List<String> names =
        numeric ? ranges(Tree.numbers(counted, "inner_edges")) : Tree.texts(column, "levels");
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < Math.min(names.size(), Math.min(reference.size(), current.size())); i++) {
      bins.add(new Bin(names.get(i), Math.round(reference.get(i)), Math.round(current.get(i))));
    }
    return new DriftedColumn(name, column, List.copyOf(bins));
  }

  /** One range more than there are edges; an edge belongs to the range that it ends. */
  private static List<String> ranges(List<Double> edges) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i <= edges.size(); i++) {
      if (edges.isEmpty()) {
        names.add("all");
      } else if (i == 0) {
        names.add("to " + Words.short4(edges.getFirst()));
      } else if (i == edges.size()) {
        names.add("above " + Words.short4(edges.getLast()));
      } else {
        names.add(Words.short4(edges.get(i - 1)) + " to " + Words.short4(edges.get(i)));
      }
    }
    return names;
  }

  long reference() {
    return bins.stream().mapToLong(Bin::reference).sum();
  }

  long current() {
    return bins.stream().mapToLong(Bin::current).sum();
  }

  private OptionalDouble value(String measure) {
    Optional<Double> value = Tree.number(Tree.at(column, measure), "value");
    return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
  }

  OptionalDouble psi() {
    return value("psi");
  }

  OptionalDouble ks() {
    return value("ks");
  }

  /** Why there is no index. */
  String reason() {
    return Tree.text(Tree.at(column, "psi"), "reason").orElse("not reported");
  }

  /** How far the values moved: numbers by deviations, categories by the share that moved most. */
  String shift() {
    OptionalDouble moved = value("wasserstein_over_std_ref");
    if (moved.isPresent()) {
      double means = value("mean_cur").orElse(0) - value("mean_ref").orElse(0);
      String way = means > 0 ? ", mean higher" : means < 0 ? ", mean lower" : "";
      return Words.decimal(moved.getAsDouble(), 2) + " deviations" + way;
    }
    return Tree.objects(column, "largest_changes").stream()
        .findFirst()
        .map(
            change ->
                "%s: %s → %s"
                    .formatted(
                        Tree.text(change, "level").orElse(""),
                        Words.percent(Tree.number(change, "share_ref").orElse(0.0)),
                        Words.percent(Tree.number(change, "share_cur").orElse(0.0))))
        .orElse("–");
  }

  /** The share of cells without a value in both files. */
  String missing() {
    long before = Tree.count(column, "missing_ref");
    long now = Tree.count(column, "missing_cur");
    return before + now == 0
        ? "0"
        : share(before, Tree.count(column, "n_ref"))
            + " → "
            + share(now, Tree.count(column, "n_cur"));
  }

  private static String share(long missing, long present) {
    return Words.percent((double) missing / (double) Math.max(1, missing + present));
  }

  /** The categories that stand in one file alone, by name where they are few. */
  String changes() {
    long fresh = Tree.count(column, "new_categories");
    long gone = Tree.count(column, "vanished_categories");
    if (fresh + gone == 0) {
      return "–";
    }
    List<String> said = new ArrayList<>();
    if (fresh > 0) {
      said.add(fresh + " new" + names(bins.stream().filter(bin -> bin.reference() == 0).toList()));
    }
    if (gone > 0) {
      said.add(gone + " gone" + names(bins.stream().filter(bin -> bin.current() == 0).toList()));
    }
    return String.join(", ", said);
  }

  private static String names(List<Bin> bins) {
    return bins.isEmpty() ? "" : ": " + Words.list(bins.stream().limit(3).map(Bin::name).toList());
  }

  /** Both distributions as bars beside each other, the reference left of the current data. */
  Chart twin() {
    var canvas = new Canvas(Canvas.Scale.SHARE, Canvas.Scale.SHARE, 0, WIDTH, HEIGHT);
    List<Bin> shown = bins.stream().limit(MOST_BARS).toList();
    double most = shown.stream().mapToDouble(this::larger).max().orElse(1);
    double wide = WIDTH / Math.max(2, shown.size());
    for (int i = 0; i < shown.size(); i++) {
      Bin bin = shown.get(i);
      double half = Math.min(12, (wide - 2) / 2);
      double from = wide * i + 1;
      bar(canvas, from, half, height(bin.reference(), reference(), most), Look.REFERENCE_BAR);
      bar(canvas, from + half, half, height(bin.current(), current(), most), Look.NOW_BAR);
    }
    return canvas.chart("", "", 1);
  }

  private static void bar(Canvas canvas, double from, double wide, double high, Look look) {
    canvas.bar(from, canvas.below(0) - high, wide, high, look);
  }

  private double larger(Bin bin) {
    return Math.max(
        (double) bin.reference() / (double) Math.max(1, reference()),
        (double) bin.current() / (double) Math.max(1, current()));
  }

  private static double height(long count, long all, double most) {
    return most <= 0 || all == 0 ? 0 : HEIGHT * (double) count / (double) all / most;
  }
}
