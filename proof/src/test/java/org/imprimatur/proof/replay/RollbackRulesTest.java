// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.proof.replay.TestingPapers.MODEL;
import static org.imprimatur.proof.replay.TestingRollback.POLICY;
import static org.imprimatur.proof.replay.TestingRollback.WORDS;
import static org.imprimatur.proof.replay.TestingRollback.condemned;
import static org.imprimatur.proof.replay.TestingRollback.govern;
import static org.imprimatur.proof.replay.TestingRollback.judged;
import static org.imprimatur.proof.replay.TestingRollback.last;
import static org.imprimatur.proof.replay.TestingRollback.replaced;
import static org.imprimatur.proof.replay.TestingRollback.restore;
import static org.imprimatur.proof.replay.TestingRollback.suspended;
import static org.imprimatur.proof.replay.TestingRollback.verdict;
import static org.imprimatur.proof.replay.TestingRollback.watch;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.PromisesStated;
import org.imprimatur.proof.act.ModelAct.UseStated;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.PeopleAct.PersonLeft;
import org.imprimatur.proof.act.RemovalAct.ApprovalWithdrawn;
import org.imprimatur.proof.act.RemovalAct.VersionRetired;
import org.imprimatur.proof.act.RollbackAct.RollbackRefused;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.InForce;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Watch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A retrain took the place of version 1, and somebody goes back to it: by what its gate says of it
 * then, and by nothing else. The approval holds for 90 days.
 */
class RollbackRulesTest {
  private final TestingRetrain log = replaced();

  @Test
  void an_earlier_version_is_the_one_in_production_again_and_no_older_than_it_was() {
    restore(log, 1);

    assertThat(log.story.found()).isEmpty();
    Watch back = watch(log, 1);
    assertThat(back.current()).isTrue();
    assertThat(back.begun()).as("what is due is due anew").isEqualTo(log.now);
    assertThat(back.signed()).as("and renews nothing").isBefore(watch(log, 2).promoted());
    assertThat(watch(log, 2).tenure().replaced().orElseThrow().version()).isEqualTo(1);
    assertThat(InForce.latest(log.story.acts))
        .as("nobody retrains what was gone back from")
        .isEmpty();
  }

