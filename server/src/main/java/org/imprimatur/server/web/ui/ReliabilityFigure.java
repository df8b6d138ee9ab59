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
 * interval, the diagonal of a perfect match, and below how many rows each bin holds.
 */
record ReliabilityFigure(List<Bin> bins) {
  private static final double STRIP = 34;

  /** A bin with rows. */
  record Bin(
      double from, double to, long n, long positives, double score, double low, double high) {
    double rate() {
      return (double) positives / (double) n;
    }

    boolean agrees() {
      return score >= low && score <= high;
    }

    private static Optional<Bin> of(Json.Obj bin) {
      List<Double> interval = Tree.numbers(bin, "positive_rate_wilson95");
      Optional<Double> score = Tree.number(bin, "mean_score");
      long n = Tree.count(bin, "n");
      if (n == 0 || score.isEmpty() || interval.size() != 2) {
        return Optional.empty();
      }
      return Optional.of(
          new Bin(
              bin.number("lo"),
              bin.number("hi"),
              n,
              Tree.count(bin, "positives"),
              score.get(),
              interval.get(0),
              interval.get(1)));
    }
  }

  static ReliabilityFigure of(Json.Obj details) {
    return new ReliabilityFigure(
        Tree.objects(Tree.at(details, "calibration"), "bins_10").stream()
            .flatMap(bin -> Bin.of(bin).stream())
            .toList());
  }

  Optional<Figure> figure() {
    return bins.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Figure.Part(
                "Reliability",
                Text.of(claim()),
                List.of(new Charts(List.of(chart()), table(), true))));
  }

  private String claim() {
    long agree = bins.stream().filter(Bin::agrees).count();
    return "In %d of %s of scores the mean score lies within the interval of the recorded rate."
        .formatted(agree, Words.counted(bins.size(), "bin"));
  }

  private Chart chart() {
    Canvas canvas = new Canvas(Canvas.Scale.SHARE, Canvas.Scale.SHARE, 44, 228, 228);
    for (int quarter = 0; quarter <= 4; quarter++) {
      double value = quarter / 4.0;
      canvas.tickX(value, Words.decimal(value, 2)).tickY(value, quarter * 25 + "\u00a0%");
    }
    canvas.line(0, 0, 1, 1, Look.DIAGONAL);
    long most = bins.stream().mapToLong(Bin::n).max().orElse(1);
    double base = canvas.below(40 + STRIP);
    for (Bin bin : bins) {
      canvas.whisker(bin.score(), bin.low(), bin.high()).dot(bin.score(), bin.rate(), Look.NOW);
      double high = Math.max(1, STRIP * (double) bin.n() / (double) most);
      double from = canvas.x(bin.from()) + 1;
      canvas.bar(from, base - high, canvas.x(bin.to()) - 1 - from, high, Look.STRIP);
    }
    return canvas
        .namedX("Mean score; below: rows in each bin")
        .chart("Recorded rate by score", claim() + " The table has the bins.", 44 + STRIP);
  }

  private Table table() {
    List<Table.Row> rows = new ArrayList<>();
    for (Bin bin : bins) {
      rows.add(
          Table.Row.of(
              Cell.of(Words.decimal(bin.from(), 1) + "\u00a0to\u00a0" + Words.decimal(bin.to(), 1)),
              Cell.of(Words.percent(bin.score())),
              Cell.of(Words.percent(bin.rate()) + " " + Words.percents(bin.low(), bin.high())),
              Cell.of(Words.count(bin.positives()) + " of " + Words.count(bin.n())),
              Cell.state(reading(bin))));
    }
    return new Table(
        "",
        List.of(
            new Table.Head("Score", false),
            new Table.Head("Expected", true),
            new Table.Head("Recorded, 95 % interval", true),
            new Table.Head("Of", true),
            new Table.Head("Reading", false)),
        rows);
  }

  private static Mark reading(Bin bin) {
    if (bin.agrees()) {
      return new Mark("agrees", "equal", "mute");
    }
    return bin.score() > bin.high()
        ? new Mark("too high", "arrow-up", "warn")
        : new Mark("too low", "arrow-down", "warn");
  }
}
