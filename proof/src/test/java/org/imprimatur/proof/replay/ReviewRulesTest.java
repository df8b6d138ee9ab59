// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.proof.replay.TestingPapers.MODEL;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.Anchor;
import org.imprimatur.proof.act.DiscussionAct.ChallengeAnswered;
import org.imprimatur.proof.act.DiscussionAct.ChallengeRaised;
import org.imprimatur.proof.act.DiscussionAct.ChallengeResolved;
import org.imprimatur.proof.act.DiscussionAct.CommentMade;
import org.imprimatur.proof.act.DiscussionAct.ValidationPlanned;
import org.imprimatur.proof.act.FindingAct.FindingAccepted;
import org.imprimatur.proof.act.FindingAct.FindingFixed;
import org.imprimatur.proof.act.FindingAct.FindingHanded;
import org.imprimatur.proof.act.FindingAct.FindingRaised;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.PeopleAct.RoleWithdrawn;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.review.RaisedFinding;
import org.imprimatur.proof.review.Review;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people say in a review is held to who they are and to what was said before. */
class ReviewRulesTest {
  private static final Digest OTHER = Digest.of("other".getBytes(UTF_8));

  private final TestingStory story = TestingStory.honest();
  private final int from = story.position(VerdictGiven.class, 2);
  private final Digest text = story.put("words".getBytes(UTF_8));
  private int at = from;
  private final Instant now = story.acts.get(from).at();

  @Test
  void a_challenge_that_becomes_a_finding_and_is_fixed_replays() {
    challenge("p_bruno", "validator", "p_ada");
    say(new ChallengeAnswered(by("p_sam"), 1, MODEL, 1, text));
    say(raised(1, "high", "p_ada", "2026-12-01", OptionalLong.of(1)));
    resolve("p_bruno", "upheld", OptionalLong.of(1));
    say(new CommentMade(by("p_dmitri"), 1, anchor(), OptionalLong.of(1), text));
    say(new ValidationPlanned(by("p_bruno"), 1, text));
    say(new FindingFixed(by("p_ada"), 1, MODEL, 1, text));

    assertThat(story.found()).isEmpty();
  }

  @Test
  void a_finding_whose_owner_left_is_handed_over_by_the_owner_of_the_model() {
    say(raised(1, "low", "p_priya", "2026-12-01", OptionalLong.empty()));
    say(new FindingHanded(by("p_lena"), 1, MODEL, 1, "p_ada", text));
    assertThat(story.found()).containsExactly((at - 1) + " handing.from");

    story.acts.set(at - 1, new RoleWithdrawn(by("p_dmitri"), "p_priya", "custodian"));
    say(new FindingHanded(by("p_sam"), 1, MODEL, 1, "p_ada", text));
    assertThat(story.found()).containsExactly((at - 1) + " handing.by");

    story.acts.set(at - 1, new FindingHanded(by("p_lena"), 1, MODEL, 1, "p_ada", text));
    say(new FindingFixed(by("p_ada"), 1, MODEL, 1, text));
    assertThat(story.found()).isEmpty();
    say(new FindingFixed(by("p_priya"), 1, MODEL, 1, text));
    assertThat(story.found()).containsExactly((at - 1) + " finding.fixed-by-other");

    RaisedFinding finding = Review.of(story.acts).finding(1).orElseThrow();
    assertThat(finding.owner()).isEqualTo("p_ada");
    assertThat(finding.raised().owner()).as("as it was raised").isEqualTo("p_priya");
  }

  @ParameterizedTest
  @CsvSource({
    "p_bruno,validator,p_bruno,challenge.asked",
    "p_bruno,validator,p_nobody,challenge.asked",
    "p_dmitri,validator,p_ada,review.role",
  })
  void a_challenge_in_a_role_of_somebody_else_or_to_nobody_is_found(
      String by, String role, String asked, String code) {
    challenge(by, role, asked);

    assertThat(story.found()).containsExactly(from + " " + code);
  }

  @Test
  void a_challenge_said_of_other_evidence_than_the_dossier_held_is_found() {
    var anchor = new Anchor("performance", "performance/1", "", Optional.of(OTHER));
    say(new ChallengeRaised(by("p_bruno"), 1, MODEL, 1, "validator", "p_ada", anchor, text));

    assertThat(story.found()).containsExactly(from + " review.anchor");
  }

  @ParameterizedTest
  @CsvSource({
    "p_bruno,challenge.answered-by-challenger",
    "p_priya,challenge.answered-unasked",
    "p_nobody,act.by"
  })
  void an_answer_of_whoever_was_not_asked_is_found(String by, String code) {
    challenge("p_bruno", "validator", "p_ada");
    say(new ChallengeAnswered(by(by), 1, MODEL, 1, text));

    assertThat(story.found()).contains((from + 1) + " " + code);
  }

  @ParameterizedTest
  @CsvSource({
    "p_ada,accepted,challenge.resolved-by-other",
    "p_lena,withdrawn,challenge.resolved-by-other",
    "p_bruno,forgotten,challenge.outcome"
  })
  void a_challenge_that_somebody_else_resolves_is_found(String by, String outcome, String code) {
    challenge("p_bruno", "validator", "p_ada");
    say(new ChallengeAnswered(by("p_ada"), 1, MODEL, 1, text));
    resolve(by, outcome, OptionalLong.empty());

    assertThat(story.found()).containsExactly((from + 2) + " " + code);
  }

