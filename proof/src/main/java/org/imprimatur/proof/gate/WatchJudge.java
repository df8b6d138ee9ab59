// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.gate.Verdict.Result;
import org.imprimatur.proof.gate.Verdict.State;
import org.imprimatur.proof.gate.Verdict.Turn;
import org.imprimatur.proof.policy.Enforcement;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;

/**
 * Says of a requirement that is only watched what it would say today, were everything enforced. It
 * does not apply yet: it binds nobody, takes nobody's seat, and nothing waits for it.
 */
final class WatchJudge {
  private final GateInput input;
  private final Policy.Gate gate;
  private final Map<String, Result> measured;
  private Optional<Verdict> enforced = Optional.empty();

  /** Measured is what is measured of evidence, which no phase changes: it is judged once. */
  WatchJudge(GateInput input, Policy.Gate gate, Map<String, Result> measured) {
    this.input = input;
    this.gate = gate;
    this.measured = measured;
  }

  /** Empty where it binds. */
  Optional<Result> judge(Requirement requirement) {
    return input.watched(gate, requirement).map(begin -> watched(begin, today(requirement.id())));
  }

  /** Who sits where is judged a second time, apart from what binds, so that nothing moves there. */
  private Result today(String id) {
    if (enforced.isEmpty()) {
      enforced = Optional.of(Gate.evaluate(input.asIfEnforced(), measured));
    }
    return enforced.get().results().stream()
        .filter(result -> result.requirement().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Result watched(Enforcement.Begin begin, Result today) {
    List<Reason> reasons = new ArrayList<>();
    reasons.add(new Watched(begin.day(), begin.where(), today.state(), today.outcome()).reason());
    // What stands against it stands against nothing yet.
    today.reasons().forEach(reason -> reasons.add(reason.standing(false)));
    return new Result(
        today.requirement(), State.NOT_APPLICABLE, Outcome.NONE, reasons, Turn.NOBODY);
  }
}
