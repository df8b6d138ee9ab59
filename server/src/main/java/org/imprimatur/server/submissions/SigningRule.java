// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.imprimatur.proof.act.DecisionAct.SubmissionHeld;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Answers;
import org.imprimatur.proof.gate.Bar;
import org.imprimatur.proof.gate.ChallengeCount;
import org.imprimatur.proof.gate.Condition;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.Dossier;
import org.imprimatur.proof.gate.Gate;
import org.imprimatur.proof.gate.GateInput;
import org.imprimatur.proof.gate.SignOff;
import org.imprimatur.proof.gate.SignOff.Decision;
import org.imprimatur.proof.gate.Signer;
import org.imprimatur.proof.gate.Terms;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Watched;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.proof.policy.Nearest;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.people.Caller;

/** Who may sign what now. The page shows exactly what this says, and the signature obeys it. */
final class SigningRule {
  private static final String HOW_TO_CHALLENGE =
      "Somebody of another role without a hand in the version raises a challenge on the"
          + " submission's page, whoever is asked answers it, and the challenger accepts the answer"
          + " or carries it on as a finding.";

  private final Docket docket;
  private final GateInput input;
  private final Submission.Status status;
  private final Verdict verdict;
  private final List<Requirement> requirements;
  private final List<Verdict.Result> watched;

  SigningRule(Docket docket, Submission.Status status, Instant at) {
    this.docket = docket;
    this.input = docket.input(at);
    this.status = status;
    this.verdict = Gate.evaluate(input);
    this.requirements = input.policy().asked(input.subject().gate(), input.subject().tier());
    this.watched =
        verdict.results().stream().filter(result -> Watched.of(result).isPresent()).toList();
  }

