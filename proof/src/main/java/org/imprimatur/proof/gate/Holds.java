// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.DecisionAct.SubmissionHeld;
import org.imprimatur.proof.act.DecisionAct.SubmissionResumed;
import org.imprimatur.proof.policy.Requirement;

/** When a submission stood still, in order. While it does nobody signs and nothing is promoted. */
public record Holds(List<Hold> all) {
  static final Holds NONE = new Holds(List.of());

  public Holds {
    all = List.copyOf(all);
  }

  /** One hold; without an end it lasts. */
  public record Hold(SubmissionHeld held, Optional<SubmissionResumed> resumed) {}

  /** The hold that lasts, if one does. */
  public Optional<SubmissionHeld> current() {
    return all.isEmpty() || all.getLast().resumed().isPresent()
        ? Optional.empty()
        : Optional.of(all.getLast().held());
  }

  /**
   * How long it stood still between two instants: what a clock that measures waiting leaves out.
   */
  public Duration within(Instant from, Instant to) {
    Duration sum = Duration.ZERO;
    for (Hold hold : all) {
      Instant start = later(hold.held().at(), from);
      Instant end = earlier(hold.resumed().map(SubmissionResumed::at).orElse(to), to);
      if (start.isBefore(end)) {
        sum = sum.plus(Duration.between(start, end));
      }
    }
    return sum;
  }

  /**
   * Whether a person may begin a hold: whoever had a hand in the version or could sign for it.
   *
   * @param people as they are at the instant
   * @param asked the sign-offs that the gate asks for
   */
  static boolean mayBegin(String person, People people, Collection<Requirement.SignOff> asked) {
    return people.conflict(person).isPresent() || couldSign(person, people, asked);
  }

  /**
   * Whether a person may end the current hold: whoever began it, or somebody who could sign, so
   * that a proposer cannot lift a reviewer's hold.
   *
   * @param people as they are at the instant
   * @param asked the sign-offs that the gate asks for
   */
  boolean mayEnd(String person, People people, Collection<Requirement.SignOff> asked) {
    Optional<SubmissionHeld> held = current();
    return held.isPresent() && (held.get().by().equals(person) || couldSign(person, people, asked));
  }

  /** In an own role or for somebody, with all that the policy asks of a signer. */
  private static boolean couldSign(
      String person, People people, Collection<Requirement.SignOff> asked) {
    return asked.stream().anyMatch(one -> people.eligible(one).contains(person));
  }

  Holds with(SubmissionHeld held) {
    List<Hold> more = new ArrayList<>(all);
    more.add(new Hold(held, Optional.empty()));
    return new Holds(more);
  }

  Holds with(SubmissionResumed resumed) {
    if (current().isEmpty()) {
      return this;
    }
    List<Hold> more = new ArrayList<>(all);
    more.set(more.size() - 1, new Hold(all.getLast().held(), Optional.of(resumed)));
    return new Holds(more);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
