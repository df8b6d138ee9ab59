// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.imprimatur.server.web.ui.InventoryTable.Cell;

/**
 * A table as a workbook of one sheet (ECMA-376, SpreadsheetML): its head stays in sight and has a
 * filter, and every text is a text, whatever it begins with. The same table gives the same bytes.
 */
final class ExcelFile {
  private static final String HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String PACKAGE =
      "http://schemas.openxmlformats.org/package/2006/relationships";
  private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** A number of more digits would be rounded by whoever opens the file, and so is a text. */
  private static final int MOST_DIGITS = 15;

  /** More characters than this no cell has. */
  private static final int LONGEST = 32_767;

  private static final LocalDate MARCH_1900 = LocalDate.of(1900, 3, 1);
  private static final LocalDate ZERO = LocalDate.of(1899, 12, 30);

  /** Numbers of the formats in {@link #styles}. */
  private static final int BOLD = 1;

  private static final int DAY = 2;
  private static final int TEXT = 3;

  private ExcelFile() {}

  static byte[] of(InventoryTable table, String sheet) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      put(zip, "[Content_Types].xml", types());
      put(zip, "_rels/.rels", relation("officeDocument", "xl/workbook.xml", ""));
      put(zip, "xl/workbook.xml", workbook(table, sheet));
      put(
          zip,
          "xl/_rels/workbook.xml.rels",
          relation("worksheet", "worksheets/sheet1.xml", one("rId2", "styles", "styles.xml")));
      put(zip, "xl/styles.xml", styles());
      put(zip, "xl/worksheets/sheet1.xml", sheet(table));
    } catch (IOException e) {
      throw new UncheckedIOException("A file in memory cannot fail.", e);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTimeLocal(ALWAYS);
    zip.putNextEntry(entry);
    zip.write((HEAD + text).getBytes(UTF_8));
    zip.closeEntry();
  }

  private static String types() {
    String kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    return """
    <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
    <Default Extension="rels" \
    ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
    <Override PartName="/xl/workbook.xml" ContentType="%1$ssheet.main+xml"/>\
    <Override PartName="/xl/worksheets/sheet1.xml" ContentType="%1$sworksheet+xml"/>\
    <Override PartName="/xl/styles.xml" ContentType="%1$sstyles+xml"/></Types>\
    """
        .formatted(kind);
  }

  private static String relation(String type, String target, String more) {
    return "<Relationships xmlns=\"%s\">%s%s</Relationships>"
        .formatted(PACKAGE, one("rId1", type, target), more);
  }

  private static String one(String id, String type, String target) {
    return "<Relationship Id=\"%s\" Type=\"%s/%s\" Target=\"%s\"/>"
        .formatted(id, OFFICE, type, target);
  }

  private static String workbook(InventoryTable table, String sheet) {
    return """
    <workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="%s" sheetId="1" r:id="rId1"/></sheets>\
    <definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">\
    '%3$s'!%s</definedName></definedNames></workbook>\
    """
        .formatted(MAIN, OFFICE, sheet, range(table, "$"));
  }

  private static String styles() {
    return """
    <styleSheet xmlns="%s"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
    <font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
    <fills count="2"><fill><patternFill patternType="none"/></fill>\
    <fill><patternFill patternType="gray125"/></fill></fills>\
    <borders count="1"><border/></borders>\
    <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
    <cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
    <xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>\
    <xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
    <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
    </cellXfs></styleSheet>\
    """
        .formatted(MAIN);
  }

  private static String sheet(InventoryTable table) {
    var text = new StringBuilder();
    text.append("<worksheet xmlns=\"%s\"><dimension ref=\"%s\"/>".formatted(MAIN, range(table, "")))
        .append("<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\"")
        .append(" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>")
        .append("</sheetView></sheetViews><cols><col min=\"1\" max=\"")
        .append(table.columns().size())
        .append("\" width=\"20\" customWidth=\"1\"/></cols><sheetData>");
    row(text, 1, table.columns().stream().map(Cell::of).toList(), BOLD);
    int number = 2;
    for (List<Cell> cells : table.rows()) {
      row(text, number++, cells, TEXT);
    }
    return text.append("</sheetData><autoFilter ref=\"")
        .append(range(table, ""))
        .append("\"/></worksheet>")
        .toString();
  }

  /**
   * One row.
   *
   * @param words the format of its texts
   */
  private static void row(StringBuilder text, int number, List<Cell> cells, int words) {
    text.append("<row r=\"").append(number).append("\">");
    for (int column = 0; column < cells.size(); column++) {
      String place = column(column) + number;
      switch (cells.get(column)) {
        case Cell.Figure(var value) when value.precision() <= MOST_DIGITS ->
            text.append("<c r=\"%s\"><v>%s</v></c>".formatted(place, value.toPlainString()));
        case Cell.Day(var day) ->
            text.append("<c r=\"%s\" s=\"%d\"><v>%d</v></c>".formatted(place, DAY, serial(day)));
        case Cell.Figure value -> words(text, place, value.text(), words);
        case Cell.Words(var value) -> words(text, place, value, words);
      }
    }
    text.append("</row>");
  }

  private static void words(StringBuilder text, String place, String value, int format) {
    if (!value.isEmpty()) {
      text.append(
              "<c r=\"%s\" s=\"%d\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
                  .formatted(place, format))
          .append(escaped(value))
          .append("</t></is></c>");
    }
  }

  /** The day as a number; the format counts a 29th of February 1900 that never was. */
  private static long serial(LocalDate day) {
    long days = ChronoUnit.DAYS.between(ZERO, day);
    return day.isBefore(MARCH_1900) ? days - 1 : days;
  }

  private static String range(InventoryTable table, String fixed) {
    return "%1$sA%1$s1:%1$s%2$s%1$s%3$d"
        .formatted(fixed, column(table.columns().size() - 1), table.rows().size() + 1);
  }

  /** The letters of a column, from 0. */
  private static String column(int index) {
    String last = String.valueOf((char) ('A' + index % 26));
    return index < 26 ? last : column(index / 26 - 1) + last;
  }

  /** What XML cannot say becomes U+FFFD, and what it reads otherwise is written out. */
  private static String escaped(String value) {
    var text = new StringBuilder();
    value
        .codePoints()
        .limit(LONGEST)
        .forEach(
            at -> {
              switch (at) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                case '\r' -> text.append("&#13;");
                default -> text.appendCodePoint(isXml(at) ? at : 0xFFFD);
              }
            });
    return text.toString();
  }

  private static boolean isXml(int at) {
    return at == '\t'
        || at == '\n'
        || (at >= 0x20 && at < 0xD800)
        || (at >= 0xE000 && at < 0xFFFE)
        || at >= 0x10000;
  }
}