  @Test
  void an_unanswered_challenge_that_is_accepted_is_found() {
    challenge("p_bruno", "validator", "p_ada");
    resolve("p_bruno", "accepted", OptionalLong.empty());

    assertThat(story.found()).containsExactly((from + 1) + " challenge.unanswered");
  }

  @Test
  void a_challenge_resolved_twice_or_carried_on_by_a_stranger_is_found() {
    challenge("p_bruno", "validator", "p_ada");
    say(new ChallengeAnswered(by("p_ada"), 1, MODEL, 1, text));
    say(raised(1, "low", "p_ada", "2026-12-01", OptionalLong.empty()));
    resolve("p_bruno", "upheld", OptionalLong.of(1));
    resolve("p_bruno", "accepted", OptionalLong.empty());

    assertThat(story.found())
        .containsExactly((from + 3) + " challenge.finding", (from + 4) + " challenge.resolved");
  }

  @Test
  void a_finding_of_somebody_else_does_not_carry_a_challenge_on() {
    challenge("p_bruno", "validator", "p_ada");
    say(new ChallengeAnswered(by("p_ada"), 1, MODEL, 1, text));
    say(raisedBy("p_ada", 1, "low", "p_ada", "2026-12-01", OptionalLong.of(1)));
    resolve("p_bruno", "upheld", OptionalLong.of(1));

    assertThat(story.found())
        .containsExactly(
            (from + 2) + " challenge.carried-by-other", (from + 3) + " challenge.finding");
  }

  @Test
  void numbers_out_of_turn_are_found() {
    say(new ChallengeRaised(by("p_bruno"), 7, MODEL, 1, "validator", "p_ada", anchor(), text));
    say(raised(3, "low", "p_ada", "2026-12-01", OptionalLong.empty()));

    assertThat(story.found())
        .containsExactly(from + " number.challenge", (from + 1) + " number.finding");
  }

  @ParameterizedTest
  @CsvSource({
    "terrible,p_ada,2026-12-01,finding.severity",
    "high,p_nobody,2026-12-01,finding.owner",
    "high,p_ada,2026-11-24,finding.due",
    "high,p_ada,2126-11-24,finding.due",
    "high,p_ada,someday,finding.due"
  })
  void a_finding_that_nobody_could_raise_is_found(
      String severity, String owner, String due, String code) {
    say(raised(1, severity, owner, due, OptionalLong.empty()));

    assertThat(story.found()).contains(from + " " + code);
  }

  @Test
  void a_finding_about_a_failure_that_no_check_has_is_found() {
    say(
        new FindingRaised(
            by("p_bruno"),
            1,
            MODEL,
            1,
            "low",
            "p_ada",
            "2026-12-01",
            anchor(),
            Optional.of("fairness.four-fifths:fairness.ratio:afam"),
            OptionalLong.empty(),
            text));

    assertThat(story.found()).containsExactly(from + " finding.failure");
  }

  @Test
  void a_fix_by_somebody_who_does_not_own_the_finding_is_found() {
    say(raised(1, "low", "p_ada", "2026-12-01", OptionalLong.empty()));
    say(new FindingFixed(by("p_sam"), 1, MODEL, 1, text));

    assertThat(story.found()).containsExactly((from + 1) + " finding.fixed-by-other");
  }

  @ParameterizedTest
  @CsvSource({
    "p_dmitri,risk-manager,2027-12-01,finding.until",
    "p_bruno,risk-manager,2026-12-01,review.role",
    "p_ada,data-scientist,2026-12-01,finding.accepted-by-owner",
    "p_sam,validator,2026-12-01,finding.accepted-by-contributor",
  })
  void a_risk_accepted_for_ever_or_by_whom_it_does_not_suit_is_found(
      String by, String role, String until, String code) {
    say(raised(1, "low", "p_ada", "2026-12-01", OptionalLong.empty()));
    say(new FindingAccepted(by(by), 1, MODEL, 1, role, until, text));

    assertThat(story.found()).contains((from + 1) + " " + code);
  }

  @Test
  void words_that_are_not_there_are_found() {
    say(new CommentMade(by("p_lena"), 1, anchor(), OptionalLong.empty(), OTHER));

    assertThat(story.found()).anyMatch(found -> found.startsWith(from + " blob."));
  }

  @Test
  void a_plan_of_somebody_who_validates_nothing_is_found() {
    say(new ValidationPlanned(by("p_sam"), 1, text));
    say(new ValidationPlanned(by("p_lena"), 1, text));

    assertThat(story.found())
        .containsExactly(from + " validation.contributor", (from + 1) + " review.role");
  }

  private void challenge(String by, String role, String asked) {
    say(new ChallengeRaised(by(by), 1, MODEL, 1, role, asked, anchor(), text));
  }

  private void resolve(String by, String outcome, OptionalLong finding) {
    say(new ChallengeResolved(by(by), 1, MODEL, 1, outcome, finding, Optional.empty()));
  }

  private FindingRaised raised(
      long number, String severity, String owner, String due, OptionalLong challenge) {
    return raisedBy("p_bruno", number, severity, owner, due, challenge);
  }

  private FindingRaised raisedBy(
      String by, long number, String severity, String owner, String due, OptionalLong challenge) {
    return new FindingRaised(
        by(by),
        number,
        MODEL,
        1,
        severity,
        owner,
        due,
        anchor(),
        Optional.empty(),
        challenge,
        text);
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
    return new Stamp(now, person);
  }
}
