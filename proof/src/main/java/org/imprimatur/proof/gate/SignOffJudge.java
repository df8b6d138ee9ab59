// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.DecisionAct.ChangesRequested;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.gate.Verdict.Result;
import org.imprimatur.proof.gate.Verdict.State;
import org.imprimatur.proof.gate.Verdict.Turn;
import org.imprimatur.proof.policy.Requirement;

/**
 * Counts sign-offs: distinct, eligible persons, each over exactly what the dossier holds now.
 * Judges in the policy's order, since a person who fills one seat cannot fill another.
 */
final class SignOffJudge {
  private final GateInput input;
  private final Standing standing;
  private final Choice choice;
  private final List<SignOff> signOffs;
  private final Seats seats = new Seats();
  private final OneSeat seat;

  SignOffJudge(GateInput input, Standing standing, Choice choice) {
    this.input = input;
    this.standing = standing;
    this.choice = choice;
    this.signOffs = standing.lending().with(input.signOffs());
    this.seat = new OneSeat(input.people(), signOffs);
  }

  Result judge(Requirement.SignOff asked, List<Result> before) {
    return judge(asked, List.of(asked), asked.asked().after(), before);
  }

  Result judge(Requirement.AnyOf asked, List<Result> before) {
    return judge(asked, choice.of(asked), asked.after(), before);
  }

  /** Nobody need sign; whoever rejects stops it until they take that back themselves. */
  Result judge(Requirement.Veto asked) {
    List<Reason> reasons = rejections(asked);
    boolean stopped = !reasons.isEmpty();
    if (!stopped) {
      reasons.add(Reason.of("veto.none", "Nobody rejects as " + asked.review().role() + "."));
    }
    return new Result(
        asked.id(),
        stopped ? State.UNSATISFIED : State.SATISFIED,
        stopped ? Outcome.NONE : Outcome.WITHIN,
        reasons,
        stopped ? new Turn(asked.review().role(), "ends the rejection") : Turn.NOBODY);
  }

  /** The parts that are chosen are all needed; a rejection in any alternative blocks. */
  private Result judge(
      Requirement asked, List<Requirement.SignOff> parts, List<String> after, List<Result> before) {
    List<Reason> reasons = new ArrayList<>();
    if (input.people().unnamed() > 0) {
      reasons.add(
          Reason.of(
              "sign-off.unnamed-author",
              input.people().unnamed()
                  + " authors of the version cannot be named, so nobody can be shown to be"
                  + " independent of them."));
      return result(asked, State.UNSATISFIED, reasons, parts.getFirst());
    }
    if (waitsFor(after, before, reasons)) {
      return result(asked, State.WAITING, reasons, parts.getFirst());
    }
    List<Reason> rejections = rejections(asked);
    reasons.addAll(rejections);
    input
        .condemned()
        .envelope()
        .ifPresent(hit -> reasons.add(Reason.of("envelope.condemned", hit.sentence())));
    Optional<Requirement.SignOff> lacking = Optional.empty();
    for (Requirement.SignOff part : parts) {
      if (!seated(part, reasons) && lacking.isEmpty()) {
        lacking = Optional.of(part);
      }
    }
    if (parts.size() < asked.signOffs().size()) {
      reasons.add(Reason.of("sign-off.alternative", "Another alternative would do as well."));
    }
    if (!rejections.isEmpty()) {
      return result(asked, State.UNSATISFIED, reasons, lacking.orElse(parts.getFirst()));
    }
    return lacking
        .map(part -> result(asked, State.WAITING, reasons, part))
        .orElseGet(() -> result(asked, State.SATISFIED, reasons, parts.getFirst()));
  }

  private static boolean waitsFor(List<String> after, List<Result> before, List<Reason> reasons) {
    for (String id : after) {
      boolean done =
          before.stream()
              .anyMatch(result -> result.requirement().equals(id) && result.state().satisfies());
      if (!done) {
        reasons.add(Reason.of("sign-off.after", "It cannot start before " + id + "."));
      }
    }
    return !reasons.isEmpty();
  }

  /**
   * A rejection ends only by its signer's own later act, even where its digests changed. It stops
   * every requirement of its role: the next policy may name them otherwise.
   */
  private List<Reason> rejections(Requirement asked) {
    List<Reason> reasons = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (Requirement.SignOff part : asked.signOffs()) {
      for (SignOff signOff : signOffs) {
        if (signOff.speaksAs(part)
            && signOff.decision() == SignOff.Decision.REJECT
            && seen.add(signOff.id())) {
          reasons.add(
              Reason.of(
                  "sign-off.rejected",
                  "%s rejected%s. Only that person ends it."
                      .formatted(signOff.person(), where(signOff))));
        }
      }
    }
    return reasons;
  }

  private static String where(SignOff rejection) {
    OptionalLong earlier = rejection.backing().earlier();
    return earlier.isPresent() ? " in submission " + earlier.getAsLong() : "";
  }

  /** Seats whoever counts for one sign-off requirement; says whether that is enough. */
  private boolean seated(Requirement.SignOff asked, List<Reason> reasons) {
    Set<String> signers = new TreeSet<>();
    boolean anew = false;
    for (SignOff signOff : signOffs) {
      if (signOff.isGivenFor(asked) && standing.counts(signOff, asked, reasons)) {
        // Everybody who counts as one person, or signs for one, sits under the same name.
        signers.add(seat.of(signOff));
        boolean lent = standing.lending().lends(signOff);
        anew |= !lent;
        if (lent) {
          reasons.add(lent(signOff));
        }
      }
    }
    int count = asked.asked().count();
    int counted = seats.fill(count, signers);
    if (counted < Math.min(count, signers.size())) {
      reasons.add(
          Reason.of(
              "sign-off.seat", "One person fills one seat, and a signer is needed elsewhere."));
    }
    reasons.add(
        Reason.of(
            "sign-off.count", counted + " of " + count + " sign-offs as " + asked.role() + "."));
    // Who challenged the approval that is lent challenged this one; a new one is challenged anew.
    GateInput challenged = anew ? input : standing.lending().base().orElse(input);
    List<Reason> unchallenged = new ChallengeCount(challenged, asked, signers).missing();
    reasons.addAll(unchallenged);
    return counted >= count && unchallenged.isEmpty();
  }

  private Reason lent(SignOff signOff) {
    return Reason.of(
        "sign-off.envelope",
        "By the change envelope of submission %d, signed by %s."
            .formatted(standing.lending().submission(), signOff.person()));
  }

  private Result result(
      Requirement asked, State state, List<Reason> reasons, Requirement.SignOff next) {
    if (state == State.SATISFIED) {
      return new Result(asked.id(), state, Outcome.WITHIN, reasons, Turn.NOBODY);
    }
    Optional<ChangesRequested> request = request(asked);
    if (request.isPresent()) {
      reasons.add(
          Reason.of(
              "changes.requested",
              "%s asks for changes as %s.".formatted(request.get().by(), request.get().role())));
      return new Result(
          asked.id(),
          state,
          Outcome.NONE,
          reasons,
          new Turn("proposer", "answers the request for changes"));
    }
    return new Result(
        asked.id(),
        state,
        Outcome.NONE,
        reasons,
        new Turn(next.role(), "signs the " + next.meaning()));
  }

  /** A request that hands the turn of this requirement back to the proposer. */
  private Optional<ChangesRequested> request(Requirement asked) {
    return input.decisions().requests().stream()
        .filter(
            request ->
                asked.signOffs().stream().anyMatch(part -> part.role().equals(request.role())))
        .findFirst();
  }
}
