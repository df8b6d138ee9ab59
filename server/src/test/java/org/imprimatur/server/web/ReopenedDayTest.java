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
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.attestation.StatusList;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.monitoring.Reopenings;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is opened again for a condemnation is decided anew by a day that was set, or suspended at
 * its end: ada owns the models, grace and sam are peers, dmitri and bruno risk managers.
 */
class ReopenedDayTest {
  private static final String KPIS =
      "[{\"name\":\"overdue\",\"unit\":\"%\",\"direction\":\"at-most\",\"limit\":\"2\","
          + "\"owner\":\"lena\",\"every\":\"P300D\",\"breach\":\"tell\"}]";

  @TempDir static Path folder;
  private static final TestingClock CLOCK = new TestingClock();
  private static RunningServer server;

  @BeforeAll
  static void start() {
    Path setup =
        new TestingSetup()
            .people("name: Bruno Keller, roles: [", "name: Bruno Keller, roles: [risk-manager, ")
            .people("Sam Lindqvist, roles: [data-scientist]", "Sam Lindqvist, roles: [peer]")
            .people("person: sam, scopes: [", "person: sam, scopes: [review, ")
            .in(folder);
    server = RunningServer.start(folder.resolve("data"), setup, CLOCK);
    List.of("ada", "dmitri", "grace", "sam", "bruno").forEach(server::browser);
  }

  @AfterAll
  static void stop() {
    assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    server.close();
  }

