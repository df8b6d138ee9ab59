// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A policy changes by two persons, whom it does not examine, and nothing stays with the old one.
 */
class PolicyProposalsTest {
  private static final String NEW = "/policy-proposals/new";

  @TempDir Path folder;
  private String lending = "";
  private RunningServer server;

  @BeforeEach
  void start() throws IOException {
    lending = Files.readString(RunningServer.EXAMPLES.resolve("policies/lending.yaml"));
    server = RunningServer.start(folder.resolve("data"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void what_one_proposes_another_publishes_and_the_next_submission_pins_it() {
    long before = server.models().lowTierSubmission("early", "sam");
    assertThat(server.open("dmitri", "/policies/lending/1").text()).contains("Propose a change");
    assertThat(server.open("dmitri", NEW + "?policy=lending").text()).contains("name: lending");

    String proposal = proposed(stricter());
    String page = "/policy-proposals/" + proposal;

    assertThat(server.open("tove", "/").text()).contains("Publish lending@2");
    assertThat(server.open("dmitri", "/").text()).contains("You wait for 1", "Tove Dahl");
    assertThat(server.open("hanna", "/policies").text()).contains("lending@2, proposed");
    String read = server.open("tove", page).text();
    assertThat(read).contains("Changed against lending@1", "Losses rose", "1 model");
    assertThat(read).contains("can pass every gate", "value=\"publish\"", page + "/replay");
    assertThat(server.open("tove", page + "/replay").text()).contains("has decided anything");
    server.post("sam", "/api/v1/submissions/" + before + "/promotion", "{}");
    assertThat(server.open("tove", page + "/replay").text())
        .contains("Every decision comes out as before", "Sign-offs asked for");
    Json.Obj replay = server.get("tove", "/api/v1" + page + "/replay").json();
    assertThat(replay.integer("unchanged")).isEqualTo(1);
    assertThat(replay.integer("entries")).isEqualTo(server.entries().size());
    assertThat(server.open("dmitri", page).text())
        .contains("You cannot publish it")
        .doesNotContain("value=\"publish\"");

    assertThat(answer("dmitri", proposal, "publish").text())
        .contains("This policy cannot be published", "policy.second-person")
        .contains("Dmitri Lang proposed the policy; another person publishes it.")
        .contains("Let another risk manager or administrator publish it", page)
        .doesNotContainPattern("p_[a-z2-7]{10}");
    for (String unknown : List.of("", "PUBLISH", "refuse")) {
      Answer refused = answer("tove", proposal, unknown);
      assertThat(refused.status()).as(unknown).isEqualTo(422);
      assertThat(refused.text()).contains("policy.answer", "publish, watch, decline");
    }
    assertThat(server.open("tove", page).status()).isEqualTo(200);
    assertThat(answer("tove", proposal, "publish").status()).isEqualTo(200);

    assertThat(server.open("ada", "/policies").text()).contains("lending@2");
    assertThat(policyOf(before)).isEqualTo(1);
    assertThat(policyOf(server.models().lowTierSubmission("late", "sam"))).isEqualTo(2);
    assertThat(answer("tove", proposal, "publish").status()).isEqualTo(409);
    assertThat(server.found()).isEmpty();
  }

  @Test
  void a_watched_policy_is_told_beside_every_verdict_and_binds_nobody() {
    long open = server.models().lowTierSubmission("looked-at", "sam");
    String proposal = proposed(lookedAtTwice());
    String page = "/policy-proposals/" + proposal;
    assertThat(server.open("dmitri", page).text()).contains("Watch it first");
    assertThat(server.open("grace", "/submissions/" + open).text()).doesNotContain("watched");
    assertThat(answer("tove", proposal, "watch").status())
        .as("an administrator publishes, and does not rule what is told of submissions")
        .isEqualTo(403);
    assertThat(answer("ada", proposal, "watch").status()).isEqualTo(403);

    assertThat(answer("dmitri", proposal, "watch").status()).isEqualTo(200);

    assertThat(server.open("dmitri", page).text())
        .contains("30 days are usual before it is published")
        .doesNotContain("Watch it first");
    assertThat(answer("dmitri", proposal, "watch").text()).contains("policy.watched");
    assertThat(server.open("grace", "/submissions/" + open).text())
        .contains("What a watched policy would say", "It would not pass yet", "second-look");
    Json.Obj watched = watched(open);
    assertThat(watched.string("policy")).isEqualTo("lending@2");
    assertThat(watched.bool("passes")).isFalse();

    var peer = new PeerSubmission(server, "looked-at", open);
    assertThat(peer.sign("grace").status()).isEqualTo(200);
    assertThat(watched(open).array("open").values())
        .as("what the policy that binds does not ask for")
        .singleElement()
        .satisfies(
            one -> assertThat(((Json.Obj) one).string("requirement")).isEqualTo("second-look"));
    assertThat(peer.promote("ada").status()).isEqualTo(200);
    assertThat(policyOf(open)).isEqualTo(1);
    assertThat(server.open("tove", page + "/replay").text())
        .contains("While it is watched", "1 decision since", "1 would be refused");
    assertThat(server.get("hanna", "/api/v1/insights").json().object("theatre").integer("watched"))
        .isEqualTo(1);

    assertThat(answer("tove", proposal, "publish").status()).isEqualTo(200);
    long bound = server.models().lowTierSubmission("bound", "sam");
    assertThat(policyOf(bound)).isEqualTo(2);
    assertThat(server.get("ada", "/api/v1/submissions/" + bound).json().find("watched"))
        .contains(Json.nothing());
    assertThat(server.found()).isEmpty();
  }

  private Json.Obj watched(long submission) {
    return server.get("ada", "/api/v1/submissions/" + submission).json().object("watched");
  }

  private String lookedAtTwice() {
    String peer = "- {id: peer,";
    String look =
        "- {id: second-look, kind: signoff, role: compliance, tiers: [low], meaning: review}";
    return lending.replace(peer, look + "\n      " + peer);
  }

  @Test
  void a_text_with_errors_is_shown_again_with_every_line_that_is_wrong() {
    Answer refused =
        server.fill(
            "dmitri",
            NEW,
            NEW,
            Map.of("text", lending.replace("gates:", "gatez:"), "reason", "r", "act", "propose"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("The text is no policy", "Line ", "gatez:");

    Answer checked =
        server.fill("dmitri", NEW, NEW, Map.of("text", nobody(), "reason", "", "act", "check"));
    assertThat(checked.text()).contains("The text can be read", "Nobody can pass every gate yet");

    Answer silent =
        server.fill(
            "dmitri", NEW, NEW, Map.of("text", stricter(), "reason", " ", "act", "propose"));
    assertThat(silent.text()).contains("Say why");

    proposed(stricter());
    Answer second =
        server.fill("dmitri", NEW, NEW, Map.of("text", nobody(), "reason", "r", "act", "propose"));
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text())
        .contains("This policy cannot be proposed", "Another proposal for lending waits")
        .contains("A risk manager without a hand", "Code policy.waiting")
        .doesNotContain("See the page of the proposal");
    Answer unknown =
        server.fill("dmitri", NEW, NEW, Map.of("text", nobody(), "reason", "r", "act", "publish"));
    assertThat(unknown.status()).isEqualTo(422);
  }

  @Test
  void a_text_of_which_only_the_line_ends_differ_says_so() {
    server.models().lowTierSubmission("ends", "sam");
    Answer proposed =
        server.post(
            "dmitri",
            "/api/v1/policy-proposals",
            Json.obj()
                .put("policy", lending.replace("\n", "\r\n"))
                .put("reason", "Another editor")
                .build()
                .text());
    String page = "/policy-proposals/" + proposed.json().string("proposal");

    assertThat(server.open("tove", page).text())
        .contains("No line differs", "1 model at its next submission")
        .doesNotContain("Removed");
  }

  @Test
  void a_policy_that_nobody_can_pass_is_not_published() {
    String proposal = proposed(nobody());

    assertThat(server.open("tove", "/policy-proposals/" + proposal).text())
        .contains("Nobody yet", "ethics");
    Answer refused = answer("tove", proposal, "publish");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("policy.staffing");
    assertThat(answer("dmitri", proposal, "decline").status()).isEqualTo(200);
    assertThat(server.open("tove", "/").text()).doesNotContain("Publish lending@2");
    assertThat(server.found()).isEmpty();
  }

  @Test
  void other_rules_for_the_tier_ask_the_questions_again() {
    server.models().lowTierSubmission("ranked", "sam");
    String proposal = proposed(lending.replace("exposure:", "reach:").replace("exposure", "reach"));
    assertThat(server.open("tove", "/policy-proposals/" + proposal).text())
        .contains("To be answered again for ranked");
    assertThat(answer("tove", proposal, "publish").status()).isEqualTo(200);

    server.models().version("ranked", "0.40", "sam");
    Answer refused =
        server.post(
            "ada", "/api/v1/models/ranked/versions/2/submissions", "{\"gate\":\"production\"}");
    assertThat(refused.code()).isEqualTo("risk.outdated");
    assertThat(server.open("ada", "/").text()).contains("Answer the risk questions of ranked");
    assertThat(server.open("ada", "/models/ranked/risk").text()).contains("Outdated");

    Answer answered =
        server.post(
            "ada",
            "/api/v1/models/ranked/risk",
            "{\"answers\":{\"effect\":\"none\",\"reach\":\"small\"}}");
    assertThat(answered.status()).isEqualTo(200);
    assertThat(server.found()).isEmpty();
  }

  @Test
  void a_token_proposes_and_does_not_publish() {
    Answer proposed =
        server.post(
            "dmitri",
            "/api/v1/policy-proposals",
            Json.obj().put("policy", stricter()).put("reason", "Losses rose").build().text());
    assertThat(proposed.status()).isEqualTo(201);
    String proposal = proposed.json().string("proposal");
    assertThat(proposed.json().array("unsatisfiable").values()).isEmpty();
    assertThat(server.get("hanna", "/api/v1/policy-proposals/" + proposal).json().string("text"))
        .isEqualTo(stricter());
    for (String way : List.of("publication", "confirmation")) {
      assertThat(
              server
                  .post("tove", "/api/v1/policy-proposals/" + proposal + "/" + way, "{}")
                  .status())
          .isEqualTo(404);
    }
    Answer second =
        server.post(
            "dmitri",
            "/api/v1/policy-proposals",
            Json.obj().put("policy", nobody()).put("reason", "Another").build().text());
    assertThat(second.code()).isEqualTo("policy.waiting");
    assertThat(
            server
                .post(
                    "ada",
                    "/api/v1/policy-proposals",
                    Json.obj().put("policy", nobody()).put("reason", "r").build().text())
                .status())
        .isEqualTo(403);
    assertThat(
            server.post("tove", "/api/v1/policy-proposals/" + proposal + "/refusal", "{}").status())
        .isEqualTo(200);
    assertThat(server.found()).isEmpty();
  }

  private String stricter() {
    return lending.replace("latency_p95_ms <= 250", "latency_p95_ms <= 200");
  }

  private String nobody() {
    return lending.replaceFirst("role: peer", "role: ethics");
  }

  private String proposed(String text) {
    Answer proposed =
        server.fill(
            "dmitri", NEW, NEW, Map.of("text", text, "reason", "Losses rose", "act", "propose"));
    assertThat(proposed.status()).as(proposed.text()).isEqualTo(200);
    Json.Arr waiting = server.get("hanna", "/api/v1/policy-proposals").json().array("proposals");
    return ((Json.Obj) waiting.values().getFirst()).string("proposal");
  }

  private Answer answer(String username, String proposal, String answer) {
    String page = "/policy-proposals/" + proposal;
    return server.fill(username, "/account", page, Map.of("answer", answer));
  }

  private long policyOf(long submission) {
    return server
        .get("ada", "/api/v1/submissions/" + submission)
        .json()
        .object("policy")
        .integer("number");
  }
}
