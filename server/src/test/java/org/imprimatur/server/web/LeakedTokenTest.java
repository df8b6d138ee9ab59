// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.PeopleAct.TokenIssued;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A token that leaked, over the real API and pages: everything that was recorded with it names it,
 * and what rests on that is opened again in one act. Ada makes versions with it, Grace signs,
 * Dmitri and Bruno are risk managers.
 */
class LeakedTokenTest {
  @TempDir static Path folder;
  private static RunningServer server;
  private static TestingImpact impact;
  private static int count;

  private final String model = "leaking-%02d".formatted(++count);

  @BeforeAll
  static void start() {
    Path setup =
        new TestingSetup()
            .people("name: Bruno Keller, roles: [", "name: Bruno Keller, roles: [risk-manager, ")
            .in(folder);
    server = RunningServer.start(folder.resolve("data"), Optional.empty(), setup);
    impact = new TestingImpact(server);
  }

  @AfterAll
  static void stop() {
    assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    server.close();
  }

  @Test
  void every_entry_that_a_program_asked_for_names_its_token_and_no_other_does() {
    long serving = server.models().promising(model, TestingImpact.KPIS);
    assertThat(server.post("lena", version() + "/signals", signal()).status()).isEqualTo(200);

    assertThat(of(VersionRegistered.class).with()).contains(token("ada"));
    assertThat(of(SubmissionOpened.class).with()).contains(token("ada"));
    assertThat(of(SignoffGiven.class).with()).as("signed on the page").isEmpty();
    assertThat(of(EvidenceRecorded.class).with()).as("computed here").isEmpty();
    SignalRecorded sent = of(SignalRecorded.class);
    assertThat(sent.with()).contains(token("lena"));
    assertThat(new String(sent.bytes(), UTF_8)).as("once").doesNotContain("\"with\"");
    for (String asked : List.of("", "&act=signal.recorded", "&actor=" + sent.by())) {
      assertThat(server.open("hanna", "/audit?with=" + token("lena") + asked).text())
          .as("signals are found by the token with which they came")
          .containsPattern(listed("signal.recorded"));
    }
    assertThat(server.open("hanna", "/audit?with=" + token("ada")).text())
        .containsPattern(listed("version.registered"))
        .doesNotContainPattern(listed("signal.recorded"));
    assertThat(acts())
        .filteredOn(act -> act.stamp().with().isPresent())
        .isNotEmpty()
        .noneMatch(act -> act instanceof SignalRecorded || act instanceof BatchAct)
        .allSatisfy(act -> assertThat(act.with()).contains(token(act.by())));
    assertThat(acts())
        .filteredOn(act -> act.by().equals(Stamp.SYSTEM))
        .allMatch(act -> act.with().isEmpty());
    assertThat(of(VersionPromoted.class).submission()).isEqualTo(serving);
  }

  /** In the table, after the acts that can be chosen. */
  private static String listed(String act) {
    return "(?s)</select>.*<t[dh][^>]*>[^/]*" + act;
  }

  @Test
  void what_rests_on_it_is_traced_condemned_opened_again_and_lifted() {
    long serving = server.models().promising(model, TestingImpact.KPIS);
    long open = again("0.40");
    String leaked = token("ada");
    String with = " with the token " + leaked + ".";

    Json.Obj trace = impact.trace("hanna", "credential", leaked);
    assertThat(TestingImpact.sentences(trace, serving))
        .contains(
            "Version 1 was registered" + with,
            "Submission %d was opened".formatted(serving) + with,
            "Submission %d pins the promises that were stated".formatted(serving) + with);
    assertThat(TestingImpact.sentences(trace, open)).contains("Version 2 was registered" + with);
    assertThat(server.open("hanna", "/impact?kind=credential&thing=" + leaked).text())
        .contains("What rests on the token " + leaked, "Entries of before tokens were named")
        .contains("/audit?with=" + leaked);
    assertThat(server.open("hanna", "/audit?with=" + leaked).text())
        .contains("naming", "registered <a href=\"/models/" + model)
        .doesNotContain("Priya Nair\n</div>");

    Json.Obj done = impact.condemn("dmitri", "credential", leaked, "");
    assertThat(done.array("reopened").text()).contains(Long.toString(serving));
    assertThat(impact.obstacles(open)).contains("version.condemned", "submission.condemned");
    var peer = new PeerSubmission(server, model, open);
    assertThat(server.open("grace", peer.page()).text())
        .contains("nothing that is signed here is promoted");
    assertThat(peer.promote("ada").code()).isEqualTo("gate.refused");
    assertThat(server.open("ada", "/").text()).contains("Revalidate " + model + " v1");

    impact.lift(done);
    assertThat(impact.obstacles(open)).isEmpty();
    assertThat(peer.sign("grace").status()).isEqualTo(200);
    assertThat(peer.promote("ada").status()).isEqualTo(200);
  }

  @Test
  void what_was_stated_while_it_was_in_other_hands_is_stated_anew_and_submitted_again() {
    server.models().promising(model, TestingImpact.KPIS);
    String time = ",\"until\":\"%s\"".formatted(Instant.now());
    Json.Obj done = impact.condemn("dmitri", "credential", token("ada"), time);

    long pins = again("0.41");
    assertThat(impact.obstacles(pins))
        .as("what it pins was stated then")
        .containsOnly("submission.condemned");
    String path = "/api/v1/models/" + model;
    server.models().stateAnew(model);
    must(server.post("ada", path + "/promises", "{\"kpis\":" + TestingImpact.KPIS + "}"));
    must(server.post("ada", "/api/v1/submissions/" + pins + "/withdrawal", "{}"));
    long anew = server.models().propose(model, 2);
    server.models().await(anew);

    assertThat(impact.obstacles(anew)).isEmpty();
    var peer = new PeerSubmission(server, model, anew);
    assertThat(peer.sign("grace").status()).isEqualTo(200);
    assertThat(peer.promote("ada").status()).isEqualTo(200);
    impact.lift(done);
  }

  @Test
  void whoever_holds_it_decides_nothing_about_it_and_an_unknown_one_is_none() {
    assertThat(impact.post("dmitri", "credential", token("dmitri"), "").code())
        .isEqualTo("condemnation.cause");
    assertThat(impact.post("dmitri", "credential", "t_aaaaaaaaaa", "").code())
        .isEqualTo("condemnation.unknown");
  }

  private String version() {
    return "/api/v1/models/" + model + "/versions/1";
  }

  private static String signal() {
    return "{\"promise\":\"overdue\",\"value\":\"1\"}";
  }

  private long again(String cutoff) {
    long number = server.models().propose(model, server.models().version(model, cutoff));
    server.models().await(number);
    return number;
  }

  private static List<Act> acts() {
    return server.entries().stream().map(Act::parse).toList();
  }

  private static <T extends Act> T of(Class<T> type) {
    return acts().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  /** The id of somebody's token, by user name or by pseudonym. */
  private static String token(String person) {
    String id = person.startsWith("p_") ? person : server.caller(person).id();
    return acts().stream()
        .filter(TokenIssued.class::isInstance)
        .map(TokenIssued.class::cast)
        .filter(one -> one.person().equals(id))
        .map(TokenIssued::token)
        .findFirst()
        .orElseThrow();
  }

  private static void must(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 201);
  }
}
