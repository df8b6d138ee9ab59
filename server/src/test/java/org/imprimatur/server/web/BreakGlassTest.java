// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.BypassAsked;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.IncidentAct.IncidentOpened;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two persons take a version past its gate on the page, and what that leaves owing. */
class BreakGlassTest {
  private static final TestingClock CLOCK = new TestingClock();
  @TempDir static Path folder;
  private static RunningServer server;
  private static int count;

  private String model = "";
  private long number;

  @BeforeAll
  static void start() {
    Path setup =
        new TestingSetup()
            .policy(
                "from: [development, staging]",
                "from: [development, staging]\n    break-glass: {by: [risk-manager, validator,"
                    + " data-scientist, peer], ratify-within-hours: 24}\n"
                    + "    overlap-days: 0\n"
                    + "    revalidate: {tiers: {low: 2}, notice-days: 1, overdue: suspend}")
            .token("bruno", "read, review")
            .in(folder);
    server = RunningServer.start(folder.resolve("data"), setup, CLOCK);
    List.of("ada", "bruno", "chiara", "dmitri", "grace", "lena", "sam", "tove")
        .forEach(server::browser);
  }

  @AfterAll
  static void stop() {
    assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    server.close();
  }

  @BeforeEach
  void submit() {
    server.forgetSessions();
    model = "broken-%02d".formatted(++count);
    number = server.models().lowTierSubmission(model, "sam");
  }

  @Test
  void two_persons_take_it_past_the_gate_and_the_ordinary_sign_offs_ratify_it() {
    assertThat(ask("bruno").status()).isEqualTo(200);
    assertThat(version().string("stage")).as("nothing moves by asking").isEqualTo("development");
    assertThat(server.open("dmitri", "/").text()).contains("break-glass for " + model);

    assertThat(confirm("dmitri").status()).isEqualTo(200);

    assertThat(version().string("stage")).isEqualTo("production");
    assertThat(submission().object("bypass").string("state")).isEqualTo("owed");
    assertThat(submission().string("status")).as("its gate is still asked").isEqualTo("open");
    assertThat(submission().object("verdict").string("sentence")).startsWith("Bypassed");
    assertThat(attestation().code()).as("what passed no gate").isEqualTo("attestation.pending");
    for (String page : List.of("/", "/models", "/submissions/" + number)) {
      assertThat(server.open("chiara", page).text()).contains("Break-glass debts 1");
    }
    assertThat(server.open("chiara", "/models/" + model).text()).contains("v1 bypassed", "#bolt");
    assertThat(promote("ada").code()).isEqualTo("gate.refused");

    assertThat(peer().sign("grace").status()).isEqualTo(200);
    assertThat(promote("ada").status()).isEqualTo(200);

    assertThat(submission().object("bypass").string("state")).isEqualTo("ratified");
    assertThat(submission().string("status")).isEqualTo("promoted");
    assertThat(server.open("chiara", "/").text()).doesNotContain("Break-glass debts");
  }

  @Test
  void one_person_alone_moves_nothing_and_after_the_hour_the_wish_is_over() {
    ask("dmitri");
    assertThat(refused(confirm("dmitri"))).contains("bypass.same");

    CLOCK.pass(Duration.ofMinutes(61));
    assertThat(refused(confirm("bruno"))).contains("bypass.unasked");
    assertThat(bypasses()).isEmpty();
  }

  @Test
  void whoever_had_a_hand_or_lacks_the_role_neither_asks_nor_confirms() {
    Map<String, String> others =
        Map.of(
            "ada", "bypass.hand",
            "sam", "bypass.hand",
            "chiara", "bypass.role",
            "tove", "permission.missing");
    others.forEach((person, code) -> assertThat(refused(ask(person))).as(person).contains(code));

    ask("dmitri");
    others.forEach(
        (person, code) -> assertThat(refused(confirm(person))).as(person).contains(code));
    assertThat(bypasses()).isEmpty();
  }

  @Test
  void before_the_glass_is_broken_the_page_names_what_nobody_could_sign_afterwards() {
    String empty = "peer: 1 sign-off as peer asked, 0 people eligible and free for it.";
    assertThat(server.open("grace", page()).text())
        .contains("Nobody could ratify it", empty, "Add a person with the role peer");
    assertThat(server.open("bruno", page()).text())
        .contains("If Grace Lim confirms: " + empty)
        .doesNotContain("If Dmitri");

    ask("bruno");
    assertThat(server.open("bruno", page()).text())
        .contains("Bruno Keller asked for it. Another person confirms.")
        .doesNotContain("counts as");
    assertThat(server.open("dmitri", page()).text()).doesNotContain("Nobody could ratify it");
    assertThat(server.open("grace", page()).text()).contains(empty);
    assertThat(confirm("grace").status()).as("it is said, and not forbidden").isEqualTo(200);
    assertThat(server.open("ada", page()).text()).contains(empty);
    assertThat(rollBack("dmitri").status()).isEqualTo(200);
  }

