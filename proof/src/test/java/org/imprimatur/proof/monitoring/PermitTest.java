// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.Move;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.RemovalAct.ApprovalWithdrawn;
import org.imprimatur.proof.act.RemovalAct.VersionRetired;
import org.imprimatur.proof.act.RollbackAct.Judged;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a version may serve, by what happened in March: what replaced it leaves it some days. */
class PermitTest {
  private static final Digest SOME = Digest.of("some".getBytes(UTF_8));

  private final List<Act> acts = new ArrayList<>();

  /** Version 1 enters on the 1st and version 2 on the 10th. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "it entered last, '', 09T23:59, serves, ''",
    "the policy says nothing, '', 10T00:00, overlaps, 17",
    "the last instant of a week, '', 16T23:59, overlaps, 17",
    "a week is over, '', 17T00:00, replaced, 17",
    "three days are over, overlap-days: 3, 13T00:00, replaced, 13",
    "the policy gives no time, overlap-days: 0, 10T00:00, replaced, 10",
    "and three weeks, overlap-days: 20, 29T00:00, overlaps, 30"
  })
  void what_another_version_replaced_serves_for_so_many_days(
      String what, String rule, String now, String state, String until) {
    enter(1, "01");
    if (!now.startsWith("09")) {
      enter(2, "10");
    }

    Permit permit = permit(1, now, rule);
    assertThat(permit.state().word()).as(what).isEqualTo(state);
    assertThat(permit.lets()).isEqualTo(!state.equals("replaced"));
    assertThat(permit.until())
        .isEqualTo(Optional.of(until).filter(day -> !day.isEmpty()).map(day -> day(day)));
  }

  @Test
  void the_first_that_took_its_place_says_until_when() {
    enter(1, "01");
    enter(2, "10");
    enter(3, "12");
    assertThat(permit(1, "16T12:00", "").until()).contains(day("17"));
    assertThat(permit(2, "16T12:00", "").until()).contains(day("19"));
  }

  @Test
  void who_goes_back_begins_the_end_of_what_was_there() {
    enter(1, "01");
    enter(2, "10");
    acts.add(new VersionRestored(at("20"), "m_loans", 1, new Judged(1, SOME, SOME, SOME)));
    assertThat(state(1, "28T00:00")).isEqualTo("serves");
    assertThat(state(2, "26T00:00")).isEqualTo("overlaps");
    assertThat(state(2, "27T00:00")).isEqualTo("replaced");
  }

  @Test
  void a_suspension_comes_before_the_overlap_and_its_end_gives_no_day_more() {
    enter(1, "01");
    enter(2, "10");
    acts.add(new VersionSuspended(at("11"), "m_loans", 1, 1, new Cause.Ordered("owner", SOME)));
    assertThat(state(1, "12T00:00")).isEqualTo("suspended");
    assertThat(state(1, "20T00:00")).isEqualTo("suspended");

    acts.add(new VersionReinstated(at("13"), "m_loans", 1, 1));
    assertThat(state(1, "14T00:00")).isEqualTo("overlaps");
    assertThat(state(1, "20T00:00")).isEqualTo("replaced");
  }

  @Test
  void what_was_taken_out_is_told_as_that_whatever_else_stands_against_it() {
    enter(1, "01");
    acts.add(new VersionSuspended(at("02"), "m_loans", 1, 1, new Cause.Ordered("owner", SOME)));
    acts.add(new ApprovalWithdrawn(at("03"), "m_loans", 1, 1, "owner", SOME));
    assertThat(state(1, "04T00:00")).isEqualTo("withdrawn");

    acts.add(new VersionRetired(at("05"), "m_loans", 1, "owner", SOME));
    assertThat(state(1, "06T00:00")).as("what came last").isEqualTo("retired");
    enter(1, "08");
    assertThat(state(1, "08T00:00")).as("a gate lets it in").isEqualTo("serves");
    acts.add(new VersionRetired(at("09"), "m_loans", 1, "owner", SOME));
    assertThat(state(1, "10T00:00")).isEqualTo("retired");
  }

  @Test
  void what_a_gate_let_into_another_stage_serves_no_more() {
    enter(1, "01");
    acts.add(new VersionPromoted(at("05"), "m_loans", 1, 9, "production", "archived"));
    assertThat(state(1, "06T00:00")).isEqualTo("left");
  }

  @Test
  void what_left_serves_no_more_also_after_it_went_past_the_gate_and_back() {
    enter(1, "01");
    enter(2, "02");
    acts.add(new VersionPromoted(at("05"), "m_loans", 1, 9, "production", "archived"));
    acts.add(opened(1, "06"));
    long submission = acts.size();
    var in = new Move("archived", Watch.PRODUCTION);
    acts.add(
        new VersionBypassed(
            at("06"),
            "w_1",
            "m_loans",
            1,
            submission,
            in,
            "p_dmitri",
            "risk-manager",
            day("07"),
            SOME,
            SOME));
    assertThat(state(1, "06T12:00")).isEqualTo("serves");

    acts.add(
        new BypassReversed(
            at("07"), "w_1", "m_loans", 1, submission, in.back(), "risk-manager", SOME));
    assertThat(state(1, "08T00:00")).isEqualTo("left");
    assertThat(state(2, "08T00:00")).isEqualTo("serves");
  }

  private SubmissionOpened opened(long version, String day) {
    return new SubmissionOpened(
        at(day),
        acts.size() + 1,
        "m_loans",
        version,
        "production",
        SOME,
        SOME,
        SOME,
        SOME,
        Optional.empty(),
        Optional.empty());
  }

  private void enter(long version, String day) {
    acts.add(opened(version, day));
    long submission = acts.size();
    acts.add(
        new VersionPromoted(
            at(day), "m_loans", version, submission, "development", Watch.PRODUCTION));
  }

  private String state(long version, String now) {
    return permit(version, now, "").state().word();
  }

  private Permit permit(long version, String now, String rule) {
    Watch watch = Optional.ofNullable(Watch.all(acts).get(version)).orElseThrow();
    return Permit.of(
        watch,
        watch.tenure().replaced().map(by -> Permit.end(by, TestingPolicy.saying(rule))),
        Instant.parse("2027-03-" + now + ":00Z"));
  }

  private static Stamp at(String day) {
    return new Stamp(day(day), "p_lena");
  }

  private static Instant day(String day) {
    return Instant.parse("2027-03-" + day + "T00:00:00Z");
  }
}
