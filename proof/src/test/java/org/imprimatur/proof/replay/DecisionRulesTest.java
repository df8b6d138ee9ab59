// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.ChangesAnswered;
import org.imprimatur.proof.act.DecisionAct.ChangesRequested;
import org.imprimatur.proof.act.DecisionAct.ConditionConfirmed;
import org.imprimatur.proof.act.DecisionAct.ConditionHanded;
import org.imprimatur.proof.act.DecisionAct.ConditionMet;
import org.imprimatur.proof.act.DecisionAct.SubmissionHeld;
import org.imprimatur.proof.act.DecisionAct.SubmissionResumed;
import org.imprimatur.proof.act.DutyAct.DelegationEnded;
import org.imprimatur.proof.act.DutyAct.DelegationGiven;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.PeopleAct.RoleWithdrawn;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SignerRecused;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;

/** Every decision beside signing is held to its rule: one that nobody could take is found. */
class DecisionRulesTest {
  private TestingStory story = TestingStory.honest();
  private int next = story.position(VerdictGiven.class, 2);

  @Test
  void a_hold_that_its_beginner_ends_is_in_order() {
    held("p_bruno");
    resumed("p_bruno");

    assertThat(story.found()).isEmpty();
  }

  @Test
  void a_promotion_during_a_hold_is_found() {
    held("p_bruno");

    assertThat(codes()).contains("verdict.passes", "promotion.refused");
  }

  @Test
  void a_signature_during_a_hold_is_found() {
    next = story.position(SignoffGiven.class);
    held("p_bruno");

    assertThat(codes()).contains("submission.held");
  }

  @Test
  void a_hold_that_the_proposer_lifts_for_somebody_else_is_found() {
    held("p_bruno");
    resumed("p_ada");

    assertThat(codes()).containsExactly("hold.by");
  }

  @Test
  void a_second_hold_and_an_end_of_none_are_found() {
    resumed("p_bruno");
    held("p_bruno");
    held("p_bruno");
    resumed("p_bruno");

    assertThat(codes()).containsExactly("hold.none", "hold.twice");
  }

  @Test
  void a_hold_begun_or_ended_by_somebody_without_a_part_in_it_is_found() {
    held("p_dmitri");
    assertThat(codes()).contains("hold.by");
    story.acts.remove(--next);
    held("p_bruno");
    resumed("p_dmitri");
    assertThat(codes()).containsExactly("hold.by");
  }

  @Test
  void whoever_stands_in_for_a_reviewer_ends_a_hold_while_the_delegation_lasts() {
    Instant from = stamp("p_bruno").at();
    Instant until = from.plusSeconds(86_400);
    add(
        new DelegationGiven(
            stamp("p_bruno"), "d_1", "p_dmitri", "validator", Optional.empty(), from, until));
    held("p_bruno");
    resumed("p_dmitri");
    assertThat(codes()).isEmpty();

    add(new DelegationEnded(stamp("p_bruno"), "d_1"));
    held("p_bruno");
    resumed("p_dmitri");
    assertThat(codes()).containsExactly("hold.by");
  }

  @Test
  void a_submission_withdrawn_from_under_a_reviewers_hold_is_found() {
    held("p_bruno");
    add(new SubmissionWithdrawn(stamp("p_ada"), 1));
    assertThat(codes()).contains("submission.held");
    story.acts.set(next - 1, new SubmissionWithdrawn(stamp("p_bruno"), 1));
    assertThat(codes()).contains("submission.withdrawn-by").doesNotContain("submission.held");
  }

  @Test
  void a_submission_withdrawn_by_somebody_who_neither_opened_it_nor_owns_the_model_is_found() {
    add(new SubmissionWithdrawn(stamp("p_dmitri"), 1));
    assertThat(codes()).contains("submission.withdrawn-by");
    story.acts.set(next - 1, new SubmissionWithdrawn(stamp("p_ada"), 1));
    assertThat(codes()).doesNotContain("submission.withdrawn-by");
  }

