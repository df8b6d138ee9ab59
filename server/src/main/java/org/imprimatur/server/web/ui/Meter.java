// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import org.imprimatur.server.web.ui.view.Chart;
import org.imprimatur.server.web.ui.view.Chart.Look;

/** A share as a bar in a table's cell, from nothing to all. */
final class Meter {
  private static final double WIDTH = 120;
  private static final double HEIGHT = 10;

  private Meter() {}

  static Chart of(double share) {
    var scale = Canvas.Scale.SHARE;
    var canvas = new Canvas(scale, scale, 0, WIDTH, HEIGHT);
    canvas.bar(0, canvas.y(1), WIDTH, HEIGHT, Look.TRACK);
    return canvas
        .bar(0, canvas.y(1), WIDTH * scale.share(share), HEIGHT, Look.NOW_BAR)
        .chart("", "", 6);
  }
}
