// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.RollbackAct;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A version takes the place of another one, which may serve beside it for three days; then people
 * go back, retire and withdraw. Ada owns the models, Dmitri is the risk manager, Grace a peer.
 */
class RollbackTest {
  private static final String WHY = "{\"reason\":\"Twice as many complaints since Monday.\"}";

  private static final String GATE =
      """
        production:
          overlap-days: 3
          revalidate: {tiers: {low: 90}, overdue: suspend}\
      """;

  @TempDir static Path folder;
  private static final TestingClock CLOCK = new TestingClock();
  private static RunningServer server;

  @BeforeAll
  static void start() {
    Path setup =
        new TestingSetup()
            .token("grace", "read, review, promote, discuss")
            .policy("  production:", GATE)
            .in(folder);
    server = RunningServer.start(folder.resolve("data"), setup, CLOCK);
    List.of("ada", "dmitri", "grace").forEach(server::browser);
  }

  @AfterAll
  static void stop() {
    assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    server.close();
  }

  @Test
  void what_was_replaced_ends_and_a_gate_brings_it_back() {
    String model = "returning";
    Two two = replaced(model);
    Json.Obj before = permit(model, 1);
    assertThat(before.string("state")).isEqualTo("overlaps");
    assertThat(before.bool("lets")).isTrue();
    assertThat(Instant.parse(before.string("until")))
        .isEqualTo(promoted(two.second()).plus(Duration.ofDays(3)));
    assertThat(permit(model, 2).string("state")).isEqualTo("serves");
    assertThat(status(two)).containsExactly("valid", "valid");

    watch().pass(Duration.ofDays(3));
    assertThat(permit(model, 1).string("state")).isEqualTo("replaced");
    assertThat(permit(model, 1).bool("lets")).isFalse();
    assertThat(status(two)).containsExactly("replaced", "valid");
    assertThat(server.get("ada", "/api/v1/submissions/" + two.first()).json().object("permit"))
        .as("also asked for by its submission")
        .isEqualTo(permit(model, 1));

    assertThat(asked(model, 1).bool("passes")).isTrue();
    Answer back = rollBack("ada", model, 1);
    assertThat(back.status()).as(back.text()).isEqualTo(200);
    assertThat(back.json().integer("replaced")).isEqualTo(2);
    assertThat(back.json().integer("submission")).isEqualTo(two.first());
    assertThat(permit(model, 1).string("state")).isEqualTo("serves");
    assertThat(permit(model, 2).string("state")).isEqualTo("overlaps");
    assertThat(back.json().object("beside")).isEqualTo(permit(model, 2));
    assertThat(model(model).integer("production")).isEqualTo(1);
    assertThat(status(two)).containsExactly("valid", "valid");
    Json.Obj promises = server.get("ada", version(model, 1) + "/promises").json();
    assertThat(promises.bool("serves")).isTrue();
    assertThat(Instant.parse(promises.object("approval").string("due")))
        .as("it renews nothing")
        .isEqualTo(promoted(two.first()).plus(Duration.ofDays(90)));

    Answer again = rollBack("ada", model, 1);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().string("code")).isEqualTo("rollback.refused");
    assertThat(again.text()).contains("Version 1 is the one in production.");
    assertThat(acts(two)).containsExactly("version.restored", "rollback.refused");
  }

  @Test
  void who_holds_no_role_for_it_goes_back_to_nothing_and_says_why_who_does() {
    String model = "guarded";
    Two two = replaced(model);
    assertThat(rollBack("grace", model, 1).json().string("code")).isEqualTo("permission.missing");
    assertThat(rollBack("ada", model, 3).json().string("code")).isEqualTo("version.unknown");
    Answer silent = server.post("ada", version(model, 1) + "/rollback", "{\"reason\":\"  \"}");
    assertThat(silent.status()).as(silent.text()).isEqualTo(422);
    server.models().version(model, "0.20");
    assertThat(rollBack("ada", model, 3).json().string("code")).isEqualTo("rollback.version");
    assertThat(server.get("ada", version(model, 3) + "/rollback").status()).isEqualTo(404);
    assertThat(acts(two)).isEmpty();
  }

  @Test
  void the_end_of_its_approval_suspends_what_serves_beside_the_newer_version() {
    String model = "waning";
    long first = server.models().promising(model, TestingImpact.KPIS);
    watch().pass(Duration.ofDays(89));
    Two two = new Two(first, enter(model, "0.40"));
    assertThat(permit(model, 1).string("state")).isEqualTo("overlaps");

    watch().pass(Duration.ofDays(1));
    assertThat(permit(model, 1).string("state")).isEqualTo("suspended");
    assertThat(watch().suspensions(first)).hasSize(1);
    assertThat(status(two)).containsExactly("suspended", "valid");
    assertThat(rollBack("ada", model, 1).text())
        .contains("Version 1 is suspended since", "The approval of version 1 expired at");
  }

  @Test
  void a_withdrawn_approval_is_back_where_every_version_begins() {
    String model = "doubted";
    Two two = replaced(model);
    assertThat(remove("grace", model, 2, "withdrawal").json().string("code"))
        .isEqualTo("removal.by");
    Answer withdrawn = remove("dmitri", model, 2, "withdrawal");
    assertThat(withdrawn.status()).as(withdrawn.text()).isEqualTo(200);
    assertThat(server.get("ada", version(model, 2)).json().string("stage"))
        .isEqualTo("development");
    assertThat(permit(model, 2).string("state")).isEqualTo("withdrawn");
    assertThat(status(two)).containsExactly("valid", "withdrawn");
    assertThat(server.get("ada", "/api/v1/submissions/" + two.second()).text())
        .contains("Promoted to production, and the approval withdrawn on ");
    assertThat(server.open("ada", "/submissions/" + two.second()).text())
        .contains("Approval withdrawn");
    assertThat(model(model).find("production")).contains(Json.nothing());
    assertThat(remove("dmitri", model, 2, "withdrawal").json().string("code"))
        .isEqualTo("removal.nothing");
    assertThat(rollBack("ada", model, 2).text()).contains("stands in development since");
    Answer late =
        server.post(
            "ada",
            version(model, 2) + "/signals",
            "{\"promise\":\"overdue loans\",\"value\":\"1\"}");
    assertThat(late.status()).as(late.text()).isGreaterThanOrEqualTo(409);

    assertThat(rollBack("ada", model, 1).status()).isEqualTo(200);
    long again = server.models().propose(model, 2);
    server.models().await(again);
    var peer = new PeerSubmission(server, model, again);
    assertThat(remove("dmitri", model, 2, "retirement").json().string("code"))
        .isEqualTo("removal.open");
    assertThat(peer.promote("ada").json().string("code"))
        .as("asked anew")
        .isEqualTo("gate.refused");
    assertThat(peer.sign("grace").status()).isEqualTo(200);
    assertThat(peer.promote("ada").status()).isEqualTo(200);
    assertThat(permit(model, 2).string("state")).isEqualTo("serves");
  }

  @Test
  void a_retired_version_is_taken_by_no_gate_and_a_model_is_retired_as_a_whole() {
    String model = "ageing";
    Two two = replaced(model);
    assertThat(remove("dmitri", model, 1, "retirement").status()).isEqualTo(200);
    assertThat(status(two)).containsExactly("retired", "valid");
    assertThat(rollBack("ada", model, 1).text()).contains("stands in retired since");
    assertThat(
            server
                .post("ada", version(model, 1) + "/submissions", "{\"gate\":\"production\"}")
                .json()
                .string("code"))
        .isEqualTo("gate.stage");

    long third = server.models().version(model, "0.30");
    long open = server.models().propose(model, third);
    Answer refused = server.post("dmitri", "/api/v1/models/" + model + "/retirement", WHY);
    assertThat(refused.json().string("code")).isEqualTo("removal.open");
    assertThat(permit(model, 2).string("state")).as("all or none").isEqualTo("serves");
    server.post("ada", "/api/v1/submissions/" + open + "/withdrawal", "{}");
    Answer retired = server.post("dmitri", "/api/v1/models/" + model + "/retirement", WHY);
    assertThat(retired.status()).as(retired.text()).isEqualTo(200);
    assertThat(retired.json().array("retired").values()).hasSize(2);
    assertThat(status(two)).containsExactly("retired", "retired");
    assertThat(server.post("dmitri", "/api/v1/models/" + model + "/retirement", WHY).status())
        .as("nothing is left")
        .isEqualTo(409);
  }

  private record Two(long first, long second) {
    boolean of(long submission) {
      return submission == first || submission == second;
    }
  }

  private static Two replaced(String model) {
    long first = server.models().promising(model, TestingImpact.KPIS);
    return new Two(first, enter(model, "0.40"));
  }

  private static long enter(String model, String cutoff) {
    long number = server.models().propose(model, server.models().version(model, cutoff));
    server.models().await(number);
    var submission = new PeerSubmission(server, model, number);
    assertThat(submission.sign("grace").status()).isEqualTo(200);
    Answer promoted = submission.promote("ada");
    assertThat(promoted.status()).as(promoted.text()).isEqualTo(200);
    return number;
  }

  private static List<String> status(Two two) {
    return List.of(watch().status(two.first()), watch().status(two.second()));
  }

  private static Answer rollBack(String username, String model, long version) {
    return server.post(username, version(model, version) + "/rollback", WHY);
  }

  private static Answer remove(String username, String model, long version, String how) {
    return server.post(username, version(model, version) + "/" + how, WHY);
  }

  private static Json.Obj asked(String model, long version) {
    return server.get("grace", version(model, version) + "/rollback").json();
  }

  private static Json.Obj permit(String model, long version) {
    return server.get("ada", version(model, version)).json().object("permit");
  }

  private static Json.Obj model(String model) {
    return server.get("ada", "/api/v1/models/" + model).json();
  }

  private static String version(String model, long version) {
    return "/api/v1/models/" + model + "/versions/" + version;
  }

  private static Instant promoted(long submission) {
    return Instant.parse(
        server
            .get("ada", "/api/v1/submissions/" + submission)
            .json()
            .object("promotion")
            .string("at"));
  }

  /** The rollbacks to either in the log, by their names. */
  private static List<String> acts(Two two) {
    return server.entries().stream()
        .map(Act::parse)
        .filter(RollbackAct.class::isInstance)
        .map(RollbackAct.class::cast)
        .filter(act -> two.of(act.judged().submission()))
        .map(Act::name)
        .toList();
  }

  private static TestingWatch watch() {
    return new TestingWatch(server, CLOCK);
  }
}