  @Test
  void whoever_broke_the_glass_reads_that_they_do_not_sign_and_why() {
    ask("bruno");
    confirm("grace");
    String why = "You cannot sign: you confirmed the break-glass of this submission";
    assertThat(server.open("grace", "/submissions/" + number).text())
        .contains(why, "Nobody else can.", "href=\"" + page() + "\"")
        .doesNotContain("You sign as", "/sign?role=");
    Answer sign = server.open("grace", "/submissions/" + number + "/sign?role=peer");
    assertThat(sign.status()).isEqualTo(403);
    assertThat(sign.text())
        .contains(why, "Nobody else can sign it now.")
        .doesNotContain("you is", "Eligible: .");
    assertThat(server.open("bruno", "/submissions/" + number).text())
        .contains("You cannot sign: you asked for the break-glass of this submission");
    assertThat(rollBack("dmitri").status()).isEqualTo(200);
  }

  @Test
  void a_bypass_is_called_no_approval_where_what_came_since_is_told() {
    broken();
    for (String page : List.of("/models/" + model + "/v1", "/submissions/" + number)) {
      assertThat(server.open("ada", page).text())
          .as(page)
          .contains("Since the break-glass, which is no approval")
          .doesNotContain("Since the last approval", "Last approval");
    }
    assertThat(rollBack("dmitri").status()).isEqualTo(200);
  }

  @Test
  void a_token_breaks_no_glass() {
    String page = "/submissions/" + number + "/break-glass";
    for (String route : List.of("", "/confirmation", "/reversal")) {
      assertThat(server.post("bruno", "/api/v1" + page + route, "{}").status()).isBetween(400, 499);
      assertThat(server.submitByToken("bruno", Map.of(), page + route).status())
          .as("sent to sign in, whatever the form")
          .isEqualTo(302);
    }
    assertThat(bypasses()).isEmpty();
  }

  @Test
  void a_gate_that_passes_needs_no_glass_and_a_rejection_is_not_passed_over() {
    peer().send("grace", peer().form("grace"), rejection());
    assertThat(refused(ask("bruno"))).contains("bypass.rejected");
    assertThat(against()).contains("bypass.rejected");

    submit();
    peer().sign("grace");
    assertThat(refused(ask("bruno"))).contains("bypass.needless");
  }

  @Test
  void while_it_is_owed_no_other_version_is_promoted_and_after_it_is_rolled_back_one_is() {
    broken();
    long other = server.models().propose(model, server.models().version(model, "0.40"));
    server.models().await(other);
    var second = new PeerSubmission(server, model, other);
    second.sign("grace");
    Answer blocked = second.promote("ada");
    assertThat(blocked.code()).isEqualTo("gate.refused");
    assertThat(blocked.text()).contains("by break-glass in submission " + number);
    assertThat(
            server
                .fill(
                    "ada",
                    "/submissions/" + number,
                    "/submissions/" + number + "/withdrawal",
                    Map.of())
                .text())
        .contains("submission.debt");

    assertThat(refused(rollBack("lena"))).contains("bypass.role");
    assertThat(rollBack("dmitri").status()).isEqualTo(200);

    assertThat(version().string("stage")).isEqualTo("development");
    assertThat(second.promote("ada").status()).isEqualTo(200);
    assertThat(refused(ask("bruno"))).as("not a second time").contains("bypass.twice");
  }

  @Test
  void an_incident_of_what_was_rolled_back_is_read_and_closed_like_any_other() {
    broken();
    String report = "/models/" + model + "/v1/incident";
    Map<String, String> said =
        Map.of(
            "text", "It let everybody in.",
            "severity", "high",
            "harm", "none",
            "foundBy", "user",
            "aware", "");
    assertThat(server.fill("grace", report, report, said).status()).isEqualTo(200);
    assertThat(rollBack("dmitri").status()).isEqualTo(200);
    assertThat(server.fill("grace", report, report, said).status()).as("also later").isEqualTo(200);

    List<IncidentOpened> opened =
        acts(IncidentOpened.class).stream().filter(act -> act.submission() == number).toList();
    assertThat(opened).hasSize(2);
    for (IncidentOpened one : opened) {
      String page = "/incidents/" + one.incident();
      assertThat(server.open("ada", "/").text()).contains("href=\"" + page + "\"");
      assertThat(server.open("grace", page).text()).contains("submission " + number);
      Map<String, String> words = Map.of("cause", "Haste.", "lesson", "Read the columns.");
      assertThat(server.fill("dmitri", page, page + "/closing", words).text())
          .contains("Read the columns.");
    }
  }

