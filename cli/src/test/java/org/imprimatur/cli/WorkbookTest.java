// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An inventory comes in from a workbook, whoever wrote it, and a hostile one ends in one line. */
class WorkbookTest {
  private static final Path FILES = Path.of("src/test/resources/workbooks");
  private static final String MODELS = "GET /api/v1/models";
  private static final String REGISTER = "POST /api/v1/models";
  private static final String FIELDS =
      """
      {"fields":[
        {"name":"licence-cost","kind":"number","help":"A year","choices":[],"retired":null},
        {"name":"next-review","kind":"date","help":"When","choices":[],"retired":null},
        {"name":"black-box","kind":"choice","help":"Whether","choices":["true","false"],
         "retired":null},
        {"name":"comment","kind":"text","help":"Old","choices":[],
         "retired":{"at":"2026-11-26T00:00:00.000Z","by":{"name":"Dmitri"}}}]}\
      """;
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
  private static final String KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

  @TempDir Path home;
  private final PlayedServer server = new PlayedServer();

  @BeforeEach
  void begin() {
    server.answers(MODELS, 200, "{\"models\":[],\"next\":null}");
    server.answers("GET /api/v1/fields", 200, FIELDS);
    server.answers(REGISTER, 201, "{}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran run(Path file, String... more) {
    List<String> words = new ArrayList<>(List.of("model", "import", file.toString()));
    words.addAll(List.of(more));
    return Ran.command(server, home, words.toArray(String[]::new));
  }

  private void takes(String... models) {
    for (String model : models) {
      server.answers("POST /api/v1/models/" + model + "/fields", 200, "{}");
    }
  }

  private String sent() {
    return server.asked().stream()
        .filter(one -> one.line().startsWith("POST "))
        .map(one -> Json.parse(one.text()).text())
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "openpyxl.xlsx,        1900-01-15",
    "xlsxwriter.xlsx,      1900-01-15",
    "xlsxwriter-1904.xlsx, 1904-01-02",
  })
  void what_other_programs_write_is_the_same_inventory(String file, String early) {
    takes("loans", "cards", "fraud");

    Ran ran = run(FILES.resolve(file), "--format", "json");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("Not taken: comment.");
    assertThat(ran.json().array("rows").values())
        .extracting(row -> ((Json.Obj) row).integer("line"))
        .as("as the spreadsheet shows them")
        .containsExactly(2L, 3L, 5L);
    assertThat(sent().lines())
        .containsExactly(
            "{\"name\":\"loans\",\"owner\":\"ada\",\"use\":{\"population\":\"retail\",\"purpose\":"
                + "\"=1+1 is no sum\",\"restrictions\":\"\"}}",
            "{\"values\":{\"black-box\":\"true\",\"licence-cost\":\"1200.5\",\"next-review\":"
                + "\"2027-01-31\"}}",
            "{\"name\":\"cards\",\"use\":{\"population\":\"retail\",\"purpose\":\"Sets limits &"
                + " fees\",\"restrictions\":\"\"}}",
            "{\"values\":{\"black-box\":\"false\",\"licence-cost\":\"12\"}}",
            "{\"name\":\"fraud\",\"owner\":\"sam\",\"use\":{\"population\":\"payments\",\"purpose\":\"Findet"
                + " Betrug für Käufer\",\"restrictions\":\"\"}}",
            "{\"values\":{\"licence-cost\":\"0.3\",\"next-review\":\"" + early + "\"}}");
  }

  @Test
  void three_hundred_models_come_in_at_once() {
    for (int i = 1; i <= 300; i++) {
      takes("model-" + i);
    }

    Ran ran = run(FILES.resolve("three-hundred.xlsx"));

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("registered: 300");
    assertThat(sent()).contains("{\"values\":{\"licence-cost\":\"74.75\"}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "error.xlsx                   | Row 2 of  | C2 holds the error #N/A",
        "never-computed.xlsx          | Row 2 of  | the formula in D2 has no computed value",
        "merged-values.xlsx           | The file  | the cells C2:C3 are merged",
        "merged-head-with-values.xlsx | Row 3 of  | E3 stands in a column without a name",
      })
  void what_cannot_be_taken_is_told_with_its_cell_and_nothing_is_sent(
      String file, String row, String why) {
    Ran ran = run(FILES.resolve(file));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains(row, why, "[inventory.file]");
    assertThat(sent()).isEmpty();
  }

