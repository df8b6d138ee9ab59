// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.insights.Chronicle;
import org.imprimatur.proof.insights.Insights;
import org.imprimatur.proof.insights.Selection;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The measures of a server with one submission that was promoted and one that is open. */
class InsightsTest {
  @TempDir static Path folder;
  private static RunningServer server;
  private static long promoted;
  private static long open;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"));
    promoted = server.models().lowTierSubmission("measured", "sam");
    var submission = new PeerSubmission(server, "measured", promoted);
    assertThat(submission.sign("grace").status()).isEqualTo(200);
    assertThat(submission.promote("ada").status()).isEqualTo(200);
    open = server.models().lowTierSubmission("waiting", "sam");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Json.Obj first(Json.Obj insights, String member) {
    return (Json.Obj) insights.array(member).values().getFirst();
  }

  /** What anybody computes from the entries and the blobs; the command line does just this. */
  private static Insights offline(List<byte[]> entries, Instant at) {
    var chronicle = new Chronicle(server.bean(Blobs.class)::find);
    entries.forEach(entry -> chronicle.apply(Act.parse(entry)));
    return Insights.of(chronicle, at, Selection.ALL);
  }

  @Test
  void the_api_answers_what_the_log_alone_gives_byte_for_byte() throws InterruptedException {
    Instant at = Instant.now().plus(Duration.ofHours(30));
    List<byte[]> entries = server.entries();
    Answer answer = server.get("hanna", "/api/v1/insights?at=" + at);
    // The attestation may just have been recorded.
    for (int i = 0; i < 50 && answer.json().integer("entries") != entries.size(); i++) {
      Thread.sleep(200);
      entries = server.entries();
      answer = server.get("hanna", "/api/v1/insights?at=" + at);
    }

    assertThat(answer.json().text()).isEqualTo(offline(entries, at).toJson().text());
    assertThat(first(answer.json(), "funnel").integer("promoted")).isEqualTo(1);
    assertThat(first(answer.json(), "longest").integer("submission")).isEqualTo(open);
    assertThat(first(answer.json(), "longest").string("role")).isEqualTo("peer");
    assertThat(answer.text()).doesNotContain("p_");
  }

  @Test
  void what_is_recorded_next_is_measured_next() {
    long number = server.models().propose("waiting", server.models().version("waiting", "0.51"));
    server.models().await(number);
    long before = entries();

    server.post("ada", "/api/v1/submissions/" + number + "/withdrawal", "{}");

    assertThat(entries()).isEqualTo(before + 1);
    assertThat(
            first(server.get("ada", "/api/v1/insights").json(), "funnel").array("lost").toString())
        .contains("withdrawn");
  }

  private static long entries() {
    return server.get("ada", "/api/v1/insights").json().integer("entries");
  }

  @Test
  void a_query_that_means_nothing_and_an_instant_before_the_end_are_refused() {
    assertThat(server.get("ada", "/api/v1/insights?by=person").code()).isEqualTo("insights.query");
    for (String when : List.of("lately", "%2B1000000000-12-31T23:59:59Z")) {
      assertThat(server.get("ada", "/api/v1/insights?at=" + when).status()).isEqualTo(400);
      assertThat(server.open("ada", "/insights?since=" + when).status()).isEqualTo(400);
    }
    Answer past = server.get("ada", "/api/v1/insights?at=2026-01-01T00:00:00Z");
    assertThat(past.status()).isEqualTo(422);
    assertThat(past.code()).isEqualTo("insights.past");
    assertThat(server.open("ada", "/insights?by=person").status()).isEqualTo(400);
  }

  @Test
  void the_pages_say_the_figures_their_definitions_and_what_not_to_conclude() {
    String velocity = server.open("lena", "/insights").text();
    assertThat(velocity)
        .contains("Approval velocity", "at least 5 needed", "Hyndman and Fan", "Kaplan and Meier")
        .contains("Week by week", " ended, at least 5")
        .contains("href=\"/submissions/" + open + "\"", "cannot be told: too few took as long");
    String wait = server.open("lena", "/insights/wait?by=team").text();
    assertThat(wait).contains("Longest now", "Peer", "The parts sum to it");
    String quality = server.open("lena", "/insights/quality").text();
    assertThat(quality)
        .contains("Krutauz", "not drawn: 1 sign-off, at least 20 needed; 1 person, at least 3")
        .contains("Never use these figures to rate a person.");
    assertThat(quality).doesNotContain("Grace");
    assertThat(server.open("lena", "/insights/outcome").text())
        .contains("Garwood 1936", "not drawn: at least 5 approvals", "A promise broke")
        .contains("That one way is worse than another where their intervals overlap");
  }

  @Test
  void a_filter_selects_stays_in_the_tabs_and_goes_into_the_files() {
    String none = server.open("lena", "/insights/wait?tier=high").text();
    assertThat(none)
        .contains("No time has passed yet", "href=\"/insights?tier=high\"")
        .contains("href=\"/insights.csv?tier=high\"", "Clear filters");

    String since = URLEncoder.encode("2031-01-01T00:00:00Z", StandardCharsets.UTF_8);
    Answer csv = server.open("lena", "/insights.csv?tier=low");
    assertThat(csv.text()).startsWith("measure,group,item,figure,value,low,high,n\r\n");
    assertThat(csv.text()).contains("funnel,low,promoted,count,1,,,\r\n");
    Answer json = server.open("lena", "/insights.json?since=" + since);
    assertThat(first(json.json(), "waits").integer("submissions")).isZero();
  }
}
