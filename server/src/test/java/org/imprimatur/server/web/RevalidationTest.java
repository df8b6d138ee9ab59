// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.attestation.StatusList;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An approval holds for ninety days. It is told thirty days before, suspends the version at its
 * end, and is renewed by the same version at the same gate and by nothing else. Its conditions go
 * on after the promotion.
 */
class RevalidationTest {
  private static final String KPIS =
      """
      [{"name":"four-fifths ratio","unit":"ratio","direction":"at-least","limit":"0.80",
        "owner":"lena","every":"year","breach":"revalidate"}]\
      """;

  @TempDir static Path folder;
  private static final TestingClock CLOCK = new TestingClock();
  private static RunningServer server;

  @BeforeAll
  static void start() {
    Path setup =
        new TestingSetup()
            .policy(
                "  production:",
                "  production:\n    revalidate: {tiers: {low: 90}, overdue: suspend}")
            .in(folder);
    server = RunningServer.start(folder.resolve("data"), setup, CLOCK);
    // A one-time link ends after seven days, and the clock is set ahead further than that.
    List.of("ada", "dmitri", "grace").forEach(server::browser);
  }

  @AfterAll
  static void stop() {
    assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    server.close();
  }

  @Test
  void an_approval_is_told_before_its_end_suspends_at_it_and_begins_anew_at_the_gate() {
    String model = "expiring";
    long first = server.models().promising(model, KPIS);
    Instant due = due(model);
    assertThat(due).isEqualTo(promoted(first).plus(Duration.ofDays(90)));

    watch().pass(Duration.ofDays(60).minusMinutes(10));
    assertThat(server.open("ada", "/").text())
        .as("too early")
        .doesNotContain("Revalidate " + model);
    assertThat(server.open("ada", "/monitoring?state=revalidate").text()).doesNotContain(model);

    watch().pass(Duration.ofMinutes(10));
    assertThat(server.open("ada", "/").text()).contains("Revalidate " + model + " v1, due ");
    assertThat(server.open("grace", "/").text()).doesNotContain(model);
    assertThat(server.open("ada", "/monitoring?state=revalidate").text()).contains(model);
    assertThat(server.open("ada", "/models/" + model).text()).contains("approved until");
    assertThat(server.open("grace", "/monitoring/calendar").text())
        .contains(model + " v1", "The approval ends; the version is suspended then", "as peer");

    watch().pass(Duration.ofDays(30).minusMinutes(5));
    assertThat(watch().suspensions(first)).as("not before its end").isEmpty();
    watch().pass(Duration.ofMinutes(5));
    assertThat(watch().suspensions(first))
        .singleElement()
        .satisfies(
            act -> {
              assertThat(act.by()).isEqualTo(Stamp.SYSTEM);
              assertThat(act.cause()).isEqualTo(new Cause.Expired(due));
            });
    assertThat(watch().status(first)).isEqualTo(StatusList.SUSPENDED);
    assertThat(serves(model)).isFalse();
    watch().readTheLogAgain();
    assertThat(watch().suspensions(first)).as("once, however often it is looked at").hasSize(1);

    String page = "/models/" + model + "/v1/monitoring";
    assertThat(server.open("ada", page).text()).contains("the approval expired on");
    assertThat(
            server
                .fill("ada", page, page + "/reinstatement", Map.of("reason", "It is fine."))
                .text())
        .as("two persons do not renew an approval")
        .contains("reinstatement.expired");

    renew(model, first);
    assertThat(due(model)).isEqualTo(promoted(first + 1).plus(Duration.ofDays(90)));
    assertThat(watch().status(first + 1)).isEqualTo(StatusList.VALID);
    assertThat(watch().status(first)).as("what expired stays so").isEqualTo(StatusList.SUSPENDED);
  }

