// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SignoffWithdrawn;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.evidence.Derivation;
import org.imprimatur.proof.gate.Dossier;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;

/** What a submission pins, and who files what into its dossier while it is open. */
final class SubmissionRules {
  private static final Set<String> ALWAYS_A_LOOK = Set.of("performance", "fairness");

  private final Ground ground;
  private final SignOffRules signOffs;

  SubmissionRules(Ground ground, SignOffRules signOffs) {
    this.ground = ground;
    this.signOffs = signOffs;
  }

  void check(SubmissionAct act) throws UnestablishedException {
    switch (act) {
      case SubmissionOpened opened -> opened(opened);
      case SubmissionWithdrawn withdrawn -> open(withdrawn.submission());
      case EvidenceRecorded recorded -> evidence(recorded);
      case SignoffGiven given -> {
        open(given.submission());
        signOffs.check(given);
      }
      case SignoffWithdrawn withdrawn -> withdrawn(withdrawn);
    }
  }

  private SubmissionFacts open(long number) throws UnestablishedException {
    SubmissionFacts submission = ground.facts().submission(number);
    unless(submission.open(), "submission.closed", "Submission " + number + " has ended.");
    return submission;
  }

  private void opened(SubmissionOpened act) throws UnestablishedException {
    unless(
        act.submission() == ground.facts().nextSubmission(),
        "number.submission",
        "Submission %d is out of turn: the next is %d."
            .formatted(act.submission(), ground.facts().nextSubmission()));
    ModelFacts model = ground.facts().model(act.model());
    ModelFacts.Version version = model.version(act.version());
    pinned("manifest", act.manifest().equals(version.registered().manifest()));
    pinned("use", act.use().equals(model.use()));
    pinned("policy", act.policy().equals(model.policy()));
    pinned(
        "risk assessment",
        model.confirmed().map(RiskConfirmed::assessment).equals(Optional.of(act.risk())));
    pinned("examination", act.examination().equals(model.examination()));
    pinned("promises", act.promises().equals(model.promises()));
    Policy.Gate gate = ground.blobs().policy(act.policy()).gates().get(act.gate());
    if (gate == null) {
      throw new UnestablishedException("gate.unknown", "The policy has no gate " + act.gate());
    }
    unless(
        gate.from().contains(version.stage()),
        "gate.stage",
        "From the stage %s the gate %s cannot be entered.".formatted(version.stage(), act.gate()));
  }

  private void pinned(String thing, boolean same) {
    unless(
        same,
        "submission.pins",
        "The submission does not pin the %s that the model had then.".formatted(thing));
  }

  private void evidence(EvidenceRecorded act) throws UnestablishedException {
    SubmissionFacts submission = open(act.submission());
    unless(
        act.revision() == submission.nextRevision(),
        "number.revision",
        "Revision %d of submission %d is out of turn: the next is %d."
            .formatted(act.revision(), act.submission(), submission.nextRevision()));
    Optional<Policy.Level> level = Policy.Level.of(act.level());
    boolean supplied = level.equals(Optional.of(Policy.Level.SUPPLIED));
    unless(
        level.isPresent() && supplied != act.by().equals(Stamp.SYSTEM),
        "evidence.level",
        "Evidence of the level %s cannot come from %s.".formatted(act.level(), act.by()));
    unless(
        supplied == act.item().startsWith(Dossier.SUPPLIED),
        "evidence.item",
        "Evidence of the level %s cannot be filed as %s.".formatted(act.level(), act.item()));
    Json.Obj document = ground.blobs().document(act.evidence());
    if (!supplied) {
      derived(act, document);
    }
    look(act, submission);
  }

  /** Whoever writes other metrics beside true tables is found without the data. */
  private void derived(EvidenceRecorded act, Json.Obj document) {
    String evidence = "The evidence " + act.evidence() + " of " + act.item();
    switch (Derivation.of(document)) {
      case Derivation.Follows _ -> {}
      case Derivation.Differs(var first) ->
          ground
              .findings()
              .add(
                  "evidence.metrics",
                  evidence + " states what its tables do not give: " + first.sentence() + ".");
      case Derivation.Unreadable(var sentence) ->
          ground
              .findings()
              .add("evidence.unreadable", evidence + " cannot be derived again: " + sentence);
    }
  }

  /** Every version that meets a test set is a look at it, and none may be passed over. */
  private void look(EvidenceRecorded act, SubmissionFacts submission)
      throws UnestablishedException {
    Optional<Digest> examination = submission.opened().examination();
    boolean counted = ALWAYS_A_LOOK.contains(act.evidenceClass()) && examination.isPresent();
    boolean computed = !act.level().equals(Policy.Level.SUPPLIED.word());
    if (computed && (counted || act.look().isPresent())) {
      Digest testSet = Digest.parse(document(examination).string("testSet"));
      long look = ground.facts().look(testSet, submission);
      unless(
          act.look().equals(OptionalLong.of(look)),
          "evidence.look",
          "This is look %d at the test set, which the entry does not say.".formatted(look));
    }
  }

  private Json.Obj document(Optional<Digest> examination) throws UnestablishedException {
    return ground
        .blobs()
        .document(
            examination.orElseThrow(
                () ->
                    new UnestablishedException(
                        "evidence.look", "A look is counted where no examination is pinned.")));
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
