// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.insights.SpreadsheetCell;

/** An inventory as a text, in which commas, semicolons or tabs part the values. */
final class InventoryText {
  private static final List<Character> BETWEEN = List.of(',', ';', '\t');

  private InventoryText() {}

  /** Every row; one has as many values as there are names of columns, or a fault. */
  static List<TableRow> read(InventoryPlace place) {
    String text = LocalFile.text(place.path());
    try {
      List<TableRow> rows =
          CsvRow.withFaults(text, between(text), WorkbookSheet.MOST_ROWS).stream()
              .map(InventoryText::row)
              .toList();
      if (rows.isEmpty()) {
        return rows;
      }
      TableRow head = InventoryHead.in(rows).row();
      return head.fault().isPresent()
          ? rows
          : rows.stream().map(row -> held(row, head.cells().size())).toList();
    } catch (CsvRow.WrongException e) {
      throw place.wrong(e.line(), String.valueOf(e.getMessage()));
    }
  }

  private static TableRow row(CsvRow row) {
    return new TableRow(
        row.line(),
        row.cells().stream().map(SpreadsheetCell::read).toList(),
        Map.of(),
        row.fault());
  }

  private static TableRow held(TableRow row, int columns) {
    Optional<String> ragged =
        row.cells().size() == columns
            ? Optional.empty()
            : Optional.of("it has %d values for %d columns".formatted(row.cells().size(), columns));
    return new TableRow(row.line(), row.cells(), row.faults(), row.fault().or(() -> ragged));
  }

  /**
   * What parts the names of the columns, wherever they stand; where they are not found, what the
   * first line has. What stands in quotes parts nothing.
   */
  private static char between(String text) {
    List<String> lines =
        text.lines().filter(line -> !line.isBlank()).limit(InventoryHead.LOWEST).toList();
    char best = first(lines.isEmpty() ? "" : lines.getFirst());
    int most = 1;
    for (String line : lines) {
      for (char one : BETWEEN) {
        int found = InventoryHead.needed(names(line, one));
        if (found > most) {
          best = one;
          most = found;
        }
      }
    }
    return best;
  }

  private static char first(String line) {
    String bare = line.replaceAll("\"[^\"]*\"", "");
    return bare.contains(",") ? ',' : bare.contains(";") ? ';' : '\t';
  }

  private static List<String> names(String line, char between) {
    return Arrays.stream(line.split(String.valueOf(between), -1))
        .map(name -> name.strip().replaceAll("^\"(.*)\"$", "$1").strip())
        .toList();
  }
}
