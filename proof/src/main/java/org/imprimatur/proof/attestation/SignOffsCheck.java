// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.attestation.AttestationFacts.LoggedAct;
import org.imprimatur.proof.attestation.AttestationFacts.SignedOff;
import org.imprimatur.proof.attestation.SignOffsFacts.ByPasskey;
import org.imprimatur.proof.attestation.SignOffsFacts.Signed;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.proof.signature.Assertion;
import org.imprimatur.proof.signature.Ceremony;
import org.imprimatur.proof.signature.CoseKey;
import org.imprimatur.proof.signature.PasskeyException;
import org.imprimatur.proof.signature.SignedStatement;

/** Whether each sign-off was signed, logged before the verdict, and is one that is attested. */
final class SignOffsCheck {
  private final SignOffsFacts facts;
  private final SignedStatement.Subject subject;
  private final List<Objection> objections = new ArrayList<>();

  private SignOffsCheck(SignOffsFacts facts) {
    this.facts = facts;
    AttestationFacts attested = facts.attested();
    this.subject =
        new SignedStatement.Subject(
            attested.version().modelId(),
            attested.version().number(),
            attested.passage().gate(),
            attested.version().manifest().digest(),
            attested.version().cutoff(),
            attested.pinned().use(),
            attested.pinned().policy().digest());
  }

  static List<Objection> objections(SignOffsFacts facts) {
    var check = new SignOffsCheck(facts);
    facts.signOffs().forEach(check::check);
    List<SignedOff> named = facts.signOffs().stream().map(SignOffsCheck::named).toList();
    check.unless(
        named.equals(facts.attested().signOffs()),
        "signoffs.others",
        "The attestation names other sign-offs than these.");
    return check.objections;
  }

  /** The sign-off as the attestation names it. */
  private static SignedOff named(Signed signed) {
    SignoffGiven given = signed.given();
    return new SignedOff(
        given.by(),
        given.role(),
        given.meaning(),
        given.decision(),
        given.statement(),
        signed.commitment());
  }

  private void check(Signed signed) {
    SignoffGiven given = signed.given();
    String id = given.signoff();
    logged(id, signed.logged());
    unless(
        given.submission() == facts.attested().passage().submission()
            && signed.logged().index() < facts.attested().log().verdict().index(),
        "signoffs.submission",
        "The sign-off " + id + " was not given for this submission before its verdict.");
    unless(
        Digest.of(signed.statement()).equals(given.statement()),
        "signoffs.statement",
        "The log says that " + id + " signed another statement.");
    for (String member : SignedStatement.differing(signed.statement(), given, subject)) {
      object(
          "signoffs.differs",
          "The statement of %s says something else than is attested: %s.".formatted(id, member));
    }
    boolean asserted = given.asserted().isPresent();
    unless(
        asserted == signed.passkey().isPresent()
            && asserted == given.method().equals(SignoffGiven.PASSKEY),
        "signoffs.method",
        "The sign-off " + id + " has no passkey that fits how it was signed.");
    if (given.asserted().isPresent() && signed.passkey().isPresent()) {
      passkey(given, given.asserted().get(), signed);
    }
  }

  private void logged(String id, LoggedAct act) {
    unless(
        LogCheck.includes(facts.attested().log().checkpoint(), act),
        "signoffs.inclusion",
        "The log's checkpoint does not cover entry " + act.index() + ", which " + id + " needs.");
  }

  /** The whole ceremony, with nothing but what stands here. */
  private void passkey(SignoffGiven given, SignoffGiven.Asserted asserted, Signed signed) {
    ByPasskey passkey = signed.passkey().orElseThrow();
    PasskeyEnrolled enrolled = passkey.enrolled();
    logged(given.signoff(), passkey.logged());
    unless(
        enrolled.passkey().equals(asserted.passkey())
            && enrolled.person().equals(given.by())
            && enrolled.by().equals(given.by())
            && passkey.logged().index() < signed.logged().index(),
        "signoffs.passkey",
        "The passkey was not enrolled by the signer of %s before.".formatted(given.signoff()));
    unless(
        Digest.of(passkey.assertion()).equals(asserted.assertion()),
        "signoffs.assertion",
        "The log names another assertion for %s.".formatted(given.signoff()));
    try {
      verify(given, enrolled, passkey.assertion(), signed.statement());
    } catch (PasskeyException e) {
      object(e.code(), e.sentence());
    } catch (JsonException | DateTimeException e) {
      object("passkey.shape", "What was signed names no site or no instant: " + e.getMessage());
    }
  }

  private void verify(
      SignoffGiven given, PasskeyEnrolled enrolled, Json.Obj assertion, Json.Obj statement) {
    Ceremony ceremony = Ceremony.of(statement);
    ceremony.expectRecorded(given.at());
    ceremony.expectMadeFor(enrolled.rp());
    Assertion made = Assertion.read(assertion);
    unless(
        made.credential().equals(enrolled.credential()),
        "passkey.other-credential",
        "The assertion of %s is of another passkey.".formatted(given.signoff()));
    made.verify(CoseKey.parse(enrolled.key()), ceremony.site(), given.statement());
  }

  private void unless(boolean right, String code, String sentence) {
    if (!right) {
      object(code, sentence);
    }
  }

  private void object(String code, String sentence) {
    objections.add(new Objection(code, sentence));
  }
}
