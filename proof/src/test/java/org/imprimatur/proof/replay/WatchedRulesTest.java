// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.imprimatur.proof.act.DecisionAct.ChangesRequested;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PeopleAct.TeamJoined;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;

/** A replay asks from which day a requirement binds, with the instant of each verdict. */
class WatchedRulesTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-12-15T00:00:00Z");

  /** A limit that the version misses. */
  private static String policy(String enforced) {
    return TestingPapers.POLICY.replace(
        "when: \"metrics.roc_auc >= 0.75\"",
        "when: \"metrics.roc_auc >= 0.99\", enforced: " + enforced);
  }

  private static List<String> refusedPromotion(TestingStory story) {
    return List.of(
        story.position(VerdictGiven.class, 2) + " verdict.passes",
        story.position(VersionPromoted.class) + " promotion.refused");
  }

  @Test
  void a_promotion_in_the_last_millisecond_of_watching_is_in_order() {
    String phased = policy("{from: 2027-03-01, tiers: {high: 2026-12-15}}");

    assertThat(TestingStory.promotedAt(phased, MIDNIGHT.minusMillis(1)).found()).isEmpty();
  }

  @Test
  void a_promotion_in_the_first_instant_of_the_day_without_it_is_found() {
    String phased = policy("{from: 2027-03-01, tiers: {high: 2026-12-15}}");

    for (Instant at : List.of(MIDNIGHT, MIDNIGHT.plusMillis(1))) {
      TestingStory forged = TestingStory.promotedAt(phased, at);
      assertThat(forged.found()).isEqualTo(refusedPromotion(forged));
    }
  }

  @Test
  void a_verdict_that_ignores_a_rule_which_holds_everywhere_by_now_is_found() {
    TestingStory forged =
        TestingStory.promotedAt(
            policy("{from: 2026-12-15}"), Instant.parse("2027-06-01T09:00:00Z"));

    assertThat(forged.found()).isEqualTo(refusedPromotion(forged));
  }

  @Test
  void a_verdict_that_forgets_the_team_of_the_owner_is_found() {
    String phased = policy("{from: 2027-03-01, teams: {cards: 2026-12-15}}");
    TestingStory forged = TestingStory.promotedAt(phased, MIDNIGHT);
    assertThat(forged.found()).as("the owner belongs to no team").isEmpty();

    join(forged, "p_lena");
    assertThat(forged.found()).containsAll(refusedPromotion(forged));
  }

  @Test
  void the_team_of_anybody_else_brings_nothing_in() {
    TestingStory story =
        TestingStory.promotedAt(policy("{from: 2027-03-01, teams: {cards: 2026-12-15}}"), MIDNIGHT);
    join(story, "p_ada");

    assertThat(story.found()).isEmpty();
  }

  private static void join(TestingStory story, String person) {
    int founding = story.position(PolicyPublished.class);
    story.acts.add(
        founding, new RoleGiven(story.stamp(founding, Stamp.SYSTEM), "p_dmitri", "administrator"));
    int after = story.position(ModelRegistered.class);
    story.acts.add(after, new TeamJoined(story.stamp(after, "p_dmitri"), person, "cards"));
  }

  @Test
  void a_sign_off_for_what_is_only_watched_was_asked_of_nobody_and_is_found() {
    String watching =
        TestingPapers.POLICY.replace(
            "{id: validation,", "{id: validation, enforced: {from: 2026-12-15},");
    TestingStory forged = TestingStory.promotedAt(watching, MIDNIGHT.minusMillis(1));
    assertThat(forged.found())
        .containsExactly(forged.position(SignoffGiven.class) + " signoff.not-asked");

    assertThat(TestingStory.promotedAt(watching, MIDNIGHT.plusSeconds(3_600)).found()).isEmpty();
  }

  @Test
  void a_request_for_changes_in_a_role_that_nothing_asks_yet_is_found() {
    String watching =
        TestingPapers.POLICY.replace(
            "{id: validation,", "{id: validation, enforced: {from: 2026-12-15},");
    TestingStory forged = TestingStory.promotedAt(watching, MIDNIGHT.minusMillis(1));
    int at = forged.position(EvidenceRecorded.class);
    forged.acts.add(
        at,
        new ChangesRequested(
            forged.stamp(at, "p_bruno"),
            "c_1",
            1,
            "validator",
            forged.put(
                Json.obj()
                    .put("imprimatur", "fixes/v1")
                    .put("fixes", Json.array(List.of(Json.of("Mend it")))))));

    assertThat(forged.found()).contains(at + " changes.role");
  }
}
