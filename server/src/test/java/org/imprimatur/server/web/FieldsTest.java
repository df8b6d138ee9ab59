// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.imprimatur.proof.act.FieldAct.ValuesStated;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.ManyRows;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An organisation says what else its inventory tells of each model; nothing is bound by it. */
class FieldsTest {
  private static final String FIELDS = "/api/v1/fields";

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void begin() {
    server = RunningServer.start(folder.resolve("data"));
    state("business-unit", "choice", ",\"choices\":[\"Retail\",\"Treasury\"]");
    state("vendor", "text", "");
    state("licence-cost", "number", "");
    state("next-review", "date", "");
    register("loans", "ada");
    register("cards", "lena");
    register("fraud", "sam");
  }

  @AfterAll
  static void stop() {
    try {
      assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    } finally {
      server.close();
    }
  }

  private static void state(String name, String kind, String more) {
    Answer stated = asked("dmitri", name, kind, more);
    assertThat(stated.status()).as(stated.text()).isEqualTo(201);
  }

  private static Answer asked(String username, String name, String kind, String more) {
    return server.post(
        username,
        FIELDS,
        "{\"name\":\"%s\",\"kind\":\"%s\",\"help\":\"What it is\"%s}".formatted(name, kind, more));
  }

  private static void register(String name, String owner) {
    Answer registered =
        server.post(
            "ada",
            "/api/v1/models",
            """
            {"name":"%s","owner":"%s","use":{"purpose":"=1+1","population":"people"}}\
            """
                .formatted(name, owner));
    assertThat(registered.status()).as(registered.text()).isEqualTo(201);
  }

  private static Answer value(String username, String model, String values) {
    return server.post(
        username, "/api/v1/models/" + model + "/fields", "{\"values\":{" + values + "}}");
  }

  private static Json.Obj fields(String model) {
    return server.get("hanna", "/api/v1/models/" + model).json().object("fields");
  }

  private static String names(String query) {
    Json.Arr models = server.get("hanna", "/api/v1/models" + query).json().array("models");
    return String.join(
        " ", models.values().stream().map(one -> ((Json.Obj) one).string("name")).toList());
  }

  @Test
  void what_a_model_has_is_told_with_who_stated_it_and_found_again() {
    Answer stated =
        value(
            "sam",
            "loans",
            """
            "business-unit":"Retail","vendor":" Acme GmbH ","licence-cost":1200.50,\
            "next-review":"2027-01-31\"\
            """);
    assertThat(stated.status()).as(stated.text()).isEqualTo(200);
    value("ada", "fraud", "\"business-unit\":\"Retail\",\"vendor\":\"In house\"");

    Json.Obj loans = fields("loans");
    assertThat(loans.object("vendor").string("value")).isEqualTo("Acme GmbH");
    assertThat(loans.object("licence-cost").string("value")).isEqualTo("1200.5");
    assertThat(loans.object("vendor").object("stated").object("by").string("username"))
        .isEqualTo("sam");
    assertThat(names("?field.business-unit=Retail")).isEqualTo("fraud loans");
    assertThat(names("?field.business-unit=Retail&limit=1")).isEqualTo("fraud");
    assertThat(names("?field.business-unit=Retail&cursor=fraud")).isEqualTo("loans");
    assertThat(names("?field.business-unit=Retail&field.licence-cost=1200.50")).isEqualTo("loans");
    assertThat(names("?field.vendor=Nobody")).isEmpty();
    assertThat(server.open("hanna", "/models/loans").text())
        .contains("Further fields", "Acme GmbH", "by Sam Lindqvist", "stated business-unit");
    assertThat(server.open("hanna", "/models?field.vendor=Acme+GmbH").text())
        .contains("/models/loans", "Clear filters", "/models.csv?field.vendor=Acme+GmbH")
        .doesNotContain("/models/fraud");
    assertThat(server.open("hanna", "/models?field.vendor=Nobody").text())
        .contains("No model has this in its further fields");
    assertThat(server.open("hanna", "/models?field.business-unit=Retial").text())
        .contains("the nearest is Retail", "Correct it in the filter", "Clear filters");
  }

