// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.imprimatur.proof.insights.SpreadsheetCell;
import org.imprimatur.proof.inventory.Field;

/**
 * The inventory as a table of texts, numbers and days.
 *
 * @param rows one after the other; read once, so that a long table is never in memory
 */
record InventoryTable(List<String> columns, Iterable<List<Cell>> rows) {
  InventoryTable {
    columns = List.copyOf(columns);
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
  void csv(OutputStream to) throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(to, UTF_8));
    text.append(line(columns));
    for (List<Cell> row : rows) {
      text.append(line(row.stream().map(Cell::text).toList()));
    }
    text.flush();
  }

  private static String line(List<String> cells) {
    return cells.stream().map(SpreadsheetCell::written).collect(joining(",", "", "\r\n"));
  }
}
