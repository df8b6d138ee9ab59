// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A workbook that is none, or a hostile one, ends in one line. */
class HostileWorkbookTest {
  private static final Path WHOLE = Path.of("src/test/resources/workbooks/openpyxl.xlsx");

  private static final String NAMES =
      "<row><c t='str'><v>name</v></c><c t='str'><v>purpose</v></c>"
          + "<c t='str'><v>population</v></c></row>";

  @TempDir Path home;
  private final PlayedServer server = new PlayedServer();

  @BeforeEach
  void begin() {
    TestingInventory.holds(server, "");
    server.answers(TestingInventory.REGISTER, 201, "{}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void refused(Path file, String why) {
    Ran ran = run(file);

    assertThat(ran.exit()).as(ran.err()).isEqualTo(2);
    assertThat(ran.err()).contains(why, "Nothing was sent.").hasLineCount(3);
    assertThat(server.asked()).noneMatch(one -> one.line().startsWith("POST "));
  }

  private Path bytes(String name, byte[] bytes) throws IOException {
    return Files.write(home.resolve(name), bytes);
  }

  private Ran run(Path file, String... more) {
    return TestingInventory.run(server, home, file, more);
  }

  private Path sheet(String rows, String texts) throws IOException {
    return CraftedWorkbook.sheet(home, rows, texts);
  }

  private Path zip(String name, String... parts) throws IOException {
    return CraftedWorkbook.zip(home, name, parts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<row r=\"2\"/><row r=\"2\"/>                      | a row has no number, or stands there"
            + " twice",
        "<row r=\"99999999\"/>                             | it has a row 99999999",
        "<row r=\"1\"><c r=\"B2\"><v>1</v></c></row>       | row 1 has a cell",
        "<row><c r=\"ZZZZZZZ1\"><v>1</v></c></row>         | row 1 has a cell",
        "<row><c r=\"XFD1\"><v>1</v></c></row>             | only the first 200 columns",
        "<row><c r=\"B1\"><v>1</v></c><c r=\"B1\"/></row>  | row 1 has a cell twice",
        "<row><c t=\"s\"><v>7</v></c></row>                | names a text that is not there",
        "<row><c t=\"s\"><v>-1</v></c></row>               | names a text that is not there",
        "<row><c><v>1</v></row>                            | is damaged",
        "</sheetData><mergeCells><mergeCell ref=\"everything\"/></mergeCells> | it merges cells",
      })
  void a_sheet_that_no_spreadsheet_writes_is_told(String rows, String why) throws IOException {
    refused(sheet(rows, "<sst/>"), why);
  }

  @Test
  void half_of_a_character_and_a_number_without_end_are_told_with_their_cells() throws IOException {
    refused(
        sheet(
            NAMES
                + "<row><c t='str'><v>a</v></c><c t='s'><v>0</v></c><c t='str'><v>c</v></c></row>",
            "<sst><si><t>b_xD83D_c</t></si></sst>"),
        "B2 holds half of a character");
    for (String number : new String[] {"1e400", "NaN", "-INF"}) {
      refused(
          sheet("<row><c><v>%s</v></c></row>".formatted(number), "<sst/>"), "A1 cannot be read");
    }
  }

  @Test
  void an_error_that_is_written_like_a_format_is_told_as_it_stands() throws IOException {
    refused(
        sheet(
            NAMES
                + "<row><c t='str'><v>a</v></c><c t='e'><v>#%d 100%</v></c><c t='str'><v>c</v></c>"
                + "</row>",
            "<sst/>"),
        "B2 holds the error #%d 100%");
  }

  @Test
  void a_million_cells_end_at_the_first_beyond_the_limit() throws IOException {
    String cell = "<c><v>1</v></c>";
    refused(sheet("<row>" + cell.repeat(30_000) + "</row>", "<sst/>"), "GS1 holds");
    refused(sheet("<row>" + cell.repeat(1_000_000) + "</row>", "<sst/>"), "more elements than any");
  }

  @Test
  void a_part_that_unpacks_without_end_is_not_read_to_its_end() throws IOException {
    String rows = ("<a>" + " ".repeat(1000) + "</a>").repeat(34 << 10);
    refused(sheet(rows, "<sst/>"), "s.xml brings the parts to more than 32 MB");
    refused(
        sheet("<row a=\"" + "x".repeat(2 << 20) + "\"/>", "<sst/>"),
        "one thing that is larger than 1 MB");
    refused(
        sheet("<row/>", "<sst>" + ("<a>" + " ".repeat(1000) + "</a>").repeat(34 << 10) + "</sst>"),
        "more than 32 MB");
    String cells = "<row>" + "<c t='s'><v>0</v></c>".repeat(100) + "</row>";
    var sheet = new StringBuilder();
    for (int i = 1; i <= 6; i++) {
      sheet.append(cells.replace("<row>", "<row r='%d'>".formatted(i)));
    }
    String text = "<sst><si><t>" + "x".repeat(30_000) + "</t></si></sst>";
    refused(sheet(sheet.toString(), text), "more text than any inventory");
    refused(sheet(cells, text.replace("xx", "xxx")), "32,767");
    String other = "<?xml version='1.0' encoding='ISO-8859-1'?><sst/>";
    refused(sheet("<row/>", other), "t.xml is in neither UTF-8 nor UTF-16");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<!DOCTYPE sst [<!ENTITY x SYSTEM"
            + " \"file:///etc/hostname\">]><sst><si><t>&x;</t></si></sst>",
        "<!DOCTYPE sst [<!ENTITY a \"aa\"><!ENTITY b"
            + " \"&a;&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>",
        "<!DOCTYPE sst SYSTEM \"http://localhost:1/x.dtd\"><sst/>",
        "<sst><si><t>&x;</t></si></sst>",
      })
  void an_entity_is_never_followed(String texts) throws IOException {
    Path file = sheet("<row><c t=\"s\"><v>0</v></c></row>", texts);

    Ran ran = run(file);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).containsAnyOf("has a document type", "is damaged").hasLineCount(3);
  }