  @Test
  void what_is_overdue_is_suspended_once_and_serves_again_by_its_gate_alone() throws Exception {
    broken();
    CLOCK.pass(Duration.ofHours(23));
    server.forgetSessions();
    assertThat(watch().suspensions(number)).isEmpty();

    CLOCK.pass(Duration.ofHours(1));
    awaitSuspension(number);
    assertThat(watch().suspensions(number))
        .singleElement()
        .satisfies(by -> assertThat(by.cause()).isInstanceOf(Cause.Unratified.class));
    assertThat(submission().bool("suspended")).isTrue();
    assertThat(submission().object("bypass").string("state")).isEqualTo("overdue");
    server.forgetSessions();
    String monitoring = "/models/" + model + "/v1/monitoring";
    assertThat(
            server
                .fill("ada", monitoring, monitoring + "/reinstatement", Map.of("reason", "Please."))
                .text())
        .contains("reinstatement.debt");

    peer().sign("grace");
    assertThat(promote("ada").status()).isEqualTo(200);
    assertThat(submission().bool("suspended")).isFalse();
    assertThat(version().bool("suspended")).isFalse();
    assertThat(watch().suspensions(number)).hasSize(1);
    assertThat(watch().status(number))
        .as("what was ratified is attested and valid")
        .isEqualTo("valid");
  }

  @Test
  void a_version_that_is_back_after_a_roll_back_is_suspended_for_what_was_over_meanwhile()
      throws Exception {
    long first = number;
    peer().sign("grace");
    assertThat(promote("ada").status()).isEqualTo(200);
    number = server.models().propose(model, server.models().version(model, "0.40"));
    server.models().await(number);
    broken();
    CLOCK.pass(Duration.ofDays(3));
    server.forgetSessions();
    awaitSuspension(number);
    assertThat(watch().suspensions(first)).as("another version stands in its place").isEmpty();

    assertThat(rollBack("dmitri").status()).isEqualTo(200);

    number = first;
    awaitSuspension(number);
    assertThat(watch().suspensions(number))
        .singleElement()
        .satisfies(by -> assertThat(by.cause()).isInstanceOf(Cause.Expired.class));

    number = server.models().propose(model, 1);
    server.models().await(number);
    assertThat(refused(ask("bruno")))
        .as("only its gate renews what expired, and its files came past it under another number")
        .contains("bypass.twice", "stands in production already", "Version 1 is suspended");
  }

  private void broken() {
    assertThat(ask("bruno").status()).isEqualTo(200);
    assertThat(confirm("dmitri").status()).isEqualTo(200);
  }

  private Answer ask(String person) {
    return server.fill(
        person,
        page(),
        page(),
        Map.of("reason", "The version in production refuses everybody.", "incident", "INC-7"));
  }

  private Answer confirm(String person) {
    return server.fill(
        person,
        page(),
        page() + "/confirmation",
        Map.of("wish", wish(), "over", "peer", "password", RunningServer.PASSWORD));
  }

  /** What the page of somebody who can confirm would send. */
  private String wish() {
    return acts(BypassAsked.class).stream()
        .filter(asked -> asked.submission() == number)
        .map(BypassAsked::bypass)
        .reduce((_, later) -> later)
        .orElse("g_none");
  }

  private Answer rollBack(String person) {
    return server.fill(
        person, page(), page() + "/reversal", Map.of("reason", "The old version serves again."));
  }

  private static String refused(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
    return answer.text();
  }

  private Map<String, String> rejection() {
    return Map.of(
        "role", "peer",
        "decision", "reject",
        "opinion", "No.",
        "category", "evidence",
        "fixes", "Say more.",
        "password", RunningServer.PASSWORD);
  }

  private PeerSubmission peer() {
    return new PeerSubmission(server, model, number);
  }

  private Answer promote(String person) {
    return peer().promote(person);
  }

  private String page() {
    return "/submissions/" + number + "/break-glass";
  }

  private String against() {
    return server.get("ada", "/api/v1/submissions/" + number + "/break-glass").text();
  }

  private Answer attestation() {
    return server.get("ada", "/api/v1/submissions/" + number + "/attestation");
  }

  private static TestingWatch watch() {
    return new TestingWatch(server, CLOCK);
  }

  private Json.Obj submission() {
    return server.get("ada", "/api/v1/submissions/" + number).json();
  }

  private Json.Obj version() {
    return server.get("ada", "/api/v1/models/" + model + "/versions/1").json();
  }

  private List<VersionBypassed> bypasses() {
    return acts(VersionBypassed.class).stream().filter(act -> act.submission() == number).toList();
  }

  private static void awaitSuspension(long submission) {
    TestingWait.until(
        "The version was not suspended.", () -> !watch().suspensions(submission).isEmpty());
  }

  private static <T extends Act> List<T> acts(Class<T> type) {
    return server.entries().stream()
        .map(Act::parse)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
