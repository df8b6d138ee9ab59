// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.gate.Verdict.Result;
import org.imprimatur.proof.gate.Verdict.State;
import org.imprimatur.proof.gate.Verdict.Turn;
import org.imprimatur.proof.impact.Condemned;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;

/**
 * Sets a requirement aside where a waiver is in force. It changes the state, never the reasons: the
 * trace goes on saying what was not satisfied. Nobody's rejection is ever waived.
 */
final class WaiverJudge {
  private final GateInput input;

  WaiverJudge(GateInput input) {
    this.input = input;
  }

  Result judge(Requirement requirement, Result result) {
    Optional<Policy.Waivers> limits = input.policy().waivers();
    if (result.state().satisfies()
        || limits.isEmpty()
        || !requirement.waivable()
        || result.reasons().stream().anyMatch(one -> one.code().equals("sign-off.rejected"))) {
      return result;
    }
    Result judged = result;
    for (Waiver waiver : input.decisions().waivers()) {
      if (waiver.asked().requirement().equals(requirement.id())
          && waiver.granted().isPresent()
          && !waiver.isEnded(input.at())) {
        judged = judge(waiver, limits.get(), result);
        if (judged.state() == State.WAIVED) {
          return judged;
        }
      }
    }
    return judged;
  }

  private Result judge(Waiver waiver, Policy.Waivers limits, Result result) {
    String by = waiver.granted().orElseThrow().by();
    if (waiver.isPast(input.at())) {
      return with(
          result,
          State.EXPIRED,
          Reason.of("waiver.expired", "The waiver ended on " + waiver.until() + "."),
          result.turn());
    }
    Optional<Condemned.Hit> condemned = input.condemned().waiver(waiver.id());
    if (condemned.isPresent()) {
      return with(
          result,
          result.state(),
          Reason.of("waiver.condemned", condemned.get().sentence()),
          result.turn());
    }
    Optional<String> against =
        Waiver.asks(waiver.asked().by(), input.people())
            .or(() -> waiver.grants(by, limits, input.people()));
    if (against.isPresent()) {
      return with(
          result,
          result.state(),
          Reason.of("waiver.people", "The waiver does not count: " + against.get()),
          result.turn());
    }
    return with(
        result,
        State.WAIVED,
        Reason.of(
            "waiver.in-force",
            "Waived until %s by %s and %s.".formatted(waiver.until(), waiver.asked().by(), by)),
        Turn.NOBODY);
  }

  private static Result with(Result result, State state, Reason first, Turn turn) {
    List<Reason> reasons = new ArrayList<>();
    reasons.add(first);
    reasons.addAll(result.reasons());
    return new Result(result.requirement(), state, result.outcome(), reasons, turn);
  }
}
