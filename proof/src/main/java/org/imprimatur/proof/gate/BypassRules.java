// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.imprimatur.proof.act.DecisionAct.BypassAsked;
import org.imprimatur.proof.act.GateAct.BypassReversed;
import org.imprimatur.proof.act.GateAct.Move;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.gate.Verdict.Result;
import org.imprimatur.proof.gate.Verdict.State;
import org.imprimatur.proof.gate.Verdict.Turn;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;

/**
 * Who takes a version past its gate in an emergency, when, and what it may pass over. A server asks
 * it before, and a replay after. What is missing can be passed over; what was looked at and found
 * wrong, where the policy lets nobody waive it, and a person's no cannot.
 *
 * @param docket the submission as it stands
 * @param input the same at the instant
 * @param verdict what its gate says then
 */
public record BypassRules(Docket docket, GateInput input, Verdict verdict) {
  /** How soon a second person has to confirm. */
  public static final Duration CONFIRMED_WITHIN = Duration.ofHours(1);

  public static BypassRules at(Docket docket, Instant at) {
    GateInput input = docket.input(at);
    return new BypassRules(docket, input, Gate.evaluate(input));
  }

  /** What stands against asking. */
  public List<Reason> against(BypassAsked act) {
    List<Reason> against = new ArrayList<>(submission());
    if (pending().isPresent()) {
      against.add(reason("bypass.asked", "%s asked already.".formatted(pending().get().by())));
    }
    against.addAll(person(act.by(), Optional.of(act.role())));
    return against;
  }

  /** What stands against the bypass that a second person confirms. */
  public List<Reason> against(VersionBypassed act) {
    List<Reason> against = new ArrayList<>(submission());
    Optional<BypassAsked> asked = pending();
    if (asked.isEmpty() || !asked.get().bypass().equals(act.bypass())) {
      against.add(
          reason(
              "bypass.unasked",
              "Nobody asked for it within the last %d minutes."
                  .formatted(CONFIRMED_WITHIN.toMinutes())));
    } else {
      against.addAll(second(act.by(), Optional.of(act.role())));
      if (!asked.get().by().equals(act.asker())) {
        against.add(reason("bypass.asker", "It was asked for by " + asked.get().by() + "."));
      }
    }
    if (!act.model().equals(docket.opened().model())
        || act.version() != docket.opened().version()
        || act.submission() != docket.opened().submission()) {
      against.add(reason("bypass.version", "The submission is of another version."));
    }
    if (!act.move().equals(move())) {
      against.add(
          reason(
              "bypass.stage",
              "The submission is from %s to %s.".formatted(move().from(), move().to())));
    }
    if (!due(act.at()).equals(Optional.of(act.due()))) {
      against.add(reason("bypass.due", "The policy lets nobody ratify it until " + act.due()));
    }
    return against;
  }

  /** What stands against rolling a bypassed version back. */
  public List<Reason> against(BypassReversed act) {
    Optional<VersionBypassed> debt = debt();
    if (debt.isEmpty() || !debt.get().bypass().equals(act.bypass())) {
      return List.of(reason("bypass.settled", "The submission owes nothing by break-glass."));
    }
    List<Reason> against = new ArrayList<>();
    if (!act.model().equals(debt.get().model()) || act.version() != debt.get().version()) {
      against.add(reason("bypass.version", "The submission is of another version."));
    }
    if (!act.move().equals(debt.get().move().back())) {
      against.add(
          reason("bypass.stage", "It goes back to %s.".formatted(debt.get().move().from())));
    }
    role(act.by(), Optional.of(act.role())).ifPresent(against::add);
    return against;
  }

  /** What the gate's policy allows; nothing where it says nothing. */
  public Optional<Policy.BreakGlass> allowed() {
    return Optional.ofNullable(input.policy().gates().get(input.subject().gate()))
        .flatMap(Policy.Gate::breakGlass);
  }

  /** The wish that waits for a second person. */
  public Optional<BypassAsked> pending() {
    return docket
        .decided()
        .decisions()
        .bypass()
        .filter(asked -> input.at().isBefore(asked.at().plus(CONFIRMED_WITHIN)))
        .filter(_ -> docket.decided().bypasses().of(docket.opened().submission()).isEmpty());
  }

  /** The bypass of this submission that nothing settled. */
  public Optional<VersionBypassed> debt() {
    return docket.debt();
  }

  /** From where to where. */
  public Move move() {
    return new Move(input.subject().standing().stage(), input.subject().gate());
  }

  /** When an unratified version would be suspended. */
  public Optional<Instant> due(Instant from) {
    return allowed().map(one -> from.plus(Duration.ofHours(one.hours())));
  }

  /** What of the submission itself stands against it, whoever asks. */
  public List<Reason> submission() {
    if (allowed().isEmpty()) {
      return List.of(reason("bypass.policy", "The policy allows no break-glass at this gate."));
    }
    List<Reason> against = new ArrayList<>();
    if (docket.decided().bypasses().includes(docket.opened().version())) {
      against.add(reason("bypass.twice", "These files came past a gate by break-glass before."));
    }
    if (move().from().equals(move().to())) {
      against.add(
          reason(
              "bypass.stands",
              "Version %d stands in %s already. Only the gate renews its approval."
                  .formatted(docket.opened().version(), move().to())));
    }
    suspended().ifPresent(against::add);
    if (verdict.passes()) {
      against.add(reason("bypass.needless", "The gate passes. Promote the version."));
    }
    verdict
        .obstacles()
        .forEach(obstacle -> against.add(reason("bypass.obstacle", obstacle.sentence())));
    if (input.people().unnamed() > 0) {
      against.add(
          reason(
              "bypass.author",
              "An author of the version cannot be named, so nobody can be shown to be"
                  + " independent."));
    }
    for (Result open : verdict.open()) {
      unpassable(open).ifPresent(against::add);
    }
    return against;
  }

