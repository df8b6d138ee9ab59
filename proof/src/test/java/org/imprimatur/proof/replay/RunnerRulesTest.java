// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.proof.replay.TestingStory.RUNNER;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.PeopleAct.CredentialSet;
import org.imprimatur.proof.act.PeopleAct.LinkIssued;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.RoleAct.RoleAsked;
import org.imprimatur.proof.act.RunnerAct.RunnerConfirmed;
import org.imprimatur.proof.act.RunnerAct.RunnerRegistered;
import org.imprimatur.proof.act.RunnerAct.RunnerRevoked;
import org.imprimatur.proof.act.Scope;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.attestation.AttestationKey;
import org.imprimatur.proof.attestation.RunnerStatement;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;

/** What a runner computed near the data is held to its signature, its state and its examination. */
class RunnerRulesTest {
  private final TestingStory story = TestingStory.computedByRunner();
  private final int filed = story.position(EvidenceRecorded.class);
  private final EvidenceRecorded given = story.first(EvidenceRecorded.class);
  private final SubmissionOpened opened = story.first(SubmissionOpened.class);

  @Test
  void evidence_that_a_confirmed_runner_signed_carries_a_promotion() {
    assertThat(given.level()).isEqualTo("runner");
    assertThat(story.found()).isEmpty();
  }

  @Test
  void evidence_of_a_runner_that_nobody_confirmed_is_found() {
    story.acts.remove(story.position(RunnerConfirmed.class));

    assertThat(story.found()).containsExactly((filed - 1) + " runner.not-effective");
  }

  @Test
  void evidence_of_a_revoked_runner_is_found_and_what_it_filed_before_stands() {
    story.acts.add(filed + 1, new RunnerRevoked(story.stamp(filed, "p_dmitri"), RUNNER));
    assertThat(story.found()).isEmpty();

    story.acts.remove(filed + 1);
    story.acts.add(filed, new RunnerRevoked(story.stamp(filed - 1, "p_priya"), RUNNER));
    assertThat(story.found()).containsExactly((filed + 1) + " runner.not-effective");
  }

  @Test
  void evidence_of_a_runner_that_was_never_registered_is_found() {
    story.acts.removeIf(act -> act instanceof RunnerRegistered || act instanceof RunnerConfirmed);

    assertThat(story.found()).contains((filed - 2) + " act.by", (filed - 2) + " evidence.level");
  }

  @Test
  void a_signature_of_another_key_is_found() {
    var statement =
        new RunnerStatement(
            "example.org/log", RUNNER, 1, opened.manifest(), given.evidence(), List.of());
    Digest forged = story.put(statement.sign(AttestationKey.generate()).canonical());
    story.acts.set(filed, recorded(given.evidence(), Optional.of(forged)));

    assertThat(story.found()).containsExactly(filed + " runner.signature");
  }

  @Test
  void a_signature_for_another_submission_version_log_or_evidence_is_found() {
    Digest other = Digest.of("other".getBytes(UTF_8));
    var elsewhere =
        new RunnerStatement(
            "example.org/other", RUNNER, 1, opened.manifest(), given.evidence(), List.of());
    for (Digest replayed :
        new Digest[] {
          story.envelope(2, opened.manifest(), given.evidence()),
          story.envelope(1, other, given.evidence()),
          story.envelope(1, opened.manifest(), other),
          story.put(elsewhere.sign(story.runnerKey).canonical())
        }) {
      story.acts.set(filed, recorded(given.evidence(), Optional.of(replayed)));
      assertThat(story.found()).containsExactly(filed + " runner.signature");
    }
  }

  @Test
  void the_engines_of_a_runner_are_what_it_signed_and_nothing_else() {
    List<String> said = List.of("duckdb/2.0.0.1", "imprimatur/0.1.0");
    var statement =
        new RunnerStatement(
            "example.org/log", RUNNER, 1, opened.manifest(), given.evidence(), said);
    Digest signed = story.put(statement.sign(story.runnerKey).canonical());

    story.acts.set(filed, saying(said, signed));
    assertThat(story.found()).isEmpty();
    for (List<String> other :
        List.of(List.<String>of(), List.of("duckdb/2.0.0.2", "imprimatur/0.1.0"))) {
      story.acts.set(filed, saying(other, signed));
      assertThat(story.found()).containsExactly(filed + " runner.signature");
    }
    story.acts.set(filed, saying(said, given.envelope().orElseThrow()));
    assertThat(story.found()).as("added later").containsExactly(filed + " runner.signature");
  }

  private EvidenceRecorded saying(List<String> engines, Digest envelope) {
    return new EvidenceRecorded(
        given.stamp(),
        1,
        given.revision(),
        given.evidenceClass(),
        given.item(),
        given.evidence(),
        given.inputs(),
        given.level(),
        OptionalLong.of(1),
        Optional.of(envelope),
        engines);
  }

  @Test
  void evidence_that_the_runner_did_not_sign_is_found() {
    story.acts.set(filed, recorded(given.evidence(), Optional.empty()));

    assertThat(story.found()).containsExactly(filed + " runner.signature");
  }

  @Test
  void tables_that_were_changed_after_signing_are_found() {
    Json.Obj honest = TestingPapers.performance();
    Json.Obj tables = honest.object("tables");
    Json.Obj confusion = with(tables.object("confusion"), "tp", Json.of(50));
    Json.Obj changed = with(honest, "tables", with(tables, "confusion", confusion));
    story.acts.set(filed, recorded(story.put(changed.canonical()), given.envelope()));

    assertThat(story.found()).contains(filed + " evidence.metrics", filed + " runner.signature");
  }

