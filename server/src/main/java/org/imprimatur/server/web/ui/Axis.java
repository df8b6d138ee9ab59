// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.imprimatur.server.web.ui.view.Plot;

/**
 * The axis that the rows of a plot share.
 *
 * @param from the value at the left end
 * @param marked the values with a line of the grid
 * @param logarithmic whether equal steps multiply; then every value is positive
 */
record Axis(double from, double to, List<Double> marked, boolean logarithmic) {
  private static final double[] STEPS = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5};
  private static final int MOST_STEPS = 2;

  static final Axis SHARE = new Axis(0, 1, List.of(0.0, 0.25, 0.5, 0.75, 1.0), false);

  Axis {
    marked = List.copyOf(marked);
  }

  /** From as much below zero to as much above it as all of these need, in round steps. */
  static Axis around(List<Double> values) {
    double most = values.stream().mapToDouble(Math::abs).max().orElse(0);
    double step = 0.5;
    for (double one : STEPS) {
      if (one < step && most <= one * MOST_STEPS) {
        step = one;
      }
    }
    int steps = (int) Math.max(1, Math.ceil(most / step));
    List<Double> marked = new ArrayList<>();
    for (int i = -steps; i <= steps; i++) {
      marked.add(i * step);
    }
    return new Axis(-steps * step, steps * step, marked, false);
  }

  /** The same for figures with a unit, which may be of any magnitude. */
  static Axis aroundUnits(List<Double> values) {
    double most = values.stream().mapToDouble(Math::abs).max().orElse(0);
    double decade = most == 0 ? 1 : Math.pow(10, Math.floor(Math.log10(most)) - 1);
    double step = decade;
    for (double one : new double[] {5, 10, 20, 50}) {
      step = step * MOST_STEPS < most ? one * decade : step;
    }
    double reach = Math.max(1, Math.ceil(most / step)) * step;
    List<Double> marked = new ArrayList<>();
    for (double at = -reach; at <= reach + step / 2; at += step) {
      marked.add(Math.abs(at) < step / 2 ? 0 : at);
    }
    return new Axis(-reach, reach, marked, false);
  }

  /** From 0 to what all of these need, in round steps of any magnitude. */
  static Axis upToUnits(List<Double> values) {
    Axis around = aroundUnits(values);
    return new Axis(
        0, around.to, around.marked.stream().filter(value -> value >= 0).toList(), false);
  }

  /** From 0 to what all of these need, in halves. */
  static Axis upTo(List<Double> values) {
    double most = values.stream().mapToDouble(value -> value).max().orElse(1);
    double step = most <= 2 ? 0.5 : Math.ceil(most / 4);
    List<Double> marked = new ArrayList<>();
    for (double at = 0; at < most + step; at += step) {
      marked.add(at);
    }
    return new Axis(0, marked.getLast(), marked, false);
  }

  /** Whole powers of ten around positive values. */
  static Axis decades(List<Double> values) {
    int low = (int) Math.floor(Math.log10(values.stream().mapToDouble(v -> v).min().orElse(1)));
    int high = (int) Math.ceil(Math.log10(values.stream().mapToDouble(v -> v).max().orElse(1)));
    int end = Math.max(high, low + 1);
    List<Double> marked = new ArrayList<>();
    for (int power = low; power <= end; power++) {
      marked.add(Math.pow(10, power));
    }
    return new Axis(Math.pow(10, low), Math.pow(10, end), marked, true);
  }

  String place(double value) {
    return logarithmic
        ? Words.place(Math.log10(value), Math.log10(from), Math.log10(to))
        : Words.place(value, from, to);
  }

  /** A value with its interval, compared with nothing. */
  Plot.Drawing drawing(double low, double high, double now) {
    return new Plot.Drawing(place(low), place(high), place(now), null, null);
  }

  List<Plot.Tick> ticks(DoubleFunction<String> words) {
    List<Plot.Tick> ticks = new ArrayList<>();
    for (double value : marked) {
      ticks.add(new Plot.Tick(place(value), words.apply(value), false));
    }
    return ticks;
  }
}
