// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.FoundingAct.SetupApplied;
import org.imprimatur.proof.act.GateAct.AttestationIssued;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.PeopleAct.CredentialSet;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.digest.Digest;
import org.junit.jupiter.api.Test;

/** A log is replayed without trust: what is forged is found, at its entry and under its code. */
class ReplayTest {

  private final TestingStory story = TestingStory.honest();

  @Test
  void an_honest_log_is_sound() {
    Report report = story.replay();

    assertThat(report.findings()).isEmpty();
    assertThat(report.sound()).isTrue();
    assertThat(report.counts().entries()).isEqualTo(story.acts.size());
    assertThat(report.counts().verdicts()).isEqualTo(2);
    assertThat(report.counts().promotions()).isEqualTo(1);
    assertThat(report.counts().signOffs()).isEqualTo(2);
    assertThat(report.counts().blobs()).isEqualTo(story.blobs.size());
    assertThat(report.toJson().text()).contains("\"findings\":[]").contains("\"sound\":true");
  }

  @Test
  void it_is_as_sound_without_the_stored_traces() {
    story.acts.stream()
        .filter(VerdictGiven.class::isInstance)
        .forEach(act -> story.blobs.remove(((VerdictGiven) act).trace()));

    assertThat(story.replay().sound()).isTrue();
  }

  @Test
  void a_verdict_that_passes_where_the_gate_refuses_is_found() {
    int first = story.position(VerdictGiven.class);
    VerdictGiven refused = story.first(VerdictGiven.class);
    story.acts.set(first, new VerdictGiven(refused.stamp(), 1, true, refused.trace()));

    assertThat(story.found()).containsExactly(first + " verdict.passes");
  }

  @Test
  void a_verdict_with_another_trace_is_found() {
    int second = story.position(VerdictGiven.class, 2);
    Digest earlier = story.first(VerdictGiven.class).trace();
    story.acts.set(second, new VerdictGiven(story.acts.get(second).stamp(), 1, true, earlier));

    assertThat(story.found()).containsExactly(second + " verdict.trace");
  }

  @Test
  void a_stored_trace_with_other_bytes_is_found() {
    int second = story.position(VerdictGiven.class, 2);
    change(((VerdictGiven) story.acts.get(second)).trace());

    assertThat(story.found()).containsExactly(second + " blob.forged");
  }

  @Test
  void a_promotion_without_a_verdict_is_found() {
    int verdict = story.position(VerdictGiven.class, 2);
    story.acts.remove(verdict);

    assertThat(story.found()).containsExactly(verdict + " promotion.verdict");
  }

  @Test
  void a_promotion_through_a_gate_that_refuses_is_found() {
    int verdict = story.position(VerdictGiven.class);
    VerdictGiven refused = story.first(VerdictGiven.class);
    story.acts.set(verdict, new VerdictGiven(refused.stamp(), 1, true, refused.trace()));
    story.acts.add(
        verdict + 1,
        new VersionPromoted(
            refused.stamp(), TestingPapers.MODEL, 1, 1, "development", "production"));

    assertThat(story.found())
        .contains(verdict + " verdict.passes", (verdict + 1) + " promotion.refused")
        .contains((verdict + 2) + " submission.closed");
  }

  @Test
  void a_second_promotion_is_found() {
    int promotion = story.position(VersionPromoted.class);
    story.acts.add(promotion + 1, story.acts.get(promotion));

    assertThat(story.found()).contains((promotion + 1) + " promotion.twice");
  }

  @Test
  void evidence_with_a_changed_byte_is_found_and_nothing_that_rests_on_it_holds() {
    int evidence = story.position(EvidenceRecorded.class);
    change(story.first(EvidenceRecorded.class).evidence());

    assertThat(story.found())
        .contains(
            evidence + " blob.forged",
            story.position(VerdictGiven.class) + " verdict.unestablished",
            story.position(SignoffGiven.class) + " signoff.unestablished",
            story.position(VersionPromoted.class) + " verdict.unestablished");
  }

  @Test
  void a_missing_blob_is_found() {
    int evidence = story.position(EvidenceRecorded.class, 2);
    story.blobs.remove(((EvidenceRecorded) story.acts.get(evidence)).evidence());

    assertThat(story.found())
        .contains(
            evidence + " blob.missing",
            story.position(VerdictGiven.class, 2) + " verdict.unestablished");
  }

