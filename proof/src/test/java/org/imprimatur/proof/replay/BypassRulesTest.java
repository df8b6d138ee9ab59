// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.BypassAsked;
import org.imprimatur.proof.act.DecisionAct.SubmissionHeld;
import org.imprimatur.proof.act.DutyAct.DelegationGiven;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.ReinstatementAsked;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Bypasses;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Verdict.State;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two persons, a reason, a time, a debt; and no promotion without a passing verdict all the same.
 */
class BypassRulesTest {
  private final TestingStory story = TestingStory.pastTheGate();
  private final int bypassed = story.position(VersionBypassed.class);

  @Test
  void a_bypass_by_two_independent_persons_that_the_gate_then_ratifies_is_in_order() {
    assertThat(story.found()).isEmpty();

    VersionBypassed act = story.first(VersionBypassed.class);
    Verdict verdict =
        Verdict.read((Json.Obj) Json.parse(story.blobs.getOrDefault(act.trace(), new byte[0])));
    assertThat(verdict.passes()).isFalse();
    assertThat(verdict.results())
        .extracting(result -> result.requirement() + " " + result.state())
        .containsExactly(
            "ranking " + State.SATISFIED,
            "card " + State.SATISFIED,
            "validation " + State.BYPASSED,
            "decision " + State.BYPASSED);
  }

  @ParameterizedTest
  @CsvSource({
    "the first has a hand in the version, asked, by, p_ada, bypass.hand",
    "the first lacks the role, asked, role, business-owner, bypass.role",
    "the second is the first, bypassed, by, p_priya, bypass.same",
    "the second has a hand in the version, bypassed, by, p_sam, bypass.hand",
    "the second lacks the role, bypassed, role, validator, bypass.role",
    "nobody asked for that one, bypassed, bypass, g_2, bypass.unasked",
    "another one asked, bypassed, asker, p_bruno, bypass.asker",
    "a longer time than the policy gives, bypassed, due, 2026-12-31T00:00:00.000Z, bypass.due",
    "a stage that the gate does not lead to, bypassed, to, staging, bypass.stage",
  })
  void whoever_could_not_and_whatever_was_not_said_is_found(
      String why, String which, String member, String value, String code) {
    Class<? extends Act> type = which.equals("asked") ? BypassAsked.class : VersionBypassed.class;
    replace(story.position(type), member, Json.of(value));

    assertThat(codes()).as(why).contains(code);
  }

  @Test
  void the_same_files_under_another_number_count_as_the_version() {
    VersionRegistered one = story.first(VersionRegistered.class);
    List<Act> acts = new ArrayList<>(story.acts);
    acts.add(registered(one, 2, one.manifest()));
    acts.add(registered(one, 3, one.lineage()));
    acts.add(
        new VersionSuspended(one.stamp(), TestingPapers.MODEL, 1, 1, new Cause.Unratified("g_1")));

    var bypasses = Bypasses.of(acts);

    assertThat(bypasses.includes(2)).isTrue();
    assertThat(bypasses.includes(3)).as("other files").isFalse();
    assertThat(bypasses.isSuspended(2)).isTrue();
    assertThat(bypasses.isSuspended(3)).isFalse();
  }

  private static VersionRegistered registered(VersionRegistered one, long version, Digest files) {
    return new VersionRegistered(
        one.stamp(),
        one.model(),
        version,
        files,
        "0.400000001",
        one.lineage(),
        one.contributors(),
        0,
        List.of());
  }

  @Test
  void a_confirmation_after_the_hour_confirms_nothing() {
    at(bypassed - 1, story.acts.get(bypassed - 1).at().minusSeconds(60));
    assertThat(codes()).as("a minute sooner").doesNotContain("bypass.unasked");

    Instant first = story.acts.get(bypassed - 1).at();
    for (int i = bypassed; i < story.acts.size(); i++) {
      at(i, first.plusSeconds(3_600 + i));
    }
    assertThat(codes()).contains("bypass.unasked");
  }

