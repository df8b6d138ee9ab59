// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Optional;
import org.imprimatur.proof.act.DecisionAct.WaiverAsked;
import org.imprimatur.proof.act.DecisionAct.WaiverEnded;
import org.imprimatur.proof.act.DecisionAct.WaiverGranted;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.Waiver;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;

/** Waivers: what can be waived, for how long, and by which two people. */
final class WaiverRules {
  private final Ground ground;

  WaiverRules(Ground ground) {
    this.ground = ground;
  }

  void asked(WaiverAsked act, SubmissionFacts submission, Docket docket)
      throws UnestablishedException {
    open(submission);
    unless(
        !ground.facts().taken().hasDecision(act.waiver()),
        "id.taken",
        "The waiver " + act.waiver() + " was asked before.");
    Policy policy = docket.policy();
    String tier = docket.model().confirmation().tier();
    Optional<Requirement> requirement =
        policy.asked(docket.opened().gate(), tier).stream()
            .filter(one -> one.id().equals(act.requirement()))
            .findFirst();
    unless(
        requirement.isPresent(),
        "waiver.requirement",
        "The gate asks for no requirement %s.".formatted(act.requirement()));
    Optional<String> unwaivable = requirement.flatMap(one -> Waiver.unwaivable(policy, one));
    unless(unwaivable.isEmpty(), "waiver.unwaivable", unwaivable.orElse(""));
    Waiver waiver = new Waiver(act, Optional.empty(), Optional.empty());
    Optional<String> tooLong =
        policy.waivers().flatMap(limits -> Waiver.tooLong(limits, act.at(), waiver.until()));
    unless(tooLong.isEmpty(), "waiver.until", tooLong.orElse(""));
    Optional<String> asker = Waiver.asks(act.by(), docket.people());
    unless(asker.isEmpty(), "waiver.asker", asker.orElse(""));
    ground.blobs().document(act.grounds(), "waiver/v1");
  }

  void granted(WaiverGranted act, SubmissionFacts submission, Docket docket)
      throws UnestablishedException {
    open(submission);
    unless(
        submission.decisions().holds().current().isEmpty(),
        "submission.held",
        "Submission %d was on hold.".formatted(act.submission()));
    Waiver waiver = waiver(act.waiver(), submission);
    unless(
        waiver.granted().isEmpty() && waiver.ended().isEmpty(),
        "waiver.over",
        "The waiver %s was granted or ended before.".formatted(act.waiver()));
    unless(
        !waiver.isPast(act.at()),
        "waiver.until",
        "The waiver was granted after its last day, %s.".formatted(waiver.until()));
    Optional<Policy.Waivers> limits = docket.policy().waivers();
    Optional<String> against =
        limits.flatMap(allowed -> waiver.grants(act.by(), allowed, docket.people()));
    unless(against.isEmpty(), "waiver.granter", against.orElse(""));
    unless(
        limits.isPresent()
            && limits.get().by().contains(act.role())
            && docket.people().holds(act.by(), act.role()),
        "waiver.role",
        "%s cannot grant a waiver as %s.".formatted(act.by(), act.role()));
    statement(act, waiver);
  }

  private void statement(WaiverGranted act, Waiver waiver) throws UnestablishedException {
    Json.Obj said = ground.blobs().document(act.statement(), "grant/v1");
    Digest commitment = ground.facts().commitment(act.by());
    unless(
        said.equals(Waiver.statement(waiver.asked(), act.stamp(), act.role(), commitment)),
        "waiver.statement",
        "The signed statement says something else than the acts.");
  }

  void ended(WaiverEnded act, SubmissionFacts submission, Docket docket)
      throws UnestablishedException {
    Waiver waiver = waiver(act.waiver(), submission);
    unless(
        waiver.ended().isEmpty(),
        "waiver.over",
        "The waiver %s ended before.".formatted(act.waiver()));
    unless(
        waiver.ends(act.by(), docket.policy().waivers(), docket.people()),
        "waiver.ender",
        "%s neither asked for the waiver nor granted it nor could grant it.".formatted(act.by()));
    ground.blobs().bytes(act.reason());
  }

  private static Waiver waiver(String id, SubmissionFacts submission)
      throws UnestablishedException {
    Optional<Waiver> found = submission.decisions().waiver(id);
    if (found.isEmpty()) {
      throw new UnestablishedException("waiver.unknown", "No waiver " + id + " was asked for.");
    }
    return found.get();
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
