// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.imprimatur.proof.insights.SpreadsheetCell;
import org.imprimatur.proof.inventory.Field;

/** The inventory as a table of texts, numbers and days. */
record InventoryTable(List<String> columns, List<List<Cell>> rows) {
  InventoryTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** What stands in one place of the table. */
  sealed interface Cell {
    /** As it stands in a file of text. */
    String text();

    record Words(String text) implements Cell {}

    record Figure(BigDecimal value) implements Cell {
      @Override
      public String text() {
        return value.toPlainString();
      }
    }

    record Day(LocalDate value) implements Cell {
      @Override
      public String text() {
        return value.toString();
      }
    }

    static Cell of(String words) {
      return new Words(words);
    }

    static Cell of(long number) {
      return new Figure(BigDecimal.valueOf(number));
    }

    /** A value that fits its field. */
    static Cell of(Field field, String value) {
      return switch (field.kind()) {
        case Field.NUMBER -> new Figure(new BigDecimal(value));
        case Field.DATE -> new Day(LocalDate.parse(value));
        default -> new Words(value);
      };
    }
  }

  /** As CSV (RFC 4180) in which no value is a formula. */
  String csv() {
    var text = new StringBuilder();
    text.append(columns.stream().map(SpreadsheetCell::written).collect(joining(",")))
        .append("\r\n");
    for (List<Cell> row : rows) {
      text.append(row.stream().map(Cell::text).map(SpreadsheetCell::written).collect(joining(",")))
          .append("\r\n");
    }
    return text.toString();
  }
}
