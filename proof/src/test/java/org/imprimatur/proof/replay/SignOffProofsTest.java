// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SignoffWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.replay.SignOffProof.State;
import org.junit.jupiter.api.Test;

/** A single sign-off is verified with all that it rests on, and with nothing that came later. */
class SignOffProofsTest {
  private final TestingStory story = TestingStory.honest();
  private final SignoffGiven first = story.first(SignoffGiven.class);
  private final int position = story.position(SignoffGiven.class);

  @Test
  void every_sign_off_of_an_honest_log_is_verified() {
    List<SignOffProof> proofs =
        SignOffProofs.of(story.acts.stream().map(Act::bytes).toList(), this::blob, _ -> true);

    assertThat(proofs).isNotEmpty();
    assertThat(proofs).allMatch(proof -> proof.state() == State.VERIFIED);
    assertThat(proofs.getFirst().entry()).isEqualTo(position);
    assertThat(proofs.getFirst().commitment()).contains(TestingPapers.commitment(first.by()));
  }

  @Test
  void a_statement_that_was_never_signed_is_refused() {
    Digest other = story.put("{\"imprimatur\":\"statement/v1\"}".getBytes(UTF_8));
    story.acts.set(position, TestingPapers.signed(first, other));

    assertThat(proof().state()).isEqualTo(State.REFUSED);
  }

  @Test
  void a_statement_that_is_missing_could_not_be_established() {
    story.blobs.remove(first.statement());

    SignOffProof proof = proof();

    assertThat(proof.against()).extracting(Finding::code).containsExactly("blob.missing");
    assertThat(proof.state()).isEqualTo(State.UNKNOWN);
  }

  @Test
  void a_log_that_does_not_hold_before_it_proves_no_role() {
    story.acts.add(
        position, new RoleGiven(story.stamp(position, "p_lena"), "p_bruno", "compliance-officer"));

    SignOffProof proof = proof();

    assertThat(proof.against()).isEmpty();
    assertThat(proof.elsewhere()).isPositive();
    assertThat(proof.state()).isEqualTo(State.UNKNOWN);
  }

  @Test
  void what_is_wrong_only_afterwards_does_not_touch_it() {
    story.acts.subList(position + 1, story.acts.size()).clear();
    story.acts.add(
        new SignoffWithdrawn(story.stamp(position, "p_nobody"), "s_other", first.submission()));

    assertThat(story.replay().sound()).isFalse();
    assertThat(proof().state()).isEqualTo(State.VERIFIED);
  }

  private Optional<byte[]> blob(Digest digest) {
    return Optional.ofNullable(story.blobs.get(digest));
  }

  private SignOffProof proof() {
    return SignOffProofs.of(
            story.acts.stream().map(Act::bytes).toList(),
            this::blob,
            given -> given.signoff().equals(first.signoff()))
        .getFirst();
  }
}
