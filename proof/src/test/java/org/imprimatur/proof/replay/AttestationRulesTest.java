// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.proof.replay.TestingPapers.MODEL;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.AttestationIssued;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.PeopleAct.PasskeyRevoked;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.attestation.Attestation;
import org.imprimatur.proof.attestation.AttestationFacts;
import org.imprimatur.proof.attestation.AttestationKey;
import org.imprimatur.proof.attestation.SignOffsFacts;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;

/** What was attested is held to the log: a server's own signature does not make it true. */
class AttestationRulesTest {
  private final TestingAttested attested = TestingAttested.honest();
  private final TestingStory story = attested.story;
  private final SignOffsFacts honest = attested.signOffs();
  private final int issued = story.position(AttestationIssued.class);

  @Test
  void an_honest_attestation_of_sign_offs_is_sound() {
    assertThat(story.replay().findings()).isEmpty();
  }

  @Test
  void a_sign_off_that_is_left_out_is_found() {
    attested.issue(without(honest, 0));

    assertThat(story.found()).containsExactly(issued + " attestation.signoffs");
  }

  @Test
  void evidence_that_the_dossier_did_not_hold_is_found() {
    SortedMap<String, Digest> evidence = new TreeMap<>(honest.evidence());
    evidence.replaceAll((_, digest) -> Digest.of(digest.toString().getBytes(UTF_8)));

    attested.issue(new SignOffsFacts(honest.attested(), evidence, honest.signOffs()));

    assertThat(story.found()).containsExactly(issued + " attestation.evidence");
  }

  @Test
  void sign_offs_that_the_log_no_longer_holds_are_found() {
    int review = story.position(SignoffGiven.class);
    SignoffGiven given = story.first(SignoffGiven.class);
    story.acts.set(review, TestingPapers.changed(given, "signoff", otherId()));
    story.answerAgain();

    assertThat(story.found()).contains(issued + " attestation.signoffs");
  }

  @Test
  void an_attestation_that_another_key_signed_is_found() {
    AttestationKey other = AttestationKey.generate();
    attested.record(
        Attestation.issue(honest.attested(), other), Attestation.issueSignOffs(honest, other));

    assertThat(story.found()).containsExactly(issued + " bundle.other-key");
  }

  @Test
  void sign_offs_in_place_of_the_attestation_are_found() {
    byte[] signOffs = Attestation.issueSignOffs(honest, TestingAttested.KEY);
    attested.record(signOffs, signOffs);

    assertThat(story.found()).containsExactly(issued + " attestation.predicate");
  }

  @Test
  void an_attestation_of_another_cut_off_is_found() {
    AttestationFacts facts = honest.attested();
    AttestationFacts.ApprovedVersion version = facts.version();
    var other =
        new AttestationFacts(
            facts.at(),
            new AttestationFacts.ApprovedVersion(
                version.model(), version.modelId(), 1, version.manifest(), "0.1"),
            facts.passage(),
            facts.pinned(),
            List.of(),
            facts.log());
    attested.issue(new SignOffsFacts(other, honest.evidence(), List.of()));

    assertThat(story.found())
        .containsExactly(issued + " attestation.other", issued + " attestation.signoffs");
  }

  @Test
  void an_attestation_that_names_another_model_tier_or_policy_is_found() {
    AttestationFacts facts = honest.attested();
    var version = facts.version();
    var passage = facts.passage();
    var pinned = facts.pinned();
    var policy = pinned.policy();
    for (AttestationFacts other :
        List.of(
            saying(
                facts,
                new AttestationFacts.ApprovedVersion(
                    "mortgages",
                    version.modelId(),
                    version.number(),
                    version.manifest(),
                    version.cutoff()),
                passage,
                pinned),
            saying(
                facts,
                version,
                new AttestationFacts.Passage(
                    passage.submission(), passage.gate(), "low", passage.from(), passage.to()),
                pinned),
            saying(facts, version, passage, under(pinned, "lenient", policy.number())),
            saying(facts, version, passage, under(pinned, policy.name(), 2)))) {
      attested.issue(new SignOffsFacts(other, honest.evidence(), honest.signOffs()));

      assertThat(story.found()).containsExactly(issued + " attestation.named");
    }
  }

  @Test
  void an_attestation_of_a_waiver_that_nobody_asked_for_is_found() {
    AttestationFacts facts = honest.attested();
    var waived =
        new AttestationFacts.Waived("ranking", "w_none", "2026-12-31", "p_dmitri", "p_dmitri");
    var other =
        new AttestationFacts(
            facts.at(),
            facts.version(),
            facts.passage(),
            facts.pinned(),
            facts.signOffs(),
            List.of(waived),
            facts.log());
    attested.issue(new SignOffsFacts(other, honest.evidence(), honest.signOffs()));

    assertThat(story.found()).containsExactly(issued + " attestation.waivers");
  }

