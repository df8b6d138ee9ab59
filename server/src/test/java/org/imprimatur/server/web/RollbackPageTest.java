// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.RollbackAct;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages say of a version that was replaced or taken out, and the ways back and out. */
class RollbackPageTest {
  private static final String WHY = "Scores drift since this morning.";

  private static final String GATE =
      """
        production:
          overlap-days: 5
          revalidate: {tiers: {low: 30}, overdue: suspend}\
      """;

  @TempDir static Path folder;
  private static final TestingClock CLOCK = new TestingClock();
  private static RunningServer server;
  private static int count;

  private String model = "";

  @BeforeAll
  static void start() {
    Path setup = new TestingSetup().policy("  production:", GATE).in(folder);
    server = RunningServer.start(folder.resolve("data"), setup, CLOCK);
    // A one-time link ends after seven days, and the clock is set ahead further than that.
    List.of("ada", "dmitri", "grace", "hanna", "lena", "tove").forEach(server::browser);
  }

  @AfterAll
  static void stop() {
    assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    server.close();
  }

  /** Version 2 takes the place of version 1. */
  @BeforeEach
  void replace() {
    model = "way-back-%02d".formatted(++count);
    server.models().promising(model, TestingImpact.KPIS);
    promote(server.models().version(model, "0.40"));
  }

  private void promote(long version) {
    long submission = server.models().propose(model, version);
    server.models().await(submission);
    var peer = new PeerSubmission(server, model, submission);
    assertThat(peer.sign("grace").status()).isEqualTo(200);
    assertThat(peer.promote("ada").status()).isEqualTo(200);
  }

  private String page(long version) {
    return "/models/%s/v%d".formatted(model, version);
  }

  private String watching(long version) {
    return page(version) + "/monitoring";
  }

  private String open(String username, String path) {
    return server.open(username, path).text();
  }

  /** Sends a form of the version's page, whether or not the reader was shown it. */
  private Answer act(String username, String target, Map<String, String> filled) {
    Map<String, String> hidden = RunningServer.hidden(server.open(username, "/models/" + model));
    return server.submit(server.browser(username), hidden, target, filled);
  }

  private Answer rollBack(String username, long version) {
    return act(username, page(version) + "/rollback", Map.of("reason", WHY));
  }

  private <T extends Act> List<T> acts(Class<T> type) {
    String id = server.get("ada", "/api/v1/models/" + model).json().string("id");
    return server.entries().stream()
        .filter(entry -> new String(entry, UTF_8).contains(id))
        .map(Act::parse)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  @Test
  void whoever_is_on_call_reads_what_the_gate_says_and_goes_back() {
    assertThat(open("lena", page(1)))
        .contains("Replaced, may serve until", "Replaced by v2 on", "may serve beside it until");
    assertThat(open("lena", "/models/" + model)).contains("; v1 may serve beside it until");
    assertThat(open("lena", watching(1)))
        .contains(
            "The gate lets v1 through again",
            "v2 may serve beside it for 5 days",
            "nothing is renewed",
            "<button class=\"button main\">Roll back to v1</button>");
    assertThat(open("lena", watching(2))).doesNotContain("Roll back to", "#rollback");

    Answer back = rollBack("lena", 1);

    assertThat(back.status()).as(back.text()).isEqualTo(200);
    assertThat(back.text())
        .contains(
            "In production again since",
            "Lena Maurer went back to it from v2, which may serve beside it until",
            WHY,
            "was not renewed")
        .doesNotContain("Roll back to v1");
    assertThat(open("lena", watching(2))).contains("Replaced by v1 on", "Roll back to v2");
    assertThat(open("lena", "/models/" + model))
        .contains(
            "v1 in production", "by a rollback", "; v2 may serve beside it until", "went back to")
        .doesNotContain("v1 may serve beside it");
    assertThat(open("lena", page(1))).contains("This version again, since a rollback on");
  }

  @Test
  void whoever_may_not_roll_back_is_shown_no_button_and_gets_nowhere_without_it() {
    for (String reader : List.of("grace", "hanna", "tove")) {
      assertThat(open(reader, watching(1))).contains("Replaced by v2").doesNotContain("rollback\"");
      Answer forced = rollBack(reader, 1);
      assertThat(forced.status()).as(reader).isEqualTo(403);
      assertThat(forced.text()).contains("permission.missing");
    }
    Answer forged =
        server.submit(
            server.browser("lena"), Map.of(), page(1) + "/rollback", Map.of("reason", WHY));
    assertThat(forged.status()).isEqualTo(403);
    assertThat(forged.text()).contains("form.token");
    assertThat(rollBack("lena", 1).status()).as("with the token of the form").isEqualTo(200);
    assertThat(acts(RollbackAct.class)).hasSize(1);
  }

  @Test
  void what_the_gate_refuses_has_its_reasons_in_the_buttons_place_and_after_a_forced_try() {
    assertThat(act("dmitri", watching(1) + "/suspension", Map.of("reason", "Complaints.")).status())
        .isEqualTo(200);
    assertThat(open("lena", watching(1)))
        .contains("The gate refuses it", "Version 1 is suspended since", "Submit v1 again")
        .contains("Suspended since", "Replaced by v2 on")
        .doesNotContain("<button class=\"button main\">Roll back");

    Answer refused = rollBack("lena", 1);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text())
        .contains(
            "rollback.refused", "Version 1 is suspended since", "the refusal is on record", WHY)
        .doesNotContain("p_");
    assertThat(acts(RollbackAct.class))
        .singleElement()
        .isInstanceOf(RollbackAct.RollbackRefused.class);
    assertThat(open("lena", "/models/" + model))
        .contains("v2 in production", "asked to go back to", "which the gate refused");
  }

