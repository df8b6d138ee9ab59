// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.proof.replay.TestingPapers.MODEL;
import static org.imprimatur.proof.replay.TestingRollback.POLICY;
import static org.imprimatur.proof.replay.TestingRollback.WORDS;
import static org.imprimatur.proof.replay.TestingRollback.govern;
import static org.imprimatur.proof.replay.TestingRollback.judged;
import static org.imprimatur.proof.replay.TestingRollback.last;
import static org.imprimatur.proof.replay.TestingRollback.replaced;
import static org.imprimatur.proof.replay.TestingRollback.restore;
import static org.imprimatur.proof.replay.TestingRollback.suspended;
import static org.imprimatur.proof.replay.TestingRollback.verdict;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.Anchor;
import org.imprimatur.proof.act.FindingAct.FindingRaised;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.act.MonitoringAct.VersionReinstated;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.gate.Verdict;
import org.junit.jupiter.api.Test;

/** What became known after an approval stands against going back to it. */
class RollbackSinceTest {
  private static final String FINDINGS =
      POLICY.replaceFirst(
          "(?m)^(.*id: decision,)",
          "      - {id: findings, kind: findings, tiers: [high], worst: low}\n$1");

  private static final String TIERS =
      POLICY
          .replaceFirst("(?m)^tiers: .*$", "tiers: [low, high, severe]")
          .replace("{high: 90}", "{high: 90, severe: 20}")
          .replaceFirst(
              "(?m)^(.*id: decision,)",
              "      - {id: second, kind: signoff, role: risk-manager, meaning: approval, tiers:"
                  + " [severe], covers: all}\n$1");

  @Test
  void what_was_found_after_the_approval_bars_the_way_back_as_it_bars_the_gate() {
    TestingRetrain log = replaced(FINDINGS);
    assertThat(verdict(log, 1).passes()).as("nothing was found").isTrue();

    log.act(found(log, "critical"));
    Verdict verdict = verdict(log, 1);
    assertThat(verdict.open()).extracting(Verdict.Result::requirement).containsExactly("findings");
    log.act(new VersionRestored(log.by("p_ada"), MODEL, 1, judged(log, 1)));
    assertThat(last(log)).containsExactly("rollback.passes");
  }

  @Test
  void what_the_policy_bears_bars_nothing() {
    TestingRetrain log = replaced(FINDINGS);
    log.act(found(log, "low"));
    restore(log, 1);

    assertThat(log.codes()).isEmpty();
  }

  @Test
  void a_version_comes_back_in_the_tier_of_now_with_what_is_asked_and_held_there() {
    TestingRetrain log = replaced(TIERS);
    assertThat(verdict(log, 1).passes()).isTrue();
    log.act(ranked(log, "severe"));
    assertThat(verdict(log, 1).open())
        .extracting(Verdict.Result::requirement)
        .containsExactly("second");

    log.later(Duration.ofDays(30));
    assertThat(obstacles(log)).as("30 of 20 days").containsExactly("rollback.overdue");
    log.act(new VersionRestored(log.by("p_ada"), MODEL, 1, judged(log, 1)));
    assertThat(last(log)).containsExactly("rollback.passes");
    log.story.acts.removeLast();

    log.act(ranked(log, "high"));
    assertThat(verdict(log, 1).passes()).as("whoever confirmed it said so last").isTrue();
  }

  @Test
  void where_the_policy_ranks_otherwise_somebody_ranks_the_model_first() {
    TestingRetrain log = replaced();
    govern(log, POLICY.replace("R1, tier: high", "R1, tier: low"));

    assertThat(obstacles(log)).containsExactly("rollback.tier");
  }

  @Test
  void a_promise_that_just_broke_is_not_outrun_by_a_way_back() {
    TestingRetrain log = replaced();
    log.later(Duration.ofHours(2)).act(measured(log, "0.05"));
    assertThat(obstacles(log)).as("nothing suspended it yet").containsExactly("rollback.promise");
    log.act(new VersionRestored(log.by("p_ada"), MODEL, 1, judged(log, 1)));
    assertThat(last(log)).containsExactly("rollback.passes");
    log.story.acts.removeLast();

    log.act(suspended(log, 1, 1));
    assertThat(obstacles(log)).containsExactly("rollback.suspended");
    log.act(new VersionReinstated(log.by("p_dmitri"), MODEL, 1, 1));
    assertThat(verdict(log, 1).passes()).as("two persons know of it").isTrue();
  }

  private static SignalRecorded measured(TestingRetrain log, String value) {
    return new SignalRecorded(
        log.by("p_ada"),
        MODEL,
        1,
        "overdue loans",
        value,
        OptionalLong.empty(),
        log.now.minus(Duration.ofHours(1)),
        log.now,
        Optional.empty(),
        Optional.empty());
  }

  private static RiskConfirmed ranked(TestingRetrain log, String tier) {
    RiskConfirmed first = log.story.first(RiskConfirmed.class);
    return new RiskConfirmed(
        log.by("p_dmitri"),
        MODEL,
        first.assessment(),
        tier,
        first.rule(),
        Optional.of("More people depend on it than we thought."));
  }

  private static List<String> obstacles(TestingRetrain log) {
    return verdict(log, 1).obstacles().stream().map(Verdict.Reason::code).toList();
  }

  private static FindingRaised found(TestingRetrain log, String severity) {
    EvidenceRecorded first = log.story.first(EvidenceRecorded.class);
    return new FindingRaised(
        log.by("p_bruno"),
        1,
        MODEL,
        1,
        severity,
        "p_ada",
        "2026-12-01",
        new Anchor("performance", first.item(), "metrics.roc_auc", Optional.of(first.evidence())),
        Optional.empty(),
        OptionalLong.empty(),
        WORDS);
  }
}
