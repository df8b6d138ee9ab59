// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Answers;
import org.imprimatur.proof.gate.Bar;
import org.imprimatur.proof.gate.Condition;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.People;
import org.imprimatur.proof.gate.SignOff;
import org.imprimatur.proof.gate.Signer;
import org.imprimatur.proof.gate.Terms;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.proof.signature.SignedStatement;

/** Who signed, what the signed statement says, and whether it covers what the dossier held. */
final class SignOffRules {
  private final Ground ground;
  private final Dockets dockets;
  private final PasskeyRules passkeys;

  SignOffRules(Ground ground, Dockets dockets) {
    this.ground = ground;
    this.dockets = dockets;
    this.passkeys = new PasskeyRules(ground);
  }

  void check(SignoffGiven act) throws UnestablishedException {
    unless(
        !ground.facts().taken().hasSignOff(act.signoff()),
        "id.taken",
        "The sign-off " + act.signoff() + " was given before.");
    unless(
        !ground.facts().taken().isSigned(act.statement()),
        "signoff.repeated",
        "The statement of " + act.signoff() + " was signed before.");
    unless(
        act.method().equals(SignoffGiven.PASSKEY) == act.asserted().isPresent(),
        "signoff.method",
        "A sign-off by passkey, and no other, names the passkey and its assertion.");
    unless(
        SignOff.Decision.of(act.decision()).isPresent(),
        "signoff.decision",
        "There is no decision " + act.decision() + ".");
    SubmissionFacts submission = ground.facts().submission(act.submission());
    unless(
        submission.decisions().holds().current().isEmpty(),
        "submission.held",
        "Submission %d was on hold when %s signed.".formatted(act.submission(), act.by()));
    terms(act);
    Optional<Json.Obj> statement = Optional.empty();
    try {
      statement = Optional.of(ground.blobs().document(act.statement(), "statement/v1"));
      statement(act, submission.opened(), statement.get());
    } catch (UnestablishedException e) {
      ground.findings().add(e.code(), e.sentence());
    }
    try {
      Docket docket = dockets.docket(submission);
      signer(act, docket);
      if (statement.isPresent()) {
        requirement(act, statement.get(), asked(act, docket));
      }
    } catch (UnestablishedException e) {
      ground
          .findings()
          .add(
              "signoff.unestablished",
              "Whether %s could sign cannot be established: %s".formatted(act.by(), e.sentence()));
    }
    if (act.opinion().isPresent()) {
      ground.blobs().bytes(act.opinion().get());
    }
  }

  /** Conditions stand with an approval under conditions, category and fixes with a rejection. */
  private void terms(SignoffGiven act) {
    try {
      Terms terms = act.terms().isPresent() ? dockets.terms(act.terms().get()) : Terms.NONE;
      SignOff.Decision.of(act.decision())
          .flatMap(terms::against)
          .ifPresent(why -> ground.findings().add("signoff.terms", why));
      for (Condition condition : terms.conditions()) {
        condition.undated(act.at()).ifPresent(why -> ground.findings().add("signoff.terms", why));
        unless(
            ground.facts().knows(condition.owner()),
            "condition.owner",
            "Nobody was added as %s, who owns a condition.".formatted(condition.owner()));
      }
    } catch (UnestablishedException e) {
      ground.findings().add(e.code(), e.sentence());
    }
  }

