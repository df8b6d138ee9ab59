// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.review;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.DiscussionAct.ChallengeAnswered;
import org.imprimatur.proof.act.DiscussionAct.ChallengeRaised;
import org.imprimatur.proof.act.DiscussionAct.ChallengeResolved;
import org.imprimatur.proof.act.FindingAct.FindingRaised;

/** A challenge with its answers and what came of it. */
public record RaisedChallenge(
    ChallengeRaised raised, List<ChallengeAnswered> answers, Optional<ChallengeResolved> resolved) {
  public RaisedChallenge {
    answers = List.copyOf(answers);
  }

  /** Where a challenge stands. */
  public enum State {
    OPEN("open question"),
    ANSWERED("answered"),
    RESOLVED("resolved");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** What can come of a challenge. */
  public enum Outcome {
    ACCEPTED("accepted"),
    UPHELD("upheld"),
    WITHDRAWN("withdrawn");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    public static Optional<Outcome> of(String word) {
      return Arrays.stream(values()).filter(outcome -> outcome.word.equals(word)).findFirst();
    }
  }

  public long number() {
    return raised.challenge();
  }

  public State state() {
    if (resolved.isPresent()) {
      return State.RESOLVED;
    }
    return answers.isEmpty() ? State.OPEN : State.ANSWERED;
  }

  /**
   * Whether something came of it: an answer that satisfied the challenger, or a finding that
   * carries the challenge on.
   */
  public boolean isSettled() {
    return !answers.isEmpty()
        && resolved
            .filter(
                act ->
                    act.outcome().equals(Outcome.ACCEPTED.word())
                        || (act.outcome().equals(Outcome.UPHELD.word())
                            && act.finding().isPresent()))
            .isPresent();
  }

  /**
   * Whether it is the challenger's own finding from this challenge; nobody else's carries it on.
   */
  public boolean isCarriedOnBy(FindingRaised finding) {
    return finding.challenge().equals(OptionalLong.of(number()))
        && finding.by().equals(raised.by());
  }

  RaisedChallenge with(ChallengeAnswered answer) {
    List<ChallengeAnswered> more = new ArrayList<>(answers);
    more.add(answer);
    return new RaisedChallenge(raised, more, resolved);
  }

  /** The first resolution ends it. */
  RaisedChallenge with(ChallengeResolved act) {
    return new RaisedChallenge(raised, answers, resolved.or(() -> Optional.of(act)));
  }
}
