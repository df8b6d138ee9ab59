// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.Move;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.RemovalAct.VersionRetired;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.PolicyReader;
import org.imprimatur.proof.policy.Reading;
import org.imprimatur.proof.replay.Replayed.Asked;
import org.imprimatur.proof.replay.Replayed.Case;
import org.imprimatur.proof.replay.Replayed.Change;
import org.junit.jupiter.api.Test;

/** A draft of a policy is played over what was decided before anybody publishes it. */
class PolicyReplayTest {
  private final TestingStory story = TestingStory.honest();

  @Test
  void the_same_policy_decides_as_it_did_and_the_last_verdict_counts() {
    Replayed replayed = replay(TestingPapers.POLICY);

    assertThat(replayed.entries()).isEqualTo(story.acts.size());
    assertThat(replayed.cases()).singleElement().satisfies(PolicyReplayTest::isLive);
    assertThat(replayed.of(Change.NONE)).hasSize(1);
    assertThat(replayed.lapsing()).isEmpty();
    assertThat(replayed.ranked()).isZero();
    assertThat(replayed.load())
        .containsOnly(
            Map.entry("validator", new Asked(1, 1)), Map.entry("business-owner", new Asked(1, 1)));
  }

  @Test
  void a_draft_judges_as_if_everything_in_it_were_enforced() {
    Replayed replayed =
        replay(
            TestingPapers.POLICY.replace(
                "when: \"metrics.roc_auc >= 0.75\"",
                "when: \"metrics.roc_auc >= 0.99\", enforced: {from: 2030-01-01}"));

    assertThat(replayed.lapsing()).hasSize(1);
    assertThat(open(replayed)).containsExactly("ranking UNSATISFIED");
  }

  @Test
  void what_a_pinned_policy_only_watched_was_asked_of_nobody_and_the_draft_asks_it() {
    String watching =
        TestingPapers.POLICY.replace(
            "{id: validation,", "{id: validation, enforced: {from: 2030-01-01},");
    var watched = TestingStory.promotedAt(watching, Instant.parse("2026-12-01T09:00:00Z"));

    Replayed replayed = played(watched, policy(watching), "lending");

    assertThat(replayed.load()).containsEntry("validator", new Asked(0, 1));
    assertThat(replayed.of(Change.NONE)).as("the validator signed all the same").hasSize(1);
  }

  private static void isLive(Case one) {
    assertThat(one.live()).isTrue();
    assertThat(one.pinned().orElseThrow().passes()).isTrue();
  }

  @Test
  void a_limit_that_was_missed_lapses_what_is_in_production() {
    Replayed replayed = replay(TestingPapers.POLICY.replace(">= 0.75", ">= 0.99"));

    assertThat(replayed.lapsing()).hasSize(1);
    assertThat(open(replayed)).containsExactly("ranking UNSATISFIED");
    assertThat(replayed.toJson().text()).contains("\"lapsing\":1", "would be refused");
  }

  @Test
  void what_somebody_took_out_of_production_lapses_no_more() {
    TestingStory story = TestingStory.honest();
    story.acts.add(
        new VersionRetired(
            story.stamp(story.acts.size() - 1, "p_lena"),
            TestingPapers.MODEL,
            1,
            "owner",
            TestingPapers.TEST_SET));
    String draft = TestingPapers.POLICY.replace(">= 0.75", ">= 0.99");

    Replayed replayed = played(story, policy(draft), "lending");

    assertThat(replayed.of(Change.REFUSED)).hasSize(1);
    assertThat(replayed.lapsing()).isEmpty();
  }

  @Test
  void what_nobody_was_asked_for_waits_and_is_counted_by_role() {
    String legal =
        "- {id: legal, kind: signoff, role: legal, meaning: review, count: 2, tiers: [high],"
            + " covers: [documentation]}";
    Replayed replayed =
        replay(TestingPapers.POLICY.replaceFirst("(?m)^(.*id: decision,)", legal.indent(6) + "$1"));

    assertThat(open(replayed)).containsExactly("legal WAITING");
    assertThat(replayed.load()).containsEntry("legal", new Asked(0, 2));
  }

