// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Optional;
import org.imprimatur.proof.act.DecisionAct.BypassAsked;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.BypassRules;
import org.imprimatur.proof.gate.BypassStatement;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.json.Json;

/**
 * Break-glass: whether two persons could take the version past the gate, and over what. A promotion
 * is never let through by it; it is held to its own passing verdict like every other.
 */
final class BypassFindings {
  private final Ground ground;

  BypassFindings(Ground ground) {
    this.ground = ground;
  }

  void asked(BypassAsked act, SubmissionFacts submission, Docket docket)
      throws UnestablishedException {
    open(submission);
    unless(
        !ground.facts().taken().hasDecision(act.bypass()),
        "id.taken",
        "The bypass " + act.bypass() + " was asked before.");
    ground.findings().add(BypassRules.at(docket, act.at()).against(act));
    ground.blobs().document(act.grounds(), "emergency/v1");
  }

  void bypassed(VersionBypassed act, SubmissionFacts submission, Docket docket)
      throws UnestablishedException {
    open(submission);
    BypassRules rules = BypassRules.at(docket, act.at());
    ground.findings().add(rules.against(act));
    Verdict verdict = rules.bypassed(act.asker(), act.by());
    unless(
        verdict.digest().equals(act.trace()),
        "bypass.trace",
        "The trace of the bypass is %s, the log names %s."
            .formatted(verdict.digest(), act.trace()));
    ground.blobs().find(act.trace());
    Json.Obj said = ground.blobs().document(act.statement(), "bypass/v1");
    Digest commitment = ground.facts().commitment(act.by());
    Optional<BypassAsked> asked = rules.pending();
    unless(
        asked.isPresent()
            && said.equals(
                BypassStatement.of(
                    rules, asked.get(), act.stamp(), act.role(), commitment, verdict)),
        "bypass.statement",
        "The signed statement says something else than the acts.");
  }

  void reversed(BypassReversed act, SubmissionFacts submission, Docket docket)
      throws UnestablishedException {
    open(submission);
    ground.findings().add(BypassRules.at(docket, act.at()).against(act));
    ground.blobs().bytes(act.reason());
  }

  private void open(SubmissionFacts submission) {
    unless(
        submission.open(),
        "submission.closed",
        "Submission %d has ended.".formatted(submission.opened().submission()));
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