  @Test
  void there_is_a_way_back_from_a_way_back() {
    restore(log, 1);
    restore(log, 2);

    assertThat(log.story.found()).isEmpty();
    assertThat(watch(log, 2).current()).isTrue();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refused("it is the one in production", "rollback.current", log -> restore(log, 1)),
        refused("it is suspended", "rollback.suspended", log -> log.act(suspended(log, 1, 1))),
        refused(
            "it was retired",
            "rollback.left gate.stage",
            log -> log.act(new VersionRetired(log.by("p_lena"), MODEL, 1, "owner", WORDS))),
        refused(
            "its approval was withdrawn",
            "rollback.left",
            log -> log.act(new ApprovalWithdrawn(log.by("p_lena"), MODEL, 1, 1, "owner", WORDS))),
        refused(
            "its time is over, which its policy only tells",
            "rollback.overdue",
            log -> log.later(Duration.ofDays(91))),
        refused(
            "what it is for is another now",
            "gate.moved",
            log -> log.act(new UseStated(log.by("p_ada"), MODEL, WORDS))),
        refused(
            "the test data that it was examined on are condemned",
            "version.condemned",
            log -> log.act(condemned(log))),
        refused(
            "the policy of now gives an approval less time",
            "rollback.overdue",
            log -> {
              govern(log, POLICY.replace("high: 90", "high: 20"));
              log.later(Duration.ofDays(30));
            }),
        refused(
            "the policy of now asks for what nobody measured",
            "",
            log ->
                govern(
                    log,
                    asking(
                        "- {id: recall, kind: expression, class: performance, tiers: [high],"
                            + " when: \"metrics.recall >= 0.99\"}"))),
        refused(
            "the policy of now has a stricter limit",
            "",
            log -> govern(log, POLICY.replace("roc_auc >= 0.75", "roc_auc >= 0.999"))),
        refused(
            "the policy of now asks one more to sign",
            "",
            log ->
                govern(
                    log,
                    asking(
                        "- {id: second, kind: signoff, role: risk-manager, meaning: review,"
                            + " tiers: [high], covers: [performance]}"))),
        refused(
            "whoever validated it has left",
            "",
            log -> log.act(new PersonLeft(log.by("p_dmitri"), "p_bruno"))),
        refused("somebody rejected the same files since", "", RollbackRulesTest::reject));
  }

  /** The policy with one requirement more. */
  private static String asking(String requirement) {
    return POLICY.replaceFirst("(?m)^(.*id: decision,)", requirement.indent(6) + "$1");
  }

  private static Arguments refused(String what, String obstacles, Consumer<TestingRetrain> event) {
    return arguments(what, obstacles, event);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void a_rollback_is_refused_and_whoever_claims_otherwise_is_found(
      String what, String obstacles, Consumer<TestingRetrain> event) {
    event.accept(log);
    Verdict verdict = verdict(log, 1);
    assertThat(verdict.passes()).isFalse();
    assertThat(String.join(" ", verdict.obstacles().stream().map(Verdict.Reason::code).toList()))
        .isEqualTo(obstacles);

    log.act(new RollbackRefused(log.by("p_ada"), MODEL, 1, judged(log, 1)));
    assertThat(last(log)).as("an honest refusal").isEmpty();
    log.story.acts.removeLast();
    log.act(new VersionRestored(log.by("p_ada"), MODEL, 1, judged(log, 1)));
    assertThat(last(log)).contains("rollback.passes").hasSize(1);
  }

  @Test
  void a_retrain_is_gone_back_to_as_long_as_nothing_under_its_envelope_was_suspended() {
    log.promote(log.submit(3), 3);
    assertThat(verdict(log, 2).passes()).isTrue();

    log.act(suspended(log, 3, 3));
    assertThat(verdict(log, 2).obstacles())
        .extracting(Verdict.Reason::code)
        .containsExactly("rollback.envelope");
    log.act(new VersionReinstated(log.by("p_dmitri"), MODEL, 3, 3));
    assertThat(verdict(log, 2).passes()).as("it was too wide all the same").isFalse();
    assertThat(verdict(log, 1).passes()).as("what people signed themselves").isTrue();
  }

  @Test
  void
      a_retrain_is_not_gone_back_to_where_the_approval_was_withdrawn_that_lent_it_its_signatures() {
    log.promote(log.submit(3), 3);
    log.act(new ApprovalWithdrawn(log.by("p_lena"), MODEL, 1, 1, "owner", WORDS));

    assertThat(verdict(log, 2).obstacles())
        .extracting(Verdict.Reason::code)
        .containsExactly("rollback.envelope");
  }

  @Test
  void a_retrain_is_gone_back_to_under_the_policy_alone_that_its_envelope_was_signed_under() {
    log.promote(log.submit(3), 3);
    govern(log, POLICY.replace("high: 90", "high: 80"));

    assertThat(verdict(log, 1).passes()).isTrue();
    assertThat(verdict(log, 2).obstacles())
        .extracting(Verdict.Reason::code)
        .contains("rollback.envelope");
  }

  @Test
  void other_promises_and_another_examination_of_now_take_nothing_from_it() {
    promise(log);
    Digest test = Digest.of("a newer quarter".getBytes(UTF_8));
    log.act(
        new ExaminationRegistered(
            log.by("p_priya"),
            MODEL,
            log.story.put(TestingPapers.document("examination/v1").put("testSet", test.toString())),
            test,
            Optional.empty()));
    restore(log, 1);

    assertThat(last(log)).isEmpty();
    assertThat(watch(log, 1).promises()).as("what was signed").isEqualTo(log.signed.promises());
  }

  private static void promise(TestingRetrain log) {
    Digest other =
        log.story.put(
            Json.obj().put("imprimatur", "promises/v1").put("kpis", Json.array(List.of())));
    log.act(new PromisesStated(log.by("p_ada"), MODEL, other));
  }

  /** The same files are submitted again, and the validator finds what was overlooked. */
  private static void reject(TestingRetrain log) {
    log.under = OptionalLong.empty();
    long number = log.open(1, log.signed.manifest());
    SignoffGiven given = log.story.first(SignoffGiven.class);
    log.act(
        new SignoffGiven(
            log.by("p_bruno"),
            "s_again",
            number,
            given.role(),
            given.meaning(),
            "reject",
            given.method(),
            new TreeMap<>(given.covers()),
            given.statement(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            Optional.empty(),
            Optional.empty()));
  }
}