  @Test
  void what_is_no_workbook_is_told_by_what_it_is() throws IOException {
    byte[] compound = HexFormat.of().parseHex("d0cf11e0a1b11ae1");
    refused(bytes("old.xls", compound), "a workbook of before 2007 (.xls)");
    refused(bytes("old.xlsx", compound), "a workbook of before 2007 (.xls)");
    var encrypted = new ByteArrayOutputStream();
    encrypted.write(compound);
    encrypted.write("....EncryptedPackage".getBytes(UTF_16LE));
    refused(bytes("locked.xlsx", encrypted.toByteArray()), "it is encrypted");
    refused(bytes("text.xlsx", "name,purpose,population".getBytes(UTF_8)), "it is no workbook");
    refused(bytes("empty.xlsx", new byte[0]), "it is no workbook");
    refused(bytes("cut.xlsx", new byte[] {'P', 'K', 3, 4}), "its zip is damaged");
    byte[] whole = Files.readAllBytes(WHOLE);
    refused(bytes("half.xlsx", Arrays.copyOf(whole, whole.length / 2)), "its zip is damaged");
    refused(zip("other.ods", "content.xml", "<a/>"), "it has no _rels/.rels");
    refused(bytes("huge.xlsx", new byte[(16 << 20) + 1]), "larger than 16 MB");
    for (int at = 0; at < whole.length; at += 97) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x55;
      assertThat(run(bytes("changed.xlsx", changed), "--dry-run").exit()).isIn(0, 2);
    }
  }

  @Test
  void a_zip_of_two_parts_of_one_name_or_of_very_many_is_refused() throws IOException {
    refused(zip("twice.xlsx", "_rels/.rels", "<a/>", "_RELS/.rels", "<b/>"), "_RELS/.rels twice");
    byte[] two =
        Files.readAllBytes(zip("twice.xlsx", "_rels/.rels", "<a/>", "_rels/.relt", "<b/>"));
    for (int at = 0; at < two.length - 4; at++) {
      if (new String(two, at, 5, ISO_8859_1).equals(".relt")) {
        two[at + 4] = 's';
      }
    }
    refused(bytes("twice.xlsx", two), "its zip holds _rels/.rels twice");
    String[] parts = new String[2 * 10_001];
    Arrays.setAll(parts, i -> i % 2 == 0 ? "p" + i : "");
    refused(zip("many.xlsx", parts), "it has more than 10,000 parts");
  }
}
