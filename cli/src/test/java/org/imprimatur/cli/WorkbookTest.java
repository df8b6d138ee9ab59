// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An inventory comes in from a workbook, whoever wrote it. */
class WorkbookTest {
  private static final Path FILES = Path.of("src/test/resources/workbooks");
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

  @TempDir Path home;
  private final PlayedServer server = new PlayedServer();

  @BeforeEach
  void begin() {
    server.answers(TestingInventory.MODELS, 200, "{\"models\":[],\"next\":null}");
    server.answers("GET /api/v1/fields", 200, FIELDS);
    server.answers(TestingInventory.REGISTER, 201, "{}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran run(Path file, String... more) {
    return TestingInventory.run(server, home, file, more);
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

    Ran ran = run(CraftedWorkbook.sheet(home, title + names + rows + merged, "<sst/>"));

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
        CraftedWorkbook.sheet(
            home,
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

  @Test
  void a_workbook_that_is_not_there_is_told_as_every_file() {
    Ran ran = run(home.resolve("none.xlsx"));

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("There is no file ", "[file.unreadable]");
  }
}
