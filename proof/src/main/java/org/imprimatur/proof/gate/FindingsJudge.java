// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.FindingAct.FindingAccepted;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.gate.Verdict.Result;
import org.imprimatur.proof.gate.Verdict.Turn;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.proof.review.RaisedFinding;
import org.imprimatur.proof.review.RaisedFinding.State;
import org.imprimatur.proof.review.Severity;

/** Judges which findings of the model, of whatever version, stand against a promotion. */
final class FindingsJudge {
  private final GateInput input;

  FindingsJudge(GateInput input) {
    this.input = input;
  }

  Result judge(Requirement.Findings asked) {
    List<Reason> reasons = new ArrayList<>();
    List<RaisedFinding> against = new ArrayList<>();
    Map<Severity, Integer> open = new EnumMap<>(Severity.class);
    for (RaisedFinding finding : input.dossier().review().findings()) {
      State state = finding.state(input.at());
      boolean accepted = state == State.ACCEPTED && counts(finding, asked, reasons);
      if (accepted) {
        reasons.add(accepted(finding));
      } else if (state != State.CLOSED) {
        int many = open.merge(finding.severity(), 1, Integer::sum);
        Optional<String> why = why(finding.severity(), many, asked);
        why.ifPresent(rule -> against.add(finding));
        reasons.add(open(finding, state, why));
      }
    }
    if (against.isEmpty()) {
      reasons.add(Reason.of("finding.none", "No finding stands against it."));
      return new Result(asked.id(), Outcome.WITHIN.state(), Outcome.WITHIN, reasons, Turn.NOBODY);
    }
    return new Result(
        asked.id(), Outcome.OUTSIDE.state(), Outcome.OUTSIDE, reasons, turn(against.getFirst()));
  }

  /** Why an open finding of this severity is too much; empty where the policy bears it. */
  private static Optional<String> why(Severity severity, int many, Requirement.Findings asked) {
    boolean borne = asked.worst().filter(worst -> severity.compareTo(worst) <= 0).isPresent();
    if (!borne) {
      return Optional.of("none of " + severity.word() + " severity may stay open");
    }
    Integer most = asked.most().get(severity);
    return most != null && many > most
        ? Optional.of("at most %d of %s severity may stay open".formatted(most, severity.word()))
        : Optional.empty();
  }

  /** Who had a hand in the version, or owns the finding, does not answer for its risk. */
  private boolean counts(RaisedFinding finding, Requirement.Findings asked, List<Reason> reasons) {
    FindingAccepted given = finding.acceptance().orElseThrow();
    String why = "";
    if (!asked.acceptedBy().contains(given.role())) {
      why = "was accepted as " + given.role() + ", which this gate does not ask";
    } else if (!input.people().holds(given.by(), given.role())) {
      why = given.by() + " does not hold the role " + given.role() + " now";
    } else if (input.people().sameAs(given.by()).contains(finding.raised().owner())) {
      why = given.by() + " counts as its owner";
    } else if (input.people().conflict(given.by()).isPresent()) {
      why = given.by() + " " + input.people().conflict(given.by()).get();
    }
    if (!why.isEmpty()) {
      reasons.add(
          reason(
              "finding.acceptance-void",
              "The acceptance of finding " + finding.number() + " does not count: " + why + ".",
              finding));
    }
    return why.isEmpty();
  }

  private static Reason accepted(RaisedFinding finding) {
    FindingAccepted given = finding.acceptance().orElseThrow();
    return reason(
        "finding.accepted",
        "The risk of finding %d (%s) is accepted by %s until %s."
            .formatted(finding.number(), finding.severity().word(), given.by(), given.until()),
        finding);
  }

  private static Reason open(RaisedFinding finding, State state, Optional<String> why) {
    String stands =
        state == State.FIXED
            ? "is fixed and waits for a retest by another person"
            : "is open, its owner is " + finding.raised().owner();
    return reason(
        state == State.FIXED ? "finding.unchecked" : "finding.open",
        "Finding %d (%s) %s%s."
            .formatted(
                finding.number(),
                finding.severity().word(),
                stands,
                why.map(rule -> "; " + rule).orElse("")),
        finding);
  }

  private static Reason reason(String code, String sentence, RaisedFinding finding) {
    return new Reason(
        code,
        sentence,
        Json.obj()
            .put("finding", finding.number())
            .put("severity", finding.severity().word())
            .build());
  }

  private Turn turn(RaisedFinding first) {
    return first.state(input.at()) == State.FIXED
        ? new Turn("validator", "retests finding " + first.number())
        : new Turn("proposer", "has finding " + first.number() + " put right by its owner");
  }
}
