// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.FoundingAct.LogOpened;
import org.imprimatur.proof.act.GateAct.AttestationIssued;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.attestation.Attestation;
import org.imprimatur.proof.attestation.AttestationFacts;
import org.imprimatur.proof.attestation.AttestationFacts.LoggedAct;
import org.imprimatur.proof.attestation.AttestationFacts.SignedOff;
import org.imprimatur.proof.attestation.AttestationFacts.Waived;
import org.imprimatur.proof.attestation.SignOffsFacts;
import org.imprimatur.proof.attestation.SignOffsFacts.ByPasskey;
import org.imprimatur.proof.attestation.SignOffsFacts.Signed;
import org.imprimatur.proof.attestation.Verification;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.GateInput;
import org.imprimatur.proof.gate.SignOff;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.json.Json;

/** Whether what was issued says what the log says: of the promotion, and of every sign-off. */
final class AttestationRules {
  private final Ground ground;
  private final Dockets dockets;
  private final Map<Long, Verdict> promoted = new HashMap<>();

  AttestationRules(Ground ground, Dockets dockets) {
    this.ground = ground;
    this.dockets = dockets;
  }

  /** Remembers what the gate said when it let the submission through: that is to be attested. */
  void promoted(long submission, Verdict verdict) {
    promoted.putIfAbsent(submission, verdict);
  }

  void check(AttestationIssued act) throws UnestablishedException {
    SubmissionFacts submission = ground.facts().submission(act.submission());
    unless(
        submission.promoted().isPresent(),
        "attestation.unpromoted",
        "Submission %d was attested without a promotion.".formatted(act.submission()));
    unless(
        !submission.attested(),
        "attestation.twice",
        "Submission %d was attested before.".formatted(act.submission()));
    byte[] bundle = ground.blobs().bytes(act.attestation());
    // Acts of before name no sign-offs; what the attestation itself says is checked all the same.
    Optional<byte[]> signOffs =
        act.signOffs().isPresent()
            ? Optional.of(ground.blobs().bytes(act.signOffs().get()))
            : Optional.empty();
    verify(act, submission, bundle, signOffs);
  }

  private void verify(
      AttestationIssued act, SubmissionFacts submission, byte[] bundle, Optional<byte[]> signOffs)
      throws UnestablishedException {
    Optional<LogOpened> opening = ground.facts().opening();
    if (opening.isEmpty()) {
      return; // Found already, at the first entry.
    }
    LogOpened log = opening.get();
    switch (Attestation.verifyWithoutArtifact(
        bundle, signOffs, log.attestationKey(), log.logKey())) {
      case Verification.Refused(String code, String sentence, List<String> _) ->
          ground.findings().add(code, sentence);
      case Verification.Verified(var facts, var signed, List<String> _) -> {
        promotion(facts, submission, log);
        Docket docket = dockets.docket(submission);
        named(facts, docket);
        waivers(facts, submission);
        GateInput input = docket.input(act.at());
        List<SignoffGiven> standing = standing(input, submission);
        if (signed.isPresent()) {
          signOffs(signed.get(), input, standing, submission);
        } else {
          signedOff(facts, standing);
        }
      }
    }
  }

  private void promotion(AttestationFacts facts, SubmissionFacts submission, LogOpened log)
      throws UnestablishedException {
    SubmissionOpened opened = submission.opened();
    ModelFacts.Version version = ground.facts().model(opened.model()).version(opened.version());
    boolean same =
        facts.passage().submission() == opened.submission()
            && facts.passage().gate().equals(opened.gate())
            && facts.version().modelId().equals(opened.model())
            && facts.version().number() == opened.version()
            && facts.version().manifest().digest().equals(opened.manifest())
            && facts.version().cutoff().equals(version.registered().cutoff())
            && facts.pinned().use().equals(opened.use())
            && facts.pinned().policy().digest().equals(opened.policy())
            && submission.verdict().filter(act -> is(facts.log().verdict(), act)).isPresent()
            && submission.promoted().filter(act -> is(facts.log().promotion(), act)).isPresent()
            && facts.log().origin().equals(log.origin());
    unless(
        same,
        "attestation.other",
        "The attestation is of another promotion than that of submission %d."
            .formatted(opened.submission()));
  }

