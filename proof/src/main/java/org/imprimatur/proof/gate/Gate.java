// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.gate.Verdict.Result;
import org.imprimatur.proof.gate.Verdict.State;
import org.imprimatur.proof.gate.Verdict.Turn;
import org.imprimatur.proof.impact.Condemned;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;

/** Evaluates a gate. The same input gives the same verdict, byte for byte, anywhere. */
public final class Gate {
  private Gate() {}

  public static Verdict evaluate(GateInput input) {
    return evaluate(input, new HashMap<>());
  }

  /**
   * The same.
   *
   * @param measured what was measured of the same dossier already, by requirement, and what is
   *     measured now: it comes out the same whatever is chosen, watched or enforced
   */
  static Verdict evaluate(GateInput input, Map<String, Result> measured) {
    Policy.Gate gate = input.policy().gates().get(input.subject().gate());
    if (gate == null) {
      return new Verdict(
          List.of(),
          List.of(Reason.of("gate.unknown", "The policy has no gate " + input.subject().gate())));
    }
    var evidence = new EvidenceJudge(input);
    Optional<Enveloped> enveloped =
        input.under().map(under -> new EnvelopeJudge(input, evidence, under).judge());
    var standing = new Standing(input, evidence, Lending.of(input, enveloped));
    return new Verdict(results(input, gate, standing, measured), obstacles(input, gate), enveloped);
  }

  /**
   * The sign-offs that count, by the requirement that they count for; none where an author cannot
   * be named. Whether they are enough, and who sits where, the verdict says.
   */
  public static Map<String, Set<String>> counted(GateInput input) {
    Map<String, Set<String>> counted = new TreeMap<>();
    countedFor(input)
        .forEach(
            (asked, ids) -> counted.computeIfAbsent(asked.id(), _ -> new TreeSet<>()).addAll(ids));
    return counted;
  }

  /** The same by exactly what is asked: alternatives of a requirement ask for different things. */
  static Map<Requirement.SignOff, Set<String>> countedFor(GateInput input) {
    Map<Requirement.SignOff, Set<String>> counted = new HashMap<>();
    if (input.people().unnamed() > 0) {
      return counted;
    }
    var standing = new Standing(input, new EvidenceJudge(input), Lending.NOTHING);
    for (Requirement one : input.asked()) {
      for (Requirement.SignOff asked : one.signOffs()) {
        for (SignOff signOff : input.signOffs()) {
          if (signOff.isGivenFor(asked) && standing.counts(signOff, asked, new ArrayList<>())) {
            counted.computeIfAbsent(asked, _ -> new TreeSet<>()).add(signOff.id());
          }
        }
      }
    }
    return counted;
  }

  /** Whether a condition of a sign-off is met, by the evidence or by what two persons said. */
  public static boolean meets(GateInput input, SignOff signOff, int number, Condition condition) {
    return new Standing(input, new EvidenceJudge(input), Lending.NOTHING)
        .met(signOff, number, condition);
  }

  /** The choice of alternatives under which most is satisfied; the first of equals. */
  private static List<Result> results(
      GateInput input, Policy.Gate gate, Standing standing, Map<String, Result> measured) {
    var watching = new WatchJudge(input, gate, measured);
    List<Result> best = List.of();
    long most = -1;
    for (Choice choice : Choice.all(input.asked())) {
      var judges =
          new Judges(
              standing.evidence(),
              new SignOffJudge(input, standing, choice),
              new WaiverJudge(input),
              watching,
              measured);
      List<Result> results = judges.results(gate, input.subject().tier());
      long satisfied = results.stream().filter(result -> result.state().satisfies()).count();
      if (satisfied > most) {
        best = results;
        most = satisfied;
      }
    }
    return best;
  }

