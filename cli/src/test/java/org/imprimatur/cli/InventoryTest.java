// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.cli.TestingInventory.FIELDS;
import static org.imprimatur.cli.TestingInventory.REGISTER;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An inventory that stood in a spreadsheet comes in, and goes out again. */
class InventoryTest {
  @TempDir Path home;
  private final PlayedServer server = new PlayedServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran run(String text, String... more) throws IOException {
    return TestingInventory.run(server, home, text, more);
  }

  private void holds(String models) {
    TestingInventory.holds(server, models);
  }

  private static String model(String name, String purpose) {
    return """
    {"name":"%s","owner":{"person":"p_1","username":"ada","name":"Ada"},
     "use":{"purpose":"%s","population":"retail","restrictions":""},
     "policy":{"name":"lending","number":2},"tier":"high","risk":"confirmed","production":3,
     "suspended":false,"versions":4,"openSubmissions":[9],"fields":{"vendor":"@Acme"}}\
    """
        .formatted(name, purpose);
  }

  @Test
  void what_is_new_is_registered_and_what_is_there_stays_as_it_is() throws IOException {
    holds(model("loans", "Decides on loans") + "," + model("cards", "Sets limits"));
    server.answers(REGISTER, 201, model("fraud", "Finds fraud"));
    server.answers(
        REGISTER, 422, "{\"code\":\"model.name\",\"detail\":\"It is no name.\",\"reasons\":[]}");

    Ran ran =
        run(
            "name,purpose,population,owner,supplier~"
                + "loans,Decides on loans,retail,ada,~"
                + "cards,Sets other limits,retail,ada,~"
                + "fraud,Finds fraud,payments,sam,Acme~"
                + "Not A Name,p,q,,~",
            "--format",
            "json");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("Not taken: supplier.");
    assertThat(ran.json().array("rows").values())
        .extracting(row -> ((Json.Obj) row).string("outcome"))
        .containsExactly(
            "there already", "there already, for another use", "registered", "refused");
    assertThat(server.asked(REGISTER)).hasSize(2);
    assertThat(server.asked(REGISTER).getFirst().text())
        .contains("\"owner\":\"sam\"", "\"population\":\"payments\"")
        .doesNotContain("Acme", "policy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1"})
  void a_text_in_another_encoding_is_told_as_that(String encoding) throws IOException {
    Path file = home.resolve("inventory.csv");
    Files.write(file, "name,purpose,population\na,Prüft,c\n".getBytes(Charset.forName(encoding)));

    Ran ran = Ran.command(server, home, "model", "import", file.toString());

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("Save it as UTF-8.", "[file.encoding]").hasLineCount(3);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void a_dry_run_sends_nothing() throws IOException {
    holds("");

    Ran ran = run("name,purpose,population~fraud,Finds fraud,payments~", "--dry-run");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("would be sent");
    assertThat(server.asked(REGISTER)).isEmpty();
  }

  @Test
  void an_import_that_breaks_off_says_how_far_it_came() throws IOException {
    holds("");
    server.answers(REGISTER, 201, model("a", "b"));
    server.answers(REGISTER, 503, "{\"code\":\"server.busy\",\"detail\":\"It was not stored.\"}");

    Ran ran = run("name,purpose,population~a,b,c~d,e,f~g,h,i~");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("1 of 3 rows were sent before that, and stay.", "[server.busy]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ufeffName;Purpose;Population~fraud;\"Finds; slowly\";payments",
        "purpose\tname\tpopulation\r~Finds; slowly\tfraud\tpayments\r~",
        "name,purpose,population~~fraud,Finds; slowly, payments ~~",
        "\r~ \r~name;purpose;population\r~fraud;\"Finds; slowly\";payments",
        "name,purpose,population\rfraud,Finds; slowly,payments\r",
        "\u200bName;Purpose\u00a0;\uff30opulation~fraud;\"Finds; slowly\";payments",
        "\"name\";\"purpose\";\"population\";\"notes, if any\"~fraud;\"Finds; slowly\";payments;",
      })
  void whatever_a_spreadsheet_writes_is_the_same_inventory(String text) throws IOException {
    holds("");
    server.answers(REGISTER, 201, model("fraud", "Finds"));

    assertThat(run(text).exit()).isZero();
    assertThat(Json.parse(server.asked(REGISTER).getFirst().text()).text())
        .isEqualTo(
            "{\"name\":\"fraud\",\"use\":{\"population\":\"payments\",\"purpose\":\"Finds;"
                + " slowly\",\"restrictions\":\"\"}}");
  }

  @Test
  void what_a_row_says_otherwise_is_named() throws IOException {
    holds(model("loans", "Decides on loans") + "," + model("cards", "Sets limits"));

    Ran ran =
        run(
            "name,purpose,population,owner,policy~"
                + "loans,Decides,everybody,ada,lending~cards,Sets limits,retail,sam,cards~");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains(
            "there already, for another use: purpose, population [use.other]",
            "there already, with other values: owner, policy [model.other]");
  }

  @Test
  void what_goes_out_as_a_table_comes_in_again_and_computes_nothing() throws IOException {
    String formula = model("loans", "=HYPERLINK(1)");
    holds(formula);
    holds(formula);

    Ran out = Ran.command(server, home, "model", "list", "--format", "csv");
    assertThat(out.out())
        .startsWith("name,owner,purpose,population,restrictions,policy,policy number,tier,")
        .contains(",versions,open,vendor,business-unit")
        .contains("loans,ada,'=HYPERLINK(1),retail,,lending,2,high,confirmed,3,false,4,1,'@Acme,");

    Ran in = run(new String(out.out().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    assertThat(in.exit()).isZero();
    assertThat(in.out()).contains("there already");
  }

  @Test
  void further_fields_come_in_as_columns_and_what_a_model_has_already_stays() throws IOException {
    holds(model("loans", "Decides on loans") + "," + model("cards", "Sets limits"));
    server.answers(REGISTER, 201, "{}");
    server.answers("POST /api/v1/models/fraud/fields", 200, "{}");
    server.answers("POST /api/v1/models/loans/fields", 200, "{}");
    server.answers(
        "POST /api/v1/models/churn/fields",
        403,
        "{\"code\":\"permission.missing\",\"detail\":\"No.\"}");

    Ran ran =
        run(
            "name,purpose,population,Vendor,Business Unit~"
                + "loans,Decides on loans,retail,@Acme,Retail~"
                + "cards,Sets limits,retail,Others,Retail~"
                + "fraud,Finds fraud,payments,,Treasury~"
                + "bare,Does nothing,nobody,,~"
                + "churn,Finds who leaves,retail,In house,~",
            "--format",
            "json");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.json().array("rows").values())
        .extracting(row -> ((Json.Obj) row).string("outcome"))
        .containsExactly(
            "there already, fields stated",
            "there already, with other values",
            "registered",
            "registered",
            "registered, its fields refused");
    assertThat(server.asked("POST /api/v1/models/loans/fields"))
        .extracting(PlayedServer.Asked::text)
        .containsExactly("{\"values\":{\"business-unit\":\"Retail\"}}");
    assertThat(server.asked("POST /api/v1/models/bare/fields")).isEmpty();
  }

  @Test
  void fields_are_stated_retired_and_asked_for() {
    String field = FIELDS.substring(FIELDS.indexOf("{\"name\":\"business-unit"));
    server.answers("POST /api/v1/fields", 201, field.substring(0, field.length() - 2));
    server.answers("GET /api/v1/fields", 200, FIELDS);
    server.answers("POST /api/v1/models/loans/fields", 200, model("loans", "Decides"));
    server.answers(
        "GET /api/v1/models?field.vendor=A%20%26%20B", 200, "{\"models\":[],\"next\":null}");

    Ran stated =
        Ran.command(
            server,
            home,
            "field",
            "state",
            "business-unit",
            "--kind",
            "choice",
            "--about",
            "Who pays",
            "--choice",
            "Retail",
            "--choice",
            "Treasury");
    assertThat(stated.exit()).as(stated.err()).isZero();
    assertThat(stated.out()).contains("business-unit", "Who pays: Retail, Treasury");
    assertThat(server.asked("POST /api/v1/fields").getFirst().text())
        .isEqualTo(
            "{\"choices\":[\"Retail\",\"Treasury\"],\"help\":\"Who pays\",\"kind\":\"choice\","
                + "\"name\":\"business-unit\"}");
    assertThat(Ran.command(server, home, "field", "list").out()).contains("vendor", "Who made it");
    assertThat(Ran.command(server, home, "field", "retire", "vendor").exit()).isEqualTo(3);
    Ran valued =
        Ran.command(server, home, "model", "fields", "loans", "vendor=A=B", "--empty", "region");
    assertThat(valued.exit()).as(valued.err()).isZero();
    assertThat(server.asked("POST /api/v1/models/loans/fields").getFirst().text())
        .isEqualTo("{\"values\":{\"region\":null,\"vendor\":\"A=B\"}}");
    Ran list = Ran.command(server, home, "model", "list", "--field", "vendor=A & B");
    assertThat(list.exit()).as(list.err()).isZero();
    assertThat(list.out()).contains("No model has these values.");
  }
}
