// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.imprimatur.server.web.ui.InventoryTable.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The inventory as a workbook: numbers are numbers, days are days, and nothing computes. */
class ExcelFileTest {
  private static SortedMap<String, String> parts(Cell... cells) throws IOException {
    return parts(new InventoryTable(List.of("name"), List.of(List.of(cells))));
  }

  private static SortedMap<String, String> parts(InventoryTable table) throws IOException {
    SortedMap<String, String> parts = new TreeMap<>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(ExcelFile.of(table, "Models")))) {
      for (ZipEntry one = zip.getNextEntry(); one != null; one = zip.getNextEntry()) {
        parts.put(one.getName(), new String(zip.readAllBytes(), UTF_8));
      }
    }
    return parts;
  }

  private static String sheet(Cell... cells) throws IOException {
    return parts(cells).getOrDefault("xl/worksheets/sheet1.xml", "");
  }

  @Test
  void a_text_is_a_text_a_number_a_number_and_a_day_a_day() throws IOException {
    String sheet =
        sheet(
            Cell.of("Loans & <more>"),
            new Cell.Figure(new BigDecimal("-12.5")),
            new Cell.Day(LocalDate.of(2026, 11, 26)),
            Cell.of(""));

    assertThat(sheet)
        .contains("<c r=\"A2\" s=\"3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">Loans &amp; ")
        .contains("&lt;more&gt;</t>")
        .contains("<c r=\"B2\"><v>-12.5</v></c>")
        .contains("<c r=\"C2\" s=\"2\"><v>46352</v></c>")
        .doesNotContain("r=\"D2\"", "<f>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "'=1", "\tx", "1,5", "007"})
  void whatever_a_text_begins_with_it_is_no_formula(String text) throws IOException {
    assertThat(sheet(Cell.of(text)))
        .contains("t=\"inlineStr\"><is><t xml:space=\"preserve\">" + text + "</t>")
        .doesNotContain("<f>", "<v>");
  }

  @ParameterizedTest
  @CsvSource({
    "1900-01-01, 1",
    "1900-02-28, 59",
    "1900-03-01, 61",
    "1970-01-01, 25569",
    "2000-02-29, 36585",
    "9999-12-31, 2958465",
  })
  void a_day_has_the_number_that_excel_gives_it(LocalDate day, long serial) throws IOException {
    assertThat(sheet(new Cell.Day(day))).contains("<v>" + serial + "</v>");
  }

  @Test
  void a_number_that_would_be_rounded_is_a_text() throws IOException {
    assertThat(sheet(new Cell.Figure(new BigDecimal("123456789012345"))))
        .contains("<v>123456789012345</v>");
    assertThat(sheet(new Cell.Figure(new BigDecimal("1234567890123456"))))
        .contains(">1234567890123456</t>");
  }

  @Test
  void the_head_stays_in_sight_and_has_a_filter_and_every_part_is_xml() throws Exception {
    List<String> columns = IntStream.range(0, 30).mapToObj(i -> "c" + i).toList();
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add(columns.stream().map(Cell::of).toList());
    }
    SortedMap<String, String> parts = parts(new InventoryTable(columns, rows));

    assertThat(parts.getOrDefault("xl/worksheets/sheet1.xml", ""))
        .contains("state=\"frozen\"", "<autoFilter ref=\"A1:AD301\"/>", "r=\"AD301\"");
    assertThat(parts.getOrDefault("xl/workbook.xml", ""))
        .containsOnlyOnce("<sheet ")
        .contains("'Models'!$A$1:$AD$301");
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    for (String part : parts.values()) {
      factory.newDocumentBuilder().parse(new ByteArrayInputStream(part.getBytes(UTF_8)));
    }
  }

  @Test
  void what_xml_cannot_say_is_replaced_and_a_long_text_is_cut() throws Exception {
    assertThat(sheet(Cell.of("a\u0000b\ud800c\uffffd\ud83d\ude00")))
        .contains("a\ufffdb\ufffdc\ufffdd\ud83d\ude00<");
    assertThat(sheet(Cell.of("x".repeat(40_000)))).contains(">" + "x".repeat(32_767) + "<");
  }

  @Test
  void the_same_table_gives_the_same_bytes() {
    var table = new InventoryTable(List.of("name"), List.of(List.of(Cell.of("loans"))));

    assertThat(ExcelFile.of(table, "Models")).isEqualTo(ExcelFile.of(table, "Models"));
    assertThat(table.csv()).isEqualTo("name\r\nloans\r\n");
  }
}
