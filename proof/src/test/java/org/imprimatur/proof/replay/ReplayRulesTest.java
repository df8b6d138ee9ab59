// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.GateAct.AttestationIssued;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.ModelAct.UseStated;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.PeopleAct.LinkIssued;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.PeopleAct.PersonLeft;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PeopleAct.RoleWithdrawn;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SignoffWithdrawn;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every act is held to the rule under which it could be recorded: who, when, over what. */
class ReplayRulesTest {
  private static final Digest OTHER = Digest.of("other".getBytes(UTF_8));

  private final TestingStory story = TestingStory.honest();

  @Test
  void a_contributor_who_signs_is_found() {
    TestingStory forged = TestingStory.signedBy("p_sam");

    assertThat(forged.found())
        .containsExactly(
            forged.position(SignoffGiven.class) + " signoff.contributor",
            forged.position(VerdictGiven.class, 2) + " verdict.passes",
            forged.position(VersionPromoted.class) + " promotion.refused");
  }

  @Test
  void an_author_of_the_same_files_under_another_model_s_name_who_signs_is_found() {
    int before = story.position(VersionRegistered.class);
    ModelRegistered model = story.first(ModelRegistered.class);
    VersionRegistered ours = story.first(VersionRegistered.class);
    story.acts.add(
        before,
        new ModelRegistered(
            story.stamp(before, "p_bruno"),
            "m_elsewhere2",
            "elsewhere",
            "p_bruno",
            model.use(),
            model.policy()));
    story.acts.add(
        before + 1,
        new VersionRegistered(
            story.stamp(before, "p_bruno"),
            "m_elsewhere2",
            1,
            ours.manifest(),
            ours.cutoff(),
            story.put(
                TestingPapers.document("lineage/v1")
                    .put("parents", Json.array(List.of()))
                    .put("contributors", Json.array(List.of()))
                    .put("unnamed", 0)),
            List.of(),
            0,
            List.of()));

    assertThat(story.found())
        .contains(
            story.position(SignoffGiven.class) + " signoff.contributor",
            story.position(VerdictGiven.class, 2) + " verdict.passes",
            story.position(VersionPromoted.class) + " promotion.refused");
  }

  @Test
  void whom_a_contributor_empowered_counts_as_that_contributor() {
    int after = story.position(ModelRegistered.class) + 1;
    story.acts.add(after, new RoleGiven(story.stamp(after, "p_ada"), "p_bruno", "validator"));

    assertThat(story.found()).contains(story.position(SignoffGiven.class) + " signoff.contributor");
  }

  @Test
  void the_server_cannot_empower_anybody_once_the_log_is_founded() {
    int after = story.position(ModelRegistered.class) + 1;
    story.acts.add(
        after, new RoleGiven(story.stamp(after, Stamp.SYSTEM), "p_bruno", "business-owner"));

    assertThat(story.found()).containsExactly(after + " act.by");
  }

  @Test
  void a_role_that_was_taken_away_before_the_promotion_is_found() {
    int verdict = story.position(VerdictGiven.class, 2);
    story.acts.add(
        verdict, new RoleWithdrawn(story.stamp(verdict, "p_dmitri"), "p_bruno", "validator"));

    assertThat(story.found())
        .contains((verdict + 1) + " verdict.passes", (verdict + 2) + " promotion.refused");
  }

  @Test
  void a_sign_off_in_a_role_that_its_signer_lacks_is_found() {
    TestingStory forged = TestingStory.signedBy("p_priya");

    assertThat(forged.found())
        .contains(
            forged.position(SignoffGiven.class) + " signoff.role",
            forged.position(VerdictGiven.class, 2) + " verdict.passes");
  }

  @Test
  void a_statement_over_other_digests_than_the_act_is_found() {
    int position = story.position(SignoffGiven.class);
    SignoffGiven given = story.first(SignoffGiven.class);
    SignoffGiven covering = covering(given);
    story.acts.set(position, TestingPapers.signed(given, statement(covering)));

    assertThat(story.found())
        .as("the approval after it answers for the statement that was there")
        .contains(position + " statement.covers", (position + 1) + " signoff.answers");
  }