  @Test
  void what_failed_is_passed_over_only_where_it_could_be_waived() {
    String failing = TestingBypass.POLICY.replace(">= 0.75", ">= 0.99");
    assertThat(codes(TestingStory.pastTheGate(failing))).doesNotContain("bypass.failed");

    String never = failing.replace("id: ranking,", "id: ranking, waivable: false,");
    assertThat(codes(TestingStory.pastTheGate(never))).contains("bypass.failed");
  }

  @Test
  void a_policy_that_says_nothing_and_a_submission_on_hold_allow_none() {
    assertThat(codes(TestingStory.pastTheGate(TestingPapers.POLICY))).contains("bypass.policy");

    Digest reason = story.put("Wait.".getBytes(UTF_8));
    story.acts.add(
        bypassed - 1, new SubmissionHeld(story.stamp(bypassed - 2, "p_bruno"), 1, reason));
    assertThat(codes()).contains("bypass.obstacle");
  }

  @Test
  void what_is_suspended_does_not_serve_again_by_a_bypass() {
    Stamp stamp = story.stamp(bypassed - 2, "p_priya");
    var cause = new Cause.Ordered("risk-manager", story.put("Complaints.".getBytes(UTF_8)));
    story.acts.add(bypassed - 1, new VersionSuspended(stamp, TestingPapers.MODEL, 1, 1, cause));
    assertThat(codes()).contains("bypass.suspended");
  }

  @Test
  void one_who_signs_for_the_other_is_no_second_person() {
    Stamp stamp = story.stamp(bypassed - 2, "p_priya");
    story.acts.add(
        bypassed - 1,
        new DelegationGiven(
            stamp,
            "d_1",
            "p_dmitri",
            "custodian",
            Optional.empty(),
            stamp.at(),
            stamp.at().plusSeconds(86_400)));
    assertThat(codes()).contains("bypass.same");
  }

  @Test
  void a_trace_that_hides_what_was_open_is_found() {
    replace(bypassed, "trace", Json.of(story.first(VerdictGiven.class).trace().toString()));
    assertThat(codes()).contains("bypass.trace");
  }

  @Test
  void a_gate_that_passes_and_a_version_that_was_bypassed_before_are_not_bypassed() {
    VersionBypassed act = story.first(VersionBypassed.class);
    int end = story.position(VersionPromoted.class) - 1;
    story.acts.add(end, moved(act, end - 1));

    assertThat(codes()).contains("bypass.needless", "bypass.twice");
  }

  @Test
  void a_bypass_is_no_verdict_for_a_promotion() {
    story.acts.removeIf(act -> act instanceof SignoffGiven);
    assertThat(codes()).contains("verdict.passes", "promotion.refused");

    story.acts.removeIf(act -> act instanceof VerdictGiven);
    assertThat(codes()).contains("promotion.verdict", "promotion.refused");
  }

  @Test
  void whoever_took_it_past_the_gate_does_not_count_towards_its_ratification() {
    int at = story.position(BypassAsked.class);
    BypassAsked asked = story.first(BypassAsked.class);
    story.acts.set(
        at,
        new BypassAsked(new Stamp(asked.at(), "p_bruno"), "g_1", 1, "validator", asked.grounds()));
    replace(bypassed, "asker", Json.of("p_bruno"));
    assertThat(codes()).contains("verdict.passes", "promotion.refused");
  }

  @Test
  void a_debt_is_not_withdrawn_from() {
    story.acts.add(bypassed + 1, new SubmissionWithdrawn(story.stamp(bypassed, "p_ada"), 1));
    assertThat(codes()).contains("submission.debt");
  }

  @Test
  void a_version_goes_back_by_somebody_with_the_role_and_once() {
    untilThen();
    reversed("p_dmitri", "risk-manager");
    assertThat(codes()).isEmpty();

    reversed("p_dmitri", "risk-manager");
    assertThat(codes()).containsExactly("bypass.settled");
  }

