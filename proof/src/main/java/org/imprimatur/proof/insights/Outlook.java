// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.Gate;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.policy.EvidenceClasses;
import org.imprimatur.proof.policy.Requirement;

/**
 * What the evidence of a submission waits for, by the gate's own judgement of it.
 *
 * @param waits who is to do something about it
 * @param classes the digest of each evidence class, which sign-offs cover
 * @param failing the requirements that the evidence does not satisfy
 */
record Outlook(Waits waits, Map<String, Digest> classes, Set<String> failing) {
  /** Classes that checks compute; whatever else is missing the proposer supplies. */
  private static final Set<String> COMPUTED =
      Set.of("artifact", "data", "performance", "fairness", "documentation");

  static final Outlook UNKNOWN = new Outlook(Waits.UNKNOWN, Map.of(), Set.of());

  Outlook {
    classes = Map.copyOf(classes);
    failing = Set.copyOf(failing);
  }

  /** In the order in which they come first. */
  enum Waits {
    MACHINE,
    PROPOSER,
    CUSTODIAN,
    NOTHING,
    UNKNOWN
  }

  /** The outlook of evidence alone: who signed what plays no part. */
  static Outlook of(Docket docket, Set<String> waived, Instant at) {
    Verdict verdict = Gate.evaluate(docket.input(at));
    var failing = new TreeSet<String>();
    Waits first = Waits.NOTHING;
    for (Requirement one : docket.enforced(at)) {
      Waits waits = waived.contains(one.id()) ? Waits.NOTHING : waits(docket, verdict, one);
      if (waits != Waits.NOTHING && waits != Waits.MACHINE) {
        failing.add(one.id());
      }
      first = waits.compareTo(first) < 0 ? waits : first;
    }
    return new Outlook(first, docket.dossier().digests(), failing);
  }

  private static Waits waits(Docket docket, Verdict verdict, Requirement one) {
    return switch (one) {
      case Requirement.Check check -> waits(docket, outcome(verdict, check), check.evidenceClass());
      case Requirement.Measured measured ->
          waits(docket, outcome(verdict, measured), measured.evidenceClass());
      case Requirement.Document document ->
          unread(docket, document)
              ? missing(docket, document.evidenceClass())
              : waits(docket, outcome(verdict, document), document.evidenceClass());
      case Requirement.SignOff _, Requirement.AnyOf _, Requirement.Veto _, Requirement.Findings _ ->
          Waits.NOTHING;
    };
  }

  /** A card lacks sections for the gate until it was read; that is a machine's to do. */
  private static boolean unread(Docket docket, Requirement.Document document) {
    return document.evidenceClass().equals("documentation")
        && docket.filed().stream()
            .noneMatch(one -> one.act().evidenceClass().equals(document.evidenceClass()));
  }

  private static Verdict.Outcome outcome(Verdict verdict, Requirement one) {
    return verdict.results().stream()
        .filter(result -> result.requirement().equals(one.id()))
        .map(Verdict.Result::outcome)
        .findFirst()
        .orElse(Verdict.Outcome.ERROR);
  }

  private static Waits waits(Docket docket, Verdict.Outcome outcome, String evidenceClass) {
    return switch (outcome) {
      case WITHIN -> Waits.NOTHING;
      case OUTSIDE, ERROR -> Waits.PROPOSER;
      case CANNOT_BE_TOLD -> Waits.CUSTODIAN;
      case NONE -> missing(docket, evidenceClass);
    };
  }

  /** A check cannot run on what nobody gave it. */
  private static Waits missing(Docket docket, String evidenceClass) {
    boolean noCard =
        evidenceClass.equals("documentation") && docket.model().papers().card().isEmpty();
    if (noCard || !COMPUTED.contains(evidenceClass)) {
      return Waits.PROPOSER;
    }
    boolean onTestSet = EvidenceClasses.ON_TEST_SET.contains(evidenceClass);
    return onTestSet && docket.opened().examination().isEmpty() ? Waits.CUSTODIAN : Waits.MACHINE;
  }
}
