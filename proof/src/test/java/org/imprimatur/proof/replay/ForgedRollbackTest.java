// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.proof.replay.TestingPapers.MODEL;
import static org.imprimatur.proof.replay.TestingRollback.POLICY;
import static org.imprimatur.proof.replay.TestingRollback.WORDS;
import static org.imprimatur.proof.replay.TestingRollback.judged;
import static org.imprimatur.proof.replay.TestingRollback.last;
import static org.imprimatur.proof.replay.TestingRollback.replaced;
import static org.imprimatur.proof.replay.TestingRollback.restore;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.RollbackAct.Judged;
import org.imprimatur.proof.act.RollbackAct.RollbackRefused;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.digest.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever records another rollback than the gate let through is found. */
class ForgedRollbackTest {
  private final TestingRetrain log = replaced();

  static Stream<Arguments> forgeries() {
    Digest other = Digest.of("other".getBytes(UTF_8));
    return Stream.of(
        forged(
            "another trace",
            "rollback.trace",
            1,
            one -> new Judged(one.submission(), one.policy(), other, WORDS)),
        forged(
            "another policy",
            "rollback.policy",
            1,
            one -> new Judged(one.submission(), other, one.trace(), WORDS)),
        forged(
            "another submission",
            "rollback.submission",
            1,
            one -> new Judged(2, one.policy(), one.trace(), WORDS)),
        forged("a version that was never there", "rollback.version", 3, one -> one));
  }

  private static Arguments forged(
      String what, String code, long version, UnaryOperator<Judged> forgery) {
    return arguments(what, code, version, forgery);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void a_forged_rollback_is_found(
      String what, String code, long version, UnaryOperator<Judged> forgery) {
    log.story.put("other".getBytes(UTF_8));
    log.submit(3);
    log.act(new VersionRestored(log.by("p_ada"), MODEL, version, forgery.apply(judged(log, 1))));

    assertThat(last(log)).as(what).containsExactly(code);
  }

  @Test
  void nobody_without_a_role_for_it_goes_back_and_neither_does_the_server() {
    log.act(new VersionRestored(log.by("p_bruno"), MODEL, 1, judged(log, 1)));
    assertThat(last(log)).containsExactly("act.role");
    log.story.acts.removeLast();
    log.act(new VersionRestored(log.by("imprimatur"), MODEL, 1, judged(log, 1)));
    assertThat(last(log)).containsExactly("act.by");
  }

  @Test
  void a_refusal_that_the_gate_did_not_give_is_found() {
    log.act(new RollbackRefused(log.by("p_ada"), MODEL, 1, judged(log, 1)));

    assertThat(last(log)).containsExactly("rollback.passes");
  }

  @Test
  void nobody_leaves_the_end_of_an_approval_out_by_going_back_to_it() {
    var expiring =
        new TestingRetrain(
            POLICY.replace(
                "high: 90}, overdue: tell", "high: 2}, notice-days: 1, overdue: suspend"),
            TestingRetrain.envelope().build());
    expiring.story.put("because".getBytes(UTF_8));
    expiring.promote(expiring.submit(2), 2);
    restore(expiring, 1);
    expiring.later(Duration.ofDays(3));
    for (int hour = 0; hour < 3; hour++) {
      expiring.act(new CardFiled(expiring.by("p_ada"), MODEL, 1, WORDS)).later(Duration.ofHours(1));
    }

    assertThat(expiring.story.replay().findings())
        .extracting(Finding::sentence)
        .as("the version that is back, and the one that may serve beside it for a week")
        .anyMatch(sentence -> sentence.startsWith("Version 1 of submission 1 was to be suspended"))
        .anyMatch(sentence -> sentence.startsWith("Version 2 of submission 2 was to be suspended"));
  }
}