  /** The same version through the same gate, and what its reviewers see of the time between. */
  private void renew(String model, long before) {
    String version = server.open("ada", "/models/" + model + "/v1").text();
    assertThat(version).contains("Revalidate v1 in production", "Since the last approval");
    long again = server.models().propose(model, 1);
    assertThat(again).isEqualTo(before + 1);
    server.models().await(again);
    var peer = new PeerSubmission(server, model, again);
    String turn = server.open("ada", "/").text();
    assertThat(turn).doesNotContain("Revalidate " + model);
    if (!serves(model)) {
      assertThat(turn).contains("A submission is on its way");
    }
    assertThat(server.open("grace", peer.page()).text())
        .contains("Since the last approval", "/submissions/" + before, "Still this version");
    assertThat(peer.promote("ada").code()).as("nothing is carried over").isEqualTo("gate.refused");
    assertThat(peer.sign("grace").status()).isEqualTo(200);
    assertThat(peer.promote("ada").status()).isEqualTo(200);
    assertThat(serves(model)).isTrue();
    assertThat(server.open("ada", "/").text()).doesNotContain("Revalidate " + model);
  }

  @Test
  void renewed_in_time_it_outlives_its_first_end_and_one_suspension_stands_for_both() {
    String model = "renewed";
    long first = server.models().promising(model, KPIS);
    watch().pass(Duration.ofDays(80));
    renew(model, first);

    watch().pass(Duration.ofDays(15));
    assertThat(watch().suspensions(first)).isEmpty();
    assertThat(serves(model)).isTrue();
    assertThat(watch().status(first)).isEqualTo(StatusList.VALID);

    String page = "/models/" + model + "/v1/monitoring";
    server.fill("ada", page, page + "/suspension", Map.of("reason", "Complaints."));
    assertThat(watch().status(first + 1)).isEqualTo(StatusList.SUSPENDED);
    assertThat(watch().status(first)).as("the earlier proof of it").isEqualTo(StatusList.SUSPENDED);

    Answer known =
        server.post(
            "ada",
            "/api/v1/incidents",
            """
            {"model":"%s","version":1,"severity":"low","harm":"none","foundBy":"user","text":"It erred.",
             "aware":"%s"}\
            """
                .formatted(model, promoted(first).plus(Duration.ofDays(2))));
    assertThat(known.status()).as(known.text()).isEqualTo(201);
    assertThat(known.json().integer("submission"))
        .as("what it was approved by when the incident was known")
        .isEqualTo(first);
    assertThat(server.open("ada", "/incidents/" + known.json().integer("incident")).text())
        .contains("2 days in production");
  }

  @Test
  void a_promise_that_asks_for_it_makes_a_revalidation_due_until_one_is_open() {
    String model = "broken";
    long first = server.models().promising(model, KPIS);
    signal(model, first, 2, "0.7");
    assertThat(server.open("ada", watching(model)).text())
        .contains("A revalidation is due, as it was promised: four-fifths ratio broken");
    assertThat(server.open("ada", "/monitoring?state=revalidate").text()).contains(model);
    assertThat(server.open("ada", "/").text()).contains("Revalidate " + model);

    server.models().await(server.models().propose(model, 1));
    assertThat(server.open("ada", "/").text()).doesNotContain("Revalidate " + model);
    assertThat(server.open("grace", "/submissions/" + (first + 1)).text())
        .contains("Four-fifths ratio broke in 1 of 1 window");
  }

  @Test
  void a_signal_that_breaks_a_condition_suspends_once_and_two_persons_let_it_serve_when_it_holds() {
    String model = "conditional";
    long number = approvedUnder(model, "metrics[\"four-fifths ratio\"] >= 0.85", 10);
    assertThat(server.open("ada", watching(model)).text()).contains("The ratio stays up", "Open");

    signal(model, number, 2, "0.90");
    watch().awaitLooks();
    assertThat(watch().suspensions(number)).isEmpty();
    assertThat(standing(model).array("conditions").text()).contains("\"state\":\"met\"");

    // It keeps the promise, and not what the approval asks for.
    signal(model, number, 3, "0.84");
    watch().awaitLooks();
    assertThat(watch().suspensions(number))
        .singleElement()
        .satisfies(
            act -> {
              assertThat(act.by()).isEqualTo(Stamp.SYSTEM);
              assertThat(act.cause())
                  .isInstanceOfSatisfying(
                      Cause.Unmet.class, cause -> assertThat(cause.failure()).isEqualTo("broken"));
            });
    assertThat(serves(model)).isFalse();
    assertThat(server.open("ada", "/models/" + model).text())
        .as("what Imprimatur does itself stands in the model's history where it ends something")
        .contains("</a>: condition 1 of the approval broken by a signal of ");
    assertThat(watch().status(number)).isEqualTo(StatusList.SUSPENDED);
    assertThat(server.open("ada", "/").text()).contains("Replace or bring back " + model);
    watch().readTheLogAgain();
    assertThat(watch().suspensions(number)).hasSize(1);
    assertThat(act("ada", model, "reinstatement", Map.of("reason", "Mended.")))
        .as("while it does not hold")
        .contains("reinstatement.condition");

    signal(model, number, 4, "0.91");
    act("ada", model, "reinstatement", Map.of("reason", "Mended."));
    act("dmitri", model, "reinstatement/confirmation", Map.of());
    assertThat(serves(model)).isTrue();
    assertThat(watch().status(number)).isEqualTo(StatusList.VALID);
  }

