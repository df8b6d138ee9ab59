// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Claims in one table of a card, with metrics down its first column or along its head. */
final class TableClaims {
  private static final Pattern NUMBER = ClaimWords.pattern(ClaimWords.NUMBER);
  private static final String SEVERAL = "one of several numbers";

  private final int first;
  private final String doubt;
  private final List<Claim> claims = new ArrayList<>();

  private TableClaims(int first, String doubt) {
    this.first = first;
    this.doubt = doubt;
  }

  /**
   * Reads a table.
   *
   * @param first the line of its head
   * @param doubt what the heading above makes of its numbers
   */
  static List<Claim> of(List<String> lines, int first, String doubt) {
    TableClaims found = new TableClaims(first, doubt);
    List<String> head = cells(lines.getFirst());
    if (lines.size() > 2 && lines.get(1).matches("[|:\\s-]+")) {
      found.rows(head, lines);
    }
    return found.claims;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.replaceAll("^\\||\\|$", "").split("\\|", -1)) {
      cells.add(cell.strip());
    }
    return cells;
  }

  private void rows(List<String> head, List<String> lines) {
    List<Integer> metricColumns = new ArrayList<>();
    for (int column = 0; column < head.size(); column++) {
      if (metric(head.get(column)).isPresent()) {
        metricColumns.add(column);
      }
    }
    int rows = lines.size() - 2;
    for (int i = 2; i < lines.size(); i++) {
      List<String> cells = cells(lines.get(i));
      Optional<String> metric = metric(cells.getFirst());
      if (metric.isPresent()) {
        down(metric.get(), head, cells, i);
        continue;
      }
      String label = metricColumns.contains(0) ? "" : cells.getFirst();
      for (int column : metricColumns) {
        if (column < cells.size()) {
          String why = ClaimWords.doubt(label);
          boolean own = ClaimWords.OWN.matcher(label).find();
          why = why.isEmpty() && rows > 1 && !own ? SEVERAL : why;
          add(metric(head.get(column)).orElseThrow(), cells.get(column), i, why);
        }
      }
    }
  }

  /** A metric's name, perhaps with something in brackets behind. */
  private static Optional<String> metric(String cell) {
    String doubt = ClaimWords.doubt(cell);
    return doubt.isEmpty()
        ? ClaimWords.metric(cell.replaceAll("\\([^()]*\\)\\s*$|[↑↓]", "").strip())
        : Optional.empty();
  }

  /** A row that begins with a metric; of several numbers, that of this model is the claim. */
  private void down(String metric, List<String> head, List<String> cells, int row) {
    List<Integer> clear = new ArrayList<>();
    for (int column = 1; column < cells.size(); column++) {
      boolean number = NUMBER.matcher(cells.get(column)).lookingAt();
      if (number && doubtOf(head, column).isEmpty()) {
        clear.add(column);
      }
    }
    for (int column = 1; column < cells.size(); column++) {
      String why = doubtOf(head, column);
      boolean several = clear.size() > 1 && column != clear.getFirst();
      add(metric, cells.get(column), row, why.isEmpty() && several ? SEVERAL : why);
    }
  }

  private static String doubtOf(List<String> head, int column) {
    return column < head.size() ? ClaimWords.doubt(head.get(column)) : "";
  }

  private void add(String metric, String cell, int row, String why) {
    Matcher number = NUMBER.matcher(cell);
    if (number.lookingAt()) {
      claims.add(
          new Claim(
              metric, ClaimWords.number(number.group()), first + row, why.isEmpty() ? doubt : why));
    }
  }
}
