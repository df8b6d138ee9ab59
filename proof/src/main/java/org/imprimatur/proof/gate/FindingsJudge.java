// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.FindingAct.FindingAccepted;
import org.imprimatur.proof.act.FindingAct.FindingRetested;
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
    List<Turn> against = new ArrayList<>();
    Map<Severity, Integer> open = new EnumMap<>(Severity.class);
    for (RaisedFinding finding : input.dossier().review().findings()) {
      State state = stands(finding, asked, reasons);
      if (state == State.ACCEPTED) {
        reasons.add(accepted(finding));
      } else if (state.isOpen()) {
        int many = open.merge(finding.severity(), 1, Integer::sum);
        Optional<String> why = why(finding.severity(), many, asked);
        why.ifPresent(_ -> against.add(turn(finding, state)));
        reasons.add(open(finding, state, why));
      }
    }
    if (against.isEmpty()) {
      reasons.add(Reason.of("finding.none", "No finding stands against it."));
      return new Result(asked.id(), Outcome.WITHIN.state(), Outcome.WITHIN, reasons, Turn.NOBODY);
    }
    return new Result(
        asked.id(), Outcome.OUTSIDE.state(), Outcome.OUTSIDE, reasons, against.getFirst());
  }

  /** Where a finding stands for this version: what does not count for it is left out. */
  private State stands(RaisedFinding finding, Requirement.Findings asked, List<Reason> reasons) {
    State work = finding.work();
    if (work == State.CLOSED) {
      if (Retesting.isClosed(input.people(), finding)) {
        return State.CLOSED;
      }
      finding.closings().forEach(retest -> reasons.add(uncounted(finding, retest)));
      work = State.FIXED;
    }
    Optional<FindingAccepted> given = finding.acceptance(input.at());
    return given.isPresent() && counts(finding, given.get(), asked, reasons)
        ? State.ACCEPTED
        : work;
  }

  private Reason uncounted(RaisedFinding finding, FindingRetested retest) {
    return reason(
        "finding.retest-void",
        "The retest of finding %d by %s does not count for this version: %s"
            .formatted(
                finding.number(),
                retest.by(),
                Retesting.bar(input.people(), finding, retest.by()).orElseThrow().sentence()),
        finding);
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
  private boolean counts(
      RaisedFinding finding,
      FindingAccepted given,
      Requirement.Findings asked,
      List<Reason> reasons) {
    String why = "";
    if (!asked.acceptedBy().contains(given.role())) {
      why = "was accepted as " + given.role() + ", which this gate does not ask";
    } else if (!input.people().holds(given.by(), given.role())) {
      why = given.by() + " does not hold the role " + given.role() + " now";
    } else if (input.people().sameAs(given.by()).contains(finding.owner())) {
      why = given.by() + " counts as its owner";
    } else if (input.people().duty(given.by()).isPresent()) {
      why = given.by() + " " + input.people().duty(given.by()).get().words();
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

  private Reason accepted(RaisedFinding finding) {
    FindingAccepted given = finding.acceptance(input.at()).orElseThrow();
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
            : "is open, its owner is " + finding.owner();
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

  private static Turn turn(RaisedFinding finding, State state) {
    return state == State.FIXED
        ? new Turn("validator", "retests finding " + finding.number())
        : new Turn("proposer", "has finding " + finding.number() + " put right by its owner");
  }
}
