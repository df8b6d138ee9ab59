// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.ChangesRequested;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.SeedAct.Case;
import org.imprimatur.proof.act.SeedAct.SeedCommitted;
import org.imprimatur.proof.act.SeedAct.SeedRevealed;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.seed.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeded cases are held to their rules once they are revealed, and whenever one is not. */
class SeedRulesTest {
  private static final byte[] SALT = new byte[Seed.SALT];

  private final TestingStory story = TestingStory.honest();
  private final Digest defect =
      story.put("The test set stood in the training data.".getBytes(UTF_8));
  private final Case bad = new Case(TestingPapers.MODEL, 1, "p_ada", defect);
  private final Digest fixes =
      story.put(
          Json.obj()
              .put("imprimatur", "fixes/v1")
              .put("fixes", Json.array(List.of(Json.of("Split the data again."))))
              .build()
              .canonical());

  SeedRulesTest() {
    int founded = story.position(PolicyPublished.class);
    story.acts.add(
        founded, new RoleGiven(story.stamp(founded, Stamp.SYSTEM), "p_priya", "steward"));
  }

  /** Whatever the story tells from its first sign-off on has not happened. */
  private void untilReview() {
    story.acts.subList(story.position(SignoffGiven.class), story.acts.size()).clear();
  }

  private Stamp later(String by) {
    return new Stamp(story.acts.getLast().at().plusSeconds(60), by);
  }

  private void commit(int position, String id, Optional<Case> to) {
    Stamp stamp = story.stamp(position, "p_priya");
    story.acts.add(
        position, new SeedCommitted(stamp, id, new Seed("p_priya", to).commitment(SALT)));
  }

  private void commitBeforeTheOpening() {
    commit(story.position(SubmissionOpened.class), "l_1", Optional.of(bad));
  }

  private void changesAsked() {
    story.acts.add(new ChangesRequested(later("p_bruno"), "c_1", 1, "validator", fixes));
  }

  private SeedRevealed reveal(Stamp stamp, String id, Optional<Case> to) {
    return new SeedRevealed(stamp, id, HexFormat.of().formatHex(SALT), to);
  }

  private void revealNow() {
    var stamp = new Stamp(story.acts.getLast().at(), Stamp.SYSTEM);
    story.acts.add(reveal(stamp, "l_1", Optional.of(bad)));
  }

  private List<String> codes() {
    return story.replay().findings().stream().map(Finding::code).toList();
  }

  @Test
  void a_case_that_is_caught_is_revealed_at_once_and_its_submission_ends() {
    untilReview();
    commitBeforeTheOpening();
    changesAsked();
    revealNow();
    story.acts.add(new SubmissionWithdrawn(later(Stamp.SYSTEM), 1));

    assertThat(codes()).isEmpty();
  }

  @Test
  void a_commitment_to_nothing_is_revealed_by_its_steward() {
    untilReview();
    commit(story.position(SubmissionOpened.class), "l_1", Optional.empty());
    story.acts.add(reveal(later("p_priya"), "l_1", Optional.empty()));

    assertThat(codes()).isEmpty();
  }

  @Test
  void a_steward_without_a_second_person_and_a_forged_reveal_are_found() {
    untilReview();
    commitBeforeTheOpening();
    story.acts.removeIf(act -> act instanceof RoleGiven given && given.role().equals("steward"));
    var another = new Case(TestingPapers.MODEL, 1, "p_ada", story.put("Other".getBytes(UTF_8)));
    story.acts.add(reveal(later("p_bruno"), "l_1", Optional.of(another)));

    assertThat(codes()).containsExactly("seed.steward", "seed.by", "seed.commitment");
  }

  @Test
  void a_salt_that_is_none_opens_nothing() {
    untilReview();
    commitBeforeTheOpening();
    story.acts.add(new SeedRevealed(later("p_priya"), "l_1", "zz", Optional.of(bad)));
    story.acts.add(new SeedRevealed(later("p_priya"), "l_1", "zz", Optional.of(bad)));
    story.acts.add(new SeedRevealed(later("p_priya"), "l_9", "00", Optional.empty()));

    assertThat(codes())
        .containsExactly(
            "seed.commitment", "seed.twice", "seed.commitment", "seed.same", "seed.unknown");
  }

  @Test
  void a_promoted_version_is_never_explained_as_a_test_afterwards() {
    commitBeforeTheOpening();
    revealNow();

    assertThat(codes()).contains("seed.promoted");
  }

  @Test
  void what_is_known_to_be_bad_is_not_opened_or_promoted_again() {
    SubmissionOpened opened = story.first(SubmissionOpened.class);
    VersionPromoted promoted = story.first(VersionPromoted.class);
    untilReview();
    commitBeforeTheOpening();
    story.acts.add(reveal(later("p_priya"), "l_1", Optional.of(bad)));
    story.acts.add(
        new VersionPromoted(later("p_lena"), opened.model(), 1, 1, promoted.from(), promoted.to()));

    assertThat(codes()).contains("submission.seeded");
  }