  @Test
  void a_head_that_is_merged_over_empty_columns_does_no_harm() {
    assertThat(run(FILES.resolve("merged-head.xlsx"), "--dry-run").exit()).isZero();
  }

  @Test
  void a_sheet_is_chosen_by_its_name() {
    Path file = FILES.resolve("xlsxwriter.xlsx");

    assertThat(run(file, "--sheet", "Models 2026", "--dry-run").exit()).isZero();
    Ran other = run(file, "--sheet", "Model 2026");
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err())
        .contains("it has no sheet \"Model 2026\"; it shows \"Models 2026\".", "[inventory.sheet]");
    assertThat(run(file, "--sheet", "Notes").err()).contains("it hides the sheet \"Notes\"");
  }

  @Test
  void a_title_above_the_names_is_told_with_all_that_is_wrong_below() throws IOException {
    String title = "<row r='1'><c t='str'><v>Model inventory 2026</v></c></row>";
    String names =
        "<row r='3'><c t='str'><v>name</v></c><c t='str'><v>purpose</v></c>"
            + "<c t='str'><v>population</v></c><c t='str'><v>licence cost</v></c></row>";
    String rows =
        "<row r='4'><c t='str'><v>a</v></c></row>"
            + "<row r='5'><c t='str'><v>b</v></c><c t='str'><v>c</v></c><c t='str'><v>d</v></c>"
            + "<c t='str'><v>much</v></c><c t='str'><v>more</v></c></row>";
    String merged = "</sheetData><mergeCells><mergeCell ref='A1:D2'/></mergeCells>";

    Ran ran = run(sheet(title + names + rows + merged, "<sst/>"));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains(
            "Row 1 of ",
            "it stands above the names of the columns, which are in row 3: Model inventory 2026.",
            "- Row 4: purpose is empty.",
            "- Row 4: population is empty.",
            "- Row 5: E5 stands in a column without a name.",
            "- Row 5: \"much\" in the field licence-cost is not a number",
            "[inventory.cover]");
    assertThat(sent()).isEmpty();
  }

  @Test
  void nothing_is_printed_beside_what_the_command_says() throws Exception {
    var process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            Imprimatur.class.getName(),
            "model",
            "import",
            FILES.resolve("three-hundred.xlsx").toString(),
            "--dry-run");
    process.environment().put("IMPRIMATUR_URL", server.url());
    process.environment().put("IMPRIMATUR_TOKEN", Ran.TOKEN);
    Process running = process.redirectOutput(home.resolve("out").toFile()).start();
    String printed = new String(running.getErrorStream().readAllBytes(), UTF_8);

    assertThat(printed).isEmpty();
    assertThat(running.waitFor()).isZero();
  }

  @Test
  void a_text_has_no_sheets() throws IOException {
    Path file = Files.writeString(home.resolve("a.csv"), "name,purpose,population\na,b,c\n");

    assertThat(run(file, "--sheet", "One").err()).contains("[inventory.sheet]");
  }

  @Test
  void cells_are_read_as_a_spreadsheet_shows_them() throws IOException {
    Path file =
        sheet(
            """
            <row r="1"><c t="inlineStr"><is><t>name</t></is></c><c t="str"><v>purpose</v></c>\
            <c t="s"><v>0</v></c><c t="str"><v>Next Review</v></c>\
            <c t="str"><v>licence_cost</v></c></row>
            <row r="7"><c r="A7" t="s"><v>1</v></c><c r="B7" t="inlineStr"><is><r><t>Finds </t></r>\
            <r><t xml:space="preserve">fraud</t></r><rPh><t>no</t></rPh></is></c>\
            <c r="C7" t="str"><v>a_x0041_b</v></c><c r="D7" t="d"><v>2027-01-31T00:00:00</v></c>\
            <c r="E7"><v>1.23456789012345678E+5</v></c><c r="F7" s="1"/></row>
            """,
            "<sst><si><t>population</t></si><si><t> fraud </t><phoneticPr/></si></sst>");
    takes("fraud");

    Ran ran = run(file);

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("row 7 ");
    assertThat(sent())
        .contains("\"name\":\"fraud\"", "\"purpose\":\"Finds fraud\"", "\"population\":\"aAb\"")
        .contains("\"next-review\":\"2027-01-31\"", "\"licence-cost\":\"123456.789012346\"");
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
    String names =
        "<row><c t='str'><v>name</v></c><c t='str'><v>purpose</v></c>"
            + "<c t='str'><v>population</v></c></row>";
    refused(
        sheet(
            names
                + "<row><c t='str'><v>a</v></c><c t='s'><v>0</v></c><c t='str'><v>c</v></c></row>",
            "<sst><si><t>b_xD83D_c</t></si></sst>"),
        "B2 holds half of a character");
    for (String number : new String[] {"1e400", "NaN", "-INF"}) {
      refused(
          sheet("<row><c><v>%s</v></c></row>".formatted(number), "<sst/>"), "A1 cannot be read");
    }
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
    byte[] whole = Files.readAllBytes(FILES.resolve("openpyxl.xlsx"));
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

  @Test
  void a_workbook_that_is_not_there_is_told_as_every_file() {
    Ran ran = run(home.resolve("none.xlsx"));

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("There is no file ", "[file.unreadable]");
  }

  private void refused(Path file, String why) {
    Ran ran = run(file);

    assertThat(ran.exit()).as(ran.err()).isEqualTo(2);
    assertThat(ran.err()).contains(why, "Nothing was sent.").hasLineCount(3);
    assertThat(sent()).isEmpty();
  }

  private Path bytes(String name, byte[] bytes) throws IOException {
    return Files.write(home.resolve(name), bytes);
  }

  private Path sheet(String rows, String texts) throws IOException {
    String types =
        "<Types xmlns='%scontent-types'><Default Extension='rels' ContentType='application/%s'/>"
                .formatted(PACKAGE, "vnd.openxmlformats-package.relationships+xml")
            + "<Override PartName='/b.xml' ContentType='%ssheet.main+xml'/>".formatted(KIND)
            + "<Override PartName='/s.xml' ContentType='%sworksheet+xml'/>".formatted(KIND)
            + "<Override PartName='/t.xml' ContentType='%ssharedStrings+xml'/></Types>"
                .formatted(KIND);
    return zip(
        "crafted.xlsx",
        "[Content_Types].xml",
        types,
        "_rels/.rels",
        relations("officeDocument", "b.xml"),
        "b.xml",
        "<workbook xmlns='%s' xmlns:r='%s'><sheets><sheet name='S' sheetId='1' r:id='r0'/></sheets></workbook>"
            .formatted(MAIN, OFFICE),
        "_rels/b.xml.rels",
        relations("worksheet", "s.xml", "sharedStrings", "t.xml"),
        "s.xml",
        "<worksheet xmlns='%s'><sheetData>".formatted(MAIN)
            + rows
            + (rows.contains("</sheetData>") ? "" : "</sheetData>")
            + "</worksheet>",
        "t.xml",
        texts.replace("<sst", "<sst xmlns='%s'".formatted(MAIN)));
  }

  /**
   * @param more kinds and targets
   */
  private static String relations(String... more) {
    var text = new StringBuilder("<Relationships xmlns='%srelationships'>".formatted(PACKAGE));
    for (int i = 0; i < more.length; i += 2) {
      text.append(
          "<Relationship Id='r%d' Type='%s/%s' Target='%s'/>"
              .formatted(i / 2, OFFICE, more[i], more[i + 1]));
    }
    return text.append("</Relationships>").toString();
  }

  private Path zip(String name, String... parts) throws IOException {
    Path file = home.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        var zip = new ZipOutputStream(out)) {
      for (int i = 0; i < parts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(parts[i]));
        zip.write(parts[i + 1].getBytes(UTF_8));
        zip.closeEntry();
      }
    }
    return file;
  }
}