  @ParameterizedTest
  @CsvSource({
    "has.vendor=gmbh, held",
    "has.vendor=NORDWIND, held held-too",
    "has.vendor=%C3%9Cber, held-too",
    "has.vendor=%C3%BCber, held-too",
    "has.vendor=%25, held-too",
    "field.vendor=nordwind, ''",
    "field.vendor=Nordwind+GmbH, held",
    "has.vendor=nord&field.licence-cost=7, held-too",
    "has.vendor=nord&has.licence-cost=7, held-too",
    "has.vendor=nord&cursor=held, held-too",
    "has.vendor=nobody, ''",
  })
  void a_part_of_a_text_finds_it_whatever_its_letters_and_a_whole_value_finds_exactly(
      String query, String found) {
    if (server.get("hanna", "/api/v1/models/held").status() == 404) {
      register("held", "ada");
      register("held-too", "ada");
      value("ada", "held", "\"vendor\":\"Nordwind GmbH\"");
      value("ada", "held-too", "\"vendor\":\"nordwind \u00dcber 100%\",\"licence-cost\":7");
    }
    assertThat(names("?" + query)).isEqualTo(found);
  }

  @Test
  void the_page_asks_for_a_part_and_the_download_for_the_same() {
    register("south", "ada");
    value("ada", "south", "\"vendor\":\"Südwind AG\"");
    assertThat(server.open("hanna", "/models?has.vendor=S%C3%9CDWIND").text())
        .contains("/models/south", "name=\"has.vendor\"", "/models.csv?has.vendor=S%C3%9CDWIND")
        .doesNotContain("/models/loans\"");
    assertThat(server.open("hanna", "/models.csv?has.vendor=s%C3%BCd").text().lines()).hasSize(2);
    assertThat(server.open("hanna", "/models?has.vendro=x").text())
        .contains("the nearest is vendor");
  }

  @Test
  void a_page_states_what_a_model_has_by_keyboard_and_says_beside_an_input_what_is_wrong() {
    register("typed", "ada");
    try (var playwright = TestingBrowser.playwright();
        var browser = TestingBrowser.chromium(playwright)) {
      var ada = TestingReviewer.of(server, browser, new Browser.NewContextOptions(), "ada");
      ada.open("/models/typed");
      ada.page().focus("text=State them");
      ada.page().keyboard().press("Enter");
      ada.page().waitForURL("**/models/typed/fields");
      ada.page().focus("[id='field.licence-cost']");
      ada.page().keyboard().type("a lot");
      ada.page().keyboard().press("Enter");
      ada.page().waitForSelector("[role=alert]");
      var cost = ada.page().locator("[id='field.licence-cost']");
      assertThat(cost.inputValue()).as("nothing is lost").isEqualTo("a lot");
      assertThat(cost.getAttribute("aria-invalid")).isEqualTo("true");
      assertThat(ada.page().innerText("[id='" + cost.getAttribute("aria-describedby") + "']"))
          .contains("is not a number");
      assertThat(ada.page().title()).startsWith("Error: ");
      cost.fill("12.50");
      ada.page().selectOption("[id='field.business-unit']", "Treasury");
      cost.press("Enter");
      ada.page().waitForURL("**/models/typed");
      assertThat(ada.page().innerText("main")).contains("12.5", "Treasury", "by Ada Okafor");
    }
    assertThat(fields("typed").members().keySet()).containsExactly("business-unit", "licence-cost");
  }