  /** The files of the case are registered once more under another name, before it or after. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void what_has_the_files_that_came_with_a_case_comes_past_no_gate(boolean before) {
    VersionRegistered given = story.first(VersionRegistered.class);
    ModelRegistered model = story.first(ModelRegistered.class);
    untilReview();
    int at = before ? story.position(ModelRegistered.class) : story.acts.size();
    Stamp stamp = before ? story.stamp(at, "p_sam") : later("p_sam");
    story.acts.addAll(
        at,
        List.of(
            new ModelRegistered(stamp, "m_other", "other", "p_sam", model.use(), model.policy()),
            new VersionRegistered(
                stamp,
                "m_other",
                1,
                given.manifest(),
                given.cutoff(),
                given.lineage(),
                given.contributors(),
                given.unnamed(),
                given.parents())));
    commitBeforeTheOpening();
    story.acts.add(reveal(later("p_priya"), "l_1", Optional.of(bad)));
    story.acts.add(
        new VersionPromoted(later("p_lena"), "m_other", 1, 9, "development", "production"));

    assertThat(codes().contains("submission.seeded")).isEqualTo(!before);
  }

  @Test
  void a_commitment_after_the_review_began_is_too_late() {
    commit(story.position(SignoffGiven.class) + 1, "l_1", Optional.of(bad));
    story.acts.subList(story.position(SignoffGiven.class, 2), story.acts.size()).clear();
    story.acts.add(reveal(later("p_priya"), "l_1", Optional.of(bad)));

    assertThat(codes()).containsExactly("seed.late");
  }

  @Test
  void a_steward_who_judges_their_own_case_is_found() {
    untilReview();
    commitBeforeTheOpening();
    story.acts.add(new ChangesRequested(later("p_priya"), "c_1", 1, "validator", fixes));
    revealNow();

    assertThat(codes()).contains("seed.hand");
  }

  @Test
  void what_was_no_version_when_it_was_committed_to_is_no_case() {
    untilReview();
    var never = new Case(bad.model(), 7, "p_ada", defect);
    commit(story.position(SubmissionOpened.class), "l_7", Optional.of(never));
    story.acts.add(reveal(later("p_priya"), "l_7", Optional.of(never)));
    assertThat(codes()).containsExactly("seed.version");

    story.acts.removeLast();
    commit(story.position(VersionRegistered.class) - 1, "l_1", Optional.of(bad));
    story.acts.add(reveal(later("p_priya"), "l_1", Optional.of(bad)));
    assertThat(codes()).containsExactly("seed.version");
  }

  @Test
  void one_version_is_one_case() {
    untilReview();
    commitBeforeTheOpening();
    var again = new Case(bad.model(), 1, "p_ada", story.put("Again".getBytes(UTF_8)));
    commit(story.position(SubmissionOpened.class), "l_2", Optional.of(again));
    story.acts.add(reveal(later("p_priya"), "l_1", Optional.of(bad)));
    story.acts.add(reveal(later("p_priya"), "l_2", Optional.of(again)));

    assertThat(codes()).containsExactly("seed.same");
  }

  @Test
  void nobody_lends_the_name_of_another() {
    untilReview();
    var lent = new Case(bad.model(), 1, "p_bruno", defect);
    commit(story.position(SubmissionOpened.class), "l_1", Optional.of(lent));
    story.acts.add(reveal(later("p_priya"), "l_1", Optional.of(lent)));

    assertThat(codes()).containsExactly("seed.opener");
  }

  @Test
  void a_decided_case_that_stays_closed_and_one_that_is_never_revealed_are_found() {
    untilReview();
    commitBeforeTheOpening();
    changesAsked();
    story.acts.add(reveal(later("p_priya"), "l_1", Optional.of(bad)));
    assertThat(codes()).containsExactly("seed.delayed");

    story.acts.removeLast();
    List<Act> more = new ArrayList<>();
    for (int day : new int[] {31, 32}) {
      Stamp stamp = new Stamp(story.acts.getLast().at().plus(Duration.ofDays(day)), "p_ada");
      more.add(new CardFiled(stamp, TestingPapers.MODEL, 1, defect));
    }
    story.acts.addAll(more);
    assertThat(codes()).containsExactly("seed.overdue");
  }

  @Test
  void imprimatur_ends_no_submission_that_was_not_seeded() {
    untilReview();
    story.acts.add(new SubmissionWithdrawn(later(Stamp.SYSTEM), 1));

    assertThat(codes()).containsExactly("act.by");
  }
}