  @Test
  void a_version_that_somebody_else_takes_back_is_found() {
    untilThen();
    reversed("p_lena", "risk-manager");
    assertThat(codes()).containsExactly("bypass.role");
  }

  @Test
  void only_what_is_overdue_is_suspended_for_it_and_only_the_gate_lets_it_serve_again() {
    untilThen();
    Instant due = story.first(VersionBypassed.class).due();
    suspended(due.minusMillis(1));
    assertThat(codes()).containsExactly("suspension.cause");

    story.acts.removeLast();
    suspended(due);
    assertThat(codes()).isEmpty();

    Digest reason = story.put("It is needed.".getBytes(UTF_8));
    story.acts.add(new ReinstatementAsked(last("p_lena"), TestingPapers.MODEL, 1, 1, reason));
    story.acts.add(new VersionReinstated(last("p_dmitri"), TestingPapers.MODEL, 1, 1));
    assertThat(codes()).containsExactly("reinstatement.debt", "reinstatement.debt");
  }

  @Test
  void a_debt_that_is_overdue_for_an_hour_of_entries_was_to_be_suspended() {
    untilThen();
    Instant due = story.first(VersionBypassed.class).due();
    anything(due.plusSeconds(60));
    anything(due.plusSeconds(4_000));
    TestingMeasures.keep(story);
    assertThat(codes()).containsExactly("suspension.missing");

    untilThen();
    reversed("p_dmitri", "risk-manager");
    anything(due.plusSeconds(60));
    anything(due.plusSeconds(4_000));
    assertThat(codes()).as("nothing is owed any more").isEmpty();
  }

  @Test
  void the_debt_of_what_was_ratified_in_time_ends_no_approval() {
    Instant due = story.first(VersionBypassed.class).due();
    anything(due.plusSeconds(60));
    anything(due.plusSeconds(4_000));
    TestingMeasures.keep(story);
    assertThat(codes()).isEmpty();
  }

  private void anything(Instant at) {
    story.acts.add(
        new CardFiled(
            new Stamp(at, "p_ada"), TestingPapers.MODEL, 1, story.put("# Loans".getBytes(UTF_8))));
  }

  /** Leaves the log at the bypass. */
  private void untilThen() {
    story.acts.subList(bypassed + 1, story.acts.size()).clear();
  }

  private void suspended(Instant at) {
    story.acts.add(
        new VersionSuspended(
            new Stamp(at, Stamp.SYSTEM), TestingPapers.MODEL, 1, 1, new Cause.Unratified("g_1")));
  }

  private void reversed(String person, String role) {
    VersionBypassed act = story.first(VersionBypassed.class);
    story.acts.add(
        new BypassReversed(
            last(person),
            act.bypass(),
            act.model(),
            act.version(),
            act.submission(),
            act.move().back(),
            role,
            story.put("The incident is over.".getBytes(UTF_8))));
  }

  private Stamp last(String person) {
    return story.stamp(story.acts.size() - 1, person);
  }

  private Act moved(Act act, int position) {
    return changed(act, entry -> entry.put("at", Json.of(instant(story.acts.get(position).at()))));
  }

  private void at(int position, Instant instant) {
    story.acts.set(
        position,
        changed(story.acts.get(position), entry -> entry.put("at", Json.of(instant(instant)))));
  }

  private static String instant(Instant at) {
    Json.Obj act = (Json.Obj) Json.parse(new SubmissionWithdrawn(new Stamp(at, "p"), 1).bytes());
    return act.string("at");
  }

  private void replace(int position, String member, Json value) {
    story.acts.set(position, changed(story.acts.get(position), entry -> entry.put(member, value)));
  }

  private static Act changed(Act act, UnaryOperator<Json.Builder> change) {
    Json.Builder entry = Json.obj();
    ((Json.Obj) Json.parse(act.bytes())).members().forEach(entry::put);
    return Act.parse(change.apply(entry).build().canonical());
  }

  private List<String> codes() {
    return codes(story);
  }

  private static List<String> codes(TestingStory story) {
    return story.replay().findings().stream().map(Finding::code).toList();
  }
}