  @Test
  void a_page_states_a_field_by_keyboard_and_says_at_each_input_what_is_wrong() {
    try (var playwright = TestingBrowser.playwright();
        var browser = TestingBrowser.chromium(playwright)) {
      var dmitri = TestingReviewer.of(server, browser, new Browser.NewContextOptions(), "dmitri");
      var page = dmitri.page();
      dmitri.open("/fields");
      page.focus("#name");
      page.keyboard().type("Cost Centre");
      page.keyboard().press("Tab");
      page.keyboard().type("Who is billed");
      page.keyboard().press("Tab");
      page.selectOption("#kind", "choice");
      page.keyboard().press("Tab");
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      page.waitForSelector("[role=alert]");
      assertThat(page.title()).startsWith("Error: ");
      assertThat(page.inputValue("#name")).as("nothing is lost").isEqualTo("Cost Centre");
      assertThat(page.inputValue("#kind")).isEqualTo("choice");
      for (String input : List.of("name", "choices")) {
        assertThat(page.getAttribute("#" + input, "aria-invalid")).as(input).isEqualTo("true");
        assertThat(page.getAttribute("#" + input, "aria-describedby")).contains("wrong-" + input);
      }
      assertThat(page.innerText("#wrong-name")).contains("small letters");
      assertThat(page.innerText("#wrong-choices")).contains("needs a list");
      assertThat(page.getAttribute("#help", "aria-invalid")).isNull();

      page.fill("#name", "vendor");
      page.fill("#choices", "East\nWest");
      page.press("#name", "Enter");
      page.waitForSelector("#wrong-name:has-text('field.meaning')");
      assertThat(page.innerText("#wrong-name")).contains("The field vendor is stated already");

      page.fill("#name", "cost-centre");
      page.press("#name", "Enter");
      page.waitForSelector("td:has-text('one of East, West')");
      assertThat(page.inputValue("#name")).isEmpty();
    }
    assertThat(server.get("hanna", FIELDS).text()).contains("cost-centre", "Who is billed");
  }

  @Test
  void only_a_risk_manager_is_offered_to_state_a_field() {
    assertThat(server.open("ada", "/fields").text()).doesNotContain("State a field");
    Answer refused =
        server.fill(
            "ada",
            "/models",
            "/fields",
            Map.of("name", "mine", "help", "What it is", "kind", "text"));
    assertThat(refused.text()).contains("permission.missing");
    assertThat(server.get("hanna", FIELDS).text()).doesNotContain("\"mine\"");
  }

  @Test
  void among_too_many_values_no_part_is_looked_for_and_a_whole_one_is() {
    state("serial", "text", "");
    List<List<Object>> rows =
        IntStream.rangeClosed(0, 2_000)
            .mapToObj(
                i ->
                    List.<Object>of(
                        "m_serial" + i,
                        "serial",
                        "serial" + i,
                        Digest.of(("S-" + i).getBytes(UTF_8)).toString(),
                        0L))
            .toList();
    server
        .bean(Audit.class)
        .work(
            db -> {
              new ManyRows("model_fields (model, field, name, value, position)", "DO NOTHING")
                  .write(db, rows);
              return true;
            });

    Answer refused = server.get("hanna", "/api/v1/models?has.serial=S-1");
    assertThat(refused.code()).isEqualTo("field.many");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("Ask for a whole value.");
    assertThat(server.open("hanna", "/models?has.serial=S-1").text())
        .contains("more than 2,000 different values");
    assertThat(server.get("hanna", "/api/v1/models?field.serial=S-9999").status()).isEqualTo(200);
  }

  @Test
  void nobody_else_is_offered_the_form_and_it_states_nothing_for_them() {
    register("closed", "ada");
    assertThat(server.open("hanna", "/models/closed").text()).doesNotContain("State them");
    assertThat(server.open("hanna", "/models/closed/fields").text())
        .contains("and the owner, states what a model has")
        .doesNotContain("<form method=\"post\" action=\"/models/closed/fields");
    long stated = stated();
    server.fill("hanna", "/models/closed", "/models/closed/fields", Map.of("field.vendor", "Acme"));
    assertThat(stated()).isEqualTo(stated);
  }

