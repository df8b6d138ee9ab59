// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Optional;
import org.imprimatur.proof.act.DecisionAct;
import org.imprimatur.proof.act.DecisionAct.BypassAsked;
import org.imprimatur.proof.act.DecisionAct.ChangesAnswered;
import org.imprimatur.proof.act.DecisionAct.ChangesRequested;
import org.imprimatur.proof.act.DecisionAct.ConditionConfirmed;
import org.imprimatur.proof.act.DecisionAct.ConditionHanded;
import org.imprimatur.proof.act.DecisionAct.ConditionMet;
import org.imprimatur.proof.act.DecisionAct.SubmissionHeld;
import org.imprimatur.proof.act.DecisionAct.SubmissionResumed;
import org.imprimatur.proof.act.DecisionAct.WaiverAsked;
import org.imprimatur.proof.act.DecisionAct.WaiverEnded;
import org.imprimatur.proof.act.DecisionAct.WaiverGranted;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.gate.Condition;
import org.imprimatur.proof.gate.Decisions;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.Handing;
import org.imprimatur.proof.gate.People;
import org.imprimatur.proof.gate.Terms;

/** Holds, requests for changes and conditions: who decided what, and whether they could. */
final class DecisionRules {
  private final Ground ground;
  private final Dockets dockets;
  private final WaiverRules waivers;
  private final BypassFindings bypasses;

  DecisionRules(Ground ground, Dockets dockets) {
    this.ground = ground;
    this.dockets = dockets;
    this.waivers = new WaiverRules(ground);
    this.bypasses = new BypassFindings(ground);
  }

  void check(DecisionAct act) throws UnestablishedException {
    SubmissionFacts submission = ground.facts().submission(act.submission());
    Docket docket = dockets.docket(submission);
    switch (act) {
      case SubmissionHeld held -> held(held, submission, docket);
      case SubmissionResumed resumed -> resumed(resumed, submission, docket);
      case ChangesRequested request -> requested(request, submission, docket);
      case ChangesAnswered answered -> answered(answered, submission, docket.people());
      case ConditionMet met -> met(met, submission, docket);
      case ConditionConfirmed confirmed -> confirmed(confirmed, submission, docket);
      case ConditionHanded handed -> handed(handed, submission, docket);
      case WaiverAsked asked -> waivers.asked(asked, submission, docket);
      case WaiverGranted granted -> waivers.granted(granted, submission, docket);
      case WaiverEnded ended -> waivers.ended(ended, submission, docket);
      case BypassAsked asked -> bypasses.asked(asked, submission, docket);
    }
  }

  private void held(SubmissionHeld act, SubmissionFacts submission, Docket docket)
      throws UnestablishedException {
    open(submission);
    unless(
        submission.decisions().holds().current().isEmpty(),
        "hold.twice",
        "Submission %d is on hold already.".formatted(act.submission()));
    unless(
        docket.mayBeginHold(act.by(), act.at()),
        "hold.by",
        "%s neither had a hand in the version nor could sign for it.".formatted(act.by()));
    ground.blobs().bytes(act.reason());
  }

  private void resumed(SubmissionResumed act, SubmissionFacts submission, Docket docket)
      throws UnestablishedException {
    open(submission);
    boolean held = submission.decisions().holds().current().isPresent();
    unless(held, "hold.none", "Submission %d is not on hold.".formatted(act.submission()));
    unless(
        !held || docket.mayEndHold(act.by(), act.at()),
        "hold.by",
        "%s neither began the hold nor could sign for the version.".formatted(act.by()));
    ground.blobs().bytes(act.reason());
  }

  private void requested(ChangesRequested act, SubmissionFacts submission, Docket docket)
      throws UnestablishedException {
    open(submission);
    unless(
        !ground.facts().taken().hasDecision(act.request()),
        "id.taken",
        "The request " + act.request() + " was made before.");
    boolean asked =
        docket.asked(act.at()).stream().anyMatch(part -> part.role().equals(act.role()));
    unless(
        asked && docket.people().eligible(act.role()).contains(act.by()),
        "changes.role",
        "%s cannot sign as %s here, so cannot ask for changes.".formatted(act.by(), act.role()));
    ground.blobs().document(act.fixes(), "fixes/v1");
  }

  private void answered(ChangesAnswered act, SubmissionFacts submission, People people)
      throws UnestablishedException {
    open(submission);
    unless(
        submission.decisions().requests().stream()
            .anyMatch(request -> request.request().equals(act.request())),
        "changes.unknown",
        "No request %s is open.".formatted(act.request()));
    unless(
        people.conflict(act.by()).isPresent(),
        "changes.proposer",
        "%s had no hand in the version, so cannot answer for it.".formatted(act.by()));
    ground.blobs().bytes(act.answer());
  }

  private void met(ConditionMet act, SubmissionFacts submission, Docket docket)
      throws UnestablishedException {
    decidable(submission);
    Condition condition = condition(act.signoff(), act.condition(), submission, docket);
    String owner = submission.decisions().owner(act.signoff(), act.condition(), condition);
    unless(
        owner.equals(act.by()),
        "condition.owner",
        "Only %s can say that this condition is met.".formatted(owner));
    unless(
        condition.measure().isEmpty(),
        "condition.measured",
        "Whether this condition is met is measured; nobody says it.");
    ground.blobs().bytes(act.note());
  }

  private void confirmed(ConditionConfirmed act, SubmissionFacts submission, Docket docket)
      throws UnestablishedException {
    decidable(submission);
    Condition condition = condition(act.signoff(), act.condition(), submission, docket);
    String owner = submission.decisions().owner(act.signoff(), act.condition(), condition);
    Optional<Decisions.Fulfilment> said =
        submission.decisions().fulfilment(act.signoff(), act.condition());
    unless(
        said.isPresent() && said.get().confirmed().isEmpty(),
        "condition.unsaid",
        "Nobody said that this condition is met, or it was confirmed before.");
    SignoffGiven asker = submission.signOff(act.signoff()).orElseThrow();
    unless(
        said.isEmpty()
            || Decisions.confirms(act.by(), asker, said.get().said(), owner, docket.people())
                .isEmpty(),
        "condition.confirmer",
        "%s cannot confirm that this condition is met.".formatted(act.by()));
  }

  private void handed(ConditionHanded act, SubmissionFacts submission, Docket docket)
      throws UnestablishedException {
    decidable(submission);
    Condition condition = condition(act.signoff(), act.condition(), submission, docket);
    String owner = submission.decisions().owner(act.signoff(), act.condition(), condition);
    ground.findings().add(Handing.against(act.by(), owner, act.owner(), docket));
  }

  private static Condition condition(
      String signOff, long number, SubmissionFacts submission, Docket docket)
      throws UnestablishedException {
    Terms terms = docket.decided().terms().getOrDefault(signOff, Terms.NONE);
    if (submission.signOff(signOff).isEmpty() || number < 1 || number > terms.conditions().size()) {
      throw new UnestablishedException(
          "condition.unknown", "No condition %d of %s stands there.".formatted(number, signOff));
    }
    return terms.conditions().get((int) number - 1);
  }

  private void open(SubmissionFacts submission) {
    unless(
        submission.open(),
        "submission.closed",
        "Submission %d has ended.".formatted(submission.opened().submission()));
  }

  /** Conditions go on after a promotion; a withdrawn submission has none. */
  private void decidable(SubmissionFacts submission) {
    unless(
        submission.open() || submission.promoted().isPresent(),
        "submission.closed",
        "Submission %d was withdrawn.".formatted(submission.opened().submission()));
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