  @Test
  void a_request_for_changes_in_a_role_that_is_not_held_is_found() {
    next = story.position(SignoffGiven.class);
    requested("p_bruno", "validator");
    answered("p_ada", "c_1");
    assertThat(codes()).isEmpty();

    requested("p_lena", "validator");
    assertThat(codes()).contains("changes.role", "id.taken");
  }

  @Test
  void a_contributor_who_asks_for_changes_is_found() {
    next = story.position(SignoffGiven.class);
    requested("p_sam", "validator");

    assertThat(codes()).contains("changes.role");
  }

  @Test
  void an_answer_by_a_reviewer_or_to_no_request_is_found() {
    next = story.position(SignoffGiven.class);
    requested("p_bruno", "validator");
    answered("p_bruno", "c_1");
    answered("p_ada", "c_2");

    assertThat(codes()).contains("changes.proposer", "changes.unknown");
  }

  @Test
  void a_condition_that_two_people_say_is_met_is_in_order() {
    afterPromotionUnderCondition();
    add(new ConditionMet(stamp("p_ada"), "s_p_bruno", 1, 1, text("measured")));
    add(new ConditionConfirmed(stamp("p_bruno"), "s_p_bruno", 1, 1));

    assertThat(story.found()).isEmpty();
  }

  @Test
  void a_condition_that_somebody_else_says_is_met_is_found() {
    afterPromotionUnderCondition();
    add(new ConditionMet(stamp("p_sam"), "s_p_bruno", 1, 1, text("measured")));

    assertThat(codes()).containsExactly("condition.owner");
  }

  @Test
  void a_condition_confirmed_by_its_owner_or_by_a_contributor_is_found() {
    afterPromotionUnderCondition();
    add(new ConditionMet(stamp("p_ada"), "s_p_bruno", 1, 1, text("measured")));
    add(new ConditionConfirmed(stamp("p_ada"), "s_p_bruno", 1, 1));
    assertThat(codes()).containsExactly("condition.confirmer");

    story.acts.set(next - 1, new ConditionConfirmed(stamp("p_sam"), "s_p_bruno", 1, 1));
    assertThat(codes()).containsExactly("condition.confirmer");

    story.acts.set(next - 1, new RoleWithdrawn(stamp("p_dmitri"), "p_ada", "data-scientist"));
    add(new ConditionHanded(stamp("p_lena"), "s_p_bruno", 1, 1, "p_bruno"));
    add(new ConditionConfirmed(stamp("p_bruno"), "s_p_bruno", 1, 1));
    assertThat(codes()).as("handed over since").containsExactly("condition.confirmer");
  }

  @Test
  void a_condition_whose_owner_left_is_handed_over_by_the_owner_of_the_model() {
    afterPromotionUnderCondition();
    add(new RoleWithdrawn(stamp("p_dmitri"), "p_ada", "data-scientist"));
    add(new ConditionHanded(stamp("p_lena"), "s_p_bruno", 1, 1, "p_priya"));
    add(new ConditionMet(stamp("p_priya"), "s_p_bruno", 1, 1, text("measured")));
    add(new ConditionConfirmed(stamp("p_bruno"), "s_p_bruno", 1, 1));
    assertThat(codes()).isEmpty();

    add(new ConditionMet(stamp("p_ada"), "s_p_bruno", 1, 1, text("I did")));
    assertThat(codes()).containsExactly("condition.owner");
  }

  @Test
  void a_condition_that_is_handed_over_otherwise_is_found() {
    afterPromotionUnderCondition();
    add(new ConditionHanded(stamp("p_lena"), "s_p_bruno", 1, 1, "p_priya"));
    assertThat(codes()).as("its owner is there").containsExactly("handing.from");

    story.acts.set(next - 1, new RoleWithdrawn(stamp("p_dmitri"), "p_ada", "data-scientist"));
    add(new ConditionHanded(stamp("p_sam"), "s_p_bruno", 1, 1, "p_priya"));
    assertThat(codes()).containsExactly("handing.by");
    story.acts.set(next - 1, new ConditionHanded(stamp("p_lena"), "s_p_bruno", 1, 1, "p_ada"));
    assertThat(codes()).containsExactly("handing.to");
  }

