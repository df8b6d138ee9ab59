// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.proof.replay.TestingPapers.MODEL;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.ReinstatementAsked;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.RemovalAct.ApprovalWithdrawn;
import org.imprimatur.proof.act.RemovalAct.VersionRetired;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Champion;
import org.imprimatur.proof.gate.InForce;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.monitoring.Watch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A version is taken out for good by whoever answers for the model, and by nobody else. */
class RemovalRulesTest {
  private static final Digest WORDS = Digest.of("because".getBytes(UTF_8));

  static Stream<Arguments> removals() {
    return Stream.of(
        found("its owner retires it", "", log -> retired(log, "p_lena", 1, "owner")),
        found("a risk manager does", "", log -> retired(log, "p_dmitri", 1, "risk-manager")),
        found("its owner withdraws the approval", "", log -> withdrawn(log, "p_lena", 1, "owner")),
        found("a risk manager does that", "", log -> withdrawn(log, "p_dmitri", 1, "risk-manager")),
        found(
            "whoever proposed it retires it",
            "removal.by",
            log -> retired(log, "p_ada", 1, "owner")),
        found(
            "its validator withdraws the approval",
            "removal.by",
            log -> withdrawn(log, "p_bruno", 1, "risk-manager")),
        found(
            "a risk manager says that he owns the model",
            "removal.by",
            log -> retired(log, "p_dmitri", 1, "owner")),
        found(
            "in a role that answers for nothing",
            "removal.by",
            log -> retired(log, "p_bruno", 1, "validator")),
        found(
            "the server does", "act.by removal.by", log -> retired(log, "imprimatur", 1, "owner")),
        found(
            "of another submission",
            "removal.submission",
            log -> new ApprovalWithdrawn(log.by("p_lena"), MODEL, 1, 2, "owner", WORDS)),
        found(
            "of a version that is none",
            "version.unknown",
            log -> retired(log, "p_lena", 9, "owner")));
  }

