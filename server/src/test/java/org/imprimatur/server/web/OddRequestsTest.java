// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs and people send that nobody thought of: taken for what it says, or told. */
class OddRequestsTest {
  private static final String LATE = "verspätete Kredite";
  private static final String KPIS =
      """
      [{"name":"verspätete Kredite","unit":"percent","direction":"at-most","limit":"2.5",
        "owner":"lena","every":"P7D"}]\
      """;

  @TempDir static Path folder;
  private static RunningServer server;
  private static int count;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    server.close();
  }

  private static Answer signal(String model, String promise, String value) {
    return server.post(
        "lena",
        "/api/v1/models/" + model + "/versions/1/signals",
        "{\"promise\":\"" + promise + "\",\"value\":" + value + "}");
  }

  private static String promising() {
    String model = "odd-" + ++count;
    server.models().promising(model, KPIS);
    return model;
  }

  private static List<SignalRecorded> recorded() {
    return server.entries().stream()
        .map(Act::parse)
        .filter(SignalRecorded.class::isInstance)
        .map(SignalRecorded.class::cast)
        .toList();
  }

  @Test
  void a_promise_is_found_however_the_letters_of_its_name_were_composed() {
    String model = promising();
    String apart = Normalizer.normalize(LATE, Normalizer.Form.NFD);
    assertThat(apart).isNotEqualTo(LATE);

    Answer first = signal(model, apart, "\"1\"");
    Answer second = signal(model, " " + LATE + "\\t", "\"1\"");

    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(second.status()).as(second.text()).isEqualTo(200);
    assertThat(recorded()).extracting(SignalRecorded::promise).containsOnly(LATE);
  }

  @Test
  void a_number_that_is_nearly_nothing_is_recorded_to_thirty_digits() {
    Answer answer = signal(promising(), LATE, "2.220446049250313e-16");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(recorded().getLast().value()).isEqualTo("0.000000000000000222044604925031");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"percent\"; 1; unit",
        "\"2.5\"; 2.5; limit",
        "\"lena\"; [\"lena\"]; owner",
        "\"at-most\"; null; direction",
        "\"P7D\"; 7; every",
        "\"P7D\"; \"P7D\",\"breach\":true; breach",
      })
  void what_is_no_text_of_a_promise_is_told_with_its_place(
      String text, String other, String member) {
    String kpis = KPIS.replace(text, other);
    assertThat(kpis).isNotEqualTo(KPIS);

    Answer refused =
        server.post("ada", "/api/v1/models/titanic/promises", "{\"kpis\":" + kpis + "}");

    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("model.promises");
    assertThat(refused.text()).contains("kpis[0]." + member + " is no text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"incidents", "findings"})
  void a_cursor_that_no_page_gave_is_told(String list) {
    Answer refused = server.get("ada", "/api/v1/" + list + "?cursor=-1");

    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("request.page");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/models?q=%F0%9F", "/models?q=%F0"})
  void half_of_a_character_in_a_query_is_told(String path) {
    Answer refused = server.get("ada", path);

    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("request.parameter");
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Type, text/csv, request.route, Send the header Content-Type: application/json.",
    "Content-Encoding, gzip, request.encoding, send it as it is.",
  })
  void a_body_that_is_no_plain_json_is_told_as_that(
      String header, String value, String code, String help) {
    HttpRequest.Builder request =
        server
            .request("/api/v1/models/odd/versions/1/signals")
            .header("Authorization", "Bearer " + server.token("lena"))
            .setHeader("Content-Type", "application/json")
            .setHeader(header, value)
            .POST(HttpRequest.BodyPublishers.ofString("{}"));

    Answer refused = server.send(request);

    assertThat(refused.status()).as(refused.text()).isEqualTo(415);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.text()).contains(help);
  }
}
