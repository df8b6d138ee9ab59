// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The register of incidents over the real API and pages; ada made the version and owns it. */
class IncidentsTest {
  private static final String MODEL = "failing";
  private static final String REPORT = "/models/" + MODEL + "/v1/incident";

  @TempDir static Path folder;
  private static RunningServer server;
  private static long submission;

  @BeforeAll
  static void promote() {
    server = RunningServer.start(folder.resolve("data"));
    submission = server.models().lowTierSubmission(MODEL);
    var peer = new PeerSubmission(server, MODEL, submission);
    peer.sign("grace");
    peer.promote("ada");
  }

  @AfterAll
  static void stop() {
    assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    server.close();
  }

  @Test
  void an_incident_goes_from_the_report_to_the_next_reviewer_as_a_lesson() {
    Answer reported =
        report("grace", Map.of("severity", "high", "harm", "serious", "foundBy", "user"));
    assertThat(reported.text())
        .as("the page of the incident, with the way of the approval")
        .contains("Nobody could sign in.", "submission " + submission, "Grace Lim", "peer: approve")
        .contains(
            "A report to the authority is due by", "Suspend v1", MODEL + "/v1/monitoring#suspend");
    long number = newest();
    String page = "/incidents/" + number;

    for (String where : new String[] {"/models/" + MODEL, "/models/" + MODEL + "/v1"}) {
      assertThat(server.open("lena", where).text()).as(where).contains("href=\"" + page + "\"");
    }
    assertThat(server.open("dmitri", "/").text())
        .as("the turn of a risk manager, since the owner made the version")
        .contains("Close incident %d of %s v1".formatted(number, MODEL));
    assertThat(server.open("ada", "/").text()).contains("Nothing waits for you", "You wait for");
    assertThat(server.open("ada", page).text())
        .contains("unless they contributed to the version")
        .doesNotContain("Close incident " + number);

    Answer closed =
        close(
            "dmitri",
            number,
            Map.of("cause", "A column was renamed.", "lesson", "Check the Schema of the feed."));
    assertThat(closed.text())
        .contains("A column was renamed.", "Check the Schema of the feed.")
        .doesNotContain("Suspend v1");
    assertThat(server.open("dmitri", "/").text()).doesNotContain("Close incident " + number + " ");

    long next = server.models().propose(MODEL, server.models().version(MODEL, "0.40"));
    assertThat(server.open("grace", "/submissions/" + next).text())
        .as("the next reviewer reads it")
        .contains("Lessons from earlier incidents", "Check the Schema of the feed.");
    long like = server.models().lowTierSubmission("like-it");
    assertThat(server.open("grace", "/submissions/" + like).text())
        .as("so does the reviewer of a like model")
        .contains("Lessons from other models under lending", "Check the Schema of the feed.")
        .doesNotContain("Lessons from earlier incidents");
    assertThat(server.open("grace", "/incidents?q=schema+FEED").text()).contains("href=\"" + page);
    assertThat(server.open("grace", "/incidents?q=schema+weather").text())
        .contains("No lesson has these words");
    assertThat(found("feed")).isEqualTo(number);
    Json.Obj told = server.get("ada", "/api/v1" + page).json();
    assertThat(told.string("state")).isEqualTo("closed");
    assertThat(told.object("closed").string("role")).isEqualTo("risk-manager");
    assertThat(close("dmitri", number, Map.of("cause", "x", "lesson", "y")).text())
        .contains("incident.twice");
  }

  @Test
  void a_token_reports_one_and_closes_none() {
    Answer told = post("lena", "");
    assertThat(told.status()).as(told.text()).isEqualTo(201);
    assertThat(told.json().string("reportDue"))
        .as("ten days after a death became known")
        .isEqualTo(LocalDate.now(ZoneOffset.UTC).plusDays(10).toString());
    long number = told.json().integer("incident");

    Map<String, String> form = RunningServer.hidden(server.open("dmitri", "/incidents/" + number));
    String closing = "/incidents/" + number + "/closing";
    assertThat(server.submitByToken("dmitri", form, closing).status())
        .as("sent to sign in, whatever the form")
        .isEqualTo(302);
    assertThat(server.post("dmitri", "/api/v1" + closing, "{}").status()).isEqualTo(404);
    assertThat(server.get("ada", "/api/v1/incidents/" + number).json().string("state"))
        .isEqualTo("open");
  }

  @Test
  void whoever_made_the_version_or_only_looks_on_cannot_close_it() {
    report("hanna", Map.of("severity", "low", "harm", "none", "foundBy", "audit"));
    long number = newest();
    Map<String, String> words = Map.of("cause", "Chance.", "lesson", "None.");

    assertThat(close("ada", number, words).text()).contains("incident.hand");
    assertThat(close("grace", number, words).text())
        .contains("incident.by", "Grace ")
        .as("by name")
        .doesNotContainPattern("\\bp_[a-z2-7]{10}\\b");
    assertThat(close("hanna", number, words).text()).contains("permission.missing");
    assertThat(close("dmitri", number, Map.of("cause", "Chance.", "lesson", " ")).text())
        .contains("incident.lesson", "Chance.");
    assertThat(server.open("tove", REPORT).status()).as("who only administers").isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "incident.severity, severity, grave",
    "incident.harm, harm, loss",
    "incident.found-by, foundBy, luck",
    "incident.early, aware, 2020-01-01T00:00:00Z",
    "incident.future, aware, 2090-01-01T00:00:00Z",
    "request.member, aware, yesterday",
    "incident.text, text, ' '",
    "monitoring.version, version, 7",
    "model.unknown, model, nothing"
  })
  void a_report_that_says_nothing_true_is_refused(String code, String field, String value) {
    String given = field.equals("version") ? value : "\"" + value + "\"";
    Answer refused = post("lena", "\"%s\":%s".formatted(field, given));

    assertThat(refused.code()).isEqualTo(code);
  }

  /** A report of a death by a token, with one field otherwise. */
  private static Answer post(String username, String change) {
    String body =
        """
        {"model":"failing","version":1,"severity":"critical","harm":"death","foundBy":"other",
         "text":"Somebody died."}\
        """;
    String field = change.isEmpty() ? "" : change.substring(0, change.indexOf(':') + 1);
    String changed =
        change.isEmpty()
            ? body
            : body.contains(field)
                ? body.replaceFirst(field + "(\"[^\"]*\"|\\d+)", change)
                : body.replaceFirst("\\{", "{" + change + ",");
    return server.post(username, "/api/v1/incidents", changed);
  }

  private static Answer report(String username, Map<String, String> fields) {
    Map<String, String> all = new HashMap<>(fields);
    all.put("text", "Nobody could sign in.");
    all.put("aware", "");
    return server.fill(username, REPORT, REPORT, all);
  }

  private static Answer close(String username, long number, Map<String, String> words) {
    String page = "/incidents/" + number;
    return server.fill(username, page, page + "/closing", words);
  }

  private static long newest() {
    return found("");
  }

  private static long found(String words) {
    return ((Json.Obj)
            server
                .get("ada", "/api/v1/incidents?q=" + words)
                .json()
                .array("incidents")
                .values()
                .getFirst())
        .integer("incident");
  }
}