  private static Arguments found(String what, String codes, Function<TestingRetrain, Act> removal) {
    return arguments(what, codes, removal);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("removals")
  void who_takes_a_version_out(String what, String codes, Function<TestingRetrain, Act> removal) {
    TestingRetrain log = log();
    log.act(removal.apply(log));

    assertThat(log.codes()).as(what).isEqualTo(codes);
  }

  @Test
  void what_was_taken_out_is_not_taken_out_again_and_not_suspended() {
    TestingRetrain log = log();
    log.act(retired(log, "p_lena", 1, "owner"));
    log.act(retired(log, "p_lena", 1, "owner"));
    log.act(withdrawn(log, "p_lena", 1, "owner"));
    log.act(new VersionSuspended(log.by("p_lena"), MODEL, 1, 1, new Cause.Ordered("owner", WORDS)));

    assertThat(log.codes()).isEqualTo("removal.twice removal.nothing suspension.left");
    assertThat(watch(log, 1).current()).isFalse();
    assertThat(InForce.latest(log.story.acts)).as("nobody retrains it").isEmpty();
  }

  @Test
  void two_persons_do_not_let_a_version_serve_that_somebody_took_out() {
    TestingRetrain log = log();
    log.act(new VersionSuspended(log.by("p_lena"), MODEL, 1, 1, new Cause.Ordered("owner", WORDS)));
    log.act(withdrawn(log, "p_lena", 1, "owner"));
    log.act(new ReinstatementAsked(log.by("p_lena"), MODEL, 1, 1, WORDS));
    log.act(new VersionReinstated(log.by("p_dmitri"), MODEL, 1, 1));

    assertThat(log.codes()).isEqualTo("reinstatement.left reinstatement.left");
  }

  @Test
  void a_version_with_an_open_submission_is_decided_there_first() {
    TestingRetrain log = log();
    long number = log.submit(2);
    log.act(retired(log, "p_lena", 2, "owner"));
    assertThat(log.codes()).isEqualTo("removal.open");
    log.story.acts.removeLast();

    log.act(new SubmissionWithdrawn(log.by("p_ada"), number));
    log.act(retired(log, "p_lena", 2, "owner"));
    assertThat(log.codes()).isEmpty();
    log.under = OptionalLong.empty();
    log.measured = List.of();
    long again = log.open(2, log.registered(2).manifest());
    assertThat(log.codes()).as("no gate takes it back").isEqualTo("gate.stage");
    assertThat(obstacles(log.verdict(again))).containsExactly("gate.stage");
  }

  @Test
  void a_withdrawn_approval_is_asked_for_anew_and_holds_no_stage() {
    TestingRetrain log = log();
    log.act(withdrawn(log, "p_lena", 1, "owner"));
    log.under = OptionalLong.empty();
    log.measured = List.of();
    long again = log.open(1, log.signed.manifest());

    assertThat(log.codes()).isEmpty();
    assertThat(log.verdict(again).passes()).as("nobody signed it").isFalse();
    assertThat(obstacles(log.verdict(again))).isEmpty();
    assertThat(Champion.of(log.story.acts, log.signed)).isEmpty();
  }

  @Test
  void what_is_retired_comes_back_by_people_alone_and_lets_other_retrains_be() {
    TestingRetrain log = log();
    log.promote(log.submit(2), 2);
    log.act(retired(log, "p_lena", 1, "owner"));
    assertThat(log.verdict(log.submit(3)).passes()).as("other files are a retrain").isTrue();

    long same = log.open(1, log.signed.manifest());
    assertThat(TestingRetrain.outside(log.verdict(same))).contains("version");
  }

  @Test
  void a_withdrawn_approval_lends_no_retrain_its_signatures() {
    TestingRetrain log = log();
    log.promote(log.submit(2), 2);
    log.act(withdrawn(log, "p_lena", 1, "owner"));

    assertThat(InForce.latest(log.story.acts)).isEmpty();
    assertThat(log.verdict(log.submit(3)).passes()).isFalse();
  }

  @Test
  void a_debt_is_settled_first() {
    TestingStory story = TestingStory.pastTheGate();
    int bypassed = story.position(VersionBypassed.class);
    while (story.acts.size() > bypassed + 1) {
      story.acts.removeLast();
    }
    story.put("because".getBytes(UTF_8));
    story.acts.add(new VersionRetired(story.stamp(bypassed, "p_lena"), MODEL, 1, "owner", WORDS));

    assertThat(story.found())
        .containsExactly((bypassed + 1) + " removal.open", (bypassed + 1) + " removal.debt");
  }

  @Test
  void what_was_measured_before_is_told_late_and_what_comes_after_is_of_nothing() {
    TestingRetrain log = log();
    log.later(Duration.ofHours(2));
    log.act(retired(log, "p_lena", 1, "owner"));
    Instant gone = log.now;
    log.later(Duration.ofHours(2));
    log.act(signal(log, gone.minusSeconds(3_600), gone.plusSeconds(60)));
    assertThat(log.codes()).as("a window that began while it served").isEmpty();

    log.act(signal(log, gone, log.now));
    assertThat(log.codes()).isEqualTo("signal.left");
  }

  private static Act signal(TestingRetrain log, Instant from, Instant to) {
    Stamp stamp = log.by("p_ada");
    return new SignalRecorded(
        stamp,
        MODEL,
        1,
        "overdue loans",
        "1",
        OptionalLong.empty(),
        from,
        to,
        Optional.empty(),
        Optional.empty());
  }

  private static TestingRetrain log() {
    var log = new TestingRetrain();
    log.story.put("because".getBytes(UTF_8));
    return log;
  }

  private static Act retired(TestingRetrain log, String by, long version, String role) {
    return new VersionRetired(log.by(by), MODEL, version, role, WORDS);
  }

  private static Act withdrawn(TestingRetrain log, String by, long version, String role) {
    return new ApprovalWithdrawn(log.by(by), MODEL, version, version, role, WORDS);
  }

  private static Watch watch(TestingRetrain log, long version) {
    return Optional.ofNullable(Watch.all(log.story.acts).get(version)).orElseThrow();
  }

  private static List<String> obstacles(Verdict verdict) {
    return verdict.obstacles().stream().map(Verdict.Reason::code).toList();
  }
}
