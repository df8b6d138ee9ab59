// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import org.imprimatur.proof.act.DiscussionAct.ChallengeResolved;
import org.imprimatur.proof.gate.Failures.Age;
import org.imprimatur.proof.review.RaisedChallenge;
import org.imprimatur.proof.review.RaisedFinding;
import org.imprimatur.server.web.ui.view.Mark;

/** States of a review in a word and an icon. */
final class ReviewWords {
  private ReviewWords() {}

  static Mark severity(String word) {
    return switch (word) {
      case "low" -> new Mark("low", "circle-minus", "mute");
      case "medium" -> new Mark("medium", "help-circle", "warn");
      case "high" -> new Mark("high", "circle-x", "bad");
      default -> new Mark("critical", "alert-octagon", "bad error");
    };
  }

  static Mark finding(RaisedFinding.State state, boolean overdue) {
    Mark mark =
        switch (state) {
          case OPEN -> new Mark(state.word(), "circle-dashed", "bad");
          case FIXED -> new Mark(state.word(), "hourglass", "wait");
          case ACCEPTED -> new Mark(state.word(), "file-certificate", "waive");
          case CLOSED -> new Mark(state.word(), "circle-check", "ok");
        };
    return overdue ? new Mark("overdue, " + mark.word(), "calendar-due", "bad") : mark;
  }

  static Mark challenge(RaisedChallenge challenge) {
    String word = challenge.state().word();
    return switch (challenge.state()) {
      case OPEN -> new Mark(word, "help-circle", "warn");
      case ANSWERED -> new Mark(word, "message", "wait");
      case RESOLVED ->
          new Mark(
              word + ": " + challenge.resolved().orElseThrow().outcome(), "circle-check", "ok");
    };
  }

  /** What came of a challenge, and the finding that carries it on. */
  static String outcome(ChallengeResolved act) {
    return act.outcome()
        + (act.finding().isPresent()
            ? ", finding " + act.finding().getAsLong() + " carries it on"
            : "");
  }

  static Mark age(boolean here, String since) {
    if (!here) {
      return since.equals(Age.GONE.word())
          ? new Mark("gone", "circle-check", "ok")
          : new Mark(since, "hourglass", "wait");
    }
    return since.equals(Age.STILL_THERE.word())
        ? new Mark("still there", "refresh", "bad")
        : new Mark("new", "plus", "bad");
  }
}
