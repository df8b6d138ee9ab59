// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Instant;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct;
import org.imprimatur.proof.act.GateAct.AttestationIssued;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.RollbackAct;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.gate.Bypasses;
import org.imprimatur.proof.gate.Gate;
import org.imprimatur.proof.gate.Verdict;

/** Derives verdicts and promotions again and compares; a stored trace is never read for it. */
final class GateRules {
  private final Ground ground;
  private final Dockets dockets;
  private final BypassFindings bypasses;
  private final AttestationRules attestations;
  private final RollbackRules rollbacks;

  GateRules(Ground ground, Dockets dockets, MonitoringRules monitoring) {
    this.ground = ground;
    this.dockets = dockets;
    this.bypasses = new BypassFindings(ground);
    this.attestations = new AttestationRules(ground, dockets);
    this.rollbacks = new RollbackRules(ground, dockets, monitoring);
  }

  void check(GateAct act) throws UnestablishedException {
    switch (act) {
      case VerdictGiven given -> verdict(given);
      case VersionPromoted promoted -> promotion(promoted);
      case RollbackAct about -> rollbacks.check(about);
      case AttestationIssued issued -> attestations.check(issued);
      case VersionBypassed bypassed -> {
        SubmissionFacts submission = ground.facts().submission(bypassed.submission());
        bypasses.bypassed(bypassed, submission, dockets.docket(submission));
      }
      case BypassReversed reversed -> {
        SubmissionFacts submission = ground.facts().submission(reversed.submission());
        bypasses.reversed(reversed, submission, dockets.docket(submission));
      }
    }
  }

  private void verdict(VerdictGiven act) throws UnestablishedException {
    SubmissionFacts submission = ground.facts().submission(act.submission());
    unless(
        submission.open(),
        "submission.closed",
        "Submission " + act.submission() + " has ended, there is nothing to judge.");
    Optional<Verdict> verdict = evaluate(submission, act.at());
    if (verdict.isPresent()) {
      unless(
          verdict.get().passes() == act.passes(),
          "verdict.passes",
          "The log says that the gate %s, but it %s."
              .formatted(words(act.passes()), words(verdict.get().passes())));
      unless(
          verdict.get().digest().equals(act.trace()),
          "verdict.trace",
          "The verdict's trace is %s, the log names %s."
              .formatted(verdict.get().digest(), act.trace()));
    }
    ground.blobs().find(act.trace());
  }

  private static String words(boolean passes) {
    return passes ? "passes" : "refuses";
  }

  /** The verdict over the facts as they stand; empty, with a finding, where it cannot be told. */
  private Optional<Verdict> evaluate(SubmissionFacts submission, Instant at) {
    String why;
    try {
      return Optional.of(Gate.evaluate(dockets.docket(submission).input(at)));
    } catch (UnestablishedException e) {
      why = e.sentence();
    } catch (RuntimeException e) {
      // Documents come from whoever forged them; one that trips the gate does not pass it.
      why = String.valueOf(e.getMessage());
    }
    ground
        .findings()
        .add(
            "verdict.unestablished",
            "What the gate says of submission %d cannot be established: %s"
                .formatted(submission.opened().submission(), why));
    return Optional.empty();
  }

  private void promotion(VersionPromoted act) throws UnestablishedException {
    SubmissionFacts submission = ground.facts().submission(act.submission());
    SubmissionOpened opened = submission.opened();
    unless(
        submission.promoted().isEmpty(),
        "promotion.twice",
        "Submission " + act.submission() + " was promoted before.");
    unless(
        submission.open() || submission.promoted().isPresent(),
        "submission.closed",
        "Submission " + act.submission() + " was withdrawn.");
    unless(
        follows(act),
        "promotion.verdict",
        "The promotion does not follow a passing verdict of submission %d at that instant."
            .formatted(act.submission()));
    unless(
        opened.model().equals(act.model()) && opened.version() == act.version(),
        "promotion.version",
        "Submission %d is of another version.".formatted(act.submission()));
    String stage = stage(ground.facts().model(act.model()), act);
    unless(
        stage.equals(act.from()) && opened.gate().equals(act.to()),
        "promotion.stage",
        "The promotion is from %s to %s, but the version stands in %s before the gate %s."
            .formatted(act.from(), act.to(), stage, opened.gate()));
    Optional<Verdict> verdict = evaluate(submission, act.at());
    verdict.ifPresent(found -> attestations.promoted(act.submission(), found));
    unless(
        verdict.isEmpty() || verdict.get().passes(),
        "promotion.refused",
        "The version was promoted, but the gate refuses.");
  }

  /** A bypassed version passes its gate from where it came. */
  private static String stage(ModelFacts model, VersionPromoted act) throws UnestablishedException {
    ModelFacts.Version version = model.version(act.version());
    return Bypasses.of(model.acts())
        .debt(act.submission())
        .map(debt -> debt.move().from())
        .orElse(version.stage());
  }

  /** The verdict and the promotion are recorded together, so nothing stands between them. */
  private boolean follows(VersionPromoted act) {
    Optional<Act> previous = ground.facts().previous();
    return previous.isPresent()
        && previous.get() instanceof VerdictGiven verdict
        && verdict.submission() == act.submission()
        && verdict.passes()
        && verdict.at().equals(act.at());
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
