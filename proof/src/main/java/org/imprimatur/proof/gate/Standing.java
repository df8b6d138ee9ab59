// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.impact.Condemned;
import org.imprimatur.proof.policy.Requirement;

/** Whether a sign-off still stands: its signer, what it covers, what it answers for, its terms. */
final class Standing {
  private final GateInput input;
  private final EvidenceJudge evidence;
  private final SortedMap<String, Digest> current;
  private final Answers answers;
  private final Lending lending;

  Standing(GateInput input, EvidenceJudge evidence, Lending lending) {
    this.input = input;
    this.evidence = evidence;
    this.lending = lending;
    this.current = input.dossier().digests();
    this.answers = Answers.of(input);
  }

  EvidenceJudge evidence() {
    return evidence;
  }

  /** What a change envelope lends, which counts beside what was said of this version. */
  Lending lending() {
    return lending;
  }

  boolean counts(SignOff signOff, Requirement.SignOff asked, List<Reason> reasons) {
    if (!signOff.decision().approves()) {
      return false;
    }
    Optional<Condemned.Hit> condemned = input.condemned().signOff(signOff.id());
    if (condemned.isPresent()) {
      reasons.add(Reason.of("sign-off.condemned", condemned.get().sentence()));
      return false;
    }
    Optional<Bar> bar = input.people().bar(signOff.signer(), asked);
    if (bar.isPresent()) {
      reasons.add(Reason.of("sign-off." + bar.get().code(), bar.get().sentence()));
      return false;
    }
    if (lending.lends(signOff)) {
      return lending.lends(signOff, asked) && answersLent(signOff, asked, reasons);
    }
    return signed(signOff, asked, reasons)
        && covers(signOff, asked, reasons)
        && answers(signOff, asked, reasons)
        && holds(signOff, reasons);
  }

  private static boolean signed(SignOff signOff, Requirement.SignOff asked, List<Reason> reasons) {
    if (asked.asked().takes(signOff.method())) {
      return true;
    }
    reasons.add(
        Reason.of(
            "sign-off.method",
            "%s signed with a %s; the policy asks for a passkey."
                .formatted(signOff.person(), signOff.method())));
    return false;
  }

  private boolean covers(SignOff signOff, Requirement.SignOff asked, List<Reason> reasons) {
    List<String> changed = changed(signOff, asked.asked());
    if (changed.isEmpty()) {
      return true;
    }
    reasons.add(
        Reason.of(
            "sign-off.lapsed",
            "%s's sign-off lapsed: %s changed."
                .formatted(signOff.person(), String.join(", ", changed))));
    return false;
  }

  private List<String> changed(SignOff signOff, Requirement.Asked asked) {
    List<String> classes = asked.coversAll() ? List.copyOf(current.keySet()) : asked.covers();
    List<String> changed = new ArrayList<>();
    for (String name : classes) {
      Digest now = current.get(name);
      Digest signed = signOff.covers().get(name);
      if (now == null || !now.equals(signed)) {
        changed.add(name);
      }
    }
    return changed;
  }

  /**
   * An approval answers for the whole: what others said, waived and demanded since is not in it.
   */
  private boolean answers(SignOff signOff, Requirement.SignOff asked, List<Reason> reasons) {
    List<String> changed = asked.approval() ? answers.changed(signOff) : List.of();
    if (changed.isEmpty()) {
      return true;
    }
    reasons.add(
        Reason.of(
            "sign-off.unanswered",
            "%s's approval lapsed: it does not answer for %s as it is now."
                .formatted(signOff.person(), String.join(", ", changed))));
    return false;
  }

  /** What others said, waived and demanded of this version, nobody of before can answer for. */
  private boolean answersLent(SignOff signOff, Requirement.SignOff asked, List<Reason> reasons) {
    List<String> open = asked.approval() ? answers.open(signOff) : List.of();
    if (open.isEmpty()) {
      return true;
    }
    reasons.add(
        Reason.of(
            "sign-off.unanswered",
            "%s's approval of submission %d does not answer for %s."
                .formatted(signOff.person(), lending.submission(), String.join(", ", open))));
    return false;
  }

  /** A condition that is past its day and not met takes its approval with it. */
  private boolean holds(SignOff signOff, List<Reason> reasons) {
    if (signOff.decision() != SignOff.Decision.APPROVE_WITH_CONDITIONS) {
      return true;
    }
    List<Condition> conditions = signOff.backing().terms().conditions();
    if (conditions.isEmpty()) {
      reasons.add(
          Reason.of(
              "condition.none",
              signOff.person() + " approved under conditions that are not there."));
      return false;
    }
    boolean holds = true;
    for (int i = 0; i < conditions.size(); i++) {
      Condition condition = conditions.get(i);
      if (!met(signOff, i + 1, condition)) {
        boolean past = condition.isPast(input.at());
        holds &= !past;
        reasons.add(
            Reason.of(
                past ? "condition.lapsed" : "condition.open",
                past
                    ? "%s's approval lapsed: condition %d was due on %s and is not met."
                        .formatted(signOff.person(), i + 1, condition.due())
                    : "%s's approval stands under condition %d, due on %s."
                        .formatted(signOff.person(), i + 1, condition.due())));
      }
    }
    return holds;
  }

  /** What is measured is met by its figures alone; what is not, by two people's word. */
  boolean met(SignOff signOff, int number, Condition condition) {
    if (condition.measure().isPresent()) {
      return evidence.holds(condition.measure().get());
    }
    return input
        .decisions()
        .fulfilment(signOff.id(), number)
        .flatMap(Decisions.Fulfilment::confirmed)
        .isPresent();
  }
}
