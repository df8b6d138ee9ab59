// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * The rows in the order of their scores, in a hundred slots of about equal size: rows with equal
 * scores are never parted, all of them stand in the slot {@code floor(100 * rows below / rows)}. A
 * slot may be empty for it.
 */
public record Quantiles(List<Slot> slots) {
  /** How many slots there are, from the lowest scores to the highest. */
  public static final int SLOTS = 100;

  private static final int TENTHS = 10;

  /**
   * One slot.
   *
   * @param scores the sum of scores in fixed point; 0 where scores are no probabilities
   * @param least the lowest score, as people write it; empty where the slot has no rows
   */
  public record Slot(long n, long positives, BigInteger scores, String least) {}

  public Quantiles {
    slots = List.copyOf(slots);
  }

  private long rows() {
    return slots.stream().mapToLong(Slot::n).sum();
  }

  private long positives() {
    return slots.stream().mapToLong(Slot::positives).sum();
  }

  /** Ten bins of about equal numbers of rows, from the lowest scores. */
  Reliability tenths() {
    List<Reliability.Bin> bins = new ArrayList<>();
    for (int tenth = 0; tenth < TENTHS && !slots.isEmpty(); tenth++) {
      Slot whole = tenth(tenth);
      bins.add(new Reliability.Bin(whole.n(), whole.positives(), whole.scores()));
    }
    return new Reliability(bins);
  }

  private Slot tenth(int number) {
    int size = SLOTS / TENTHS;
    long n = 0;
    long positives = 0;
    BigInteger scores = BigInteger.ZERO;
    String least = "";
    for (Slot slot : slots.subList(number * size, (number + 1) * size)) {
      least = n == 0 ? slot.least() : least;
      n += slot.n();
      positives += slot.positives();
      scores = scores.add(slot.scores());
    }
    return new Slot(n, positives, scores, least);
  }

  /** Equal-count bins for reading. */
  Json reliability() {
    List<Json> rows = new ArrayList<>();
    for (int i = 0; i < TENTHS && !slots.isEmpty(); i++) {
      Slot bin = tenth(i);
      rows.add(
          head(i, bin)
              .put(
                  "mean_score",
                  Values.number(bin.n() == 0 ? null : FixedPoint.mean(bin.scores(), bin.n())))
              .build());
    }
    return Json.array(rows);
  }

  private static Json.Builder head(int number, Slot slot) {
    boolean empty = slot.n() == 0;
    return Json.obj()
        .put("bin", number)
        .put("from", empty ? Json.nothing() : Json.of(Double.parseDouble(slot.least())))
        .put("n", slot.n())
        .put("positives", slot.positives())
        .put("positive_rate", Values.number(empty ? null : (double) slot.positives() / slot.n()))
        .put(
            "positive_rate_wilson95",
            Values.pair(empty ? null : Interval.wilson(slot.positives(), slot.n())));
  }

  /** Lift and gains by tenth, from the highest scores. */
  Json lift() {
    List<Json> rows = new ArrayList<>();
    long n = 0;
    long positives = 0;
    for (int i = 0; i < TENTHS && !slots.isEmpty(); i++) {
      Slot bin = tenth(TENTHS - 1 - i);
      n += bin.n();
      positives += bin.positives();
      rows.add(
          head(i, bin)
              .put("lift", Values.number(lift(bin.positives(), bin.n())))
              .put("cumulative_n", n)
              .put("cumulative_positives", positives)
              .put("cumulative_lift", Values.number(lift(positives, n)))
              .put("gain", Values.number(positives() == 0 ? null : share(positives, positives())))
              .build());
    }
    return Json.array(rows);
  }

  private @Nullable Double lift(long of, long n) {
    if (n == 0 || positives() == 0) {
      return null;
    }
    return share(of, n) / share(positives(), rows());
  }

  private static double share(long count, long of) {
    return (double) count / (double) of;
  }

  /** Exact counts where every row from a score upward is selected, from the highest score. */
  Json points() {
    List<Json> points = new ArrayList<>();
    long n = 0;
    long tp = 0;
    for (Slot slot : slots.reversed()) {
      if (slot.n() > 0) {
        n += slot.n();
        tp += slot.positives();
        points.add(point(slot.least(), tp, n - tp));
      }
    }
    return Json.array(points);
  }

  private Json point(String cutoff, long tp, long fp) {
    long positives = positives();
    long negatives = rows() - positives;
    return Json.obj()
        .put("cutoff", Double.parseDouble(cutoff))
        .put("tp", tp)
        .put("fp", fp)
        .put("tpr", Values.number(positives == 0 ? null : share(tp, positives)))
        .put("fpr", Values.number(negatives == 0 ? null : share(fp, negatives)))
        .put("precision", share(tp, tp + fp))
        .build();
  }

  /**
   * An interval for the largest distance between the cumulative shares of both classes: Newcombe's
   * interval of the difference of the two shares, as wide as it is at the end of the slot where
   * they are furthest apart. That the place was picked for it is not allowed for: the interval
   * covers 90 to 95 in a hundred, somewhat less than it says. Nothing without slots or rows of both
   * classes.
   */
  Optional<Interval> aroundDistance(double distance) {
    long all = positives();
    long others = rows() - all;
    long positive = 0;
    long negative = 0;
    Optional<Interval> widest = Optional.empty();
    double largest = -1;
    for (Slot slot : slots) {
      positive += slot.positives();
      negative += slot.n() - slot.positives();
      if (all > 0 && others > 0) {
        double gap = Math.abs(share(positive, all) - share(negative, others));
        if (gap > largest) {
          largest = gap;
          widest = Optional.of(apart(positive, all, negative, others));
        }
      }
    }
    double apart = largest;
    return widest.map(
        found ->
            new Interval(
                Math.max(0, distance - (apart - found.low())),
                Math.min(1, distance + (found.high() - apart))));
  }

  private static Interval apart(long a, long n, long b, long m) {
    double first = share(a, n);
    double second = share(b, m);
    Interval ofFirst = Interval.wilson(a, n);
    Interval ofSecond = Interval.wilson(b, m);
    return first >= second
        ? Interval.difference(first, ofFirst, second, ofSecond)
        : Interval.difference(second, ofSecond, first, ofFirst);
  }

  Json toJson() {
    return Json.array(
        slots.stream()
            .map(
                slot ->
                    Json.array(
                        List.of(
                            Json.of(slot.n()),
                            Json.of(slot.positives()),
                            Values.big(slot.scores()),
                            Json.of(slot.least()))))
            .toList());
  }

  static Quantiles fromJson(Json.Arr json) {
    List<Slot> slots = new ArrayList<>();
    for (Json row : json.values()) {
      Json.Arr cells = (Json.Arr) row;
      slots.add(
          new Slot(
              cells.integer(0), cells.integer(1), Values.big(cells.string(2)), cells.string(3)));
    }
    return new Quantiles(slots);
  }
}
