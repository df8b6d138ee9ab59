// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.server.web.ui.view.Chart;
import org.imprimatur.server.web.ui.view.Chart.Look;

/**
 * A plane with two axes to draw on: x from left to right, y from below to above. What lies beyond
 * an axis stands at its end.
 */
final class Canvas {
  private static final double TOP = 8;
  private static final double RIGHT = 12;

  private final Scale x;
  private final Scale y;
  private final double left;
  private final double width;
  private final double height;
  private final List<Chart.Shape> shapes = new ArrayList<>();

  /** The values at the two ends of an axis. */
  record Scale(double from, double to) {
    static final Scale SHARE = new Scale(0, 1);

    /** How far along the axis a value stands, 0 to 1. */
    double share(double value) {
      return Math.max(0, Math.min(1, (value - from) / (to - from)));
    }
  }

  /**
   * An empty plane.
   *
   * @param left the room for the words of the y axis
   * @param width of the plane alone
   * @param height of the plane alone
   */
  Canvas(Scale x, Scale y, double left, double width, double height) {
    this.x = x;
    this.y = y;
    this.left = left;
    this.width = width;
    this.height = height;
  }

  double x(double value) {
    return left + width * x.share(value);
  }

  double y(double value) {
    return TOP + height * (1 - y.share(value));
  }

  /** Where something below the plane stands. */
  double below(double distance) {
    return TOP + height + distance;
  }

  static String at(double place) {
    return Words.decimal(place, 1).replace("−", "-");
  }

  /** A line of the grid with its words below. */
  Canvas tickX(double value, String words) {
    line(value, y.from(), value, y.to(), Look.GRID);
    return label(x(value), below(16), words, Look.MIDDLE);
  }

  /** A line of the grid with its words at the left. */
  Canvas tickY(double value, String words) {
    line(x.from(), value, x.to(), value, Look.GRID);
    return label(left - 6, y(value) + 4, words, Look.END);
  }

  Canvas line(double fromX, double fromY, double toX, double toY, Look look) {
    shapes.add(new Chart.Line(at(x(fromX)), at(y(fromY)), at(x(toX)), at(y(toY)), look));
    return this;
  }

  /** A line through points, each an x and a y. */
  Canvas path(List<double[]> points, Look look) {
    StringBuilder path = new StringBuilder();
    for (double[] point : points) {
      path.append(path.isEmpty() ? "" : " ").append(at(x(point[0]))).append(',');
      path.append(at(y(point[1])));
    }
    shapes.add(new Chart.Path(path.toString(), look));
    return this;
  }

  Canvas dot(double atX, double atY, Look look) {
    shapes.add(new Chart.Dot(at(x(atX)), at(y(atY)), look));
    return this;
  }

  /** An upright interval with its caps. */
  Canvas whisker(double atX, double low, double high) {
    line(atX, low, atX, high, Look.WHISKER);
    for (double end : new double[] {low, high}) {
      String height = at(y(end));
      shapes.add(new Chart.Line(at(x(atX) - 4), height, at(x(atX) + 4), height, Look.CAP));
    }
    return this;
  }

  /** A rectangle in places, not values. */
  Canvas bar(double fromX, double fromY, double wide, double high, Look look) {
    shapes.add(new Chart.Bar(at(fromX), at(fromY), at(wide), at(high), look));
    return this;
  }

  /** Words at a place. */
  Canvas label(double atX, double atY, String words, Look look) {
    shapes.add(new Chart.Label(at(atX), at(atY), words, look));
    return this;
  }

  /** The words of the x axis, below its ticks. */
  Canvas namedX(String words) {
    return label(left + width / 2, below(32), words, Look.MIDDLE);
  }

  /** The finished drawing with so much room under the plane. */
  Chart chart(String title, String label, double below) {
    return new Chart(
        title,
        label,
        (int) Math.ceil(left + width + RIGHT),
        (int) Math.ceil(TOP + height + below),
        shapes);
  }
}
