// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.EvidenceReproduced;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;

/** Evidence is held to who files it, to the looks at the test set and to its own tables. */
class EvidenceRulesTest {
  private final TestingStory story = TestingStory.honest();

  @Test
  void evidence_that_a_person_says_was_computed_here_is_found() {
    int position = story.position(EvidenceRecorded.class);
    EvidenceRecorded given = story.first(EvidenceRecorded.class);
    story.acts.set(position, recorded(new Stamp(given.at(), "p_ada"), given, given.look()));

    assertThat(story.found()).containsExactly(position + " evidence.level");
  }

  @Test
  void a_look_at_the_test_set_that_is_not_counted_is_found() {
    int position = story.position(EvidenceRecorded.class);
    EvidenceRecorded given = story.first(EvidenceRecorded.class);
    story.acts.set(position, recorded(given.stamp(), given, OptionalLong.empty()));
    assertThat(story.found()).containsExactly(position + " evidence.look");

    story.acts.set(position, recorded(given.stamp(), given, OptionalLong.of(2)));
    assertThat(story.found()).containsExactly(position + " evidence.look");
  }

  @Test
  void metrics_that_do_not_follow_from_their_tables_are_found() {
    int position = story.position(EvidenceRecorded.class);
    Json.Obj honest = TestingPapers.performance();
    Json.Obj auc = honest.object("metrics").object("roc_auc");

    story.acts.set(position, filed(stating(honest, "roc_auc", with(auc, "value", Json.of(0.99)))));
    assertThat(story.replay().findings().getFirst().sentence())
        .contains("metrics.roc_auc.value is stated as 0.99 and derived as 0.92");
    assertThat(story.found()).contains(position + " evidence.metrics");

    story.acts.set(position, filed(stating(honest, "made_up", auc)));
    assertThat(story.found()).contains(position + " evidence.metrics");
  }

  @Test
  void computed_evidence_whose_tables_cannot_be_read_is_found() {
    int position = story.position(EvidenceRecorded.class);
    Json.Obj honest = TestingPapers.performance();

    for (Json.Obj forged :
        List.of(
            with(honest, "tables", Json.obj().build()),
            with(honest, "imprimatur", Json.of("evidence/v0")),
            with(honest, "outcome", Json.of("error")))) {
      story.acts.set(position, filed(forged));
      assertThat(story.found()).contains(position + " evidence.unreadable");
    }
  }

  @Test
  void evidence_computed_again_may_be_recorded_after_the_submission_ended() {
    reproduced(TestingPapers.performance(), true);
    reproduced(stating(TestingPapers.performance(), "roc_auc", Json.nothing()), false);

    assertThat(story.found()).isEmpty();
  }

  @Test
  void a_reproduction_that_claims_the_same_bytes_over_others_is_found() {
    int end = story.acts.size();
    reproduced(with(TestingPapers.performance(), "kind", Json.of("measured")), true);
    assertThat(story.replay().findings().getFirst().sentence())
        .contains("kind is recorded as \"derived\" and computed as \"measured\"");
    assertThat(story.found()).containsExactly(end + " reproduction.differs");

    story.acts.remove(end);
    reproduced(TestingPapers.performance(), false);
    assertThat(story.found()).containsExactly(end + " reproduction.differs");
  }

  @Test
  void a_reproduction_of_evidence_that_was_never_filed_is_found() {
    EvidenceRecorded given = story.first(EvidenceRecorded.class);
    int end = story.acts.size();
    story.acts.add(
        new EvidenceReproduced(
            story.stamp(end - 1, "p_sam"),
            1,
            "fairness",
            given.item(),
            given.evidence(),
            given.evidence(),
            true));

    assertThat(story.found()).containsExactly(end + " reproduction.unknown");
  }

  private void reproduced(Json.Obj computed, boolean equal) {
    EvidenceRecorded given = story.first(EvidenceRecorded.class);
    story.acts.add(
        new EvidenceReproduced(
            story.stamp(story.acts.size() - 1, "p_sam"),
            1,
            given.evidenceClass(),
            given.item(),
            given.evidence(),
            story.put(computed.canonical()),
            equal));
  }

  private EvidenceRecorded filed(Json.Obj evidence) {
    EvidenceRecorded given = story.first(EvidenceRecorded.class);
    return recorded(given.stamp(), given, story.put(evidence.canonical()), given.look());
  }

  private static Json.Obj stating(Json.Obj evidence, String metric, Json value) {
    return with(evidence, "metrics", with(evidence.object("metrics"), metric, value));
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    SortedMap<String, Json> members = new TreeMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }

  private static EvidenceRecorded recorded(Stamp stamp, EvidenceRecorded given, OptionalLong look) {
    return recorded(stamp, given, given.evidence(), look);
  }

  private static EvidenceRecorded recorded(
      Stamp stamp, EvidenceRecorded given, Digest evidence, OptionalLong look) {
    return new EvidenceRecorded(
        stamp,
        1,
        given.revision(),
        given.evidenceClass(),
        given.item(),
        evidence,
        given.inputs(),
        given.level(),
        look,
        given.envelope());
  }
}
