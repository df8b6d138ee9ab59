// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Set;
import java.util.stream.Stream;
import org.imprimatur.proof.act.RunnerAct;
import org.imprimatur.proof.act.RunnerAct.RunnerConfirmed;
import org.imprimatur.proof.act.RunnerAct.RunnerRegistered;
import org.imprimatur.proof.act.RunnerAct.RunnerRevoked;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.attestation.AttestationException;
import org.imprimatur.proof.attestation.RunnerStatement;
import org.imprimatur.proof.attestation.TrustedKey;
import org.imprimatur.proof.gate.Contributors;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.json.Json;

/** Who brings a runner in, and whether what it filed is its own word about this submission. */
final class RunnerRules {
  private static final String ADMINISTRATOR = "administrator";
  private static final String RISK_MANAGER = "risk-manager";

  private final Ground ground;

  RunnerRules(Ground ground) {
    this.ground = ground;
  }

  void check(RunnerAct act) throws UnestablishedException {
    switch (act) {
      case RunnerRegistered registered -> registered(registered);
      case RunnerConfirmed confirmed -> confirmed(confirmed);
      case RunnerRevoked revoked -> {
        RunnerFacts runner = ground.facts().runners().get(revoked.runner());
        unless(
            ground.facts().holds(revoked.by(), ADMINISTRATOR)
                || ground.facts().holds(revoked.by(), RISK_MANAGER)
                || runner.registered().owner().equals(revoked.by()),
            "runner.role",
            revoked.by() + " cannot revoke a runner.");
        unless(!runner.revoked(), "runner.state", "The runner was revoked before.");
      }
    }
  }

  private void registered(RunnerRegistered act) {
    unless(
        !ground.facts().runners().has(act.runner(), act.runnerName()),
        "id.taken",
        "The runner " + act.runnerName() + " was registered before.");
    unless(
        ground.facts().holds(act.by(), ADMINISTRATOR),
        "runner.role",
        act.by() + " is no administrator and cannot register a runner.");
    ground.known(act.owner());
    try {
      TrustedKey.parse(act.key());
    } catch (AttestationException e) {
      ground.findings().add("runner.key", "The runner's key cannot be read: " + e.getMessage());
    }
  }

  private void confirmed(RunnerConfirmed act) throws UnestablishedException {
    RunnerFacts runner = ground.facts().runners().get(act.runner());
    RunnerRegistered registered = runner.registered();
    unless(
        runner.confirmed().isEmpty() && !runner.revoked(),
        "runner.state",
        "The runner " + act.runner() + " was confirmed or revoked before.");
    unless(
        ground.facts().holds(act.by(), RISK_MANAGER),
        "runner.role",
        act.by() + " is no risk manager and cannot confirm a runner.");
    Staff staff = ground.facts().staff();
    unless(
        Stream.of(registered.by(), registered.owner())
            .allMatch(one -> staff.independent(one, act.by())),
        "runner.own",
        "%s confirmed a runner that is theirs or that they registered, or counts as who did."
            .formatted(act.by()));
  }

  /** Evidence of a runner, held to its signature, its state and the examination. */
  void filed(EvidenceRecorded act, SubmissionFacts submission, Json.Obj evidence)
      throws UnestablishedException {
    RunnerFacts runner = ground.facts().runners().get(act.by());
    unless(
        runner.effective(),
        "runner.not-effective",
        "The runner %s was not confirmed, or was revoked, when it filed evidence."
            .formatted(act.by()));
    signed(act, submission, runner);
    held(act, submission, evidence);
    ModelFacts model = ground.facts().model(submission.opened().model());
    Set<String> hands =
        Contributors.of(model.acts(), ground.facts().files(), submission.opened()).keySet();
    Set<String> involved = ground.facts().staff().among(runner.behind(), hands, model.since());
    unless(
        involved.isEmpty(),
        "runner.contributor",
        "%s had a hand in the version and stands behind the runner, or counts as somebody who does."
            .formatted(String.join(", ", involved)));
  }

  private void signed(EvidenceRecorded act, SubmissionFacts submission, RunnerFacts runner)
      throws UnestablishedException {
    SubmissionOpened opened = submission.opened();
    if (act.envelope().isEmpty()) {
      throw new UnestablishedException("runner.signature", "The runner signed nothing.");
    }
    var statement =
        new RunnerStatement(
            ground.facts().opening().map(opening -> opening.origin()).orElse(""),
            act.by(),
            act.submission(),
            opened.manifest(),
            act.evidence(),
            act.engines());
    try {
      statement.verify(
          ground.blobs().document(act.envelope().get()),
          TrustedKey.parse(runner.registered().key()));
    } catch (AttestationException e) {
      ground
          .findings()
          .add(
              "runner.signature",
              "The runner did not sign this evidence for submission %d: %s"
                  .formatted(act.submission(), e.getMessage()));
    }
  }

  /** The test set that this runner holds, and no other. */
  private void held(EvidenceRecorded act, SubmissionFacts submission, Json.Obj evidence)
      throws UnestablishedException {
    if (submission.opened().examination().isEmpty()) {
      throw new UnestablishedException(
          "runner.examination", "No examination says what a runner may compute.");
    }
    Json.Obj examination = ground.blobs().document(submission.opened().examination().get());
    unless(
        examination.find("heldBy").map(Json.of(act.by())::equals).orElse(false),
        "runner.not-holder",
        "The examination does not say that " + act.by() + " holds the test set.");
    unless(
        evidence
            .object("inputs")
            .find("testSet")
            .map(Json.of(examination.string("testSet"))::equals)
            .orElse(false),
        "runner.test-set",
        "The evidence was computed on another test set than the registered one.");
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