  private void signer(SignoffGiven act, Docket docket) {
    List<Requirement.SignOff> asked = asked(act, docket);
    var signer = new Signer(act.by(), act.delegator());
    People people = docket.people().at(act.at());
    unless(
        act.delegator().isEmpty() || people.signers(act.by(), act.role()).contains(signer),
        "signoff.delegation",
        "%s had no delegation of %s as %s then.".formatted(act.by(), signer.holder(), act.role()));
    if (asked.isEmpty()) {
      ground
          .findings()
          .add(
              "signoff.not-asked",
              "The gate asks nobody to sign the %s as %s%s."
                  .formatted(
                      act.meaning(),
                      act.role(),
                      act.requirement().map(id -> " for " + id).orElse("")));
      return;
    }
    List<Bar> bars = asked.stream().flatMap(one -> people.bar(signer, one).stream()).toList();
    if (bars.size() == asked.size() && !bars.getFirst().code().equals("delegation")) {
      Bar bar = bars.getFirst();
      ground
          .findings()
          .add(
              "signoff." + bar.code(),
              "%s signed as %s, but %s".formatted(act.by(), act.role(), bar.sentence()));
    }
    unless(
        SignoffGiven.METHODS.contains(act.method())
            && asked.stream().anyMatch(one -> one.asked().takes(act.method())),
        "signoff.method",
        "The sign-off was given by \"%s\", which the policy does not take here."
            .formatted(act.method()));
    unless(
        asked.stream().anyMatch(one -> covers(one, docket).equals(act.covers())),
        "signoff.covers",
        "The sign-off covers other digests than the dossier held for its role.");
    unless(
        act.answers().equals(answers(act, docket)),
        "signoff.answers",
        "The sign-off does not answer for exactly what others had said, waived and demanded.");
  }

  /**
   * Acts of before name no requirement and count for each that asks their role: then there must be
   * one alone, and it the one that was signed.
   */
  private void requirement(SignoffGiven act, Json.Obj statement, List<Requirement.SignOff> asked) {
    Optional<Json> signed = statement.find("requirement");
    if (act.requirement().isEmpty() && signed.isPresent()) {
      says("requirement", asked.stream().allMatch(one -> signed.get().equals(Json.of(one.id()))));
    }
  }

  /** What an approval had to answer for when it was given; a review answers for nothing else. */
  private static SortedMap<String, Digest> answers(SignoffGiven act, Docket docket) {
    return act.meaning().equals("approval")
        ? Answers.of(docket.input(act.at())).of(act.by())
        : new TreeMap<>();
  }

  /** The requirements that this sign-off can answer; what is only watched asks nobody yet. */
  private static List<Requirement.SignOff> asked(SignoffGiven act, Docket docket) {
    List<Requirement.SignOff> asked = new ArrayList<>();
    for (Requirement.SignOff signOff : docket.asked(act.at())) {
      if (signOff.role().equals(act.role())
          && signOff.meaning().equals(act.meaning())
          && act.requirement().map(signOff.id()::equals).orElse(true)) {
        asked.add(signOff);
      }
    }
    return asked;
  }

  /** What the requirement asks to be covered. */
  private static SortedMap<String, Digest> covers(Requirement.SignOff asked, Docket docket) {
    SortedMap<String, Digest> covers = new TreeMap<>(docket.dossier().digests());
    if (!asked.asked().coversAll()) {
      covers.keySet().retainAll(asked.asked().covers());
    }
    return covers;
  }

  private void statement(SignoffGiven act, SubmissionOpened opened, Json.Obj statement)
      throws UnestablishedException {
    ModelFacts.Version version = ground.facts().model(opened.model()).version(opened.version());
    var subject =
        new SignedStatement.Subject(
            opened.model(),
            opened.version(),
            opened.gate(),
            opened.manifest(),
            version.registered().cutoff(),
            opened.use(),
            opened.policy());
    for (String member : SignedStatement.differing(statement, act, subject)) {
      if (member.equals(SignedStatement.COVERS)) {
        ground
            .findings()
            .add(
                "statement.covers", "The signed statement covers other digests than the act says.");
      } else {
        says(member, false);
      }
    }
    says(
        "envelope",
        statement.find("envelope").equals(opened.envelope().map(Digest::toString).map(Json::of)));
    commitment("commitment", act.by(), statement);
    if (act.delegator().isPresent()) {
      commitment("delegatorCommitment", act.delegator().get(), statement);
    }
    if (act.asserted().isPresent()) {
      passkeys.check(act, act.asserted().get(), statement);
    }
  }

  private void commitment(String member, String person, Json.Obj statement)
      throws UnestablishedException {
    Digest name = ground.facts().commitment(person);
    says(member, statement.find(member).equals(Optional.of(Json.of(name.toString()))));
  }

  private void says(String member, boolean same) {
    unless(
        same,
        "statement.differs",
        "The signed statement says something else than the acts: " + member + ".");
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
