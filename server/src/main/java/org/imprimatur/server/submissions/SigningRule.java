// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.Gate;
import org.imprimatur.proof.gate.GateInput;
import org.imprimatur.proof.gate.SignOff.Decision;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.people.Caller;

/** Who may sign what now. The page shows exactly what this says, and the signature obeys it. */
final class SigningRule {
  private final GateInput input;
  private final Submission.Status status;
  private final Verdict verdict;
  private final List<Requirement> requirements;

  SigningRule(Docket docket, Submission.Status status, Instant at) {
    this.input = docket.input(at);
    this.status = status;
    this.verdict = Gate.evaluate(input);
    Policy.Gate gate = input.policy().gates().get(input.subject().gate());
    this.requirements =
        gate == null
            ? List.of()
            : gate.requirements().stream()
                .filter(requirement -> requirement.tiers().contains(input.subject().tier()))
                .toList();
  }

  /** The requirement that asks for this role, in this tier. */
  Optional<Requirement.SignOff> asked(String role) {
    for (Requirement requirement : requirements) {
      if (requirement instanceof Requirement.SignOff asked && asked.role().equals(role)) {
        return Optional.of(asked);
      }
    }
    return Optional.empty();
  }

  /** Why this person cannot sign in this role at all. */
  Optional<Refusal> refusal(Caller caller, String role) {
    if (status != Submission.Status.OPEN) {
      return refused("submission.closed", 409, "The submission has ended.", List.of());
    }
    if (asked(role).isEmpty()) {
      return refused(
          "signoff.not-asked", 403, "This gate asks nobody to sign as " + role + ".", List.of());
    }
    if (!caller.person().holds(role) || !input.people().holds(caller.id(), role)) {
      return refused(
          "signoff.role",
          403,
          "You cannot sign as " + role + ": you do not hold the role.",
          List.of());
    }
    Optional<String> conflict = input.people().conflict(caller.id());
    if (conflict.isPresent()) {
      return refused(
          "signoff.contributor",
          403,
          "You cannot sign: you %s.".formatted(conflict.get()),
          List.of("Eligible: " + String.join(", ", input.people().eligible(role)) + "."));
    }
    return Optional.empty();
  }

  /** Why this decision cannot be taken now; a rejection or abstention always can. */
  Optional<Refusal> against(Requirement.SignOff asked, Decision decision) {
    if (decision == Decision.APPROVE_WITH_CONDITIONS) {
      return refused(
          "signoff.conditions",
          409,
          "Approval with conditions is not offered yet: nothing here would watch the conditions.",
          List.of());
    }
    if (!decision.approves()) {
      return Optional.empty();
    }
    List<String> before = unsatisfied(asked.asked().after());
    if (!before.isEmpty()) {
      return refused(
          "signoff.order",
          409,
          "Approving comes after: " + String.join(", ", before) + ".",
          before);
    }
    List<String> failing = failing(asked);
    return failing.isEmpty()
        ? Optional.empty()
        : refused(
            "signoff.contradicts",
            409,
            "Approving would contradict what the evidence says.",
            failing);
  }

  private List<String> unsatisfied(List<String> ids) {
    return verdict.open().stream().map(Verdict.Result::requirement).filter(ids::contains).toList();
  }

  /** The automated requirements among the covered classes that are not satisfied, with reasons. */
  private List<String> failing(Requirement.SignOff asked) {
    List<String> failing = new ArrayList<>();
    for (Verdict.Result open : verdict.open()) {
      requirements.stream()
          .filter(requirement -> requirement.id().equals(open.requirement()))
          .filter(requirement -> concerns(requirement, asked.asked()))
          .findFirst()
          .ifPresent(
              requirement ->
                  failing.add(
                      requirement.id()
                          + ": "
                          + String.join(
                              " ",
                              open.reasons().stream().map(Verdict.Reason::sentence).toList())));
    }
    return failing;
  }

  private static boolean concerns(Requirement requirement, Requirement.Asked asked) {
    String evidenceClass =
        switch (requirement) {
          case Requirement.Check check -> check.evidenceClass();
          case Requirement.Measured measured -> measured.evidenceClass();
          case Requirement.Document document -> document.evidenceClass();
          case Requirement.Findings _, Requirement.SignOff _ -> "";
        };
    return !evidenceClass.isEmpty()
        && (asked.coversAll() || asked.covers().contains(evidenceClass));
  }

  /** Every decision but an approval outside the highest tier needs words. */
  Optional<Refusal> unexplained(Decision decision, String opinion) {
    boolean free =
        decision == Decision.APPROVE
            && !input.subject().tier().equals(input.policy().highestTier());
    return free || !opinion.isEmpty()
        ? Optional.empty()
        : refused(
            "signoff.opinion", 422, "This decision needs your reasons in writing.", List.of());
  }

  private static Optional<Refusal> refused(
      String code, int status, String sentence, List<String> reasons) {
    return Optional.of(SignOffs.refusal(code, status, sentence, reasons));
  }
}