  @Test
  void evidence_on_another_test_set_is_found_also_where_the_runner_signed_it() {
    Digest other = Digest.of("another test set".getBytes(UTF_8));
    Json inputs = Json.obj().put("testSet", other.toString()).build();
    Digest evidence = story.put(with(TestingPapers.performance(), "inputs", inputs).canonical());
    Digest signed = story.envelope(1, opened.manifest(), evidence);
    story.acts.set(filed, recorded(evidence, Optional.of(signed)));

    assertThat(story.found()).contains(filed + " runner.test-set");
  }

  @Test
  void a_runner_that_does_not_hold_the_test_set_is_found() {
    int position = story.position(ExaminationRegistered.class);
    ExaminationRegistered registered = story.first(ExaminationRegistered.class);
    story.acts.add(
        position,
        new RunnerRegistered(
            story.stamp(position, "p_tove"),
            "r_other23456",
            "other",
            "p_priya",
            story.runnerKey.publicPem()));
    story.acts.add(
        position + 1, new RunnerConfirmed(story.stamp(position, "p_dmitri"), "r_other23456"));
    EvidenceRecorded by = recorded(given.evidence(), given.envelope());
    story.acts.set(
        filed + 2, recorded(new Stamp(by.at(), "r_other23456"), by.evidence(), by.envelope()));

    assertThat(registered.model()).isEqualTo(TestingPapers.MODEL);
    assertThat(story.found())
        .contains((filed + 2) + " runner.not-holder", (filed + 2) + " runner.signature");
  }

  @Test
  void a_runner_whose_owner_had_a_hand_in_the_version_is_found() {
    int position = story.position(RunnerRegistered.class);
    RunnerRegistered registered = story.first(RunnerRegistered.class);
    story.acts.set(
        position,
        new RunnerRegistered(registered.stamp(), RUNNER, "vault", "p_sam", registered.key()));

    assertThat(story.first(VersionRegistered.class).contributors()).contains("p_sam");
    assertThat(story.found()).containsExactly(filed + " runner.contributor");
  }

  @Test
  void a_runner_whose_owner_somebody_with_a_hand_in_the_version_could_be_is_found() {
    int before = filed;
    String administrator = "administrator";
    List.of(
            new RoleAsked(
                story.stamp(before, "p_tove"), "a_sam", "p_sam", administrator, Scope.EVERYWHERE),
            new RoleGiven(
                story.stamp(before, "p_dmitri"),
                "p_sam",
                administrator,
                Scope.EVERYWHERE,
                Optional.of("a_sam")),
            new LinkIssued(story.stamp(before, "p_sam"), "p_priya"),
            new CredentialSet(story.stamp(before, "p_priya"), "p_priya", "password"))
        .reversed()
        .forEach(act -> story.acts.add(before, act));

    assertThat(story.found()).contains((before + 4) + " runner.contributor");
  }

  @Test
  void a_runner_is_registered_by_an_administrator_and_confirmed_by_another_person() {
    int position = story.position(RunnerRegistered.class);
    RunnerRegistered registered = story.first(RunnerRegistered.class);
    RunnerConfirmed confirmed = story.first(RunnerConfirmed.class);
    story.acts.set(
        position,
        new RunnerRegistered(
            new Stamp(registered.at(), "p_ada"), RUNNER, "vault", "p_dmitri", "no key"));

    assertThat(story.found())
        .contains(
            position + " runner.role", position + " runner.key", (position + 1) + " runner.own");

    story.acts.set(position, registered);
    story.acts.set(position + 1, new RunnerConfirmed(new Stamp(confirmed.at(), "p_tove"), RUNNER));
    assertThat(story.found())
        .contains((position + 1) + " runner.role", (position + 1) + " runner.own");
  }

  @Test
  void whoever_could_be_the_one_who_confirms_is_no_second_person() {
    int confirmed = story.position(RunnerConfirmed.class);
    story.acts.add(confirmed, new LinkIssued(story.stamp(confirmed, "p_tove"), "p_dmitri"));

    assertThat(story.found()).containsExactly((confirmed + 1) + " runner.own");
  }

  @Test
  void a_runner_is_confirmed_and_revoked_once() {
    int confirmed = story.position(RunnerConfirmed.class);
    story.acts.add(confirmed + 1, new RunnerConfirmed(story.stamp(confirmed, "p_dmitri"), RUNNER));
    assertThat(story.found()).containsExactly((confirmed + 1) + " runner.state");
    story.acts.set(confirmed + 1, new RunnerRevoked(story.stamp(confirmed, "p_dmitri"), RUNNER));
    story.acts.add(confirmed + 2, new RunnerRevoked(story.stamp(confirmed, "p_dmitri"), RUNNER));
    story.acts.add(confirmed + 3, new RunnerConfirmed(story.stamp(confirmed, "p_dmitri"), RUNNER));
    assertThat(story.found())
        .contains((confirmed + 2) + " runner.state", (confirmed + 3) + " runner.state");
  }

  @Test
  void a_runner_can_do_nothing_but_file_evidence() {
    int end = story.acts.size();
    story.acts.add(new RunnerRevoked(story.stamp(end - 1, RUNNER), RUNNER));

    assertThat(story.found()).contains(end + " act.by", end + " runner.role");
  }

  private EvidenceRecorded recorded(Digest evidence, Optional<Digest> envelope) {
    return recorded(given.stamp(), evidence, envelope);
  }

  private EvidenceRecorded recorded(Stamp stamp, Digest evidence, Optional<Digest> envelope) {
    return new EvidenceRecorded(
        stamp,
        1,
        given.revision(),
        given.evidenceClass(),
        given.item(),
        evidence,
        given.inputs(),
        given.level(),
        OptionalLong.of(1),
        envelope);
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    SortedMap<String, Json> members = new TreeMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }
}