  @Test
  void a_value_stands_in_the_log_by_its_digest_and_an_old_one_stays_there() {
    value("ada", "cards", "\"vendor\":\"Private words of somebody\"");
    value("ada", "cards", "\"vendor\":\"Others\"");
    long stated = stated();
    Answer again = value("ada", "cards", "\"vendor\":\"Others\"");
    assertThat(again.status()).isEqualTo(200);
    assertThat(stated()).as("the same again is nothing new").isEqualTo(stated);
    value("ada", "cards", "\"vendor\":null");

    assertThat(fields("cards").find("vendor")).isEmpty();
    assertThat(server.entries())
        .noneMatch(entry -> new String(entry, UTF_8).contains("Private words"));
    assertThat(recorded("vendor")).contains("Private words of somebody");
  }

  /** How often somebody stated values; the server records what it does by itself beside it. */
  private static long stated() {
    return Entries.acts(server.bean(Database.class).reader(), "act:values.stated").size();
  }

  /** What the log and its blobs tell of a field of any model, the old values as well. */
  private static List<String> recorded(String field) {
    return Entries.acts(server.bean(Database.class).reader(), "act:values.stated").stream()
        .map(ValuesStated.class::cast)
        .filter(act -> act.values().containsKey(field))
        .map(act -> "/api/v1/blobs/" + act.values().get(field).hex())
        .map(blob -> server.get("hanna", blob).text())
        .toList();
  }

  @Test
  void the_owner_states_values_too_and_nobody_else_without_that_role() {
    assertThat(value("lena", "cards", "\"business-unit\":\"Treasury\"").status()).isEqualTo(200);

    assertThat(value("lena", "loans", "\"business-unit\":\"Treasury\"").code())
        .isEqualTo("permission.missing");
    assertThat(value("dmitri", "loans", "\"business-unit\":\"Treasury\"").code())
        .isEqualTo("permission.missing");
    assertThat(value("hanna", "loans", "\"business-unit\":\"Treasury\"").status()).isEqualTo(403);
    assertThat(asked("ada", "other", "text", "").status()).isEqualTo(403);
    assertThat(server.post("ada", FIELDS + "/vendor/retirement", "{}").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"vendour\":\"x\"                  | field.unknown | the nearest is vendor",
        "\"business-unit\":\"retail\"       | field.value   | the nearest is Retail",
        "\"licence-cost\":\"1,5\"           | field.value   | is not a number such as 12.5",
        "\"next-review\":\"31.01.2027\"     | field.value   | is not a day such as 2026-01-31",
        "\"vendor\":\"two\\nlines\"         | field.value   | is not a line",
        "\"vendor\":\"  \"                  | field.value   | is not a line",
        "\"vendor\":true                    | request.member | must be a text",
        "                                   | field.nothing | No value is stated",
      })
  void what_cannot_stand_in_a_field_is_refused(String values, String code, String why) {
    Answer refused = value("ada", "fraud", values == null ? "" : values);

    assertThat(refused.code()).as(refused.text()).isEqualTo(code);
    assertThat(refused.text()).contains(why);
  }

  @Test
  void everything_that_is_wrong_is_told_at_once_and_nothing_is_recorded() {
    Answer refused =
        value(
            "ada", "fraud", "\"licence-cost\":\"much\",\"next-review\":\"soon\",\"vendor\":\"V\"");

    assertThat(refused.json().array("reasons").values()).hasSize(1);
    assertThat(refused.text()).contains("licence-cost", "next-review");
    assertThat(names("?field.vendor=V")).isEmpty();
  }

