// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.SampleAct;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An auditor draws decisions by chance and works through them; nobody chooses which. */
class SamplesTest {
  @TempDir static Path folder;
  private static RunningServer server;

  /** Three versions that were let into production, and one that waits. */
  @BeforeAll
  static void decide() {
    new TestingSetup().people("roles: [peer]", "roles: [peer, auditor]").in(folder);
    server =
        RunningServer.start(folder.resolve("data"), Optional.empty(), folder.resolve("setup.yaml"));
    for (String model : List.of("first", "second", "third")) {
      long number = server.models().lowTierSubmission(model, "sam");
      var peer = new PeerSubmission(server, model, number);
      assertThat(peer.sign("grace").status()).isEqualTo(200);
      assertThat(peer.promote("ada").status()).isEqualTo(200);
    }
    server.models().lowTierSubmission("fourth", "sam");
  }

  @AfterAll
  static void stop() {
    try {
      assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    } finally {
      server.close();
    }
  }

  @Test
  void an_auditor_draws_answers_and_concludes() {
    long number = drawn("2");
    Json.Obj sample = sample(number);
    assertThat(sample.integer("population")).isEqualTo(3);
    assertThat(sample.bool("census")).isFalse();
    List<Long> items = items(sample);
    assertThat(items).hasSize(2).isSubsetOf(1L, 2L, 3L).doesNotHaveDuplicates();
    assertThat(items(sample(number))).as("the same again").isEqualTo(items);
    String page = "/samples/" + number;
    assertThat(server.open("hanna", page).text())
        .contains("0 of 4 requests answered", "2 of 3", sample.string("seed"))
        .doesNotContain("Close sample");
    String turn = "audit sample " + number;
    assertThat(server.open("hanna", "/").text())
        .contains("Go on with " + turn, "0 of 4 requests are answered");
    assertThat(server.open("grace", "/").text()).as("it is hanna's").doesNotContain(turn);

    Answer early = server.fill("hanna", page, page + "/closing", Map.of("conclusion", "Fine"));
    assertThat(early.text()).contains("sample.unanswered", "4 of 4 requests are not answered");
    Answer mute = answer("hanna", number, items.getFirst(), "exception", "");
    assertThat(mute.text()).contains("sample.words", "Say what the exception is.");
    assertThat(sample(number).integer("answered")).isZero();

    answer("hanna", number, items.getFirst(), "exception", "The card names no limits.");
    answer("hanna", number, items.getLast(), "in-order", "");
    assertThat(sample(number).integer("exceptions")).isEqualTo(1);
    assertThat(server.open("hanna", page).text())
        .contains(
            "4 of 4 requests answered", "The card names no limits.", "1 of 2: 50 % (9 to 91 %)")
        .contains("95 % interval")
        .doesNotContain("census");
    assertThat(server.open("hanna", "/").text()).contains("Close " + turn);

    Answer closed =
        server.fill(
            "hanna",
            page,
            page + "/closing",
            Map.of("conclusion", "One card to mend, as finding 1."));
    assertThat(closed.status()).as(closed.text()).isEqualTo(200);
    assertThat(sample(number).string("conclusion")).isEqualTo("One card to mend, as finding 1.");
    assertThat(server.open("hanna", "/samples").text()).contains("1 of 2: 50 %", "Closed");
    assertThat(server.open("hanna", "/").text()).doesNotContain(turn);
    assertThat(answer("hanna", number, items.getFirst(), "in-order", "").text())
        .contains("sample.closed");
    assertThat(server.open("ada", "/submissions/" + items.getFirst() + "?earlier=all").text())
        .as("who was audited sees what was found")
        .contains("sample " + number);
  }

