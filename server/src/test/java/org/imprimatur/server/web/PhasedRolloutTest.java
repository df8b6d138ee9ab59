// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.imprimatur.proof.gate.Watched;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A published rule is watched until its day, which comes earlier for one tier and one team. */
class PhasedRolloutTest {
  private static final String POLICY =
      """
      imprimatur: policy/v1
      name: lending
      tiers: [low, high]
      waivers: {longest: 90d, by: [risk-manager]}
      risk:
        questions:
          effect: {ask: "What does it do to people?", answers: [none, assists, decides]}
          exposure: {ask: "How many people does it touch?", answers: [small, medium, large]}
        rules:
          - {id: R1, tier: high, when: "effect == 'decides'"}
          - {id: R2, tier: LOW, when: "effect == 'none'"}
      gates:
        production:
          from: [development, staging]
          requirements:
            - {id: artifact, kind: check, check: artifact/1, tiers: [low, high]}
            - {id: appeals, kind: document, class: documentation, tiers: [low, high], sections: [appeals], enforced: PHASES}
            - {id: second-look, kind: signoff, role: compliance, meaning: review, tiers: [low, high], covers: [artifact], enforced: PHASES}
            - {id: peer, kind: signoff, role: peer, meaning: approval, tiers: [low, high], covers: all}
      """;

  @TempDir Path folder;
  private final TestingClock clock = new TestingClock();
  private final LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  private final LocalDate early = today.plusDays(20);
  private RunningServer server;

  private String policy(String tier, String phases) {
    return POLICY.replace("LOW", tier).replace("PHASES", phases);
  }

  /** Everywhere in 60 days, in the high tier in 20; who owns cards is in since yesterday. */
  private String phases() {
    return "{from: %s, tiers: {high: %s}, teams: {cards: %s}}"
        .formatted(today.plusDays(60), early, today.minusDays(1));
  }

  @BeforeEach
  void start() {
    Path setup = new TestingSetup().wholePolicy(policy("high", phases())).in(folder);
    server = RunningServer.start(folder.resolve("data"), setup, clock);
  }

  @AfterEach
  void a_replay_finds_nothing() {
    assertThat(server.found()).isEmpty();
    server.close();
  }

  private PeerSubmission submitted(String model) {
    return new PeerSubmission(server, model, server.models().inTier(model, "none", "high"));
  }

  private Json.Obj whole(PeerSubmission submission) {
    return server.get("ada", submission.api()).json();
  }

  private boolean passes(PeerSubmission submission) {
    return whole(submission).object("verdict").bool("passes");
  }

