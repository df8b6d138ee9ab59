// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.proof.replay.TestingPapers.MODEL;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.Anchor;
import org.imprimatur.proof.act.FindingAct.FindingAccepted;
import org.imprimatur.proof.act.FindingAct.FindingFixed;
import org.imprimatur.proof.act.FindingAct.FindingRaised;
import org.imprimatur.proof.act.FindingAct.FindingRetested;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A retest is somebody else's, of what was said to be fixed, and on what was computed since. */
class RetestRulesTest {
  private static final Digest OTHER = Digest.of("other".getBytes(UTF_8));

  private final TestingStory story = TestingStory.honest();
  private final int from = story.position(VerdictGiven.class, 2);
  private final Digest text = story.put("words".getBytes(UTF_8));
  private int at = from;
  private Instant now = story.acts.get(from).at();
  private Duration later = Duration.ZERO;

  @Test
  void a_retest_of_the_same_day_rests_on_what_was_computed_of_the_thing_since() {
    at = cardAt();
    now = story.acts.get(at).at();
    Digest card = card();
    var page =
        new Anchor("documentation", "card", "", Optional.of(story.first(CardFiled.class).card()));
    say(raised(page));
    say(new FindingFixed(by("p_ada"), 1, MODEL, 1, text));
    at++;
    say(retested("p_bruno", Optional.of(card)));

    assertThat(story.found()).isEmpty();
  }

  @Test
  void a_retest_that_rests_on_another_thing_or_on_what_was_there_before_is_found() {
    say(raised(anchor()));
    say(new FindingFixed(by("p_ada"), 1, MODEL, 1, text));
    for (int which : new int[] {cardAt(), story.position(EvidenceRecorded.class, 1)}) {
      var there = (EvidenceRecorded) story.acts.get(which);
      story.acts.add(at++, again(there));
      say(retested("p_bruno", Optional.of(there.evidence())));
    }

    assertThat(story.found())
        .contains((from + 3) + " finding.retest-evidence", (from + 5) + " finding.retest-evidence");
  }

  @Test
  void a_retest_that_rests_on_what_another_submission_held_before_is_found() {
    Json.Builder second = Json.obj();
    ((Json.Obj) Json.parse(story.first(SubmissionOpened.class).bytes()))
        .members()
        .forEach(second::put);
    story.acts.add(at++, Act.parse(second.put("submission", 2).build().canonical()));
    Digest other = story.put(TestingPapers.document("evidence/v1").put("words", "others"));
    story.acts.add(at++, ofCard(2, 1, other));
    later = Duration.ofSeconds(1);
    var page =
        new Anchor("documentation", "card", "", Optional.of(story.first(CardFiled.class).card()));
    say(raised(page));
    say(new FindingFixed(by("p_ada"), 1, MODEL, 1, text));
    story.acts.add(at++, ofCard(1, 3, other));
    say(retested("p_bruno", Optional.of(other)));

    assertThat(story.found()).contains((at - 1) + " finding.retest-evidence");
    int retest = at - 1;
    Digest fresh = story.put(TestingPapers.document("evidence/v1").put("words", "fresh"));
    story.acts.set(retest - 1, ofCard(1, 3, fresh));
    story.acts.set(retest, retested("p_bruno", Optional.of(fresh)));
    assertThat(story.found()).noneMatch(one -> one.startsWith(retest + " "));
  }

  @ParameterizedTest
  @CsvSource({
    "p_ada,finding.retested-by-owner",
    "p_sam,finding.retested-by-contributor",
  })
  void a_retest_by_whoever_owns_it_or_had_a_hand_in_the_version_is_found(String by, String code) {
    say(raised(anchor()));
    fixAndRetest(by);

    assertThat(story.found()).contains((from + 2) + " " + code);
  }

  @Test
  void a_retest_on_the_same_day_rests_on_newer_evidence_or_is_found() {
    say(raised(anchor()));
    fixAndRetest("p_bruno");
    say(retested("p_bruno", Optional.of(OTHER)));

    assertThat(story.found())
        .containsExactly(
            (from + 2) + " finding.retested-too-soon",
            (from + 3) + " finding.retest-evidence",
            (from + 3) + " finding.retested-too-soon");
  }

  @Test
  void a_retest_of_what_nobody_says_is_fixed_is_found() {
    say(raised(anchor()));
    later = Duration.ofDays(1);
    say(retested("p_bruno", Optional.empty()));

    assertThat(story.found()).contains((from + 1) + " finding.not-fixed");
  }

  @Test
  void an_accepted_risk_does_not_stand_for_the_fix_that_a_failed_retest_asks_for() {
    say(raised(anchor()));
    say(new FindingFixed(by("p_ada"), 1, MODEL, 1, text));
    later = Duration.ofDays(1);
    say(new FindingRetested(by("p_bruno"), 1, MODEL, 1, false, Optional.empty(), text));
    say(new FindingAccepted(by("p_dmitri"), 1, MODEL, 1, "risk-manager", "2026-12-24", text));
    say(retested("p_bruno", Optional.empty()));

    assertThat(story.found()).contains((from + 4) + " finding.not-fixed");
  }

  private FindingRaised raised(Anchor anchor) {
    return new FindingRaised(
        by("p_bruno"),
        1,
        MODEL,
        1,
        "low",
        "p_ada",
        "2026-12-01",
        anchor,
        Optional.empty(),
        OptionalLong.empty(),
        text);
  }

  private void fixAndRetest(String by) {
    say(new FindingFixed(by("p_ada"), 1, MODEL, 1, text));
    say(retested(by, Optional.empty()));
  }

  private FindingRetested retested(String by, Optional<Digest> evidence) {
    return new FindingRetested(by(by), 1, MODEL, 1, true, evidence, text);
  }

  private int cardAt() {
    return story.position(EvidenceRecorded.class, 2);
  }

  private Digest card() {
    return ((EvidenceRecorded) story.acts.get(cardAt())).evidence();
  }

  private EvidenceRecorded again(EvidenceRecorded there) {
    return recorded(1, 3, there, there.evidence());
  }

  private EvidenceRecorded ofCard(long submission, long revision, Digest evidence) {
    return recorded(submission, revision, (EvidenceRecorded) story.acts.get(cardAt()), evidence);
  }

  private EvidenceRecorded recorded(
      long submission, long revision, EvidenceRecorded card, Digest evidence) {
    return new EvidenceRecorded(
        by(Stamp.SYSTEM),
        submission,
        revision,
        card.evidenceClass(),
        card.item(),
        evidence,
        card.inputs(),
        card.level(),
        card.look(),
        card.envelope());
  }

  private Anchor anchor() {
    EvidenceRecorded first = story.first(EvidenceRecorded.class);
    return new Anchor(
        "performance", first.item(), "metrics.roc_auc", Optional.of(first.evidence()));
  }

  private void say(ReviewAct act) {
    story.acts.add(at++, act);
  }

  private Stamp by(String person) {
    return new Stamp(now.plus(later), person);
  }
}
