// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.proof.replay.TestingPapers.MODEL;
import static org.imprimatur.proof.replay.TestingRollback.POLICY;
import static org.imprimatur.proof.replay.TestingRollback.WORDS;
import static org.imprimatur.proof.replay.TestingRollback.judged;
import static org.imprimatur.proof.replay.TestingRollback.last;
import static org.imprimatur.proof.replay.TestingRollback.replaced;
import static org.imprimatur.proof.replay.TestingRollback.restore;
import static org.imprimatur.proof.replay.TestingRollback.verdict;

import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.Anchor;
import org.imprimatur.proof.act.FindingAct.FindingRaised;
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