  private Json.Obj requirement(PeerSubmission submission, String id) {
    return whole(submission).array("requirements").values().stream()
        .map(Json.Obj.class::cast)
        .filter(one -> one.string("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private void goOn(LocalDate day) {
    Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    clock.pass(Duration.between(clock.instant(), midnight));
    server.forgetSessions();
  }

  @Test
  void a_submission_passes_while_a_rule_is_watched_and_no_longer_on_its_day() {
    PeerSubmission first = submitted("first");
    PeerSubmission second = submitted("second");
    assertThat(first.sign("grace").status()).isEqualTo(200);
    assertThat(second.sign("grace").status()).isEqualTo(200);

    Json.Obj appeals = requirement(first, "appeals");
    assertThat(appeals.string("state")).isEqualTo("NOT_APPLICABLE");
    assertThat(appeals.object("turn").string("role")).isEmpty();
    assertThat(appeals.object("watched"))
        .isEqualTo(
            Json.obj()
                .put("until", early.toString())
                .put("where", "in the high tier")
                .put("today", "UNSATISFIED")
                .put("outcome", "outside")
                .build());
    assertThat(appeals.array("reasons").text()).contains(Watched.CODE, "appeals");
    assertThat(requirement(first, "peer").find("watched")).contains(Json.nothing());
    assertThat(server.open("ada", first.page()).text())
        .contains("Watched until", "would be unsatisfied: outside", "2 watched", "in 20 days")
        .contains("on appeals and second-look count as well");
    assertThat(passes(first)).isTrue();
    assertThat(first.promote("ada").status()).isEqualTo(200);

    goOn(early);

    assertThat(passes(second)).isFalse();
    assertThat(requirement(second, "appeals").string("state")).isEqualTo("UNSATISFIED");
    assertThat(requirement(second, "appeals").find("watched")).contains(Json.nothing());
    Answer refused = second.promote("ada");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("appeals");
    assertThat(server.open("ada", second.page()).text())
        .contains("Unsatisfied: outside")
        .doesNotContain("Watched until");
    assertThat(server.open("ada", first.page()).text())
        .as("what was decided shows what it was decided by")
        .contains("Watched until");
  }

  @Test
  void a_sign_off_that_is_only_watched_is_asked_of_nobody_before_its_day() {
    PeerSubmission one = submitted("looked-at");
    assertThat(server.open("chiara", "/").text()).doesNotContain("looked-at");
    assertThat(server.open("chiara", one.page()).text())
        .contains("Nothing is asked of you here")
        .doesNotContain("/sign?role=compliance");
    assertThat(server.open("chiara", one.page() + "/sign?role=compliance").text())
        .contains("signoff.not-asked", "second-look is watched: it is signed from " + early);
    assertThat(
            decide("chiara", one, "changes", Map.of("role", "compliance", "fixes", "Say more."))
                .text())
        .contains("changes.role");

    goOn(early);

    assertThat(server.open("chiara", "/").text()).contains("looked-at");
    assertThat(server.open("chiara", one.page() + "/sign?role=compliance").text())
        .contains("password")
        .doesNotContain("signoff.not-asked");
  }

  @Test
  void a_team_of_the_owner_comes_in_earlier_than_the_tier() {
    PeerSubmission one = submitted("of-cards");
    assertThat(one.sign("grace").status()).isEqualTo(200);
    assertThat(passes(one)).isTrue();

    assertThat(server.post("tove", "/api/v1/people/ada/teams", "{\"team\":\"cards\"}").status())
        .isEqualTo(200);

    assertThat(passes(one)).isFalse();
    assertThat(requirement(one, "appeals").string("state")).isEqualTo("UNSATISFIED");
    assertThat(one.promote("ada").status()).isEqualTo(409);
  }

  @Test
  void a_waiver_can_be_asked_for_before_the_day_so_that_nobody_stands_still_on_it() {
    PeerSubmission one = submitted("waived");
    assertThat(
            decide(
                    "grace",
                    one,
                    "waivers",
                    Map.of(
                        "requirement",
                        "appeals",
                        "reason",
                        "It is being written.",
                        "protection",
                        "A person looks at every decision.",
                        "until",
                        early.plusDays(5).toString()))
                .status())
        .isEqualTo(200);
    String waiver =
        ((Json.Obj) whole(one).object("decisions").array("waivers").values().getFirst())
            .string("id");
    assertThat(
            decide(
                    "dmitri",
                    one,
                    "waivers/" + waiver + "/grant",
                    Map.of("password", RunningServer.PASSWORD))
                .status())
        .isEqualTo(200);
    Json.Obj ahead = requirement(one, "appeals");
    assertThat(ahead.string("state")).isEqualTo("NOT_APPLICABLE");
    assertThat(ahead.object("watched").string("today")).isEqualTo("WAIVED");

    goOn(early);
    assertThat(requirement(one, "appeals").string("state")).isEqualTo("WAIVED");
    goOn(early.plusDays(6));
    assertThat(requirement(one, "appeals").string("state")).isEqualTo("EXPIRED");
  }

  private Answer decide(
      String username, PeerSubmission one, String route, Map<String, String> filled) {
    return server.fill(username, one.page() + "/decisions", one.page() + "/" + route, filled);
  }

  @Test
  void whoever_reads_the_policy_sees_its_phases_and_what_a_proposal_puts_off() {
    String page = server.open("dmitri", "/policies/lending/1").text();
    assertThat(page)
        .contains("watched, and enforced from", "in the high tier from", "for the team cards from")
        .contains("watched until");
    assertThat(theatre("watchedRequirements")).isEqualTo(2);

    String later = phases().replace(early.toString(), today.plusDays(50).toString());
    Answer proposed =
        server.post(
            "dmitri",
            "/api/v1/policy-proposals",
            Json.obj()
                .put("policy", policy("high", later))
                .put("reason", "Not ready")
                .build()
                .text());
    assertThat(proposed.json().array("phaseChanges").values())
        .hasSize(2)
        .first()
        .isEqualTo(
            Json.obj()
                .put("gate", "production")
                .put("requirement", "appeals")
                .put("where", "in the high tier")
                .put("before", early.toString())
                .put("after", today.plusDays(50).toString())
                .put("later", true)
                .build());
    String at = "/policy-proposals/" + proposed.json().string("proposal");
    assertThat(server.open("tove", at).text())
        .contains("Enforced later", "enforced later than before in the high tier")
        .contains("Watched first")
        .doesNotContain("It binds today");

    goOn(early);
    assertThat(server.open("tove", at).text())
        .contains("It binds today, and would only be watched");
    assertThat(server.open("tove", at + "/replay").text()).contains("As if everything in it");
    goOn(today.plusDays(60));
    assertThat(theatre("watchedRequirements")).isZero();
    assertThat(server.open("dmitri", "/policies/lending/1").text()).doesNotContain("watched until");
  }

  private long theatre(String member) {
    return server.get("hanna", "/api/v1/insights").json().object("theatre").integer(member);
  }

  @Test
  void a_proposed_policy_that_is_watched_says_what_it_would_once_it_is_enforced() {
    PeerSubmission one = submitted("foreseen");
    String further = "{from: %s}".formatted(today.plusDays(300));
    String proposal =
        server
            .post(
                "dmitri",
                "/api/v1/policy-proposals",
                Json.obj()
                    .put("policy", policy("high", further))
                    .put("reason", "Slower")
                    .build()
                    .text())
            .json()
            .string("proposal");
    assertThat(
            server
                .fill(
                    "dmitri",
                    "/account",
                    "/policy-proposals/" + proposal,
                    Map.of("answer", "watch"))
                .status())
        .isEqualTo(200);

    assertThat(whole(one).object("watched").array("open").text()).contains("appeals");
    assertThat(server.open("ada", one.page()).text())
        .contains("It is judged as if everything in it were enforced");
  }
}
