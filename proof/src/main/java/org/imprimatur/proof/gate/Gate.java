// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.gate.Verdict.Result;
import org.imprimatur.proof.gate.Verdict.State;
import org.imprimatur.proof.gate.Verdict.Turn;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;

/** Evaluates a gate. The same input gives the same verdict, byte for byte, anywhere. */
public final class Gate {
  private Gate() {}

  public static Verdict evaluate(GateInput input) {
    Policy.Gate gate = input.policy().gates().get(input.subject().gate());
    if (gate == null) {
      return new Verdict(
          List.of(),
          List.of(Reason.of("gate.unknown", "The policy has no gate " + input.subject().gate())));
    }
    List<Result> results = new ArrayList<>();
    var evidence = new EvidenceJudge(input);
    var signOffs = new SignOffJudge(input);
    for (Requirement requirement : gate.requirements()) {
      results.add(
          requirement.tiers().contains(input.subject().tier())
              ? result(requirement, evidence, signOffs, results)
              : notApplicable(requirement));
    }
    return new Verdict(results, obstacles(input, gate));
  }

  private static List<Reason> obstacles(GateInput input, Policy.Gate gate) {
    List<Reason> obstacles = new ArrayList<>();
    if (!gate.from().contains(input.subject().standing().stage())) {
      obstacles.add(
          Reason.of(
              "gate.stage",
              "From the stage %s this gate cannot be entered, only from %s."
                  .formatted(input.subject().standing().stage(), String.join(", ", gate.from()))));
    }
    for (String moved : input.subject().standing().moved()) {
      obstacles.add(
          Reason.of(
              "gate.moved",
              "The submission rests on another %s than the model has now. Submit again."
                  .formatted(moved)));
    }
    if (!input.policy().tiers().contains(input.subject().tier())) {
      obstacles.add(
          Reason.of("gate.tier", "The policy has no tier " + input.subject().tier() + "."));
    }
    return obstacles;
  }

  private static Result result(
      Requirement requirement, EvidenceJudge evidence, SignOffJudge signOffs, List<Result> before) {
    return switch (requirement) {
      case Requirement.Check check -> judged(check, evidence.judge(check));
      case Requirement.Measured measured -> judged(measured, evidence.judge(measured));
      case Requirement.Document document -> judged(document, evidence.judge(document));
      case Requirement.Findings findings -> new FindingsJudge(evidence.input()).judge(findings);
      case Requirement.SignOff signOff -> signOffs.judge(signOff, before);
    };
  }

  private static Result notApplicable(Requirement requirement) {
    return new Result(
        requirement.id(),
        State.NOT_APPLICABLE,
        Outcome.NONE,
        List.of(Reason.of("requirement.tier", "It is not asked in this tier.")),
        Turn.NOBODY);
  }

  private static Result judged(Requirement requirement, Judgement judgement) {
    Turn turn =
        switch (judgement.outcome()) {
          case WITHIN -> Turn.NOBODY;
          case OUTSIDE -> new Turn("proposer", "registers a new version or completes the dossier");
          case CANNOT_BE_TOLD -> new Turn("custodian", "registers a larger test set");
          case ERROR -> new Turn("proposer", "mends what the reason names");
          case NONE -> new Turn("imprimatur", "computes the evidence");
        };
    return new Result(
        requirement.id(),
        judgement.outcome().state(),
        judgement.outcome(),
        judgement.reasons(),
        turn);
  }
}