  @Test
  void an_attestation_of_a_change_envelope_that_lent_nothing_is_found() {
    AttestationFacts facts = honest.attested();
    var other =
        new AttestationFacts(
            facts.at(),
            facts.version(),
            facts.passage(),
            facts.pinned(),
            facts.signOffs(),
            List.of(),
            OptionalLong.of(7),
            facts.log());
    attested.issue(new SignOffsFacts(other, honest.evidence(), honest.signOffs()));

    assertThat(story.found()).containsExactly(issued + " attestation.envelope");
  }

  private static AttestationFacts saying(
      AttestationFacts facts,
      AttestationFacts.ApprovedVersion version,
      AttestationFacts.Passage passage,
      AttestationFacts.Pinned pinned) {
    return new AttestationFacts(
        facts.at(), version, passage, pinned, facts.signOffs(), facts.log());
  }

  private static AttestationFacts.Pinned under(
      AttestationFacts.Pinned pinned, String name, long number) {
    return new AttestationFacts.Pinned(
        new AttestationFacts.PolicyVersion(name, number, pinned.policy().digest()),
        pinned.use(),
        pinned.trace());
  }

  @Test
  void an_attestation_without_its_sign_offs_is_sound_if_it_says_what_the_log_says() {
    attested.recordAlone(Attestation.issue(honest.attested(), TestingAttested.KEY));

    assertThat(story.replay().findings()).isEmpty();
  }

  @Test
  void an_attestation_is_held_to_the_log_without_its_sign_offs_too() {
    attested.recordAlone("no bundle".getBytes(UTF_8));
    assertThat(story.found()).containsExactly(issued + " json.syntax");

    attested.recordAlone(Attestation.issue(honest.attested(), AttestationKey.generate()));
    assertThat(story.found()).containsExactly(issued + " bundle.other-key");

    attested.recordAlone(Attestation.issue(without(honest, 0).attested(), TestingAttested.KEY));
    assertThat(story.found()).containsExactly(issued + " attestation.signoffs");
  }

  @Test
  void a_bundle_of_sign_offs_that_is_missing_is_found() {
    story.blobs.remove(story.first(AttestationIssued.class).signOffs().orElseThrow());

    assertThat(story.found()).containsExactly(issued + " blob.missing");
  }

  @Test
  void sign_offs_whose_attestation_is_missing_are_found() {
    story.blobs.remove(story.first(AttestationIssued.class).attestation());

    assertThat(story.found()).containsExactly(issued + " blob.missing");
  }

  @Test
  void a_passkey_that_is_revoked_afterwards_does_not_touch_what_was_attested() {
    story.acts.add(
        new PasskeyRevoked(
            story.stamp(story.acts.size() - 1, "p_bruno"), "p_bruno", "k_first", "lost"));

    assertThat(story.replay().findings()).isEmpty();
  }

  @Test
  void a_card_filed_before_the_attestation_is_issued_is_not_what_was_promoted() {
    Digest card = story.put("# Loans, written anew".getBytes(UTF_8));
    later(new CardFiled(story.stamp(issued - 1, "p_ada"), MODEL, 1, card));

    assertThat(story.replay().findings()).isEmpty();
  }

  @Test
  void a_risk_confirmed_anew_before_the_attestation_is_issued_is_not_what_was_promoted() {
    RiskConfirmed before = story.first(RiskConfirmed.class);
    later(
        new RiskConfirmed(
            story.stamp(issued - 1, "p_dmitri"),
            MODEL,
            before.assessment(),
            before.tier(),
            before.rule(),
            Optional.empty()));

    assertThat(story.replay().findings()).isEmpty();
  }

  /** Recorded after the promotion, before the attestation that was built from it is named. */
  private void later(Act act) {
    story.acts.add(issued, act);
  }

  /** The same promotion, told as if one of its sign-offs had never been given. */
  private static SignOffsFacts without(SignOffsFacts facts, int index) {
    AttestationFacts attested = facts.attested();
    var fewer = new ArrayList<>(attested.signOffs());
    fewer.remove(index);
    var signed = new ArrayList<>(facts.signOffs());
    signed.remove(index);
    return new SignOffsFacts(
        new AttestationFacts(
            attested.at(),
            attested.version(),
            attested.passage(),
            attested.pinned(),
            fewer,
            attested.log()),
        facts.evidence(),
        signed);
  }

  private static Json otherId() {
    return Json.of("s_another");
  }
}
