// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.impact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.digest.Digest;

/** Finds how a submission rests on a thing. */
final class Links {
  /** The checks that read the reference beside the test set. */
  private static final Set<String> COMPARED =
      Set.of("data.quality/1", "data.leakage/1", "data.drift/1");

  private static final String SUPPLIED = "supplied";

  private Links() {}

  /** Everything but sign-offs. */
  static List<Link> of(Basis basis, Cause cause, Origins origins) {
    List<Link> links = new ArrayList<>();
    for (EvidenceRecorded evidence : basis.evidence()) {
      how(evidence, basis, cause).ifPresent(how -> links.add(new Link.OfEvidence(evidence, how)));
    }
    for (VersionRegistered version : basis.made().versions()) {
      how(version, basis, cause, origins)
          .ifPresent(
              how ->
                  links.add(new Link.OfVersion(version.version(), basis.opened().version(), how)));
    }
    if (cause.kind() == Cause.Kind.PERSON) {
      person(basis, cause, links);
    }
    if (cause.isToken()) {
      links.addAll(TokenLinks.of(basis, cause));
    }
    return links;
  }

  private static Optional<String> how(EvidenceRecorded evidence, Basis basis, Cause cause) {
    return switch (cause.kind()) {
      case DATA -> data(evidence, basis, Digest.parse(cause.thing()));
      case CHECK, ENGINE ->
          cause.computed(evidence) && !evidence.level().equals(SUPPLIED)
              ? Optional.of("was computed by " + cause.words() + said(evidence, cause))
              : Optional.empty();
      case CREDENTIAL -> TokenLinks.how(evidence, examination(evidence, basis), cause);
      case PERSON -> person(evidence, basis, cause);
    };
  }

  /** Of its versions a runner has nothing but its word. */
  private static String said(EvidenceRecorded evidence, Cause cause) {
    return cause.isVersion() && !evidence.by().equals(Stamp.SYSTEM)
        ? ", as " + evidence.by() + " says"
        : "";
  }

  private static Optional<String> data(EvidenceRecorded evidence, Basis basis, Digest data) {
    if (evidence.evidence().equals(data)) {
      return Optional.of("is it");
    }
    if (evidence.inputs().contains(data)) {
      return Optional.of("was computed from it");
    }
    boolean compared =
        COMPARED.contains(evidence.item())
            && examination(evidence, basis)
                .flatMap(ExaminationRegistered::reference)
                .filter(data::equals)
                .isPresent();
    return compared ? Optional.of("was computed from it as the reference") : Optional.empty();
  }

  private static Optional<ExaminationRegistered> examination(
      EvidenceRecorded evidence, Basis basis) {
    return evidence.inputs().stream()
        .filter(basis.examinations()::containsKey)
        .findFirst()
        .map(basis.examinations()::get);
  }

  private static Optional<String> person(EvidenceRecorded evidence, Basis basis, Cause cause) {
    if (evidence.by().equals(cause.thing()) && cause.during(evidence.at())) {
      return Optional.of("was supplied by " + cause.thing());
    }
    return examination(evidence, basis)
        .filter(one -> one.by().equals(cause.thing()) && cause.during(one.at()))
        .map(_ -> "was computed on the test set that " + cause.thing() + " registered");
  }

  private static Optional<String> how(
      VersionRegistered version, Basis basis, Cause cause, Origins origins) {
    return switch (cause.kind()) {
      case DATA -> {
        Digest data = Digest.parse(cause.thing());
        if (version.manifest().equals(data)) {
          yield Optional.of("is its artifacts");
        }
        yield origins.of(version).stream()
            .filter(origin -> origin.digest().equals(data))
            .findFirst()
            .map(Origins.Origin::how);
      }
      case CHECK, ENGINE -> Optional.empty();
      case CREDENTIAL -> TokenLinks.how(version, card(version, basis), cause);
      case PERSON -> made(version, basis, cause);
    };
  }

  private static Optional<String> made(VersionRegistered version, Basis basis, Cause cause) {
    String person = cause.thing();
    if (cause.during(version.at()) && version.contributors().contains(person)) {
      return Optional.of("has a contribution of " + person);
    }
    if (cause.during(version.at()) && version.by().equals(person)) {
      return Optional.of("was registered by " + person);
    }
    return card(version, basis)
        .filter(card -> card.by().equals(person) && cause.during(card.at()))
        .map(_ -> "has a model card of " + person);
  }

  private static Optional<CardFiled> card(VersionRegistered version, Basis basis) {
    return basis.made().cards().filter(card -> card.version() == version.version());
  }

  private static void person(Basis basis, Cause cause, List<Link> links) {
    String person = cause.thing();
    basis
        .confirmed()
        .filter(one -> one.by().equals(person) && cause.during(one.at()))
        .ifPresent(one -> links.add(new Link.OfRisk(one)));
    for (Basis.Granted waiver : basis.waivers()) {
      if (waiver.asked().by().equals(person) && cause.during(waiver.asked().at())) {
        links.add(new Link.OfWaiver(waiver.asked(), "asked for by " + person));
      } else if (waiver.granted().by().equals(person) && cause.during(waiver.granted().at())) {
        links.add(new Link.OfWaiver(waiver.asked(), "granted by " + person));
      }
    }
  }

  /** The sign-offs among these that were given by or with the thing. */
  static List<Link.OfSignOff> signOffs(Collection<SignoffGiven> given, Cause cause) {
    List<Link.OfSignOff> links = new ArrayList<>();
    for (SignoffGiven one : given) {
      how(one, cause).ifPresent(how -> links.add(new Link.OfSignOff(one, how)));
    }
    return links;
  }

  /** How a sign-off was given by or with the thing; empty where it was not. */
  static Optional<String> how(SignoffGiven given, Cause cause) {
    if (!cause.during(given.at())) {
      return Optional.empty();
    }
    return switch (cause.kind()) {
      case CREDENTIAL ->
          given
              .asserted()
              .filter(asserted -> asserted.passkey().equals(cause.thing()))
              .map(_ -> "with this passkey");
      case PERSON -> {
        if (given.by().equals(cause.thing())) {
          yield Optional.of("by this person");
        }
        yield given.delegator().equals(Optional.of(cause.thing()))
            ? Optional.of("for this person")
            : Optional.empty();
      }
      case DATA, CHECK, ENGINE -> Optional.empty();
    };
  }
}
