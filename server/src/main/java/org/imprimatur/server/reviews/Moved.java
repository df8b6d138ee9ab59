// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.reviews;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DiscussionAct.ChallengeAnswered;
import org.imprimatur.proof.act.DiscussionAct.ChallengeResolved;
import org.imprimatur.proof.act.DiscussionAct.ValidationPlanned;
import org.imprimatur.proof.act.FindingAct;
import org.imprimatur.proof.act.FindingAct.FindingRaised;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.review.RaisedChallenge;
import org.imprimatur.proof.review.RaisedFinding;
import org.imprimatur.proof.review.Review;
import org.imprimatur.server.audit.Refusal;

/** Two people never answer past each other: a form says which revision its writer saw. */
public final class Moved {
  private Moved() {}

  /** How many things were done about a finding. */
  public static long revision(RaisedFinding finding) {
    return 1L + finding.later().size();
  }

  /** How many things were said in a challenge. */
  public static long revision(RaisedChallenge challenge) {
    return steps(challenge).size();
  }

  private static List<Act> steps(RaisedChallenge challenge) {
    List<Act> steps = new ArrayList<>();
    steps.add(challenge.raised());
    steps.addAll(challenge.answers());
    challenge.resolved().ifPresent(steps::add);
    return steps;
  }

  /** What was done since the revision that the writer saw, as a refusal; empty where nothing. */
  static Optional<Refusal> since(Review review, ReviewAct act, OptionalLong seen) {
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    List<? extends Act> steps = steps(review, act);
    if (steps.size() == seen.getAsLong()) {
      return Optional.empty();
    }
    List<String> since =
        steps.stream()
            .skip(Math.max(0, Math.min(seen.getAsLong(), steps.size())))
            .map(step -> step.by() + ": " + step.name() + " at " + step.at())
            .toList();
    return Optional.of(
        new Refusal(
            "review.moved",
            409,
            "Not said: somebody was faster.",
            since,
            "Look at it again. Your words are kept and stand in the form."));
  }

  private static List<? extends Act> steps(Review review, ReviewAct act) {
    return switch (act) {
      case FindingRaised _ -> List.of();
      case FindingAct about -> review.finding(about.finding()).map(Moved::steps).orElse(List.of());
      case ChallengeAnswered answer ->
          review.challenge(answer.challenge()).map(Moved::steps).orElse(List.of());
      case ChallengeResolved resolved ->
          review.challenge(resolved.challenge()).map(Moved::steps).orElse(List.of());
      case ValidationPlanned planned -> plans(review, planned.submission());
      case ReviewAct _ -> List.of();
    };
  }

  /** How often the validation of a submission was planned. */
  public static long planned(Review review, long submission) {
    return plans(review, submission).size();
  }

  private static List<ValidationPlanned> plans(Review review, long submission) {
    return review.plans().stream().filter(plan -> plan.submission() == submission).toList();
  }

  private static List<Act> steps(RaisedFinding finding) {
    List<Act> steps = new ArrayList<>();
    steps.add(finding.raised());
    steps.addAll(finding.later());
    return steps;
  }
}
