// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of intervals drawn on one axis. Places on the axis are percentages of its width.
 *
 * @param what the heading of the first column
 * @param reference the heading of the compared version, or empty where there is none
 * @param fraction the heading of the numerators and denominators, or empty
 */
public record Plot(
    String what,
    String value,
    String reference,
    String fraction,
    String limit,
    List<Tick> ticks,
    List<Row> rows)
    implements Figure {
  public Plot {
    ticks = List.copyOf(ticks);
    rows = List.copyOf(rows);
  }

  /** A line of the grid with its label; the limit's label is bold. */
  public record Tick(String place, String label, boolean limit) {}

  /**
   * One row: figures in words, and a drawing unless there are too few rows to judge.
   *
   * @param instead why nothing is drawn; empty where something is
   */
  public record Row(
      String name,
      String value,
      String interval,
      String reference,
      List<String> fractions,
      Mark mark,
      @Nullable Drawing drawing,
      String instead) {
    public Row {
      fractions = List.copyOf(fractions);
    }
  }

  /**
   * Where the marks stand.
   *
   * @param low the lower whisker, or null without an interval
   * @param reference where the compared version stands, or null
   * @param limit where the dashed limit stands, or null where the policy sets none
   */
  public record Drawing(
      @Nullable String low,
      @Nullable String high,
      String now,
      @Nullable String reference,
      @Nullable String limit) {}
}