  /** Who judges what. */
  private record Judges(
      EvidenceJudge evidence,
      SignOffJudge signOffs,
      WaiverJudge waivers,
      WatchJudge watching,
      Map<String, Result> measured) {
    List<Result> results(Policy.Gate gate, String tier) {
      List<Result> results = new ArrayList<>();
      for (Requirement requirement : gate.requirements()) {
        if (requirement.tiers().contains(tier)) {
          results.add(
              watching
                  .judge(requirement)
                  .orElseGet(() -> waivers.judge(requirement, result(requirement, results))));
        } else {
          results.add(notApplicable(requirement));
        }
      }
      return results;
    }

    private Result result(Requirement requirement, List<Result> before) {
      return switch (requirement) {
        case Requirement.Check check ->
            measured.computeIfAbsent(check.id(), _ -> judged(check, evidence.judge(check)));
        case Requirement.Measured one ->
            measured.computeIfAbsent(one.id(), _ -> judged(one, evidence.judge(one)));
        case Requirement.Document document ->
            measured.computeIfAbsent(
                document.id(), _ -> judged(document, evidence.judge(document)));
        case Requirement.Findings findings ->
            measured.computeIfAbsent(
                findings.id(), _ -> new FindingsJudge(evidence.input()).judge(findings));
        case Requirement.SignOff signOff -> signOffs.judge(signOff, before);
        case Requirement.AnyOf anyOf -> signOffs.judge(anyOf, before);
        case Requirement.Veto veto -> signOffs.judge(veto);
      };
    }
  }

  private static List<Reason> obstacles(GateInput input, Policy.Gate gate) {
    List<Reason> obstacles = new ArrayList<>();
    if (!gate.takes(input.subject().standing().stage())) {
      obstacles.add(
          Reason.of(
              "gate.stage",
              "From the stage %s this gate cannot be entered, only from %s."
                  .formatted(input.subject().standing().stage(), String.join(", ", gate.from()))));
    }
    input
        .decisions()
        .holds()
        .current()
        .ifPresent(
            held ->
                obstacles.add(
                    Reason.of(
                        "submission.held",
                        "On hold by %s since %s. It must be resumed first."
                            .formatted(held.by(), held.at()))));
    for (String moved : input.subject().standing().moved()) {
      obstacles.add(
          Reason.of(
              "gate.moved",
              "The submission rests on another %s than the model has now. Submit again."
                  .formatted(moved)));
    }
    for (VersionBypassed debt : input.subject().standing().debts()) {
      obstacles.add(
          Reason.of(
              "gate.debt",
              "Version %d came past the gate by break-glass in submission %d. It must be ratified or rolled back first."
                  .formatted(debt.version(), debt.submission())));
    }
    for (Condemned.Hit hit : input.condemned().obstacles()) {
      obstacles.add(
          new Reason(hit.link().kind() + ".condemned", hit.sentence() + hit.advice(), hit.facts()));
    }
    if (!input.policy().tiers().contains(input.subject().tier())) {
      obstacles.add(
          Reason.of("gate.tier", "The policy has no tier " + input.subject().tier() + "."));
    }
    return obstacles;
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
          case OUTSIDE ->
              condemned(judgement)
                  .orElseGet(
                      () ->
                          new Turn("proposer", "registers a new version or completes the dossier"));
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

  /** Who replaces evidence that rests on something condemned; empty where there is none such. */
  private static Optional<Turn> condemned(Judgement judgement) {
    return judgement.reasons().stream()
        .filter(reason -> reason.code().equals(EvidenceJudge.CONDEMNED))
        .findFirst()
        .map(
            reason ->
                switch (Condemned.Hit.replaced(reason.facts())) {
                  case COMPUTED_AGAIN -> new Turn("imprimatur", "computes the evidence again");
                  case SUPPLIED_AGAIN -> new Turn("proposer", "files it again, by somebody else");
                  case ANOTHER_TEST_SET -> new Turn("custodian", "registers another test set");
                  case NOT ->
                      new Turn("risk-manager", "lifts the condemnation or asks for another check");
                });
  }
}
