// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Optional;
import org.imprimatur.proof.act.DiscussionAct.ChallengeAnswered;
import org.imprimatur.proof.act.DiscussionAct.ChallengeRaised;
import org.imprimatur.proof.act.DiscussionAct.ChallengeResolved;
import org.imprimatur.proof.act.DiscussionAct.CommentMade;
import org.imprimatur.proof.act.DiscussionAct.ValidationPlanned;
import org.imprimatur.proof.act.FindingAct;
import org.imprimatur.proof.act.FindingAct.FindingRaised;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.ReviewConduct;
import org.imprimatur.proof.review.Review;

/** Holds findings, challenges and comments to the rules under which they could be recorded. */
final class ReviewRules {
  private final Ground ground;
  private final Dockets dockets;

  ReviewRules(Ground ground, Dockets dockets) {
    this.ground = ground;
    this.dockets = dockets;
  }

  void check(ReviewAct act) throws UnestablishedException {
    numbered(act);
    SubmissionFacts submission = ground.facts().submission(act.submission());
    if (!(act instanceof FindingAct) && !(act instanceof CommentMade)) {
      unless(
          submission.open(), "submission.closed", "Submission " + act.submission() + " has ended.");
    }
    Docket docket = dockets.docket(submission);
    Review review = Review.of(ground.facts().model(submission.opened().model()).acts());
    ground.findings().add(new ReviewConduct(docket, review).against(act));
    Optional<Digest> text = text(act);
    if (text.isPresent()) {
      ground.blobs().bytes(text.get());
    }
  }

  private void numbered(ReviewAct act) {
    if (act instanceof FindingRaised raised) {
      next("finding", raised.finding(), ground.facts().taken().nextFinding());
    } else if (act instanceof ChallengeRaised raised) {
      next("challenge", raised.challenge(), ground.facts().taken().nextChallenge());
    }
  }

  private void next(String thing, long number, long next) {
    unless(
        number == next,
        "number." + thing,
        "%s %d is out of turn: the next is %d.".formatted(thing, number, next));
  }

  private static Optional<Digest> text(ReviewAct act) {
    return switch (act) {
      case FindingAct about -> Optional.of(about.text());
      case ChallengeRaised raised -> Optional.of(raised.text());
      case ChallengeAnswered answered -> Optional.of(answered.text());
      case ChallengeResolved resolved -> resolved.text();
      case CommentMade comment -> Optional.of(comment.text());
      case ValidationPlanned planned -> Optional.of(planned.plan());
    };
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