  @Test
  void after_the_overlap_it_may_serve_no_more_and_nobody_is_asked_to_renew_it() {
    assertThat(open("ada", "/"))
        .contains("Revalidate " + model + " v2")
        .doesNotContain("Revalidate " + model + " v1");
    assertThat(open("ada", "/monitoring/calendar"))
        .contains(model + " v2")
        .doesNotContain(model + " v1");
    assertThat(open("ada", watching(1)))
        .contains("counts again if the version is rolled back to")
        .doesNotContain("then the version is suspended");
    new TestingWatch(server, CLOCK).pass(Duration.ofDays(5).plusMinutes(1));

    assertThat(open("ada", watching(1)))
        .contains(
            "Replaced, may not serve", "may serve no more since", "A rollback brings it back.")
        .doesNotContain("may serve until");
    assertThat(open("ada", page(1))).contains("Replaced, may not serve");
    assertThat(open("ada", "/models/" + model))
        .contains("Replaced, may not serve")
        .doesNotContain("may serve beside it");
    assertThat(open("ada", "/")).doesNotContain(model + " v1");
    assertThat(rollBack("ada", 1).text()).contains("v2, which may serve beside it until");
  }

  @Test
  void an_approval_is_withdrawn_by_whoever_typed_of_which_model() {
    String target = page(2) + "/withdrawal";
    assertThat(open("dmitri", watching(2)))
        .contains("Withdraw the approval of v2", "Type " + model, "Its attestation is withdrawn");
    assertThat(open("lena", watching(2))).doesNotContain("Withdraw the approval", "Retire v2");
    Answer wrong = act("dmitri", target, Map.of("reason", WHY, "typed", "another"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text()).contains("removal.typed", WHY);
    Map<String, String> filled = Map.of("reason", WHY, "typed", model);
    assertThat(act("grace", target, filled).text())
        .contains("removal.by", "Grace Lim is not owner of the model.");
    assertThat(act("hanna", target, filled).text()).contains("permission.missing");
    assertThat(acts(RemovalAct.class)).isEmpty();

    assertThat(act("dmitri", target, filled).text())
        .contains(
            "The approval was withdrawn by Dmitri Lang as risk manager on",
            WHY,
            "Due: nothing, since it stands in production no more")
        .doesNotContain("Roll back to", "Suspend v2", "Withdraw the approval");
    assertThat(open("ada", page(2))).contains("development, approval withdrawn");
    assertThat(open("ada", "/models/" + model))
        .contains("Nothing in production", "lost its approval on", "withdrew the approval of");
    assertThat(open("ada", watching(1))).contains("nothing is in production now");
    assertThat(rollBack("ada", 1).text()).contains("In production again since");
    assertThat(act("ada", page(2) + "/retirement", Map.of("reason", WHY)).text())
        .contains("Retired by Ada Okafor as owner on")
        .doesNotContain("The approval was withdrawn by");
  }

  @Test
  void a_retired_model_is_told_as_that_wherever_it_stands() {
    long third = server.models().version(model, "0.30");
    long submission = server.models().propose(model, third);
    server.models().await(submission);
    String whole = "/models/" + model + "/retirement";
    Map<String, String> why = new HashMap<>(Map.of("reason", WHY));
    assertThat(open("ada", "/models/" + model))
        .contains("It cannot be done now", "of version 3 is open.")
        .doesNotContain(whole);
    assertThat(act("ada", whole, why).text()).contains("removal.open");
    assertThat(act("ada", "/submissions/" + submission + "/withdrawal", Map.of()).status())
        .isEqualTo(200);

    assertThat(open("ada", page(3))).contains("Retire v3").doesNotContain("Withdraw the approval");
    assertThat(act("ada", page(3) + "/retirement", why).text()).contains("Retired");
    assertThat(open("ada", page(3))).doesNotContain("Retire v3");
    assertThat(open("grace", "/models/" + model)).doesNotContain(whole);
    assertThat(act("grace", whole, why).text()).contains("removal.by");
    assertThat(open("ada", "/models/" + model)).contains(whole, "v1 and v2 are retired");
    assertThat(act("ada", whole, why).status()).isEqualTo(200);

    assertThat(open("ada", "/models/" + model))
        .contains("Every version is retired", "was retired on", "retired")
        .doesNotContain(whole, "in production</span>");
    assertThat(open("hanna", watching(2)))
        .contains("Retired by Ada Okafor as owner on", WHY, "Nothing due")
        .doesNotContain("may serve beside", "Awaited");
    assertThat(row(open("hanna", "/models"))).contains("Retired");
    assertThat(rollBack("ada", 1).text()).contains("Only a submission of it brings it back");
  }

  private String row(String page) {
    int at = page.indexOf("/models/" + model);
    return page.substring(at, page.indexOf("</tr>", at));
  }

  @Test
  void a_policy_says_for_how_long_both_may_serve() {
    assertThat(open("hanna", "/policies/lending/1"))
        .contains("overlap-days", "may serve beside it for so long", "5 days");
  }
}