  @Test
  void a_sample_of_every_decision_is_a_census_and_has_no_interval() {
    long number = drawn("3");
    Json.Obj sample = sample(number);
    assertThat(sample.bool("census")).isTrue();
    for (long submission : items(sample)) {
      answer("hanna", number, submission, submission == 1 ? "exception" : "in-order", "Seen.");
    }

    assertThat(server.open("hanna", "/samples/" + number).text())
        .contains("3 of 3, a census", "1 of 3: 33 %", "a census, of which no share has an interval")
        .doesNotContain("95 %", "33 % (");
    server.fill(
        "hanna",
        "/samples/" + number,
        "/samples/" + number + "/closing",
        Map.of("conclusion", "."));
    assertThat(server.open("hanna", "/samples").text())
        .contains("3 of 3, a census", "1 of 3: 33 %")
        .doesNotContain("33 % (");
  }

  @Test
  void nobody_audits_what_they_signed() {
    long number = drawn("3");
    long submission = items(sample(number)).getFirst();
    assertThat(server.open("grace", "/samples/" + number).text())
        .contains("You took part in this decision: another auditor answers for it.")
        .doesNotContain("Record the answers");

    Answer forced = answer("grace", number, submission, "in-order", "");

    assertThat(forced.status()).isEqualTo(403);
    assertThat(forced.text()).contains("sample.hand", "Grace Lim took part in submission");
    assertThat(sample(number).integer("answered")).isZero();
  }

  @Test
  void what_cannot_be_drawn_is_refused_with_what_to_do() {
    int before = samples();
    assertThat(draw("hanna", Map.of("size", "4")).text())
        .contains("sample.population", "There are only 3 decisions to draw from.");
    assertThat(draw("hanna", Map.of("tiers", "high")).text())
        .contains("Nothing was let into production in this period in the tiers high.");
    assertThat(draw("hanna", Map.of("to", "2999-01-01")).text()).contains("sample.period");
    assertThat(draw("hanna", Map.of("from", "yesterday")).text())
        .contains("sample.period", "The first day cannot be read.");
    assertThat(draw("hanna", Map.of("requests", " ")).text()).contains("sample.requests");
    assertThat(draw("hanna", Map.of("purpose", " ")).text()).contains("sample.purpose");
    assertThat(draw("hanna", Map.of("size", "0")).text()).contains("sample.size");
    assertThat(draw("hanna", Map.of("size", "ten")).status()).isEqualTo(400);
    assertThat(draw("dmitri", Map.of()).status()).isEqualTo(403);
    assertThat(server.get("hanna", "/api/v1/samples/99").code()).isEqualTo("sample.unknown");
    assertThat(samples()).isEqualTo(before);
  }

  private static long drawn(String size) {
    Answer answer = draw("hanna", Map.of("size", size));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return ((Json.Obj)
            server.get("hanna", "/api/v1/samples").json().array("samples").values().getFirst())
        .integer("sample");
  }

  private static Answer draw(String username, Map<String, String> other) {
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    Map<String, String> fields = new HashMap<>();
    fields.put("purpose", "The yearly review");
    fields.put("stage", "production");
    fields.put("from", "2026-01-01");
    fields.put("to", today);
    fields.put("tiers", "");
    fields.put("size", "2");
    fields.put("requests", "The card says what it is not for\nThe signer is independent\n");
    fields.putAll(other);
    return server.fill(username, username.equals("hanna") ? "/samples" : "/", "/samples", fields);
  }

  /** The same answer to both requests. */
  private static Answer answer(
      String username, long number, long submission, String outcome, String words) {
    String page = "/samples/" + number;
    return server.fill(
        username,
        username.equals("hanna") ? page : "/",
        page + "/answers",
        Map.of(
            "submission",
            Long.toString(submission),
            "outcome-1",
            outcome,
            "words-1",
            words,
            "outcome-2",
            "in-order",
            "words-2",
            ""));
  }

  private static Json.Obj sample(long number) {
    return server.get("hanna", "/api/v1/samples/" + number).json();
  }

  private static List<Long> items(Json.Obj sample) {
    return sample.array("decisions").values().stream()
        .map(one -> ((Json.Obj) one).integer("submission"))
        .toList();
  }

  private static int samples() {
    return (int)
        server.entries().stream().map(Act::parse).filter(SampleAct.class::isInstance).count();
  }
}
