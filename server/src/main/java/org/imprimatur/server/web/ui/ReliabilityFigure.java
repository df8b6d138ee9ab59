// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.ui.view.Chart;
import org.imprimatur.server.web.ui.view.Chart.Look;
import org.imprimatur.server.web.ui.view.Charts;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;

/**
 * The reliability diagram: the mean score of each bin against the recorded rate with Wilson's
 * interval, the diagonal of a perfect match, and below how many rows each bin holds. The bins hold
 * about equally many rows; where older evidence has none of those, they are equally wide.
 */
record ReliabilityFigure(List<Bin> bins) {
  private static final double STRIP = 34;

  /** Fewer rows say too little of a rate to be drawn. */
  private static final int LEAST_ROWS = 10;

  /** Where both axes may end: few scores near 1 would press all bins into one corner. */
  private static final double[] ENDS = {0.1, 0.2, 0.4, 0.6, 0.8};

  /** A bin with rows. */
  record Bin(
      double from, double to, long n, long positives, double score, double low, double high) {
    double rate() {
      return (double) positives / (double) n;
    }

    boolean agrees() {
      return score >= low && score <= high;
    }

    boolean isDrawn() {
      return n >= LEAST_ROWS;
    }

    private static Optional<Bin> of(Json.Obj bin, double from, double to) {
      List<Double> interval = Tree.numbers(bin, "positive_rate_wilson95");
      Optional<Double> score = Tree.number(bin, "mean_score");
      long n = Tree.count(bin, "n");
      if (n == 0 || score.isEmpty() || interval.size() != 2) {
        return Optional.empty();
      }
      return Optional.of(
          new Bin(
              from,
              to,
              n,
              Tree.count(bin, "positives"),
              score.get(),
              interval.get(0),
              interval.get(1)));
    }
  }

  static ReliabilityFigure of(Json.Obj details) {
    Json.Obj calibration = Tree.at(details, "calibration");
    List<Json.Obj> counted =
        Tree.objects(calibration, "equal_count_10").stream()
            .filter(bin -> Tree.number(bin, "from").isPresent())
            .toList();
    if (counted.isEmpty()) {
      return new ReliabilityFigure(
          Tree.objects(calibration, "bins_10").stream()
              .flatMap(bin -> Bin.of(bin, bin.number("lo"), bin.number("hi")).stream())
              .toList());
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < counted.size(); i++) {
      double to = i + 1 < counted.size() ? counted.get(i + 1).number("from") : 1;
      Bin.of(counted.get(i), counted.get(i).number("from"), to).ifPresent(bins::add);
    }
    return new ReliabilityFigure(List.copyOf(bins));
  }

  Optional<Figure> figure() {
    if (bins.isEmpty()) {
      return Optional.empty();
    }
    List<Figure> figures = new ArrayList<>();
    if (bins.stream().anyMatch(Bin::isDrawn)) {
      figures.add(new Charts(List.of(chart()), table(), true));
    } else {
      figures.add(
          new Figure.Nothing(
              "Not drawn: " + Words.counted(bins.stream().mapToLong(Bin::n).sum(), "row"),
              Text.of("A bin is drawn from %d rows on.".formatted(LEAST_ROWS))));
      figures.add(table());
    }
    return Optional.of(new Figure.Part("Reliability", Text.of(claim()), figures));
  }

  private String claim() {
    long agree = bins.stream().filter(Bin::agrees).count();
    return "In %d of %s of scores the mean score lies within the interval of the recorded rate."
        .formatted(agree, Words.counted(bins.size(), "bin"));
  }

  private Chart chart() {
    List<Bin> drawn = bins.stream().filter(Bin::isDrawn).toList();
    double end = end(drawn);
    var axis = new Canvas.Scale(0, end);
    Canvas canvas = new Canvas(axis, axis, 44, 228, 228);
    for (int quarter = 0; quarter <= 4; quarter++) {
      double value = end * quarter / 4;
      canvas.tickX(value, Words.short3(value)).tickY(value, Words.short3(value * 100) + "\u00a0%");
    }
    canvas.line(0, 0, end, end, Look.DIAGONAL);
    long most = drawn.stream().mapToLong(Bin::n).max().orElse(1);
    double base = canvas.below(40 + STRIP);
    for (Bin bin : drawn) {
      canvas.whisker(bin.score(), bin.low(), bin.high()).dot(bin.score(), bin.rate(), Look.NOW);
      double high = Math.max(1, STRIP * (double) bin.n() / (double) most);
      double from = canvas.x(bin.from()) + 0.5;
      double wide = Math.max(1, canvas.x(bin.to()) - 0.5 - from);
      canvas.bar(from, base - high, wide, high, Look.STRIP);
    }
    return canvas
        .namedX("Mean score; below: rows in each bin")
        .chart("Recorded rate by score", claim() + " The table has the bins.", 44 + STRIP);
  }

  /** The least end of the axes that holds every mark. */
  private static double end(List<Bin> drawn) {
    double most =
        drawn.stream().mapToDouble(bin -> Math.max(bin.score(), bin.high())).max().orElse(1);
    for (double end : ENDS) {
      if (most <= end) {
        return end;
      }
    }
    return 1;
  }

  private Table table() {
    List<Table.Row> rows = new ArrayList<>();
    for (Bin bin : bins) {
      rows.add(
          Table.Row.of(
              Cell.of(Words.short3(bin.from())),
              Cell.of(Words.percent(bin.score())),
              Cell.of(Words.percent(bin.rate()) + " " + Words.percents(bin.low(), bin.high())),
              Cell.of(Words.count(bin.positives()) + " of " + Words.count(bin.n())),
              Cell.state(reading(bin))));
    }
    return new Table(
        "",
        List.of(
            new Table.Head("Scores from", false),
            new Table.Head("Expected", true),
            new Table.Head("Recorded, 95 % interval", true),
            new Table.Head("Of", true),
            new Table.Head("Reading", false)),
        rows);
  }

  private static Mark reading(Bin bin) {
    if (!bin.isDrawn()) {
      return Mark.NOT_JUDGED.saying("not drawn: " + Words.counted(bin.n(), "row"));
    }
    if (bin.agrees()) {
      return new Mark("agrees", "equal", "mute");
    }
    return bin.score() > bin.high()
        ? new Mark("too high", "arrow-up", "warn")
        : new Mark("too low", "arrow-down", "warn");
  }
}
