// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.TimestampUtil;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.imprimatur.server.web.ui.InventoryTable.Cell;

/**
 * A table as a workbook of one sheet: its head stays in sight and has a filter, and every text is a
 * text, whatever it begins with. The same table gives the same parts, but for the one that says
 * when the file was made.
 */
final class ExcelFile {
  /** A number of more digits would be rounded by whoever opens the file, and so is a text. */
  private static final int MOST_DIGITS = 15;

  /** More characters than this no cell has. */
  private static final int LONGEST = 32_767;

  private static final int WIDTH = 20;

  /** Excel counts days from here; it has no number for an earlier one. */
  private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);

  /** What XML cannot say, and the library would drop. */
  private static final Pattern UNSPEAKABLE =
      Pattern.compile("[^\\t\\n\\r\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  /** What Excel would read as the number of a character. */
  private static final Pattern NUMBERED = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

  private ExcelFile() {}

  static byte[] of(InventoryTable table, String name) {
    var bytes = new ByteArrayOutputStream();
    try (var book = new Workbook(bytes, "Imprimatur", null)) {
      Worksheet sheet = book.newWorksheet(name);
      int columns = table.columns().size();
      for (int column = 0; column < columns; column++) {
        sheet.width(column, WIDTH);
        sheet.value(0, column, written(table.columns().get(column)));
        sheet.style(0, column).bold().set();
      }
      for (int row = 0; row < table.rows().size(); row++) {
        row(sheet, row + 1, table.rows().get(row));
      }
      sheet.freezePane(0, 1);
      sheet.setAutoFilter(0, 0, table.rows().size(), columns - 1);
    } catch (IOException e) {
      throw new UncheckedIOException("A file in memory cannot fail.", e);
    }
    return bytes.toByteArray();
  }

  private static void row(Worksheet sheet, int row, List<Cell> cells) {
    for (int column = 0; column < cells.size(); column++) {
      switch (cells.get(column)) {
        case Cell.Figure(var value) when value.precision() <= MOST_DIGITS ->
            sheet.value(row, column, value);
        case Cell.Day(var day) when !day.isBefore(FIRST_DAY) -> {
          sheet.value(row, column, TimestampUtil.convertDate(day).longValue());
          sheet.style(row, column).format("yyyy-mm-dd").set();
        }
        case Cell.Figure value -> words(sheet, row, column, value.text());
        case Cell.Day value -> words(sheet, row, column, value.text());
        case Cell.Words(var value) -> words(sheet, row, column, value);
      }
    }
  }

  private static void words(Worksheet sheet, int row, int column, String text) {
    if (!text.isEmpty()) {
      sheet.value(row, column, written(text));
      sheet.style(row, column).format("@").set();
    }
  }

  /** A text as it has to be given to the library, which escapes for XML alone. */
  private static String written(String text) {
    String cut = text.substring(0, Math.min(text.length(), LONGEST));
    return NUMBERED.matcher(UNSPEAKABLE.matcher(cut).replaceAll("\ufffd")).replaceAll("_x005F_");
  }
}
