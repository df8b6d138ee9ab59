// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.WaiverAsked;
import org.imprimatur.proof.act.DecisionAct.WaiverEnded;
import org.imprimatur.proof.act.DecisionAct.WaiverGranted;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.server.database.Dialect;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.submissions.Submissions;
import org.imprimatur.server.submissions.Waivers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is done at the same moment about a waiver, on two servers that share PostgreSQL: it is
 * granted once, never by whoever asked, never where it is over, and what passes by it was granted
 * before.
 */
class RacingWaiversTest {
  private static final int ROUNDS = Integer.getInteger("imprimatur.races.waivers", 3);
  private static final String LOOK =
      "- {id: look, kind: signoff, role: compliance, meaning: review, count: 1, tiers: [low]}";
  private static final String POLICY =
      TestingRaces.POLICY
          .replace("risk:\n", "waivers: {longest: 30d, by: [risk-manager]}\nrisk:\n")
          .replace("- {id: peer,", LOOK + "\n      - {id: peer,");

  @TempDir Path folder;
  private final TestingClock clock = new TestingClock();
  private final LocalDate until = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
  private @Nullable RacingServers servers;
  private int models;

  @Test
  void of_waivers_that_are_raced_each_counts_once_and_only_while_it_may() throws Exception {
    Path setup =
        new TestingSetup()
            .wholePolicy(POLICY)
            .people("roles: [compliance]", "roles: [compliance, risk-manager]")
            .in(folder);
    try (var racing = RacingServers.start(Dialect.POSTGRESQL, folder, setup, clock)) {
      servers = racing;
      List.of("ada", "grace", "bruno", "dmitri", "chiara").forEach(racing::caller);
      for (int round = 0; round < ROUNDS; round++) {
        grantedTwice();
        grantedByTheAsker();
        endedMeanwhile();
        withdrawnMeanwhile();
        promotedMeanwhile();
      }
      overAtMidnight();
      assertCounted();
      racing.assertSound();
    }
  }

  private void grantedTwice() throws Exception {
    long number = submitted();
    String waiver = ask("bruno", number);
    assertThat(
            servers()
                .atOnce(
                    grant("dmitri", number, waiver),
                    grant("chiara", number, waiver),
                    grant("dmitri", number, waiver),
                    grant("chiara", number, waiver)))
        .containsOnlyOnce("done")
        .containsOnly("done", "waiver.over");
    sign(number);
    any(Gates.class).promote(caller("ada"), number);
  }

  /** Two ask for the same, and each grants both: nobody has their own. */
  private void grantedByTheAsker() throws Exception {
    long number = submitted();
    String one = ask("dmitri", number);
    String other = ask("chiara", number);
    List<String> outcomes =
        servers()
            .atOnce(
                grant("dmitri", number, one),
                grant("chiara", number, other),
                grant("dmitri", number, other),
                grant("chiara", number, one));
    assertThat(outcomes.subList(0, 2)).isSubsetOf("waiver.granter", "waiver.over");
    assertThat(outcomes.subList(2, 4)).containsOnly("done");
  }

  /** Two end it while a version that it lets through is promoted. */
  private void endedMeanwhile() throws Exception {
    long number = submitted();
    String waiver = ask("bruno", number);
    grant("dmitri", number, waiver).take();
    sign(number);
    List<String> outcomes =
        servers()
            .atOnce(
                () -> any(Waivers.class).end(caller("bruno"), number, waiver, "No need."),
                () -> any(Waivers.class).end(caller("chiara"), number, waiver, "No."),
                promote(number));
    assertThat(outcomes.subList(0, 2)).containsExactlyInAnyOrder("done", "waiver.over");
    assertThat(outcomes.get(2)).isIn("done", "gate.refused");
  }

  private void withdrawnMeanwhile() throws Exception {
    long number = submitted();
    String waiver = ask("bruno", number);
    List<String> outcomes =
        servers()
            .atOnce(
                grant("dmitri", number, waiver),
                () -> any(Submissions.class).withdraw(caller("ada"), number),
                () -> ask("chiara", number));
    assertThat(outcomes.get(0)).isIn("done", "submission.closed");
    assertThat(outcomes.get(1)).isEqualTo("done");
    assertThat(outcomes.get(2)).isIn("done", "submission.closed");
    assertThat(servers().atOnce(grant("chiara", number, waiver))).containsOnly("submission.closed");
  }