  private Optional<Reason> suspended() {
    long version = docket.opened().version();
    Bypasses bypasses = docket.decided().bypasses();
    if (!bypasses.isSuspended(version)) {
      return Optional.empty();
    }
    String which =
        bypasses.suspended().contains(version)
            ? "Version %d is suspended or was taken out."
            : "The files of version %d are suspended, or were taken out, under another number.";
    return Optional.of(
        reason(
            "bypass.suspended",
            which.formatted(version)
                + " Only its gate, or whoever brings a suspended version back, lets it serve."));
  }

  private Optional<Reason> unpassable(Result open) {
    boolean rejected =
        open.reasons().stream().anyMatch(one -> one.code().equals("sign-off.rejected"));
    if (rejected) {
      return Optional.of(
          reason("bypass.rejected", open.requirement() + ": a person rejected the version."));
    }
    boolean wrong = open.outcome() == Outcome.OUTSIDE || open.outcome() == Outcome.ERROR;
    return wrong && !isWaivable(open.requirement())
        ? Optional.of(
            reason(
                "bypass.failed", open.requirement() + " failed, and nobody may ever set it aside."))
        : Optional.empty();
  }

  private boolean isWaivable(String id) {
    return input.policy().asked(input.subject().gate(), input.subject().tier()).stream()
        .filter(one -> one.id().equals(id))
        .allMatch(Requirement::waivable);
  }

  /** What stands against a person as one of the two, in a role, or in any of those allowed. */
  public List<Reason> person(String person, Optional<String> role) {
    List<Reason> against = new ArrayList<>();
    role(person, role).ifPresent(against::add);
    input
        .people()
        .duty(person)
        .ifPresent(bar -> against.add(reason("bypass.hand", bar.sentence())));
    return against;
  }

  /** What stands against a person as the second of the two. */
  public List<Reason> second(String person, Optional<String> role) {
    List<Reason> against = new ArrayList<>();
    Optional<BypassAsked> asked = pending();
    if (asked.isPresent()) {
      String first = asked.get().by();
      // Who asked may have lost the role, or got a hand in the version, since.
      against.addAll(person(first, Optional.of(asked.get().role())));
      input
          .people()
          .tie(first, person)
          .ifPresent(
              tie ->
                  against.add(
                      reason(
                          "bypass.same",
                          person.equals(first)
                              ? "%s asked for it. Another person confirms.".formatted(first)
                              : "It takes two independent persons: " + tie + ".")));
    }
    against.addAll(person(person, role));
    return against;
  }

  /** Who could be the second of the two, were this person the first. */
  public Set<String> seconds(String first) {
    Set<String> seconds = new TreeSet<>();
    for (String person : input.people().roles().keySet()) {
      if (person(person, Optional.empty()).isEmpty()
          && input.people().tie(first, person).isEmpty()) {
        seconds.add(person);
      }
    }
    return seconds;
  }

  /**
   * What nobody could sign any more once these had broken the glass, with whom to add: a sentence
   * for each requirement. Then no passing gate ratifies the debt; it could only be rolled back.
   */
  public List<String> unratifiable(Set<String> persons) {
    Policy.Gate gate = input.policy().gates().get(input.subject().gate());
    return gate == null
        ? List.of()
        : Staffing.gaps(gate, input.subject().tier(), input.people().without(persons));
  }

  private Optional<Reason> role(String person, Optional<String> role) {
    Set<String> by = allowed().map(Policy.BreakGlass::by).orElse(Set.of());
    boolean holds =
        by.stream()
            .filter(one -> role.isEmpty() || role.get().equals(one))
            .anyMatch(one -> input.people().holds(person, one));
    return holds
        ? Optional.empty()
        : Optional.of(
            reason(
                "bypass.role",
                "%s holds none of the roles that may break the glass: %s."
                    .formatted(person, String.join(", ", new TreeSet<>(by)))));
  }

  /** The role in which a person would act, where they hold one. */
  public Optional<String> roleOf(String person) {
    return allowed().stream()
        .flatMap(one -> one.by().stream().sorted())
        .filter(one -> input.people().holds(person, one))
        .findFirst();
  }

  /** The ids of the requirements that would be passed over. */
  public List<String> passedOver() {
    return verdict.open().stream().map(Result::requirement).toList();
  }

  /** The verdict with what is open marked as passed over by two persons; it does not pass. */
  public Verdict bypassed(String asker, String confirmer) {
    return new Verdict(
        verdict.results().stream()
            .map(one -> one.state().satisfies() ? one : bypassed(one, asker, confirmer))
            .toList(),
        verdict.obstacles());
  }

  private static Result bypassed(Result open, String asker, String confirmer) {
    List<Reason> reasons = new ArrayList<>();
    reasons.add(
        reason("bypass.by", "Bypassed by break-glass, by %s and %s.".formatted(asker, confirmer)));
    reasons.addAll(open.reasons());
    return new Result(
        open.requirement(), State.BYPASSED, open.outcome(), reasons, new Turn("", ""));
  }

  /** What people read before they do it. */
  public String sentence() {
    int open = verdict.open().size();
    return "Takes version %d to %s now without %s: %s. It is ratified within %d hours, or suspended."
        .formatted(
            docket.opened().version(),
            input.subject().gate(),
            open == 1 ? "1 requirement" : open + " requirements",
            passedOver().stream().collect(Collectors.joining(", ")),
            allowed().map(Policy.BreakGlass::hours).orElse(0));
  }

  private static Reason reason(String code, String sentence) {
    return Reason.of(code, sentence);
  }
}
