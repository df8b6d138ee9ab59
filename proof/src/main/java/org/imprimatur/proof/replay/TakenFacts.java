// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.DecisionAct;
import org.imprimatur.proof.act.DiscussionAct.ChallengeRaised;
import org.imprimatur.proof.act.FindingAct.FindingRaised;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.digest.Digest;

/** Ids, statements and numbers of what people said: each is taken once in a log. */
final class TakenFacts {
  private final Set<String> signOffs = new HashSet<>();
  private final Set<Digest> statements = new HashSet<>();
  private final Set<String> decisions = new HashSet<>();
  private long lastFinding;
  private long lastChallenge;

  void apply(SignoffGiven act) {
    signOffs.add(act.signoff());
    statements.add(act.statement());
  }

  void apply(DecisionAct act) {
    decided(act).ifPresent(decisions::add);
  }

  void apply(ReviewAct act) {
    if (act instanceof FindingRaised raised) {
      lastFinding = Math.max(lastFinding, raised.finding());
    } else if (act instanceof ChallengeRaised raised) {
      lastChallenge = Math.max(lastChallenge, raised.challenge());
    }
  }

  /** The id that a decision brings with it, if it brings one. */
  private static Optional<String> decided(DecisionAct act) {
    return switch (act) {
      case DecisionAct.ChangesRequested request -> Optional.of(request.request());
      case DecisionAct.WaiverAsked asked -> Optional.of(asked.waiver());
      case DecisionAct.BypassAsked asked -> Optional.of(asked.bypass());
      case DecisionAct.SubmissionHeld _,
          DecisionAct.SubmissionResumed _,
          DecisionAct.ChangesAnswered _,
          DecisionAct.ConditionMet _,
          DecisionAct.ConditionConfirmed _,
          DecisionAct.ConditionHanded _,
          DecisionAct.WaiverGranted _,
          DecisionAct.WaiverEnded _ ->
          Optional.empty();
    };
  }

  boolean hasSignOff(String id) {
    return signOffs.contains(id);
  }

  /** Whether somebody signed the statement before. */
  boolean isSigned(Digest statement) {
    return statements.contains(statement);
  }

  /** Whether a request for changes, a waiver or a bypass of this id was asked for. */
  boolean hasDecision(String id) {
    return decisions.contains(id);
  }

  long nextFinding() {
    return lastFinding + 1;
  }

  long nextChallenge() {
    return lastChallenge + 1;
  }
}