  @Test
  void a_sign_off_over_other_digests_than_the_dossier_held_is_found() {
    int position = story.position(SignoffGiven.class);
    SignoffGiven covering = covering(story.first(SignoffGiven.class));
    story.acts.set(position, TestingPapers.signed(covering, statement(covering)));

    assertThat(story.found())
        .contains(position + " signoff.covers")
        .doesNotContain("statement.covers");
  }

  @Test
  void a_statement_of_somebody_else_is_found() {
    int position = story.position(SignoffGiven.class);
    SignoffGiven other = (SignoffGiven) story.acts.get(position + 1);
    story.acts.set(
        position, TestingPapers.signed(story.first(SignoffGiven.class), other.statement()));

    assertThat(story.found())
        .contains(position + " statement.differs", position + " statement.covers");
  }

  @Test
  void a_sign_off_for_a_requirement_that_its_statement_or_the_gate_does_not_name_is_found() {
    int position = story.position(SignoffGiven.class);
    SignoffGiven given = story.first(SignoffGiven.class);
    story.acts.set(position, TestingPapers.changed(given, "requirement", Json.of("validation-2")));

    assertThat(story.found())
        .contains(position + " signoff.not-asked", position + " statement.differs");
  }

  @Test
  void a_sign_off_that_names_no_requirement_counts_for_the_one_that_was_signed_alone() {
    assertThat(signedFor(TestingStory.honest(), "validation")).isEmpty();
    assertThat(signedFor(TestingStory.honest(), "decision"))
        .containsExactly(story.position(SignoffGiven.class) + " statement.differs");
    String differs = story.position(SignoffGiven.class) + " statement.differs";
    assertThat(TestingStory.askingTwice().found()).doesNotContain(differs);
    assertThat(signedFor(TestingStory.askingTwice(), "validation"))
        .as("it could take the seat of the other one")
        .contains(differs);
  }

  private static List<String> signedFor(TestingStory told, String requirement) {
    SignoffGiven given = told.first(SignoffGiven.class);
    Digest statement =
        told.put(
            TestingPapers.statement(given, told.first(SubmissionOpened.class))
                .put("requirement", requirement));
    told.acts.set(told.position(SignoffGiven.class), TestingPapers.signed(given, statement));
    told.answerAgain();
    return told.found();
  }

  @Test
  void a_sign_off_that_somebody_else_takes_back_is_found() {
    int verdict = story.position(VerdictGiven.class, 2);
    story.acts.add(verdict, new SignoffWithdrawn(story.stamp(verdict, "p_sam"), "s_p_lena", 1));

    assertThat(story.found())
        .contains(verdict + " signoff.withdrawn", (verdict + 1) + " verdict.passes");
  }

  @Test
  void whoever_answers_cannot_confirm() {
    int position = story.position(RiskConfirmed.class);
    RiskConfirmed given = story.first(RiskConfirmed.class);
    story.acts.set(
        position,
        new RiskConfirmed(
            new Stamp(given.at(), "p_ada"),
            given.model(),
            given.assessment(),
            "low",
            given.rule(),
            given.reason()));

    assertThat(story.found())
        .contains(position + " risk.role", position + " risk.own", position + " risk.reason");
  }

  @Test
  void an_assessor_or_custodian_whom_an_author_could_be_counts_as_that_author() {
    int after = story.position(ModelRegistered.class) + 1;
    story.acts.add(after, new LinkIssued(story.stamp(after, "p_ada"), "p_dmitri"));
    story.acts.add(after, new LinkIssued(story.stamp(after, "p_ada"), "p_priya"));

    assertThat(story.found())
        .contains(
            story.position(RiskConfirmed.class) + " risk.own",
            story.position(ExaminationRegistered.class) + " examination.contributor");
  }

