// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.policy.Policy;

/**
 * Whether a version that entered production may serve at an instant. A version that another one
 * replaced may for as long as the policy says under which that one entered: it takes time to bring
 * a version out, and while it does, both serve. After that only a gate brings it back.
 *
 * @param until when the overlap of a replaced version ends, or ended
 */
public record Permit(State state, Optional<Instant> until) {
  /** What it comes to; in the words of status lists where it may not serve. */
  public enum State {
    /** It holds production. */
    SERVES("serves"),
    /** Another version does, and this one may serve beside it for a while. */
    OVERLAPS("overlaps"),
    SUSPENDED("suspended"),
    /** Another version took its place, and the overlap is over. */
    REPLACED("replaced"),
    RETIRED("retired"),
    WITHDRAWN("withdrawn"),
    /** A gate let it into another stage. */
    LEFT("left");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    /** Whether it may serve. */
    public boolean lets() {
      return this == SERVES || this == OVERLAPS;
    }

    public static Optional<State> of(String word) {
      return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }
  }

  /**
   * When the overlap of a replaced version ends: by the policy under which the other one entered,
   * and at once where that has no such gate.
   */
  public static Instant end(Tenure.Replaced replaced, Policy policy) {
    Policy.Gate gate = policy.gates().get(replaced.gate());
    int days = gate == null ? 0 : gate.overlap();
    return replaced.at().plus(Duration.ofDays(days));
  }

  /**
   * Whether it may serve.
   *
   * @param until when the overlap of a replaced version ends
   */
  public static Permit of(Watch watch, Optional<Instant> until, Instant now) {
    return new Permit(state(watch, until, now), until);
  }

  private static State state(Watch watch, Optional<Instant> until, Instant now) {
    Optional<Tenure.Left> left = watch.tenure().left();
    if (left.isPresent()) {
      return left.get().by().map(Permit::removed).orElse(State.LEFT);
    }
    if (watch.suspended().isPresent()) {
      return State.SUSPENDED;
    }
    if (until.isEmpty()) {
      return State.SERVES;
    }
    return now.isBefore(until.get()) ? State.OVERLAPS : State.REPLACED;
  }

  /**
   * The same of one submission that let the version in. What people took out after it serves by it
   * no more, whatever let the version in anew.
   *
   * @param acts of the model, in the log's order
   */
  public Permit by(SubmissionOpened opened, Iterable<? extends Act> acts) {
    Optional<State> gone = Optional.empty();
    boolean in = false;
    for (Act act : acts) {
      if (act instanceof VersionPromoted one && one.submission() == opened.submission()) {
        in = true;
      } else if (in && act instanceof RemovalAct one && one.version() == opened.version()) {
        gone = Optional.of(removed(one));
      }
    }
    return gone.map(how -> new Permit(how, Optional.empty())).orElse(this);
  }

  private static State removed(RemovalAct act) {
    return switch (act) {
      case RemovalAct.VersionRetired _ -> State.RETIRED;
      case RemovalAct.ApprovalWithdrawn _ -> State.WITHDRAWN;
    };
  }

  /** Whether it may serve. */
  public boolean lets() {
    return state.lets();
  }

  /** Whether it may serve, or would but for a suspension. */
  public boolean stands(Instant now) {
    return lets()
        || (state == State.SUSPENDED && until.filter(end -> !now.isBefore(end)).isEmpty());
  }
}
