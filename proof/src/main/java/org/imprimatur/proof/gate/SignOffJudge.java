// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.gate.Verdict.Result;
import org.imprimatur.proof.gate.Verdict.State;
import org.imprimatur.proof.gate.Verdict.Turn;
import org.imprimatur.proof.policy.Requirement;

/** Counts sign-offs: distinct, eligible persons, each over exactly what the dossier holds now. */
final class SignOffJudge {
  private final GateInput input;
  private final SortedMap<String, Digest> current;
  private final Seats seats = new Seats();

  SignOffJudge(GateInput input) {
    this.input = input;
    this.current = input.dossier().digests();
  }

  /** Judges in the policy's order, since a person who fills one seat cannot fill another. */
  Result judge(Requirement.SignOff asked, List<Result> before) {
    List<Reason> reasons = new ArrayList<>();
    if (input.people().unnamed() > 0) {
      reasons.add(
          Reason.of(
              "sign-off.unnamed-author",
              input.people().unnamed()
                  + " authors of the version cannot be named, so nobody can be shown to be"
                  + " independent of them."));
      return result(asked, State.UNSATISFIED, reasons);
    }
    if (waitsFor(asked, before, reasons)) {
      return result(asked, State.WAITING, reasons);
    }
    boolean rejected = false;
    Set<String> signers = new TreeSet<>();
    for (SignOff signOff : input.signOffs()) {
      if (signOff.role().equals(asked.role()) && signOff.meaning().equals(asked.meaning())) {
        rejected |= rejects(signOff, reasons);
        if (counts(signOff, asked, reasons)) {
          // Everybody who counts as one person sits under the same name.
          signers.add(new TreeSet<>(input.people().sameAs(signOff.person())).first());
        }
      }
    }
    int counted = seats.fill(asked.asked().count(), signers);
    if (counted < Math.min(asked.asked().count(), signers.size())) {
      reasons.add(
          Reason.of(
              "sign-off.seat", "One person fills one seat, and a signer is needed elsewhere."));
    }
    reasons.add(
        Reason.of(
            "sign-off.count",
            counted + " of " + asked.asked().count() + " sign-offs as " + asked.role() + "."));
    if (rejected) {
      return result(asked, State.UNSATISFIED, reasons);
    }
    List<Reason> unchallenged = new ChallengeCount(input, asked, signers).missing();
    reasons.addAll(unchallenged);
    boolean enough = counted >= asked.asked().count() && unchallenged.isEmpty();
    return result(asked, enough ? State.SATISFIED : State.WAITING, reasons);
  }

  private boolean waitsFor(Requirement.SignOff asked, List<Result> before, List<Reason> reasons) {
    for (String id : asked.asked().after()) {
      boolean done =
          before.stream()
              .anyMatch(result -> result.requirement().equals(id) && result.state().satisfies());
      if (!done) {
        reasons.add(Reason.of("sign-off.after", "It cannot start before " + id + "."));
      }
    }
    return !reasons.isEmpty();
  }

  /** A rejection ends only by its signer's own later act, even where its digests changed. */
  private static boolean rejects(SignOff signOff, List<Reason> reasons) {
    if (signOff.decision() != SignOff.Decision.REJECT) {
      return false;
    }
    reasons.add(
        Reason.of("sign-off.rejected", signOff.person() + " rejected. Only that person ends it."));
    return true;
  }

  private boolean counts(SignOff signOff, Requirement.SignOff asked, List<Reason> reasons) {
    if (!signOff.decision().approves()) {
      return false;
    }
    String who = signOff.person();
    if (!input.people().holds(who, asked.role())) {
      reasons.add(
          Reason.of("sign-off.role", who + " does not hold the role " + asked.role() + " now."));
      return false;
    }
    Optional<String> conflict = input.people().conflict(who);
    if (conflict.isPresent()) {
      reasons.add(Reason.of("sign-off.contributor", who + " " + conflict.get() + "."));
      return false;
    }
    if (!asked.asked().takes(signOff.method())) {
      reasons.add(
          Reason.of(
              "sign-off.method",
              "%s signed with a %s; the policy asks for a passkey."
                  .formatted(who, signOff.method())));
      return false;
    }
    List<String> changed = changed(signOff, asked.asked());
    if (!changed.isEmpty()) {
      reasons.add(
          Reason.of(
              "sign-off.lapsed",
              "%s's sign-off lapsed: %s changed.".formatted(who, String.join(", ", changed))));
      return false;
    }
    return true;
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

  private Result result(Requirement.SignOff asked, State state, List<Reason> reasons) {
    Outcome outcome = state == State.SATISFIED ? Outcome.WITHIN : Outcome.NONE;
    Turn turn =
        state == State.SATISFIED
            ? Turn.NOBODY
            : new Turn(asked.role(), "signs the " + asked.meaning());
    return new Result(asked.id(), state, outcome, reasons, turn);
  }
}