  @Test
  void a_condition_met_by_nobody_is_found() {
    afterPromotionUnderCondition();
    add(new ConditionConfirmed(stamp("p_bruno"), "s_p_bruno", 1, 1));
    assertThat(codes()).containsExactly("condition.unsaid");

    story.acts.set(next - 1, new ConditionMet(stamp("p_ada"), "s_p_bruno", 2, 1, text("no")));
    assertThat(codes()).containsExactly("condition.unknown");
  }

  @Test
  void conditions_that_were_taken_out_after_signing_are_found() {
    story = TestingStory.underCondition();
    int position = story.position(SignoffGiven.class);
    SignoffGiven given = story.first(SignoffGiven.class);
    Digest none = story.put(TestingPapers.document("terms/v1"));
    story.acts.set(position, TestingPapers.changed(given, "terms", Json.of(none.toString())));

    assertThat(story.found())
        .contains(position + " signoff.terms", position + " statement.differs");
  }

  @Test
  void a_condition_whose_day_was_over_or_is_too_far_away_is_found() {
    for (String due : List.of("2026-11-24", "2028-01-01")) {
      story = TestingStory.underCondition(LocalDate.parse(due));
      assertThat(story.found())
          .as(due)
          .contains(story.position(SignoffGiven.class) + " signoff.terms");
    }
  }

  @Test
  void an_approval_that_leaves_an_opinion_out_is_found() {
    int position = story.position(SignoffGiven.class, 2);
    SignoffGiven given = (SignoffGiven) story.acts.get(position);
    story.acts.set(
        position, TestingPapers.changed(given, "answers", TestingPapers.digests(Map.of())));

    assertThat(story.found())
        .contains(position + " signoff.answers", position + " statement.differs");
  }

  @Test
  void whoever_stepped_back_confirms_no_condition_and_ends_no_hold_of_another() {
    story = TestingStory.underCondition();
    next = story.position(VersionPromoted.class) - 1;
    held("p_lena");
    add(new SignerRecused(stamp("p_bruno"), 1, text("I bought the data.")));
    resumed("p_bruno");
    add(new ConditionMet(stamp("p_ada"), "s_p_bruno", 1, 1, text("measured")));
    add(new ConditionConfirmed(stamp("p_bruno"), "s_p_bruno", 1, 1));
    assertThat(codes()).contains("hold.by", "condition.confirmer");
  }

  private void afterPromotionUnderCondition() {
    story = TestingStory.underCondition();
    assertThat(story.found()).isEmpty();
    assertThat(story.acts).anyMatch(VersionPromoted.class::isInstance);
    next = story.acts.size();
  }

  private void held(String person) {
    add(new SubmissionHeld(stamp(person), 1, text("wait")));
  }

  private void resumed(String person) {
    add(new SubmissionResumed(stamp(person), 1, text("go on")));
  }

  private void requested(String person, String role) {
    Digest fixes =
        story.put(
            TestingPapers.document("fixes/v1")
                .put("fixes", Json.array(List.of(Json.of("State the population.")))));
    add(new ChangesRequested(stamp(person), "c_1", 1, role, fixes));
  }

  private void answered(String person, String request) {
    add(new ChangesAnswered(stamp(person), request, 1, text("done")));
  }

  private Digest text(String words) {
    return story.put(words.getBytes(UTF_8));
  }

  /** The instant of the entry before, so that the order of the log stays. */
  private Stamp stamp(String person) {
    return story.stamp(next - 1, person);
  }

  private void add(Act act) {
    story.acts.add(next, act);
    next++;
  }

  private List<String> codes() {
    return story.replay().findings().stream().map(Finding::code).toList();
  }
}