  @Test
  void it_is_told_at_once_and_before_its_day_suspended_at_its_end_and_let_serve_by_the_gate() {
    String model = "overrun";
    long serving = server.models().promising(model, KPIS);
    LocalDate day = today().plusDays(10);
    Json.Obj done = condemn(serving, ",\"due\":\"%s\"".formatted(day));

    assertThat(server.open("ada", "/").text())
        .contains("Revalidate " + model + " v1, due ", "then the version is suspended");
    assertThat(server.open("grace", "/monitoring/calendar").text())
        .contains(model + " v1", "Opened again, decide anew; the version is suspended then");
    assertThat(server.open("grace", "/monitoring?state=revalidate").text())
        .contains("Opened again", model);
    assertThat(server.open("grace", "/models/" + model + "/v1").text())
        .contains("Opened again", "Decide anew by", "then it is suspended");
    assertThat(monitoring(model).array("reopened").values())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(((Json.Obj) one).string("due")).isEqualTo(day.toString());
              assertThat(((Json.Obj) one).string("condemnation"))
                  .isEqualTo(done.string("condemnation"));
            });
    assertThat(server.get("hanna", "/api/v1/impact?kind=person&thing=grace").text())
        .contains("\"due\":\"" + day + "\"");

    Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    watch().pass(Duration.between(CLOCK.instant(), end).minusMinutes(5));
    assertThat(watch().suspensions(serving)).as("not before its end").isEmpty();
    watch().pass(Duration.ofMinutes(6));
    assertThat(watch().suspensions(serving))
        .singleElement()
        .satisfies(
            act -> {
              assertThat(act.by()).isEqualTo(Stamp.SYSTEM);
              assertThat(act.cause())
                  .isEqualTo(new Cause.Undecided(done.string("condemnation"), end));
            });
    assertThat(watch().status(serving)).isEqualTo(StatusList.SUSPENDED);
    watch().readTheLogAgain();
    assertThat(watch().suspensions(serving)).as("once").hasSize(1);

    String page = "/models/" + model + "/v1/monitoring";
    assertThat(server.open("ada", page).text())
        .contains("what was opened again was not decided anew by");
    assertThat(
            server
                .fill("ada", page, page + "/reinstatement", Map.of("reason", "It is fine."))
                .text())
        .as("two persons do not decide it anew")
        .contains("reinstatement.undecided");
    assertThat(server.open("ada", "/").text()).contains("Revalidate " + model + " v1, due ");

    decideAnew(model);
    assertThat(monitoring(model).array("reopened").values()).isEmpty();
    assertThat(server.open("ada", "/").text()).doesNotContain(model);
    lift(done);
  }

  @Test
  void what_is_decided_in_time_or_lifted_is_not_suspended() {
    long anew = server.models().promising("anew", KPIS);
    long lifted = server.models().promising("lifted", KPIS);
    LocalDate day = today().plusDays(5);
    Json.Obj first = condemn(anew, ",\"due\":\"%s\"".formatted(day));
    decideAnew("anew");
    lift(first);
    Json.Obj second = condemn(lifted, ",\"due\":\"%s\"".formatted(day));
    lift(second);

    watch().pass(Duration.ofDays(7));
    assertThat(watch().suspensions(anew)).isEmpty();
    assertThat(watch().suspensions(lifted)).isEmpty();
    assertThat(monitoring("lifted").array("reopened").values()).isEmpty();
    assertThat(server.open("grace", "/models/lifted/v1").text()).doesNotContain("Opened again");
  }

  @Test
  void more_that_is_opened_again_takes_the_day_of_the_condemnation_while_it_is_ahead() {
    long one = server.models().promising("later", KPIS);
    LocalDate day = today().plusDays(4);
    Json.Obj done = condemn(0, ",\"reopen\":[],\"due\":\"%s\"".formatted(day));
    String path = "/api/v1/impact/condemnations/" + done.string("condemnation") + "/reopenings";
    assertThat(
            server
                .post(
                    "dmitri",
                    path,
                    "{\"reason\":\"More.\",\"reopen\":[%d],\"due\":\"2020-01-01\"}".formatted(one))
                .code())
        .isEqualTo("reopening.day");

    server.post("dmitri", path, "{\"reason\":\"More.\",\"reopen\":[%d]}".formatted(one));

    assertThat(monitoring("later").array("reopened").values())
        .singleElement()
        .satisfies(open -> assertThat(((Json.Obj) open).string("due")).isEqualTo(day.toString()));
    lift(done);
  }

  @ParameterizedTest
  @CsvSource({"2020-01-01", "2999-01-01", "tomorrow", "2026-02-30", "2026-12-24T00:00:00Z"})
  void a_day_that_is_none_is_refused(String day) {
    Answer answer = post(",\"due\":\"%s\"".formatted(day));

    assertThat(answer.code()).isEqualTo("condemnation.day");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("from today and at most 90 days ahead");
  }

  @Test
  void the_page_proposes_a_day_and_takes_none() {
    server.models().promising("on-the-page", KPIS);
    String trace = "/impact?kind=person&thing=" + server.caller("grace").id();
    assertThat(server.open("dmitri", trace).text())
        .contains("name=\"by\"", "value=\"" + today().plusDays(30) + "\"");
    Map<String, String> form = RunningServer.hidden(server.open("dmitri", trace));
    Map<String, String> chosen =
        Map.of(
            "kind", "person",
            "thing", server.caller("grace").id(),
            "which", "all",
            "reason", "It is bad.");
    Map<String, String> with = new HashMap<>(chosen);
    with.put("by", today().plusDays(2).toString());

    Answer none = server.submit(server.browser("dmitri"), form, "/impact/condemnation", chosen);
    assertThat(none.text()).contains("Opened again on").doesNotContain("to be decided anew by");
    liftAll();
    Map<String, String> again = RunningServer.hidden(server.open("dmitri", trace));
    assertThat(server.submit(server.browser("dmitri"), again, "/impact/condemnation", with).text())
        .contains("What is opened again for it is to be decided anew by", "to be decided anew by");
    liftAll();
  }

  private static void decideAnew(String model) {
    long number = server.models().propose(model, 1);
    server.models().await(number);
    var peer = new PeerSubmission(server, model, number);
    assertThat(peer.sign("sam").status()).isEqualTo(200);
    assertThat(peer.promote("ada").status()).isEqualTo(200);
  }

  private static Json.Obj monitoring(String model) {
    return server.get("ada", "/api/v1/models/" + model + "/versions/1/promises").json();
  }

  private static Answer post(String more) {
    return server.post(
        "dmitri",
        "/api/v1/impact/condemnations",
        "{\"kind\":\"person\",\"thing\":\"grace\",\"reason\":\"It is bad.\"%s}".formatted(more));
  }

  /** Condemns whoever signed; opens one submission again, or what is said. */
  private static Json.Obj condemn(long submission, String more) {
    String reopen = submission == 0 ? "" : ",\"reopen\":[%d]".formatted(submission);
    Answer answer = post(reopen + more);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private static void lift(Json.Obj done) {
    lift(done.string("condemnation"));
  }

  private static void lift(String id) {
    server.bean(Reopenings.class).lift(server.caller("bruno"), id, "It was looked into.");
  }

  private static void liftAll() {
    server
        .get("hanna", "/api/v1/impact/condemnations")
        .json()
        .array("condemnations")
        .values()
        .forEach(one -> lift(((Json.Obj) one).string("condemnation")));
  }

  private static TestingWatch watch() {
    return new TestingWatch(server, CLOCK);
  }

  private static LocalDate today() {
    return LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC);
  }
}
