// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;

/**
 * A drawing on a plane of {@code width} times {@code height} units, which are pixels at full size.
 *
 * @param title what stands above it; empty in a table's cell
 * @param label what it shows, for those who do not see it; empty where the words beside it say the
 *     same
 */
public record Chart(String title, String label, int width, int height, List<Shape> shapes) {
  public Chart {
    shapes = List.copyOf(shapes);
  }

  /** How a shape is drawn: the colours are the theme's. */
  public enum Look {
    GRID("g"),
    DIAGONAL("dg"),
    LIMIT("l"),
    CURVE("k"),
    WHISKER("w"),
    CAP("c"),
    NOW("o"),
    NOW_BAR("b"),
    REFERENCE_BAR("rb"),
    HOLLOW("r"),
    STRIP("sb"),
    TRACK("tr"),
    HATCH("h"),
    HATCHED("hb"),
    STEP("step"),
    MIDDLE("t"),
    END("t e"),
    START("t s"),
    STRONG("t lt"),
    TURNED("t turned");

    private final String css;

    Look(String css) {
      this.css = css;
    }

    public String css() {
      return css;
    }
  }

  /** One mark; coordinates are decimals as SVG writes them. */
  public sealed interface Shape {
    Look look();
  }

  /** A straight line. */
  public record Line(String x1, String y1, String x2, String y2, Look look) implements Shape {}

  /** A line through points ({@code "x,y x,y"}). */
  public record Path(String points, Look look) implements Shape {}

  /** A point. */
  public record Dot(String x, String y, Look look) implements Shape {}

  /** A rectangle. */
  public record Bar(String x, String y, String width, String height, Look look) implements Shape {}

  /** Words on the drawing. */
  public record Label(String x, String y, String words, Look look) implements Shape {}
}
