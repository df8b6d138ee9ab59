// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.BypassAsked;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.gates.Emergencies;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.monitoring.Signals;
import org.imprimatur.server.monitoring.Suspensions;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.reviews.Discussions;
import org.imprimatur.server.reviews.Place;
import org.imprimatur.server.submissions.Proceedings;
import org.imprimatur.server.submissions.Recusals;
import org.imprimatur.server.submissions.SignOffs;
import org.imprimatur.server.submissions.Submissions;
import org.imprimatur.server.submissions.Waivers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is done about a submission that has ended, and about a version that is not in production any
 * more: it is refused in words that are true of it, and nothing of it stays.
 */
class EndedSubmissionsTest {
  private static final String LOOK = "- {id: look, kind: findings, tiers: [low], worst: medium}";
  private static final String POLICY =
      TestingRaces.POLICY
          .replace("risk:\n", "waivers: {longest: 30d, by: [risk-manager]}\nrisk:\n")
          .replace("- {id: peer,", LOOK + "\n      - {id: peer,");

  @TempDir static Path folder;
  private static RunningServer server;
  private static final Map<String, Caller> callers = new HashMap<>();
  private static int models;

  private String model = "";
  private long number;

  @BeforeAll
  static void start() {
    Path setup = new TestingSetup().wholePolicy(POLICY).in(folder);
    server = RunningServer.start(folder.resolve("data"), Optional.empty(), setup);
    List.of("ada", "bruno", "dmitri", "grace", "lena").forEach(EndedSubmissionsTest::caller);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"withdrawn", "promoted"})
  void of_what_has_ended_nothing_is_decided_any_more(String end) throws Exception {
    submit();
    String signOff = TestingRaces.sign(server, caller("grace"), number).signoff();
    String waiver = ask("bruno");
    end(end);
    int before = server.entries().size();

    Map<String, String> outcomes = new HashMap<>();
    deeds(waiver).forEach((deed, taken) -> outcomes.put(deed, code(taken)));
    assertThat(outcomes).allSatisfy((_, code) -> assertThat(code).isEqualTo("submission.closed"));
    Refusal back = refusal(() -> bean(SignOffs.class).withdraw(caller("grace"), number, signOff));
    assertThat(back.code()).isEqualTo("signoff.withdraw");
    assertThat(back.sentence()).contains("Submission " + number + " is " + end);
    assertThat(server.entries()).as("nothing of it stays").hasSize(before);
    assertThat(server.found()).isEmpty();
  }

  private Map<String, Runnable> deeds(String waiver) {
    Map<String, Runnable> deeds = new HashMap<>();
    Caller bruno = caller("bruno");
    Caller dmitri = caller("dmitri");
    Place place = new Place("risk", "", "", Optional.empty());
    var doubt = new Discussions.Question("validator", Optional.empty(), "Why?");
    deeds.put("sign", () -> bean(SignOffs.class).draft(caller("grace"), number, "peer"));
    deeds.put("promote", () -> bean(Gates.class).promote(caller("ada"), number));
    deeds.put("withdraw", () -> bean(Submissions.class).withdraw(caller("ada"), number));
    deeds.put("hold", () -> bean(Proceedings.class).hold(bruno, number, "Wait."));
    deeds.put("resume", () -> bean(Proceedings.class).resume(bruno, number, "Go on."));
    deeds.put(
        "ask for changes",
        () ->
            bean(Proceedings.class)
                .requestChanges(caller("grace"), number, "peer", List.of("All of it.")));
    deeds.put("ask for a waiver", () -> ask("bruno"));
    deeds.put(
        "grant a waiver",
        () -> bean(Waivers.class).grant(dmitri, number, waiver, RunningServer.PASSWORD));
    deeds.put("doubt", () -> bean(Discussions.class).challenge(bruno, number, place, doubt));
    deeds.put(
        "plan", () -> bean(Discussions.class).plan(bruno, number, "A plan.", OptionalLong.empty()));
    deeds.put("step back", () -> bean(Recusals.class).recuse(caller("grace"), number, "Kin."));
    deeds.put(
        "ask for break-glass",
        () -> bean(Emergencies.class).ask(dmitri, number, "It burns.", "INC-1"));
    deeds.put(
        "break the glass",
        () ->
            bean(Emergencies.class)
                .confirm(bruno, number, "g_1", List.of("peer"), RunningServer.PASSWORD));
    deeds.put("roll back", () -> bean(Emergencies.class).rollBack(dmitri, number, "Over."));
    return deeds;
  }

  @Test
  void whoever_promotes_what_was_withdrawn_is_told_to_submit_again() throws Exception {
    submit();
    end("withdrawn");
    Refusal refusal = refusal(() -> bean(Gates.class).promote(caller("ada"), number));
    assertThat(refusal.sentence()).isEqualTo("Submission " + number + " is withdrawn.");
    assertThat(refusal.help()).contains("Submit the version again");
  }

  @Test
  void what_was_rolled_back_is_not_called_one_that_was_never_in_production() throws Exception {
    submit();
    bean(Emergencies.class).ask(caller("dmitri"), number, "It burns.", "INC-1");
    String asked = ((BypassAsked) acts().getLast()).bypass();
    bean(Emergencies.class)
        .confirm(caller("bruno"), number, asked, List.of("peer"), RunningServer.PASSWORD);
    bean(Emergencies.class).rollBack(caller("dmitri"), number, "Over.");

    var sent =
        new Signals.Sent(
            "complaints", "3", OptionalLong.empty(), Optional.empty(), Optional.<Instant>empty());
    Refusal signal =
        refusal(() -> bean(Signals.class).record(caller("lena"), model, 1, List.of(sent)));
    assertThat(signal.code()).isEqualTo("signal.version");
    assertThat(signal.reasons().getFirst()).contains("rolled back");
    Refusal suspension =
        refusal(() -> bean(Suspensions.class).suspend(caller("dmitri"), model, 1, "It drifts."));
    assertThat(suspension.code()).isEqualTo("monitoring.version");
    assertThat(suspension.sentence()).contains("rolled back");
  }

  private void submit() throws Exception {
    model = "ended-" + models++;
    TestingRaces.register(server, model);
    number = TestingRaces.submitted(server, folder, model);
  }

  private void end(String end) {
    if (end.equals("withdrawn")) {
      bean(Submissions.class).withdraw(caller("ada"), number);
      return;
    }
    bean(Gates.class).promote(caller("ada"), number);
    String attestation = "/api/v1/submissions/" + number + "/attestation";
    TestingWait.until("It was not attested.", () -> server.get("ada", attestation).status() == 200);
  }

  private String ask(String username) {
    String until = LocalDate.now(ZoneOffset.UTC).plusDays(9).toString();
    var wish = new Waivers.Wish("look", "Nobody is here.", "It is watched.", until);
    return bean(Waivers.class).ask(caller(username), number, wish);
  }

  private static List<Act> acts() {
    return server.entries().stream().map(Act::parse).toList();
  }

  private static String code(Runnable deed) {
    return refusal(deed).code();
  }

  private static Refusal refusal(Runnable deed) {
    try {
      deed.run();
    } catch (RefusedException e) {
      return e.refusal();
    }
    throw new AssertionError("It was done.");
  }

  private static <T> T bean(Class<T> face) {
    return server.bean(face);
  }

  private static Caller caller(String username) {
    return callers.computeIfAbsent(username, server::caller);
  }
}
