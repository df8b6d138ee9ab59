// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Optional;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.PeopleAct.PasskeyRevoked;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.signature.Assertion;
import org.imprimatur.proof.signature.Ceremony;
import org.imprimatur.proof.signature.CoseKey;
import org.imprimatur.proof.signature.Enrolment;
import org.imprimatur.proof.signature.PasskeyException;
import org.imprimatur.proof.signature.Site;

/** Whose passkey signed what: everything is verified again with the enrolled public key alone. */
final class PasskeyRules {
  private final Ground ground;

  PasskeyRules(Ground ground) {
    this.ground = ground;
  }

  void check(PasskeyEnrolled act) throws UnestablishedException {
    unless(
        act.by().equals(act.person()),
        "passkey.not-own",
        "%s enrolled a passkey for %s.".formatted(act.by(), act.person()));
    unless(
        ground.facts().passkeys().find(act.passkey()).isEmpty(),
        "id.taken",
        "The passkey " + act.passkey() + " was enrolled before.");
    unless(
        !ground.facts().passkeys().knows(act.credential()),
        "passkey.taken",
        "The credential of " + act.passkey() + " was enrolled before.");
    try {
      Enrolment enrolment =
          Enrolment.read(ground.blobs().document(act.enrolment(), "enrolment/v1"));
      ground.facts().passkeys().begin(act.passkey(), enrolment.counter());
      enrolment.verify(new Site(act.rp(), act.origin()));
      says("key", enrolment.key().base64Url().equals(act.key()));
      says("credential", enrolment.credential().equals(act.credential()));
      says("authenticator", enrolment.authenticator().equals(act.authenticator()));
    } catch (PasskeyException e) {
      ground.findings().add(e.code(), e.sentence());
    }
  }

  private void says(String member, boolean same) {
    unless(
        same,
        "passkey.differs",
        "What the authenticator gave says something else than the act: " + member + ".");
  }

  void check(PasskeyRevoked act) {
    unless(
        ground
            .facts()
            .passkeys()
            .find(act.passkey())
            .map(PasskeyEnrolled::person)
            .equals(Optional.of(act.person())),
        "passkey.unknown",
        "%s has no passkey %s.".formatted(act.person(), act.passkey()));
    unless(
        act.by().equals(act.person()) || ground.facts().holds(act.by(), Staff.ADMINISTRATOR),
        "passkey.not-own",
        "%s revoked the passkey %s of %s and is no administrator."
            .formatted(act.by(), act.passkey(), act.person()));
    unless(
        !ground.facts().passkeys().isRevoked(act.passkey()),
        "passkey.revoked",
        "The passkey " + act.passkey() + " was revoked before.");
    unless(
        PasskeyRevoked.REASONS.contains(act.reason()),
        "passkey.reason",
        "There is no reason " + act.reason() + " for revoking a passkey.");
  }

  /** Holds a sign-off by passkey to its assertion; {@code statement} is what was signed. */
  void check(SignoffGiven act, SignoffGiven.Asserted asserted, Json.Obj statement)
      throws UnestablishedException {
    Optional<PasskeyEnrolled> found = ground.facts().passkeys().find(asserted.passkey());
    if (found.isEmpty()) {
      ground
          .findings()
          .add(
              "passkey.unknown",
              "No passkey " + asserted.passkey() + " was enrolled before it signed.");
      return;
    }
    PasskeyEnrolled passkey = found.get();
    unless(
        passkey.person().equals(act.by()),
        "passkey.other-person",
        "The passkey %s is that of %s, not of %s."
            .formatted(asserted.passkey(), passkey.person(), act.by()));
    unless(
        !ground.facts().passkeys().isRevoked(asserted.passkey()),
        "passkey.revoked",
        "The passkey " + asserted.passkey() + " was revoked before it signed.");
    if (statement.find("site").isEmpty()) {
      return; // Found already as a difference of the statement.
    }
    try {
      Ceremony ceremony = Ceremony.of(statement);
      found(() -> ceremony.expectRecorded(act.at()));
      found(() -> ceremony.expectMadeFor(passkey.rp()));
      verify(act, asserted, passkey, ceremony.site());
    } catch (PasskeyException e) {
      ground.findings().add(e.code(), e.sentence());
    }
  }

  /** Adds what one rule refuses, so that the next is looked at as well. */
  private void found(Runnable rule) {
    try {
      rule.run();
    } catch (PasskeyException e) {
      ground.findings().add(e.code(), e.sentence());
    }
  }

  private void verify(
      SignoffGiven act, SignoffGiven.Asserted asserted, PasskeyEnrolled passkey, Site site)
      throws UnestablishedException {
    Assertion assertion =
        Assertion.read(ground.blobs().document(asserted.assertion(), "assertion/v1"));
    unless(
        assertion.credential().equals(passkey.credential()),
        "passkey.other-credential",
        "The assertion is of another passkey than the act names.");
    assertion.verify(CoseKey.parse(passkey.key()), site, act.statement());
    unless(
        ground.facts().passkeys().count(asserted.passkey(), assertion.counter()),
        "passkey.counter",
        "The passkey's counter went back: a copy of it may exist.");
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