  @Test
  void reordered_entries_are_found() {
    int evidence = story.position(EvidenceRecorded.class);
    Collections.swap(story.acts, evidence, evidence + 1);

    assertThat(story.found())
        .contains(
            (evidence + 1) + " order.time",
            evidence + " number.revision",
            (evidence + 1) + " number.revision");
  }

  @Test
  void a_removed_entry_is_found() {
    int evidence = story.position(EvidenceRecorded.class);
    story.acts.remove(evidence);

    assertThat(story.found())
        .contains(
            evidence + " number.revision",
            story.position(VerdictGiven.class) + " verdict.trace",
            story.position(VerdictGiven.class, 2) + " verdict.passes");
  }

  @Test
  void no_act_on_which_the_promotion_rests_can_be_left_out_unnoticed() {
    for (int i = 0; i < TestingAttested.honest().story.acts.size(); i++) {
      TestingStory cut = TestingAttested.honest().story;
      Act gone = cut.acts.remove(i);
      boolean nothingRestsOnIt =
          gone instanceof SetupApplied
              || gone instanceof CredentialSet
              || gone instanceof AttestationIssued
              || (gone instanceof VerdictGiven verdict && !verdict.passes())
              || (gone instanceof RoleGiven given && given.person().equals("p_sam"));

      assertThat(cut.replay().sound()).as("without %s", gone).isEqualTo(nothingRestsOnIt);
    }
  }

  @Test
  void what_is_no_act_is_found_and_the_rest_is_read() {
    List<byte[]> entries = new ArrayList<>(story.acts.stream().map(Act::bytes).toList());
    entries.add(3, "{\"act\":\"gate.opened\"}".getBytes(UTF_8));
    entries.add(4, "no act".getBytes(UTF_8));
    entries.add((" " + new String(entries.removeLast(), UTF_8)).getBytes(UTF_8));

    Report report = Replay.verify(entries, digest -> Optional.ofNullable(story.blobs.get(digest)));

    assertThat(report.findings().stream().map(one -> one.entry() + " " + one.code()))
        .containsExactly("3 act.shape", "4 act.shape", entries.size() - 1 + " act.canonical");
  }

  @Test
  void an_empty_log_proves_nothing() {
    assertThat(Replay.verify(List.of(), digest -> Optional.empty()).sound()).isFalse();
  }

  @Test
  void no_log_however_forged_makes_a_replay_throw() {
    long seed = 20261125;
    System.out.println("ReplayTest seed " + seed);
    var random = new Random(seed);
    List<byte[]> honest = story.acts.stream().map(Act::bytes).toList();
    int sound = 0;
    for (int i = 0; i < 400; i++) {
      List<byte[]> entries = new ArrayList<>(honest);
      Map<Digest, byte[]> blobs = new HashMap<>(story.blobs);
      for (int times = random.nextInt(4); times >= 0; times--) {
        forge(entries, blobs, random);
      }
      Report report = Replay.verify(entries, digest -> Optional.ofNullable(blobs.get(digest)));
      assertThat(report.counts().entries()).isEqualTo(entries.size());
      sound += report.sound() ? 1 : 0;
    }
    assertThat(sound).as("most forgeries are found").isLessThan(130);
  }

  private static void forge(List<byte[]> entries, Map<Digest, byte[]> blobs, Random random) {
    int one = random.nextInt(entries.size());
    int other = random.nextInt(entries.size());
    switch (random.nextInt(5)) {
      case 0 -> entries.remove(one);
      case 1 -> entries.add(other, entries.get(one));
      case 2 -> Collections.swap(entries, one, other);
      case 3 -> entries.set(one, changed(entries.get(one), random));
      default ->
          blobs.replaceAll((_, bytes) -> random.nextInt(10) == 0 ? changed(bytes, random) : bytes);
    }
  }

  private static byte[] changed(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    return changed;
  }

  private void change(Digest digest) {
    byte[] bytes = story.blobs.getOrDefault(digest, new byte[1]).clone();
    bytes[bytes.length - 1] ^= 1;
    story.blobs.put(digest, bytes);
  }
}
