// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.WaiverAsked;
import org.imprimatur.proof.act.DecisionAct.WaiverEnded;
import org.imprimatur.proof.act.DecisionAct.WaiverGranted;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SignerRecused;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Waiver;
import org.imprimatur.proof.impact.Basis;
import org.imprimatur.proof.impact.Cause;
import org.junit.jupiter.api.Test;

/** A waiver takes two independent people, for what can be waived and for a while. */
class WaiverRulesTest {
  private final TestingStory story = TestingStory.honest();
  private int next = story.position(EvidenceRecorded.class);

  @Test
  void a_waiver_by_two_independent_people_is_in_order() {
    granted(asked("p_bruno", "ranking", "2026-12-20"), "p_dmitri");
    add(new WaiverEnded(stamp("p_bruno"), "w_1", 1, text("not needed")));

    assertThat(story.found()).isEmpty();
  }

  @Test
  void a_waiver_after_the_approval_takes_the_promotion_with_it() {
    next = story.position(VerdictGiven.class, 2);
    granted(asked("p_bruno", "ranking", "2026-12-20"), "p_dmitri");

    assertThat(codes()).contains("verdict.passes", "promotion.refused");
  }

  @Test
  void a_waiver_of_what_cannot_be_waived_is_found() {
    asked("p_bruno", "decision", "2026-12-20");
    assertThat(codes()).containsExactly("waiver.unwaivable");
  }

  @Test
  void a_waiver_of_nothing_that_is_asked_is_found() {
    asked("p_bruno", "drift", "2026-12-20");
    assertThat(codes()).containsExactly("waiver.requirement");
  }

  @Test
  void a_waiver_for_longer_than_the_policy_allows_is_found() {
    asked("p_bruno", "ranking", "2027-12-20");
    assertThat(codes()).containsExactly("waiver.until");
  }

  @Test
  void a_waiver_that_the_proposer_asks_for_or_grants_is_found() {
    granted(asked("p_ada", "ranking", "2026-12-20"), "p_dmitri");
    assertThat(codes()).contains("waiver.asker");
  }

  @Test
  void a_waiver_granted_by_whoever_asked_or_without_the_role_is_found() {
    granted(asked("p_dmitri", "ranking", "2026-12-20"), "p_dmitri");
    assertThat(codes()).contains("waiver.granter");

    story.acts.remove(next - 1);
    next--;
    granted((WaiverAsked) story.acts.get(next - 1), "p_lena");
    assertThat(codes()).contains("waiver.granter", "waiver.role");
  }

  @Test
  void whoever_stepped_back_neither_grants_a_waiver_nor_lets_one_stand() {
    add(new SignerRecused(stamp("p_dmitri"), 1, text("I bought the data.")));
    granted(asked("p_bruno", "ranking", "2026-12-20"), "p_dmitri");
    assertThat(codes()).contains("waiver.granter").doesNotContain("waiver.role");
  }

  @Test
  void a_waiver_counts_no_more_where_who_granted_it_is_condemned() {
    granted(asked("p_bruno", "ranking", "2026-12-20"), "p_dmitri");
    List<Act> before = List.copyOf(story.acts.subList(0, next));
    var basis = Basis.of(before, story.first(SubmissionOpened.class));

    for (String person : List.of("p_dmitri", "p_bruno", "p_lena")) {
      assertThat(basis.links(Cause.of(Cause.Kind.PERSON, person), _ -> List.of()))
          .as(person)
          .filteredOn(link -> link.kind().equals("waiver"))
          .hasSize(person.equals("p_lena") ? 0 : 1);
    }
  }

  @Test
  void a_grant_that_somebody_else_signed_is_found() {
    WaiverAsked asked = asked("p_bruno", "ranking", "2026-12-20");
    Digest statement =
        story.put(
            Waiver.statement(
                    asked, stamp("p_lena"), "risk-manager", TestingPapers.commitment("p_lena"))
                .canonical());
    add(new WaiverGranted(stamp("p_dmitri"), "w_1", 1, "risk-manager", statement));

    assertThat(codes()).contains("waiver.statement");
  }

  @Test
  void a_waiver_that_a_stranger_ends_or_that_is_not_there_is_found() {
    asked("p_bruno", "ranking", "2026-12-20");
    add(new WaiverEnded(stamp("p_lena"), "w_1", 1, text("no")));
    add(new WaiverEnded(stamp("p_lena"), "w_2", 1, text("no")));

    assertThat(codes()).containsExactly("waiver.ender", "waiver.unknown");
  }

  @Test
  void a_waiver_on_a_closed_submission_is_found() {
    next = story.acts.size();
    add(
        new WaiverAsked(
            story.stamp(next - 1, "p_bruno"), "w_1", 1, "ranking", "2026-12-20", grounds()));

    assertThat(codes()).containsExactly("submission.closed");
  }

  private WaiverAsked asked(String person, String requirement, String until) {
    var asked = new WaiverAsked(stamp(person), "w_1", 1, requirement, until, grounds());
    add(asked);
    return asked;
  }

  private void granted(WaiverAsked asked, String person) {
    Stamp stamp = stamp(person);
    Digest statement =
        story.put(
            Waiver.statement(asked, stamp, "risk-manager", TestingPapers.commitment(person))
                .canonical());
    add(new WaiverGranted(stamp, "w_1", 1, "risk-manager", statement));
  }

  private Digest grounds() {
    return story.put(
        TestingPapers.document("waiver/v1").put("reason", "late").put("protection", "by hand"));
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