  @Test
  void a_draft_that_asks_less_lets_pass_what_was_refused() {
    Replayed replayed = played(TestingStory.askingTwice(), policy(TestingPapers.POLICY), "lending");

    assertThat(replayed.of(Change.PASSES)).hasSize(1);
    assertThat(replayed.load()).containsEntry("validator", new Asked(2, 1));
    assertThat(replayed.lapsing()).isEmpty();
  }

  @Test
  void other_rules_rank_the_recorded_answers_and_what_was_not_answered_is_the_highest() {
    Replayed lower =
        replay(TestingPapers.POLICY.replace("{id: R1, tier: high", "{id: R1, tier: low"));
    Replayed another =
        replay(
            TestingPapers.POLICY
                .replace("questions: {effect:", "questions: {reach:")
                .replace("when: \"effect ==", "when: \"reach =="));

    assertThat(drafted(lower).tier()).isEqualTo("low");
    assertThat(lower.ranked()).isEqualTo(1);
    assertThat(drafted(another).tier()).isEqualTo("high");
  }

  @Test
  void a_gate_that_the_draft_does_not_have_lets_nothing_through() {
    Replayed replayed = replay(TestingPapers.POLICY.replace("  production:", "  staging:"));

    assertThat(replayed.of(Change.REFUSED)).hasSize(1);
  }

  @Test
  void what_cannot_be_told_is_neither_a_pass_nor_a_refusal() {
    story.blobs.remove(story.first(EvidenceRecorded.class).evidence());

    Replayed replayed = replay(TestingPapers.POLICY);

    assertThat(replayed.of(Change.UNKNOWN))
        .singleElement()
        .satisfies(one -> assertThat(one.why()).contains("is missing"));
  }

  @Test
  void what_is_in_its_stage_follows_break_glass_and_its_end() {
    Stamp stamp = new Stamp(story.acts.getLast().at(), "p_dmitri");
    Digest words = Digest.of("Losses".getBytes(UTF_8));
    var there = new Move("development", "production");
    story.acts.add(
        new VersionBypassed(
            stamp,
            "g_1",
            TestingPapers.MODEL,
            2,
            2,
            there,
            "p_priya",
            "risk-manager",
            stamp.at(),
            words,
            words));

    assertThat(replay(TestingPapers.POLICY).cases()).singleElement().matches(one -> !one.live());

    story.acts.add(
        new BypassReversed(
            stamp, "g_1", TestingPapers.MODEL, 2, 2, there.back(), "risk-manager", words));

    assertThat(replay(TestingPapers.POLICY).cases()).singleElement().matches(Case::live);
  }

  @Test
  void submissions_under_a_policy_of_another_name_are_left_out() {
    assertThat(played(story, policy(TestingPapers.POLICY), "medical").cases()).isEmpty();
  }

  private Replayed replay(String yaml) {
    return played(story, policy(yaml), "lending");
  }

  private static Replayed played(TestingStory story, Policy draft, String name) {
    List<byte[]> entries = story.acts.stream().map(Act::bytes).toList();
    return PolicyReplay.of(
        entries, digest -> Optional.ofNullable(story.blobs.get(digest)), draft, name);
  }

  private static Policy policy(String yaml) {
    return switch (PolicyReader.read(yaml.getBytes(UTF_8))) {
      case Reading.Read(var policy) -> policy;
      case Reading.Refused(var errors) -> throw new AssertionError(errors);
    };
  }

  private static Replayed.Under drafted(Replayed replayed) {
    return replayed.cases().getFirst().drafted().orElseThrow();
  }

  private static List<String> open(Replayed replayed) {
    return drafted(replayed).open().stream()
        .map((Verdict.Result one) -> one.requirement() + " " + one.state())
        .toList();
  }
}
