// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.imprimatur.server.web.ui.InventoryTable.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The inventory as a workbook: numbers are numbers, days are days, and nothing computes. */
class ExcelFileTest {
  private static final String SHEET = "xl/worksheets/sheet1.xml";

  @TempDir Path home;

  /**
   * A cell as a spreadsheet shows it.
   *
   * @param type "inlineStr" for a text, "n" for a number
   */
  private record Shown(String type, String value, String format) {}

  private SortedMap<String, String> parts(InventoryTable table) throws Exception {
    Path file = Files.write(home.resolve("models.xlsx"), written(table));
    SortedMap<String, String> parts = new TreeMap<>();
    try (var zip = new ZipFile(file.toFile())) {
      for (ZipEntry one : Collections.list(zip.entries())) {
        parts.put(one.getName(), new String(zip.getInputStream(one).readAllBytes(), UTF_8));
      }
    }
    return parts;
  }

  private static byte[] written(InventoryTable table) throws Exception {
    var bytes = new ByteArrayOutputStream();
    ExcelFile.write(table, "Models", bytes);
    return bytes.toByteArray();
  }

  private static List<Element> elements(SortedMap<String, String> parts, String part, String name)
      throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    byte[] xml = parts.getOrDefault(part, "").getBytes(UTF_8);
    NodeList found =
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml))
            .getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private Map<String, Shown> shown(Cell... cells) throws Exception {
    SortedMap<String, String> parts =
        parts(new InventoryTable(List.of("name"), List.of(List.of(cells))));
    assertThat(elements(parts, SHEET, "f")).as("formulas").isEmpty();
    assertThat(elements(parts, SHEET, "t"))
        .allSatisfy(
            t ->
                assertThat(t.getAttribute("xml:space"))
                    .isEqualTo(
                        t.getTextContent().equals(t.getTextContent().strip()) ? "" : "preserve"));
    Map<String, String> codes = new HashMap<>(Map.of("0", "General", "49", "@"));
    elements(parts, "xl/styles.xml", "numFmt")
        .forEach(one -> codes.put(one.getAttribute("numFmtId"), one.getAttribute("formatCode")));
    Element formats = elements(parts, "xl/styles.xml", "cellXfs").getFirst();
    Map<String, Shown> shown = new HashMap<>();
    for (Element cell : elements(parts, SHEET, "c")) {
      String value = cell.getTextContent();
      int style = Integer.parseInt("0" + cell.getAttribute("s"));
      var format = (Element) formats.getElementsByTagName("xf").item(style);
      shown.put(
          cell.getAttribute("r"),
          new Shown(
              cell.getAttribute("t"),
              cell.getAttribute("t").equals("inlineStr")
                  ? value
                  : new BigDecimal(value).stripTrailingZeros().toPlainString(),
              codes.getOrDefault(format.getAttribute("numFmtId"), "")));
    }
    return shown;
  }

  private Shown one(Cell cell) throws Exception {
    return shown(cell).getOrDefault("A2", new Shown("", "", ""));
  }

  @Test
  void a_text_is_a_text_a_number_a_number_and_a_day_a_day() throws Exception {
    assertThat(
            shown(
                Cell.of("Loans & <more>"),
                new Cell.Figure(new BigDecimal("-12.5")),
                new Cell.Day(LocalDate.of(2026, 11, 26)),
                Cell.of("")))
        .containsOnly(
            Map.entry("A1", new Shown("inlineStr", "name", "General")),
            Map.entry("A2", new Shown("inlineStr", "Loans & <more>", "@")),
            Map.entry("B2", new Shown("n", "-12.5", "General")),
            Map.entry("C2", new Shown("n", "46352", "yyyy-mm-dd")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1", "-1", "@SUM(A1)", "'=1", "\tx", " x ", "a\r\nb", "1,5", "007"})
  void whatever_a_text_begins_with_it_is_no_formula(String text) throws Exception {
    assertThat(one(Cell.of(text))).isEqualTo(new Shown("inlineStr", text, "@"));
    assertThat(parts(new InventoryTable(List.of(text), List.of())).get(SHEET))
        .contains("r=\"A1\"")
        .doesNotContain("<f>");
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
  void a_day_has_the_number_that_excel_gives_it(LocalDate day, String serial) throws Exception {
    assertThat(one(new Cell.Day(day))).isEqualTo(new Shown("n", serial, "yyyy-mm-dd"));
  }

  @Test
  void a_day_that_excel_has_no_number_for_is_a_text() throws Exception {
    assertThat(one(new Cell.Day(LocalDate.of(1899, 12, 31))))
        .isEqualTo(new Shown("inlineStr", "1899-12-31", "@"));
  }

  @Test
  void a_number_that_would_be_rounded_is_a_text() throws Exception {
    assertThat(one(new Cell.Figure(new BigDecimal("123456789012345"))))
        .isEqualTo(new Shown("n", "123456789012345", "General"));
    assertThat(one(new Cell.Figure(new BigDecimal("1234567890123456"))))
        .isEqualTo(new Shown("inlineStr", "1234567890123456", "@"));
  }

  @Test
  void the_head_stays_in_sight_and_has_a_filter_and_every_part_is_xml() throws Exception {
    List<String> columns = IntStream.range(0, 30).mapToObj(i -> "c" + i).toList();
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add(columns.stream().map(Cell::of).toList());
    }
    SortedMap<String, String> parts = parts(new InventoryTable(columns, rows));

    assertThat(parts.getOrDefault(SHEET, ""))
        .contains("ySplit=\"1.0\"", "state=\"frozen\"", "<autoFilter ref=\"A1:AD301\"")
        .contains("r=\"AD301\"");
    assertThat(parts.getOrDefault("xl/workbook.xml", ""))
        .containsOnlyOnce("<sheet ")
        .contains("Models!$A$1:$AD$301");
    for (String part : parts.keySet()) {
      assertThat(elements(parts, part, "*")).as(part).isNotEmpty();
    }
  }

  @Test
  void what_xml_cannot_say_is_replaced_and_a_long_text_is_cut() throws Exception {
    assertThat(one(Cell.of("a\u0000b\ud800c\uffffd\ud83d\ude00")).value())
        .isEqualTo("a\ufffdb\ufffdc\ufffdd\ud83d\ude00");
    assertThat(one(Cell.of("x".repeat(40_000))).value()).isEqualTo("x".repeat(32_767));
  }

  @Test
  void a_text_that_looks_like_a_numbered_character_stays_as_it_is() throws Exception {
    assertThat(one(Cell.of("_x0041_ and x_y")).value()).isEqualTo("_x005F_x0041_ and x_y");
  }

  @Test
  void the_same_table_gives_the_same_file_and_its_zip_is_read_as_a_stream() throws Exception {
    var table = new InventoryTable(List.of("name"), List.of(List.of(Cell.of("loans"))));
    byte[] file = written(table);

    assertThat(written(table)).isEqualTo(file);
    assertThat(parts(table).get("docProps/core.xml"))
        .doesNotContain("dcterms:created", "dcterms:modified");
    int parts = 0;
    try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry one = zip.getNextEntry(); one != null; one = zip.getNextEntry()) {
        assertThat(one.getTimeLocal()).isEqualTo(LocalDateTime.of(1980, 1, 1, 0, 0));
        parts++;
      }
    }
    assertThat(parts).isEqualTo(parts(table).size());
    assertThat(parts(table).get(SHEET)).contains("<dimension ref=\"A1:A2\"/>");
    var csv = new ByteArrayOutputStream();
    table.csv(csv);
    assertThat(csv.toString(UTF_8)).isEqualTo("name\r\nloans\r\n");
  }
}
