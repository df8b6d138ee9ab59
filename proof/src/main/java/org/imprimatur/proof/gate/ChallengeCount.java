// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.proof.review.RaisedChallenge;

/**
 * Counts the challenges that make a review effective: raised in another role than the one that
 * decides, by somebody who had no hand in the version and does not decide, answered and settled.
 */
public final class ChallengeCount {
  private final GateInput input;
  private final Requirement.SignOff asked;
  private final Set<String> signers;

  /**
   * Counts for one sign-off.
   *
   * @param signers those who decide, whose own challenges count for nothing
   */
  public ChallengeCount(GateInput input, Requirement.SignOff asked, Set<String> signers) {
    this.input = input;
    this.asked = asked;
    this.signers = Set.copyOf(signers);
  }

  /** What is missing, with each challenge that does not count; empty where nothing is. */
  public List<Reason> missing() {
    int needed = asked.asked().challenges();
    List<Reason> reasons = new ArrayList<>();
    int counted = 0;
    for (RaisedChallenge challenge : input.dossier().review().challenges()) {
      Optional<String> why = why(challenge);
      if (why.isEmpty()) {
        counted++;
      } else {
        reasons.add(
            Reason.of(
                "challenge.not-counted",
                "Challenge %d does not count: %s.".formatted(challenge.number(), why.get())));
      }
    }
    if (counted >= needed) {
      return List.of();
    }
    reasons.add(
        Reason.of(
            "sign-off.challenges",
            "%d of %d challenges answered and resolved, raised in another role than %s."
                .formatted(counted, needed, asked.role())));
    return reasons;
  }

  private Optional<String> why(RaisedChallenge challenge) {
    String who = challenge.raised().by();
    String role = challenge.raised().role();
    if (!challenge.isSettled()) {
      return Optional.of(unsettled(challenge));
    }
    if (role.equals(asked.role())) {
      return Optional.of("it was raised as " + role + ", who decides");
    }
    if (!input.people().holds(who, role)) {
      return Optional.of(who + " does not hold the role " + role + " now");
    }
    if (input.people().sameAs(who).stream().anyMatch(signers::contains)) {
      return Optional.of(who + " signs the decision");
    }
    return input.people().duty(who).map(bar -> bar.person() + " " + bar.words());
  }

  private static String unsettled(RaisedChallenge challenge) {
    return switch (challenge.state()) {
      case OPEN -> "nobody has answered it";
      case ANSWERED -> challenge.raised().by() + " has not said what comes of the answer";
      case RESOLVED ->
          challenge.resolved().filter(act -> act.outcome().equals("upheld")).isPresent()
              ? "it was upheld, and no finding carries it on"
              : "it was withdrawn";
    };
  }
}