  /** What an attestation says in words beside the digests, for who reads it without the log. */
  private void named(AttestationFacts facts, Docket docket) throws UnestablishedException {
    SubmissionOpened opened = docket.opened();
    Optional<AttestationFacts.PolicyVersion> policy =
        Optional.ofNullable(ground.facts().publications().published().get(opened.policy()))
            .map(
                one ->
                    new AttestationFacts.PolicyVersion(
                        one.policyName(), one.number(), one.policy()));
    unless(
        facts.version().model().equals(ground.facts().model(opened.model()).name())
            && facts.passage().tier().equals(docket.model().confirmation().tier())
            && policy.equals(Optional.of(facts.pinned().policy())),
        "attestation.named",
        "The attestation of submission %d names another model, tier or policy than the log."
            .formatted(opened.submission()));
  }

  /** A verdict that could not be derived again is a finding of its own. */
  private void waivers(AttestationFacts facts, SubmissionFacts submission) {
    Verdict verdict = promoted.get(submission.opened().submission());
    if (verdict != null) {
      List<Waived> waived =
          submission.decisions().behind(verdict, facts.at()).stream()
              .map(one -> Waived.of(one.asked(), one.granted().orElseThrow()))
              .toList();
      unless(
          facts.waivers().equals(waived),
          "attestation.waivers",
          "The attestation of submission %d names other waivers than the gate took."
              .formatted(submission.opened().submission()));
      unless(
          facts.envelope().equals(verdict.lentBy()),
          "attestation.envelope",
          "The attestation of submission %d names another change envelope than the gate took."
              .formatted(submission.opened().submission()));
    }
  }

  private static boolean is(LoggedAct attested, Act logged) {
    return attested.act().equals(new String(logged.bytes(), UTF_8));
  }

  /** The sign-offs that stood before the gate, in order. */
  private static List<SignoffGiven> standing(GateInput input, SubmissionFacts submission) {
    Set<String> standing = new HashSet<>(input.signOffs().stream().map(SignOff::id).toList());
    return submission.signOffs().stream().filter(one -> standing.contains(one.signoff())).toList();
  }

  /** Whom the attestation itself names, where what they signed does not stand beside it. */
  private void signedOff(AttestationFacts facts, List<SignoffGiven> standing)
      throws UnestablishedException {
    List<SignedOff> logged = new ArrayList<>();
    for (SignoffGiven given : standing) {
      logged.add(
          new SignedOff(
              given.by(),
              given.role(),
              given.meaning(),
              given.decision(),
              given.statement(),
              ground.facts().commitment(given.by())));
    }
    unless(
        facts.signOffs().equals(logged),
        "attestation.signoffs",
        "The attestation of submission %d names other sign-offs than those of the log."
            .formatted(facts.passage().submission()));
  }

  /** Exactly those that stood before the gate, each as the log holds it. */
  private void signOffs(
      SignOffsFacts facts, GateInput input, List<SignoffGiven> standing, SubmissionFacts submission)
      throws UnestablishedException {
    unless(
        facts.signOffs().stream().map(Signed::given).toList().equals(standing),
        "attestation.signoffs",
        "The attested sign-offs of submission %d are not those of the log."
            .formatted(submission.opened().submission()));
    unless(
        facts.evidence().equals(input.dossier().digests()),
        "attestation.evidence",
        "The attested evidence of submission %d is not that of the log."
            .formatted(submission.opened().submission()));
    for (Signed signed : facts.signOffs()) {
      commitment("commitment", signed.given().by(), signed);
      if (signed.given().delegator().isPresent()) {
        commitment("delegatorCommitment", signed.given().delegator().get(), signed);
      }
      signed.passkey().ifPresent(this::enrolled);
    }
  }

  private void commitment(String member, String person, Signed signed)
      throws UnestablishedException {
    Digest logged = ground.facts().commitment(person);
    unless(
        signed.statement().find(member).equals(Optional.of(Json.of(logged.toString()))),
        "attestation.commitment",
        "The attested commitment to the name of %s is not that of the log.".formatted(person));
  }

  private void enrolled(ByPasskey passkey) {
    unless(
        ground
            .facts()
            .passkeys()
            .find(passkey.enrolled().passkey())
            .equals(Optional.of(passkey.enrolled())),
        "attestation.passkey",
        "The attested passkey %s is not that of the log.".formatted(passkey.enrolled().passkey()));
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