  /**
   * Every sign-off that is asked of this role in this tier, in the policy's order. What is only
   * watched keeps its number and is not signed yet.
   */
  private List<Draft.Seat> seats(String role) {
    List<Requirement.SignOff> all =
        requirements.stream().flatMap(requirement -> requirement.signOffs().stream()).toList();
    boolean several = all.stream().filter(asked -> asked.role().equals(role)).count() > 1;
    List<Draft.Seat> seats = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).role().equals(role) && !isWatched(all.get(i))) {
        seats.add(new Draft.Seat(i + 1, several, all.get(i)));
      }
    }
    return seats;
  }

  private boolean isWatched(Requirement.SignOff asked) {
    return watched.stream().anyMatch(result -> result.requirement().equals(asked.id()));
  }

  /**
   * The seat that a person is after; where they name none, the first of their role that is open and
   * that they can fill, else the first at all.
   */
  Optional<Draft.Seat> seat(Caller caller, String role, int number) {
    List<Draft.Seat> seats = seats(role);
    if (number != Draft.Seat.ANY) {
      return seats.stream().filter(seat -> seat.number() == number).findFirst();
    }
    return seats.stream()
        .filter(seat -> isOpen(seat.asked()) && signer(caller, seat.asked()).isPresent())
        .findFirst()
        .or(() -> seats.stream().findFirst());
  }

  private boolean isOpen(Requirement.SignOff asked) {
    return verdict.open().stream().anyMatch(open -> open.requirement().equals(asked.id()));
  }

  /** What an approval answers for beside the evidence; a review answers for nothing else. */
  SortedMap<String, Digest> answers(Requirement.SignOff asked, String person) {
    return asked.approval() ? Answers.of(input).of(person) : new TreeMap<>();
  }

  /** Why this person cannot sign this in this role at all. */
  Optional<Refusal> refusal(Caller caller, String role, Optional<Draft.Seat> sought) {
    if (status != Submission.Status.OPEN) {
      return refused("submission.closed", 409, "The submission has ended.", List.of());
    }
    Optional<SubmissionHeld> held = input.decisions().holds().current();
    if (held.isPresent()) {
      return refused(
          "submission.held",
          409,
          "Nobody can sign: on hold by %s since %s.".formatted(held.get().by(), held.get().at()),
          List.of());
    }
    if (sought.isEmpty()) {
      return refused(
          "signoff.not-asked",
          403,
          seats(role).isEmpty()
              ? "This gate asks nobody to sign as " + role + "."
              : "This gate asks for other sign-offs as " + role + ".",
          notYet(role));
    }
    Requirement.SignOff asked = sought.get().asked();
    List<Signer> ways = input.people().signers(caller.id(), role);
    if (ways.isEmpty()) {
      return refused(
          "signoff.role",
          403,
          "You cannot sign as " + role + ": you do not hold the role, and nobody delegated it.",
          List.of());
    }
    if (signer(caller, asked).isPresent()) {
      return Optional.empty();
    }
    Bar bar = input.people().bar(ways.getFirst(), asked).orElseThrow();
    Set<String> eligible = input.people().eligible(asked);
    return refused(
        "signoff." + bar.code(),
        403,
        new Exclusion(docket, caller.id()).sentence(bar),
        List.of(
            eligible.isEmpty()
                ? "Nobody else can sign it now."
                : "Eligible: " + String.join(", ", eligible) + "."));
  }

  /** What would ask this role, from its day on. */
  private List<String> notYet(String role) {
    List<String> notYet = new ArrayList<>();
    for (Verdict.Result result : watched) {
      requirements.stream()
          .filter(requirement -> requirement.id().equals(result.requirement()))
          .flatMap(requirement -> requirement.signOffs().stream())
          .filter(asked -> asked.role().equals(role))
          .findFirst()
          .flatMap(_ -> Watched.of(result))
          .ifPresent(
              one ->
                  notYet.add(
                      "%s is watched: it is signed from %s on."
                          .formatted(result.requirement(), one.until())));
    }
    return notYet;
  }

  /** How the person signs: in an own role where nothing stands against that, else for another. */
  Optional<Signer> signer(Caller caller, Requirement.SignOff asked) {
    return input.people().signers(caller.id(), asked.role()).stream()
        .filter(way -> input.people().bar(way, asked).isEmpty())
        .findFirst();
  }

  /** Why this decision cannot be taken now; a rejection or abstention always can. */
  Optional<Refusal> against(Requirement.SignOff asked, Decision decision, Signer signer) {
    if (!decision.approves()) {
      return Optional.empty();
    }
    List<String> before = unsatisfied(after(asked));
    if (!before.isEmpty()) {
      return refused(
          "signoff.order",
          409,
          "Approving comes after: " + String.join(", ", before) + ".",
          before);
    }
    List<String> failing = failing(asked);
    return failing.isEmpty()
        ? unchallenged(asked, signer)
        : refused(
            "signoff.contradicts",
            409,
            "Approving would contradict what the evidence says.",
            failing);
  }

  /** What the gate would say of the challenges if this signer decided; the last reason sums up. */
  private Optional<Refusal> unchallenged(Requirement.SignOff asked, Signer signer) {
    Set<String> deciding = new TreeSet<>(signer.persons().toList());
    for (SignOff given : input.signOffs()) {
      if (given.isGivenFor(asked) && given.decision().approves()) {
        deciding.addAll(given.signer().persons().toList());
      }
    }
    List<String> missing =
        new ArrayList<>(
            new ChallengeCount(input, asked, deciding)
                .missing().stream().map(Verdict.Reason::sentence).toList());
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String sentence = missing.removeLast();
    missing.add(HOW_TO_CHALLENGE);
    return refused("signoff.challenges", 409, sentence, missing);
  }

  /** What comes before: a sign-off of an alternative goes by the id of the whole. */
  private List<String> after(Requirement.SignOff asked) {
    return requirements.stream()
        .filter(requirement -> requirement.id().equals(asked.id()))
        .findFirst()
        .map(
            requirement ->
                requirement instanceof Requirement.AnyOf anyOf
                    ? anyOf.after()
                    : asked.asked().after())
        .orElse(List.of());
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
          case Requirement.Findings _,
              Requirement.SignOff _,
              Requirement.Veto _,
              Requirement.AnyOf _ ->
              "";
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

  /** Why conditions cannot stand: a day that is over or too far away, or what nobody measures. */
  Optional<Refusal> unfit(Terms terms, Instant at) {
    List<String> wrong =
        terms.conditions().stream().flatMap(one -> one.undated(at).stream()).toList();
    if (!wrong.isEmpty()) {
      return refused("signoff.terms", 422, "A condition has no day it can be met by.", wrong);
    }
    List<String> unpromised = terms.conditions().stream().flatMap(this::unpromised).toList();
    return unpromised.isEmpty()
        ? Optional.empty()
        : refused("signoff.terms", 422, "A condition rests on what is not promised.", unpromised);
  }

  /** The signals of a condition that no promise of the submission will bring. */
  private Stream<String> unpromised(Condition condition) {
    Dossier.Item stated = input.dossier().items("operations").get("promises");
    List<String> promised =
        stated == null
            ? List.of()
            : Promise.of(stated.content()).stream().map(Promise::name).toList();
    return condition.onSignals().stream()
        .flatMap(when -> when.metrics().stream().sorted())
        .filter(name -> !promised.contains(name))
        .map(
            name ->
                promised.isEmpty()
                    ? "Nothing is promised, so \"%s\" is never measured.".formatted(name)
                    : "Nothing is promised under the name \"%s\". Did you mean \"%s\"?"
                        .formatted(name, Nearest.to(name, promised)));
  }

  private static Optional<Refusal> refused(
      String code, int status, String sentence, List<String> reasons) {
    return Optional.of(SignOffs.refusal(code, status, sentence, reasons));
  }
}
