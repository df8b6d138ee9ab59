// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines that a text lost and gained, by a longest common subsequence. Where the texts are too
 * long for that, everything between their common beginning and end counts as changed.
 */
final class LineDifference {
  private static final long MOST_CELLS = 4_000_000;

  private final List<String> before;
  private final List<String> after;
  private final List<Line> lines = new ArrayList<>();

  /** How many lines a page shows; the whole text stands below. */
  static final int MOST_LINES = 1_000;

  /** A line that was there before only, or is there after only, with its number there. */
  record Line(boolean added, int number, String text) {}

  private LineDifference(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
  }

  /**
   * What differs.
   *
   * @param lines the first of the lines that do
   * @param more how many others do
   * @param onlyEnds whether no line does, and the texts differ in how lines end
   */
  record Found(List<Line> lines, int more, boolean onlyEnds) {
    Found {
      lines = List.copyOf(lines);
    }
  }

  static Found of(String before, String after) {
    var difference = new LineDifference(before.lines().toList(), after.lines().toList());
    difference.find();
    List<Line> lines = difference.lines;
    int shown = Math.min(lines.size(), MOST_LINES);
    return new Found(
        lines.subList(0, shown), lines.size() - shown, lines.isEmpty() && !before.equals(after));
  }

  private void find() {
    int start = 0;
    int most = Math.min(before.size(), after.size());
    while (start < most && before.get(start).equals(after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < most - start
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    between(start, before.size() - end, after.size() - end);
  }

  private void between(int start, int beforeEnd, int afterEnd) {
    int rows = beforeEnd - start;
    int columns = afterEnd - start;
    boolean whole = (long) rows * columns <= MOST_CELLS;
    int[][] common = whole ? common(start, rows, columns) : new int[0][0];
    int i = 0;
    int j = 0;
    while (i < rows || j < columns) {
      if (whole && i < rows && j < columns && same(start + i, start + j)) {
        i++;
        j++;
      } else if (i < rows && (j == columns || !whole || common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line(false, start + i + 1, before.get(start + i)));
        i++;
      } else {
        lines.add(new Line(true, start + j + 1, after.get(start + j)));
        j++;
      }
    }
  }

  /** How many lines the rest of both texts have in common, from each pair of lines on. */
  private int[][] common(int start, int rows, int columns) {
    int[][] common = new int[rows + 1][columns + 1];
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        common[i][j] =
            same(start + i, start + j)
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private boolean same(int i, int j) {
    return before.get(i).equals(after.get(j));
  }
}
