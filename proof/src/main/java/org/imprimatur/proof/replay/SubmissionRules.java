// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Optional;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.EvidenceReproduced;
import org.imprimatur.proof.act.SubmissionAct.SignerRecused;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SignoffWithdrawn;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.gate.Examinees;
import org.imprimatur.proof.gate.Under;
import org.imprimatur.proof.policy.Policy;

/** What a submission pins, and who files what into its dossier while it is open. */
final class SubmissionRules {
  private final Ground ground;
  private final Dockets dockets;
  private final EvidenceRules evidence;
  private final SignOffRules signOffs;

  SubmissionRules(Ground ground, Dockets dockets, SignOffRules signOffs) {
    this.ground = ground;
    this.dockets = dockets;
    this.evidence = new EvidenceRules(ground);
    this.signOffs = signOffs;
  }

  void check(SubmissionAct act) throws UnestablishedException {
    switch (act) {
      case SubmissionOpened opened -> opened(opened);
      case SubmissionWithdrawn withdrawn -> ended(withdrawn, open(withdrawn.submission()));
      case EvidenceRecorded recorded -> evidence.recorded(recorded, open(recorded.submission()));
      case EvidenceReproduced reproduced -> evidence.reproduced(reproduced);
      case SignerRecused recused -> {
        open(recused.submission());
        ground.blobs().bytes(recused.reason());
      }
      case SignoffGiven given -> {
        open(given.submission());
        signOffs.check(given);
      }
      case SignoffWithdrawn withdrawn -> withdrawn(withdrawn);
    }
  }

  /** A submission on hold is withdrawn by nobody who could not end the hold. */
  private void ended(SubmissionWithdrawn act, SubmissionFacts submission)
      throws UnestablishedException {
    if (act.by().equals(Stamp.SYSTEM)) {
      return; // Imprimatur ends what was revealed to be seeded, and nothing else (act.by).
    }
    unless(
        dockets.docket(submission).mayWithdraw(act.by()),
        "submission.withdrawn-by",
        "%s withdrew submission %d, and neither opened it nor owned the model."
            .formatted(act.by(), act.submission()));
    unless(
        dockets.docket(submission).debt().isEmpty(),
        "submission.debt",
        "Submission %d was withdrawn, but its version came past the gate by break-glass."
            .formatted(act.submission()));
    if (submission.decisions().holds().current().isPresent()) {
      unless(
          dockets.docket(submission).mayEndHold(act.by(), act.at()),
          "submission.held",
          "%s withdrew submission %d and could not end its hold."
              .formatted(act.by(), act.submission()));
    }
  }

  private SubmissionFacts open(long number) throws UnestablishedException {
    SubmissionFacts submission = ground.facts().submission(number);
    unless(submission.open(), "submission.closed", "Submission " + number + " has ended.");
    return submission;
  }

  private void opened(SubmissionOpened act) throws UnestablishedException {
    unless(
        act.submission() == ground.facts().submissions().next(),
        "number.submission",
        "Submission %d is out of turn: the next is %d."
            .formatted(act.submission(), ground.facts().submissions().next()));
    ModelFacts model = ground.facts().model(act.model());
    ModelFacts.Version version = model.version(act.version());
    unless(
        !ground.facts().submissions().underWay(act.model(), act.version(), act.gate()),
        "submission.exists",
        "Another open submission takes version %d through the gate %s already."
            .formatted(act.version(), act.gate()));
    pinned("manifest", act.manifest().equals(version.registered().manifest()));
    pinned("use", act.use().equals(model.use()));
    pinned("policy", act.policy().equals(ground.facts().governing(model)));
    examined(act, model);
    ranked(act, model);
    pinned(
        "risk assessment",
        model.confirmed().map(RiskConfirmed::assessment).equals(Optional.of(act.risk())));
    pinned("examination", act.examination().equals(model.examination()));
    pinned("promises", act.promises().equals(model.promises()));
    enveloped(act, model);
    Policy.Gate gate = ground.blobs().policy(act.policy()).gates().get(act.gate());
    if (gate == null) {
      throw new UnestablishedException("gate.unknown", "The policy has no gate " + act.gate());
    }
    unless(
        gate.takes(version.stage()),
        "gate.stage",
        "From the stage %s the gate %s cannot be entered.".formatted(version.stage(), act.gate()));
  }

  /** Under the one envelope that people signed last, or with one for people to sign. */
  private void enveloped(SubmissionOpened act, ModelFacts model) {
    boolean under = act.under().isPresent();
    pinned("change envelope", act.envelope().equals(under ? Optional.empty() : model.envelope()));
    unless(
        !under || Under.inForce(model.acts(), act).isPresent(),
        "submission.envelope",
        "The submission was opened under a change envelope that is not the one in force.");
  }

  /** Nobody who brought the policy in has a hand in the model by now. */
  private void examined(SubmissionOpened act, ModelFacts model) {
    ground
        .findings()
        .add(
            Examinees.against(
                act, model.acts(), ground.facts().publications(), ground.facts().staff()));
  }

  /** A tier that another policy gave counts only where this one would have given it. */
  private void ranked(SubmissionOpened act, ModelFacts model) throws UnestablishedException {
    Optional<RiskAnswered> answered = model.answered();
    if (answered.isPresent()) {
      Policy asked = ground.blobs().policy(answered.get().policy());
      unless(
          ground.blobs().policy(act.policy()).ranksLike(asked),
          "risk.outdated",
          "The risk questions were answered to another policy, which ranks models otherwise.");
    }
  }

  private void pinned(String thing, boolean same) {
    unless(
        same,
        "submission.pins",
        "The submission does not pin the %s that the model had then.".formatted(thing));
  }

  private void withdrawn(SignoffWithdrawn act) throws UnestablishedException {
    Optional<SignoffGiven> given = open(act.submission()).signOff(act.signoff());
    if (given.isEmpty()) {
      throw new UnestablishedException(
          "signoff.unknown", "No sign-off " + act.signoff() + " stands there.");
    }
    unless(
        given.get().by().equals(act.by()),
        "signoff.withdrawn",
        "Only %s can take this sign-off back, not %s.".formatted(given.get().by(), act.by()));
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
