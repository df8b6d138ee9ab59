// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.seed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.ChangesRequested;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.SeedAct.Case;
import org.imprimatur.proof.act.SeedAct.SeedCommitted;
import org.imprimatur.proof.act.SeedAct.SeedRevealed;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.gate.Verdict.Reason;

/**
 * Who slips a case in, and what may have happened to it before and meanwhile. A server asks it
 * before, and a replay once the case is revealed.
 */
public final class SeedConduct {
  private SeedConduct() {}

  /** Whether a person holds the role everywhere, and two persons stand behind it. */
  public static boolean isSteward(Staff staff, String person) {
    return staff.grants(person).stream()
        .anyMatch(
            grant ->
                grant.role().equals(Seed.STEWARD)
                    && grant.scope().everywhere()
                    && grant.confirmed());
  }

  /**
   * What stands against a case that is committed to.
   *
   * @param registered the version, if there is one
   * @param acts about the version's submissions before the commitment
   */
  public static List<Reason> against(
      String steward, Case bad, Optional<VersionRegistered> registered, List<Act> acts) {
    List<Reason> against = new ArrayList<>();
    if (registered.isEmpty()) {
      return List.of(Reason.of("seed.version", "No such version was registered."));
    }
    if (!registered.get().by().equals(bad.opener())) {
      against.add(
          Reason.of("seed.opener", bad.opener() + " did not register it, and cannot lend a name."));
    }
    if (bad.opener().equals(steward)) {
      against.add(Reason.of("seed.opener", "Whoever lends the name is another than the steward."));
    }
    if (acts.stream().anyMatch(SeedConduct::isReview)) {
      against.add(Reason.of("seed.late", "Its review had begun before it was committed to."));
    }
    if (acts.stream().anyMatch(SeedConduct::passes)) {
      against.add(Reason.of("seed.promoted", "It had come past a gate before."));
    }
    return against;
  }

  /**
   * What stands against the reveal of a commitment.
   *
   * @param acts about the version's submissions since the commitment
   */
  public static List<Reason> against(SeedRevealed act, SeedCommitted committed, List<Act> acts) {
    List<Reason> against = new ArrayList<>();
    if (!act.by().equals(committed.by()) && !act.by().equals(Stamp.SYSTEM)) {
      against.add(Reason.of("seed.by", act.by() + " reveals what another committed to."));
    }
    if (!Seed.opens(act, committed)) {
      against.add(Reason.of("seed.commitment", "What is revealed is not what was committed to."));
    }
    if (acts.stream().anyMatch(SeedConduct::passes)) {
      against.add(Reason.of("seed.promoted", "A version known to be bad came past a gate."));
    }
    if (acts.stream().anyMatch(one -> judges(one) && one.by().equals(committed.by()))) {
      against.add(Reason.of("seed.hand", committed.by() + " judged a case that they had planted."));
    }
    Optional<Instant> decided = acts.stream().filter(SeedConduct::decides).map(Act::at).findFirst();
    if (decided.filter(at -> at.isBefore(act.at())).isPresent()) {
      against.add(
          Reason.of(
              "seed.delayed",
              "It was decided at %s, and not revealed then.".formatted(decided.get())));
    }
    return against;
  }

  /** Whether an act is of a review: from then on it is too late to commit to the version. */
  public static boolean isReview(Act act) {
    return judges(act) || act instanceof ReviewAct;
  }

  private static boolean judges(Act act) {
    return act instanceof SignoffGiven || act instanceof ChangesRequested;
  }

  /** Whether an act decides a submission, so that the case is revealed with it. */
  public static boolean decides(Act act) {
    return switch (act) {
      case SignoffGiven given -> given.decision().equals("reject");
      case ChangesRequested _, SubmissionWithdrawn _ -> true;
      case Act _ -> false;
    };
  }

  private static boolean passes(Act act) {
    return act instanceof VersionPromoted || act instanceof VersionBypassed;
  }
}
