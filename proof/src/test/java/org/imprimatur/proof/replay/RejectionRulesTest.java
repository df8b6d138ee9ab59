// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.junit.jupiter.api.Test;

/**
 * A version has one way through a gate, and a rejection stays with it: a replay finds the others.
 */
class RejectionRulesTest {
  private final TestingStory story = TestingStory.honest();
  private int next = story.position(SubmissionOpened.class);

  @Test
  void a_version_promoted_over_a_rejection_of_an_earlier_submission_is_found() {
    rejectedBefore("p_sam");
    assertThat(codes()).contains("verdict.passes", "promotion.refused");
  }

  @Test
  void a_rejection_stays_with_the_files_under_another_number() {
    VersionRegistered one = story.first(VersionRegistered.class);
    add(
        new VersionRegistered(
            stamp("p_ada"),
            one.model(),
            2,
            one.manifest(),
            "0.400000001",
            one.lineage(),
            one.contributors(),
            0,
            List.of()));
    rejectedBefore("p_sam", 2);
    assertThat(codes()).contains("verdict.passes", "promotion.refused");
  }

  @Test
  void a_rejection_of_an_earlier_submission_ends_by_its_signers_own_approval() {
    rejectedBefore("p_bruno");
    assertThat(codes()).doesNotContain("verdict.passes", "promotion.refused");
  }

  @Test
  void a_second_submission_of_a_version_beside_an_open_one_is_found() {
    SubmissionOpened opened = story.first(SubmissionOpened.class);
    next++;
    add(again(opened, 2));
    assertThat(codes()).contains("submission.exists");
  }

  @Test
  void the_same_bytes_registered_as_another_version_are_found() {
    VersionRegistered one = story.first(VersionRegistered.class);
    add(
        new VersionRegistered(
            one.stamp(),
            one.model(),
            2,
            one.manifest(),
            "0.40",
            one.lineage(),
            one.contributors(),
            0,
            List.of()));
    assertThat(codes()).contains("version.exists");
  }

  private SubmissionOpened again(SubmissionOpened opened, long number) {
    return again(opened, number, opened.version());
  }

  private SubmissionOpened again(SubmissionOpened opened, long number, long version) {
    return new SubmissionOpened(
        stamp("p_ada"),
        number,
        opened.model(),
        version,
        opened.gate(),
        opened.manifest(),
        opened.use(),
        opened.policy(),
        opened.risk(),
        opened.examination(),
        opened.promises());
  }

  /** In a submission out of turn, so that the numbers of the story stay as they are. */
  private void rejectedBefore(String person) {
    rejectedBefore(person, 1);
  }

  private void rejectedBefore(String person, long version) {
    SubmissionOpened opened = story.first(SubmissionOpened.class);
    add(again(opened, 0, version));
    SignoffGiven given = story.first(SignoffGiven.class);
    add(
        new SignoffGiven(
            stamp(person),
            "s_before",
            0,
            "validator",
            "review",
            "reject",
            "password",
            given.covers(),
            text("rejected before"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            Optional.empty(),
            Optional.empty()));
    add(new SubmissionWithdrawn(stamp("p_ada"), 0));
  }

  private Digest text(String words) {
    return story.put(words.getBytes(UTF_8));
  }

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
