// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * A table as a workbook of one sheet: its head stays in sight and has a filter, and every text is a
 * text, whatever it begins with. The same table gives the same parts: none says when it was made.
 */
final class ExcelFile {
  /** A number of more digits would be rounded by whoever opens the file, and so is a text. */
  private static final int MOST_DIGITS = 15;

  /** More characters than this no cell has. */
  private static final int LONGEST = 32_767;

  /** The first time that a zip can tell. */
  private static final LocalDateTime MADE = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** In 256ths of a character. */
  private static final int WIDTH = 20 * 256;

  /** Excel counts days from here; it has no number for an earlier one. */
  private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);

  /** What XML cannot say. */
  private static final Pattern UNSPEAKABLE =
      Pattern.compile("[^\\t\\n\\r\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  /** What Excel would read as the number of a character. */
  private static final Pattern NUMBERED = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

  /** So many rows are in memory; those before them are in a temporary file. */
  private static final int WINDOW = 100;

  private final SXSSFSheet sheet;
  private final CellStyle head;
  private final CellStyle text;
  private final CellStyle day;

  private ExcelFile(SXSSFWorkbook book, String name) {
    sheet = book.createSheet(name);
    Font bold = book.createFont();
    bold.setBold(true);
    head = book.createCellStyle();
    head.setFont(bold);
    text = style(book, "@");
    day = style(book, "yyyy-mm-dd");
  }

  private static CellStyle style(SXSSFWorkbook book, String format) {
    CellStyle style = book.createCellStyle();
    style.setDataFormat(book.createDataFormat().getFormat(format));
    return style;
  }

  /** Writes the whole workbook; what it needs meanwhile is gone afterwards, also where it fails. */
  static void write(InventoryTable table, String name, OutputStream to) throws IOException {
    try (var whole = new XSSFWorkbook();
        var book = new Timeless(whole)) {
      new ExcelFile(book, name).write(table);
      POIXMLProperties.CoreProperties said = whole.getProperties().getCoreProperties();
      said.setCreator("Imprimatur");
      said.setCreated(Optional.empty());
      book.write(to);
    }
  }

  /** A workbook whose parts were all made at the same time, whenever it is written. */
  private static final class Timeless extends SXSSFWorkbook {
    private Timeless(XSSFWorkbook whole) {
      // Texts stand in their cells: a list of all of them would be in memory.
      super(whole, WINDOW, true, false);
    }

    @Override
    protected ZipArchiveOutputStream createArchiveOutputStream(OutputStream to) {
      var zip =
          new ZipArchiveOutputStream(to) {
            @Override
            public void putArchiveEntry(ZipArchiveEntry part) throws IOException {
              // A zip tells local times, and reads this back in the same zone.
              part.setTime(MADE.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli());
              super.putArchiveEntry(part);
            }
          };
      // What reads a zip as a stream, and some spreadsheets, take no other.
      zip.setUseZip64(Zip64Mode.Never);
      return zip;
    }
  }

  private void write(InventoryTable table) {
    int columns = table.columns().size();
    Row first = sheet.createRow(0);
    for (int column = 0; column < columns; column++) {
      sheet.setColumnWidth(column, WIDTH);
      words(first.createCell(column), head, table.columns().get(column));
    }
    int row = 0;
    for (List<InventoryTable.Cell> cells : table.rows()) {
      row++;
      row(sheet.createRow(row), cells);
    }
    sheet.createFreezePane(0, 1);
    sheet.setAutoFilter(new CellRangeAddress(0, row, 0, columns - 1));
  }

  private void row(Row row, List<InventoryTable.Cell> cells) {
    for (int column = 0; column < cells.size(); column++) {
      switch (cells.get(column)) {
        case InventoryTable.Cell.Figure(var value) when value.precision() <= MOST_DIGITS ->
            row.createCell(column).setCellValue(value.doubleValue());
        case InventoryTable.Cell.Day(var date) when !date.isBefore(FIRST_DAY) -> {
          Cell cell = row.createCell(column);
          cell.setCellValue(DateUtil.getExcelDate(date));
          cell.setCellStyle(day);
        }
        case InventoryTable.Cell other when !other.text().isEmpty() ->
            words(row.createCell(column), text, other.text());
        case InventoryTable.Cell _ -> {}
      }
    }
  }

  private static void words(Cell cell, CellStyle style, String words) {
    String cut = words.substring(0, Math.min(words.length(), LONGEST));
    String speakable = UNSPEAKABLE.matcher(cut).replaceAll("\ufffd");
    cell.setCellValue(NUMBERED.matcher(speakable).replaceAll("_x005F_"));
    cell.setCellStyle(style);
  }
}
