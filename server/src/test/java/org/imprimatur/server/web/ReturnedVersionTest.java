// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.BypassAsked;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A version that was in production comes back by another submission: what the first one attested
 * says no more than the version may.
 */
class ReturnedVersionTest {
  private static final TestingClock CLOCK = new TestingClock();
  private static final String WHY = "{\"reason\":\"Its labels were those of another month.\"}";
  private static final String GATES =
      """
      gates:
        archived:
          from: [production]
          requirements:
            - {id: end, kind: signoff, role: peer, meaning: approval, count: 1, tiers: [low, medium, high], covers: all}
      """;

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    Path setup =
        new TestingSetup()
            .policy("gates:\n", GATES)
            .policy(
                "from: [development, staging]",
                "from: [development, staging, archived]\n    break-glass: {by: [risk-manager,"
                    + " validator], ratify-within-hours: 24}")
            .in(folder);
    server = RunningServer.start(folder.resolve("data"), setup, CLOCK);
    List.of("ada", "bruno", "dmitri", "grace").forEach(server::browser);
  }

  @AfterAll
  static void stop() {
    assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    server.close();
  }

  @Test
  void a_withdrawn_approval_is_not_valid_again_by_the_next_one() {
    String model = "relabelled";
    long first = server.models().promising(model, TestingImpact.KPIS);
    Answer withdrawn = server.post("dmitri", version(model) + "/withdrawal", WHY);
    assertThat(withdrawn.status()).as(withdrawn.text()).isEqualTo(200);
    assertThat(watch().status(first)).isEqualTo("withdrawn");

    long second = promoted(model, "production");
    assertThat(List.of(watch().status(first), watch().status(second)))
        .containsExactly("withdrawn", "valid");
    assertThat(permit(first)).as("what the submission of then lets").isEqualTo("withdrawn");
    assertThat(permit(second)).isEqualTo("serves");
    assertThat(server.get("ada", version(model)).json().object("permit").bool("lets")).isTrue();
  }

  @Test
  void an_attestation_of_before_is_worth_no_more_than_the_break_glass_of_now() {
    String model = "emergency";
    long first = server.models().promising(model, TestingImpact.KPIS);
    promoted(model, "archived");
    assertThat(List.of(watch().status(first), permit(first))).containsExactly("left", "left");

    long past = proposed(model, "production");
    breakGlass(past);
    assertThat(List.of(watch().status(first), permit(first))).containsExactly("valid", "serves");
    watch().pass(Duration.ofHours(24));
    assertThat(permit(first)).as("nobody ratified it").isEqualTo("suspended");
    assertThat(watch().status(first)).isEqualTo("suspended");

    Answer back =
        server.fill("dmitri", page(past), page(past) + "/reversal", Map.of("reason", "It ends."));
    assertThat(back.status()).as(back.text()).isEqualTo(200);
    assertThat(List.of(watch().status(first), permit(first))).containsExactly("left", "left");
  }

  private static long proposed(String model, String gate) {
    Answer opened =
        server.post("ada", version(model) + "/submissions", "{\"gate\":\"" + gate + "\"}");
    assertThat(opened.status()).as(opened.text()).isLessThan(300);
    long number = opened.json().integer("number");
    if (gate.equals("production")) {
      server.models().await(number); // The other one asks for no check.
    }
    return number;
  }

  private static long promoted(String model, String gate) {
    long number = proposed(model, gate);
    var submission = new PeerSubmission(server, model, number);
    assertThat(submission.sign("grace").status()).isEqualTo(200);
    Answer promoted = submission.promote("ada");
    assertThat(promoted.status()).as(promoted.text()).isEqualTo(200);
    return number;
  }

  private static void breakGlass(long number) {
    Answer asked =
        server.fill(
            "bruno",
            page(number),
            page(number),
            Map.of("reason", "The other one refuses everybody.", "incident", "INC-7"));
    assertThat(asked.status()).as(asked.text()).isEqualTo(200);
    Answer confirmed =
        server.fill(
            "dmitri",
            page(number),
            page(number) + "/confirmation",
            Map.of("wish", wish(number), "over", "peer", "password", RunningServer.PASSWORD));
    assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(200);
  }

  private static String wish(long number) {
    return server.entries().stream()
        .map(Act::parse)
        .filter(BypassAsked.class::isInstance)
        .map(BypassAsked.class::cast)
        .filter(asked -> asked.submission() == number)
        .map(BypassAsked::bypass)
        .findFirst()
        .orElseThrow();
  }

  private static String permit(long submission) {
    Json.Obj told = server.get("ada", "/api/v1/submissions/" + submission).json();
    return told.object("permit").string("state");
  }

  private static String version(String model) {
    return "/api/v1/models/" + model + "/versions/1";
  }

  private static String page(long number) {
    return "/submissions/" + number + "/break-glass";
  }

  private static TestingWatch watch() {
    return new TestingWatch(server, CLOCK);
  }
}