  /** An approval answers for the waivers that were granted when it was given, and for no other. */
  private void promotedMeanwhile() throws Exception {
    long number = submitted();
    String waiver = ask("bruno", number);
    List<String> outcomes =
        servers()
            .atOnce(
                grant("dmitri", number, waiver),
                () -> sign(number),
                promote(number),
                promote(number));
    assertThat(outcomes.getFirst()).isEqualTo("done");
    assertThat(outcomes.subList(2, 4))
        .containsAnyOf("done", "gate.refused")
        .isSubsetOf("done", "gate.refused", "submission.closed");
  }

  /** Its last day ends while one asks for the promotion and another grants one more. */
  private void overAtMidnight() throws Exception {
    long granted = submitted();
    grant("dmitri", granted, ask("bruno", granted)).take();
    sign(granted);
    long asked = submitted();
    String waiver = ask("bruno", asked);
    Instant midnight = until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    clock.pass(Duration.between(clock.instant(), midnight).minusMinutes(1));
    servers().signInAnew();
    clock.pass(Duration.between(clock.instant(), midnight).minusMillis(6));
    List<String> outcomes =
        servers().atOnce(promote(granted), promote(granted), grant("chiara", asked, waiver));
    assertThat(outcomes.subList(0, 2))
        .containsAnyOf("done", "gate.refused")
        .isSubsetOf("done", "gate.refused", "submission.closed");
    assertThat(outcomes.get(2)).isIn("done", "waiver.over");
    clock.pass(Duration.ofSeconds(1));
    assertThat(servers().atOnce(grant("dmitri", asked, waiver), promote(asked)))
        .containsExactly("waiver.over", "gate.refused");
  }

  /** Each waiver has one grant and one end at most, and what passed had one in force by then. */
  private void assertCounted() {
    assertThat(servers().acts(WaiverGranted.class))
        .extracting(WaiverGranted::waiver)
        .doesNotHaveDuplicates();
    assertThat(servers().acts(WaiverEnded.class))
        .extracting(WaiverEnded::waiver)
        .doesNotHaveDuplicates();
    List<Act> acts = servers().acts(Act.class);
    List<VersionPromoted> promotions = servers().acts(VersionPromoted.class);
    assertThat(promotions).extracting(VersionPromoted::submission).doesNotHaveDuplicates();
    assertThat(promotions).hasSizeGreaterThanOrEqualTo(ROUNDS);
    for (VersionPromoted promotion : promotions) {
      assertThat(acts.subList(0, acts.indexOf(promotion)))
          .anyMatch(
              act ->
                  act instanceof WaiverGranted one && one.submission() == promotion.submission());
    }
  }

  private AtOnce.Deed grant(String username, long number, String waiver) {
    return () -> any(Waivers.class).grant(caller(username), number, waiver, RunningServer.PASSWORD);
  }

  private AtOnce.Deed promote(long number) {
    return () -> any(Gates.class).promote(caller("ada"), number);
  }

  private String ask(String username, long number) {
    var wish = new Waivers.Wish("look", "Nobody is here.", "It is watched.", until.toString());
    any(Waivers.class).ask(caller(username), number, wish);
    return servers().acts(WaiverAsked.class).stream()
        .filter(asked -> asked.by().equals(caller(username).id()))
        .toList()
        .getLast()
        .waiver();
  }

  private void sign(long number) {
    TestingRaces.sign(servers().one(), caller("grace"), number);
  }

  private long submitted() throws Exception {
    String model = "waived-" + models++;
    TestingRaces.register(servers().one(), model);
    return TestingRaces.submitted(servers().one(), folder, model);
  }

  private <T> T any(Class<T> face) {
    return servers().any(face);
  }

  private Caller caller(String username) {
    return servers().caller(username);
  }

  private RacingServers servers() {
    return Objects.requireNonNull(servers);
  }
}