  @ParameterizedTest
  @CsvSource({"p_nobody, person.unknown", "imprimatur, person.unknown", "p_gone, model.owner"})
  void a_model_is_owned_by_somebody_who_is_there(String owner, String code) {
    int position = story.position(ModelRegistered.class);
    ModelRegistered given = story.first(ModelRegistered.class);
    Stamp founding = story.acts.getFirst().stamp();
    story.acts.set(
        position,
        new ModelRegistered(
            given.stamp(), given.model(), given.modelName(), owner, given.use(), given.policy()));
    story.acts.add(
        position, new PersonLeft(new Stamp(story.acts.get(position - 1).at(), "p_tove"), "p_gone"));
    story.acts.add(2, new RoleGiven(founding, "p_tove", "administrator"));
    story.acts.add(2, new PersonAdded(founding, "p_tove", TestingPapers.commitment("p_tove")));
    story.acts.add(2, new PersonAdded(founding, "p_gone", TestingPapers.commitment("p_gone")));

    assertThat(story.found()).contains((position + 4) + " " + code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "token", "Password"})
  void a_sign_off_by_no_way_to_sign_is_found(String method) {
    int position = story.position(SignoffGiven.class);
    SignoffGiven given = story.first(SignoffGiven.class);
    story.acts.set(
        position,
        new SignoffGiven(
            given.stamp(),
            given.signoff(),
            given.submission(),
            given.role(),
            given.meaning(),
            given.decision(),
            method,
            given.covers(),
            given.statement(),
            given.opinion(),
            given.asserted(),
            given.terms(),
            given.answers(),
            given.delegator(),
            given.requirement()));

    assertThat(story.found()).contains(position + " signoff.method");
  }

  @Test
  void an_examination_set_by_the_examinee_is_found() {
    int position = story.position(ExaminationRegistered.class);
    ExaminationRegistered given = story.first(ExaminationRegistered.class);
    story.acts.set(
        position,
        new ExaminationRegistered(
            new Stamp(given.at(), "p_ada"),
            given.model(),
            given.examination(),
            given.testSet(),
            given.reference()));

    assertThat(story.found())
        .contains(
            position + " examination.role",
            position + " examination.contributor",
            position + " examination.differs");
  }

  @Test
  void a_contributor_declared_away_is_found() {
    int position = story.position(VersionRegistered.class);
    VersionRegistered given = story.first(VersionRegistered.class);
    story.acts.set(
        position,
        new VersionRegistered(
            given.stamp(),
            given.model(),
            1,
            given.manifest(),
            given.cutoff(),
            given.lineage(),
            List.of(),
            0,
            List.of()));

    assertThat(story.found()).containsExactly(position + " version.lineage");
  }

  @Test
  void another_use_after_the_submission_moves_the_ground() {
    int verdict = story.position(VerdictGiven.class, 2);
    Digest other = story.put(TestingPapers.document("use/v1").put("purpose", "anything"));
    story.acts.add(
        verdict, new UseStated(story.stamp(verdict, "p_ada"), TestingPapers.MODEL, other));

    assertThat(story.found()).contains((verdict + 1) + " verdict.passes");
  }

  @Test
  void a_submission_that_pins_another_use_is_found() {
    int opened = story.position(SubmissionOpened.class);
    Digest other = story.put(TestingPapers.document("use/v1").put("purpose", "anything"));
    story.acts.add(opened, new UseStated(story.stamp(opened, "p_ada"), TestingPapers.MODEL, other));

    assertThat(story.found()).contains((opened + 1) + " submission.pins");
  }

  @Test
  void an_attestation_before_the_promotion_is_found() {
    TestingStory story = TestingAttested.honest().story;
    int attestation = story.position(AttestationIssued.class);
    int verdict = story.position(VerdictGiven.class);
    Stamp stamp = story.stamp(verdict, Stamp.SYSTEM);
    AttestationIssued issued = story.first(AttestationIssued.class);
    story.acts.add(
        verdict, new AttestationIssued(stamp, 1, issued.attestation(), Optional.empty()));

    assertThat(story.found())
        .containsExactly(
            verdict + " attestation.unpromoted",
            verdict + " attestation.other",
            verdict + " attestation.signoffs",
            (attestation + 1) + " attestation.twice");
  }

  private Digest statement(SignoffGiven given) {
    return story.put(TestingPapers.statement(given, story.first(SubmissionOpened.class)));
  }

  private static SignoffGiven covering(SignoffGiven given) {
    SortedMap<String, Digest> covers = new TreeMap<>(given.covers());
    covers.put("performance", OTHER);
    return TestingPapers.changed(given, "covers", TestingPapers.digests(covers));
  }
}