  @Test
  void the_inventory_is_downloaded_with_its_fields_as_a_table_and_as_a_workbook() throws Exception {
    register("scores", "ada");
    value("ada", "scores", "\"vendor\":\"@Acme, Inc.\",\"next-review\":\"2027-01-31\"");

    assertThat(server.open("hanna", "/models").text())
        .contains("/models.csv", "/models.xlsx", "Download Excel");
    String csv = server.open("hanna", "/models.csv?field.vendor=%40Acme%2C+Inc.").text();
    assertThat(csv.lines().toList())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("name,owner,purpose,") && line.contains(",vendor,"))
        .anyMatch(
            line ->
                line.startsWith("scores,ada,'=1+1,people,,lending,1,,none,,false,0,0,0,,,")
                    && line.contains(",\"'@Acme, Inc.\",,2027-01-31"));
    HttpResponse<byte[]> excel =
        server
            .browser("hanna")
            .send(
                server.request("/models.xlsx?field.vendor=%40Acme%2C+Inc.").GET().build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(excel.statusCode()).isEqualTo(200);
    assertThat(excel.headers().firstValue("Content-Disposition").orElse(""))
        .contains("models.xlsx");
    assertThat(part(excel.body(), "xl/worksheets/sheet1.xml"))
        .contains(">scores</t>", ">=1+1</t>", ">@Acme, Inc.</t>", "<v>46418.0</v>")
        .doesNotContain(">loans</t>", "<f>");
    assertThat(server.send(server.request("/models.xlsx").GET()).status()).isNotEqualTo(200);
  }

  @Test
  void it_tells_what_is_promised_the_worst_of_it_and_until_when_it_is_approved() {
    String due =
        "[{\"name\":\"overdue\",\"unit\":\"%\",\"direction\":\"at-most\",\"limit\":\"2\","
            + "\"owner\":\"lena\",\"every\":\"P30D\",\"breach\":\"tell\"}]";
    server.models().promising("watched", due);
    assertThat(inventory("watched")).endsWith(",1,false,1,0,1,awaited,,,,,");

    var now = Instant.now();
    Answer sent =
        server.post(
            "ada",
            "/api/v1/models/watched/versions/1/signals",
            """
            {"signals":[{"promise":"overdue","value":"3","from":"%s","to":"%s"}]}\
            """
                .formatted(now.minusSeconds(20), now));
    assertThat(sent.status()).as(sent.text()).isLessThan(300);
    assertThat(inventory("watched")).contains(",1,0,1,broken,");
  }

  private static String inventory(String model) {
    return server
        .open("hanna", "/models.csv")
        .text()
        .lines()
        .filter(line -> line.startsWith(model + ","))
        .findFirst()
        .orElseThrow();
  }

  private static String part(byte[] workbook, String name) throws Exception {
    Path file = Files.write(folder.resolve("models.xlsx"), workbook);
    try (var zip = new ZipFile(file.toFile())) {
      return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), UTF_8);
    }
  }

  @Test
  void a_field_never_means_anything_else_and_a_list_only_grows() {
    state("region", "choice", ",\"choices\":[\"North\"]");
    assertThat(asked("dmitri", "region", "text", "").code()).isEqualTo("field.meaning");
    assertThat(asked("dmitri", "region", "choice", ",\"choices\":[\"South\"]").code())
        .isEqualTo("field.meaning");
    state("region", "choice", ",\"choices\":[\"North\",\"South\"]");
    assertThat(value("ada", "loans", "\"region\":\"South\"").status()).isEqualTo(200);

    Answer retired = server.post("dmitri", FIELDS + "/region/retirement", "{}");
    assertThat(retired.status()).as(retired.text()).isEqualTo(200);

    assertThat(fields("loans").find("region")).isEmpty();
    assertThat(asked("dmitri", "region", "text", "").code()).isEqualTo("field.retired");
    assertThat(value("ada", "loans", "\"region\":\"South\"").code()).isEqualTo("field.unknown");
    assertThat(server.post("dmitri", FIELDS + "/region/retirement", "{}").code())
        .isEqualTo("field.retired");
    assertThat(server.post("dmitri", FIELDS + "/regions/retirement", "{}").status()).isEqualTo(404);
    assertThat(server.open("hanna", "/fields").text())
        .contains("region", "Retired", "one of North, South", "by Dmitri Lang");
    assertThat(server.open("hanna", "/models").text()).doesNotContain("field.region");
    assertThat(asked("dmitri", "policy-number", "text", "").code()).isEqualTo("field.definition");
    assertThat(asked("dmitri", "money", "money", "").text()).contains("not money");
  }
}