  @Test
  void a_condition_whose_last_day_passes_unmet_suspends_then_and_not_before() {
    String model = "unmet";
    long number = approvedUnder(model, "", 10);
    Instant end = Instant.parse(day(11) + "T00:00:00Z");
    watch().pass(Duration.between(CLOCK.instant(), end).minusMinutes(5));
    assertThat(watch().suspensions(number)).isEmpty();
    watch().pass(Duration.ofMinutes(5));
    assertThat(watch().suspensions(number))
        .singleElement()
        .extracting(VersionSuspended::cause)
        .isInstanceOfSatisfying(
            Cause.Unmet.class,
            cause -> {
              assertThat(cause.failure()).isEqualTo("lapsed");
              assertThat(cause.since()).isEqualTo(end);
            });
    assertThat(server.open("ada", watching(model)).text()).contains("Not met by its last day");
  }

  @Test
  void a_condition_on_what_nobody_promised_is_not_signed() {
    String model = "unpromised";
    long number = server.models().lowTierSubmission(model);
    var peer = new PeerSubmission(server, model, number);

    assertThat(
            peer.send(
                    "grace",
                    peer.form("grace"),
                    conditions("metrics[\"four-fifth ratio\"] >= 0.85", 10))
                .text())
        .contains("signoff.terms", "Nothing is promised");
    assertThat(peer.signOffs()).isEmpty();
  }

  private static TestingWatch watch() {
    return new TestingWatch(server, CLOCK);
  }

  /** A version in production that grace approved under a condition, so many days long. */
  private static long approvedUnder(String model, String when, int days) {
    long number = server.models().promised(model, KPIS);
    var peer = new PeerSubmission(server, model, number);
    Answer signed = peer.send("grace", peer.form("grace"), conditions(when, days));
    assertThat(signed.status()).as(signed.text()).isEqualTo(200);
    Answer promoted = peer.promote("ada");
    assertThat(promoted.status()).as(promoted.text()).isEqualTo(200);
    return number;
  }

  private static Map<String, String> conditions(String when, int days) {
    Map<String, String> filled = new HashMap<>(PeerSubmission.decision("approve-with-conditions"));
    filled.put("condition-1", "The ratio stays up");
    filled.put("owner-1", "ada");
    filled.put("due-1", day(days));
    if (!when.isEmpty()) {
      filled.put("class-1", "signals");
      filled.put("when-1", when);
    }
    return filled;
  }

  private static String day(int days) {
    return LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC).plusDays(days).toString();
  }

  private static String act(String person, String model, String what, Map<String, String> filled) {
    return server.fill(person, watching(model), watching(model) + "/" + what, filled).text();
  }

  private static void signal(String model, long submission, long seconds, String value) {
    String signal =
        Json.obj()
            .put("promise", "four-fifths ratio")
            .put("value", value)
            .put("to", promoted(submission).plusSeconds(seconds).toString())
            .build()
            .text();
    Answer sent = server.post("lena", "/api/v1/models/" + model + "/versions/1/signals", signal);
    assertThat(sent.status()).as(sent.text()).isEqualTo(200);
  }

  private static String watching(String model) {
    return "/models/" + model + "/v1/monitoring";
  }

  private static Json.Obj standing(String model) {
    return server.get("ada", "/api/v1/models/" + model + "/versions/1/promises").json();
  }

  private static Instant due(String model) {
    return Instant.parse(standing(model).object("approval").string("due"));
  }

  private static boolean serves(String model) {
    return standing(model).bool("serves");
  }

  private static Instant promoted(long submission) {
    return Instant.parse(
        server
            .get("ada", "/api/v1/submissions/" + submission)
            .json()
            .object("promotion")
            .string("at"));
  }
}
