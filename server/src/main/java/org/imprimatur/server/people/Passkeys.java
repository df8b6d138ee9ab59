// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.PeopleAct.PasskeyRevoked;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.signature.Assertion;
import org.imprimatur.proof.signature.Base64Url;
import org.imprimatur.proof.signature.Ceremony;
import org.imprimatur.proof.signature.CoseKey;
import org.imprimatur.proof.signature.Enrolment;
import org.imprimatur.proof.signature.PasskeyException;
import org.imprimatur.proof.signature.Site;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Ids;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The passkeys with which people sign. A person enrols their own, on the page, with the password
 * asked again; nobody enrols one for another. What verifies a signature here is what verifies it in
 * every export: the reader of {@code proof.signature}.
 */
@Component
public final class Passkeys {
  private static final int LONGEST_LABEL = 60;
  private static final int MOST = 10;

  private final Audit audit;
  private final Database database;
  private final Blobs blobs;
  private final Logins logins;
  private final Surroundings around;
  private final SecureRandom random = new SecureRandom();

  Passkeys(Audit audit, Database database, Blobs blobs, Logins logins, Surroundings around) {
    this.audit = audit;
    this.database = database;
    this.blobs = blobs;
    this.logins = logins;
    this.around = around;
  }

  /** Time, ids, and where the pages are. */
  @Component
  record Surroundings(InstantSource clock, Ids ids, PasskeySettings settings) {}

  /** What a browser is asked to make: a key for this person on this site. */
  public record Offer(String challenge, Site site, List<String> known) {
    public Offer {
      known = List.copyOf(known);
    }
  }

  /** What a browser gave for a new passkey, in base64url. */
  public record Made(String challenge, String attestationObject, String clientData) {}

  /** Where passkeys work here; throws a refusal where no browser would allow it. */
  public Site site() {
    return around
        .settings()
        .site()
        .orElseThrow(
            () ->
                refused(
                    "passkey.site",
                    409,
                    "Passkeys need a page at https or at localhost; this server has neither.",
                    "Ask whoever runs the server to start it with --origin https://…"));
  }

  public boolean available() {
    return around.settings().site().isPresent();
  }

  public boolean demo() {
    return around.settings().demo();
  }

  public List<Passkey> of(String person) {
    return PasskeyStore.of(database.reader(), person);
  }

  public Optional<Passkey> find(String id) {
    return PasskeyStore.find(database.reader(), id);
  }

  /** The credentials with which a person can sign now. */
  public List<String> usable(String person) {
    return of(person).stream()
        .filter(passkey -> passkey.revoked().isEmpty())
        .filter(passkey -> demo() || !passkey.demo())
        .map(Passkey::credentialId)
        .toList();
  }

  public Offer offer(Caller caller) {
    byte[] challenge = new byte[32];
    random.nextBytes(challenge);
    String text = Base64Url.write(challenge);
    long expires = around.clock().millis() + Ceremony.LASTS.toMillis();
    audit.work(
        db -> {
          PasskeyStore.await(db, text, caller.id(), "enrolment", expires);
          return text;
        });
    return new Offer(text, site(), usable(caller.id()));
  }

  /** Enrols a passkey of the caller's own; the password is asked again. */
  public PasskeyEnrolled enrol(Caller caller, Made made, String label, String password) {
    if (!(caller.credential() instanceof Caller.Credential.Session)) {
      throw refused("passkey.session", 403, "People enrol passkeys on the page.", "Sign in.");
    }
    String name = label.strip();
    if (name.isEmpty() || name.length() > LONGEST_LABEL) {
      throw refused(
          "passkey.label", 422, "A passkey has a label of 1 to 60 characters.", "Name it.");
    }
    logins.again(caller, password);
    Site site = site();
    Enrolment enrolment = verified(made, site);
    if (enrolment.authenticator().equals(Enrolment.DEMO) && !demo()) {
      throw noDemo();
    }
    String id = around.ids().next('k');
    return audit.record(
        moment -> {
          JdbcClient db = moment.db();
          Optional<String> awaited =
              PasskeyStore.awaited(db, made.challenge(), caller.id(), moment.at().toEpochMilli());
          if (!awaited.equals(Optional.of("enrolment"))) {
            throw refused(
                "passkey.challenge",
                409,
                "This form was used or has ended.",
                "Open your account again.");
          }
          another(db, caller, enrolment);
          var act =
              new PasskeyEnrolled(
                  caller.stamp(moment),
                  caller.id(),
                  id,
                  enrolment.credential(),
                  enrolment.key().base64Url(),
                  site.rp(),
                  site.origin(),
                  blobs.put(enrolment.toJson()),
                  enrolment.authenticator());
          return new Ruling.Granted<>(
              List.of(act),
              rows -> {
                PasskeyStore.answered(rows, made.challenge());
                PasskeyStore.label(rows, id, name, enrolment.credentialId(), enrolment.counter());
              },
              act);
        });
  }

  /** Refuses what is enrolled already, and more passkeys than a person can use. */
  private static void another(JdbcClient db, Caller caller, Enrolment enrolment) {
    if (PasskeyStore.byCredential(db, enrolment.credential()).isPresent()) {
      throw refused("passkey.taken", 409, "This passkey is enrolled already.", "Use another.");
    }
    // Those that ended do not count: otherwise whoever lost ten could never sign again.
    long still =
        PasskeyStore.of(db, caller.id()).stream().filter(one -> one.revoked().isEmpty()).count();
    if (still >= MOST) {
      throw refused(
          "passkey.many",
          409,
          "A person has at most 10 passkeys.",
          "Revoke one that you no longer use.");
    }
  }

  private static RefusedException noDemo() {
    return refused(
        "passkey.demo",
        403,
        "The demo authenticator proves no person, and this server is no demo.",
        "Use your device's own passkey or a security key.");
  }

  private static Enrolment verified(Made made, Site site) {
    try {
      Enrolment enrolment = Enrolment.of(made.attestationObject(), made.clientData());
      enrolment.verify(site);
      enrolment.verifyChallenge(Base64.getUrlDecoder().decode(made.challenge()));
      return enrolment;
    } catch (PasskeyException e) {
      throw refused(e.code(), 422, e.sentence(), "Try again, or use another authenticator.");
    } catch (IllegalArgumentException e) {
      throw refused("passkey.shape", 400, "The form cannot be read.", "Open it again.");
    }
  }

  /** Ends a passkey: its owner may, and an administrator. What it signed before stands. */
  public void revoke(Caller caller, String id, String reason) {
    if (!PasskeyRevoked.REASONS.contains(reason)) {
      throw refused("passkey.reason", 422, "Choose why the passkey ends.", "");
    }
    audit.record(
        moment -> {
          Passkey passkey =
              PasskeyStore.find(moment.db(), id)
                  .filter(
                      one ->
                          one.enrolled().person().equals(caller.id())
                              || caller.now(moment).may(Permission.ADMINISTER))
                  .orElseThrow(
                      () -> refused("passkey.unknown", 404, "You have no passkey " + id + ".", ""));
          if (passkey.revoked().isPresent()) {
            throw refused("passkey.revoked", 409, "The passkey was revoked before.", "");
          }
          return Ruling.granted(
              new PasskeyRevoked(caller.stamp(moment), passkey.enrolled().person(), id, reason),
              id);
        });
  }

  /** Keeps a statement that was shown until the passkey has signed it, or can no longer. */
  public void await(Digest statement, String person, String body, Ceremony ceremony) {
    long ends = ceremony.ends().toEpochMilli();
    audit.work(
        db -> {
          PasskeyStore.await(db, statement.toString(), person, body, ends);
          return body;
        });
  }

  /** What was shown to the person under this digest, if that was a moment ago. */
  public static Optional<String> awaited(
      JdbcClient db, Digest statement, String person, Instant now) {
    return PasskeyStore.awaited(db, statement.toString(), person, now.toEpochMilli());
  }

  /**
   * The person's own passkey that signed the statement; throws a refusal where none did. It is held
   * to the rules of a replay before anything is recorded that a replay would refuse for ever.
   */
  public PasskeyEnrolled signedBy(
      Moment moment, String person, Assertion assertion, Json.Obj statement) {
    Passkey passkey =
        PasskeyStore.byCredential(moment.db(), assertion.credential())
            .filter(one -> one.enrolled().person().equals(person))
            .filter(one -> PasskeyStore.isRecorded(moment.db(), one))
            .orElseThrow(
                () ->
                    refused(
                        "passkey.other-person",
                        403,
                        "Not signed: this passkey is not enrolled for you.",
                        "Use a passkey of your own account."));
    if (passkey.revoked().isPresent()) {
      throw refused(
          "passkey.revoked", 403, "Not signed: the passkey is revoked.", "Use another passkey.");
    }
    if (passkey.demo() && !demo()) {
      throw noDemo();
    }
    try {
      Ceremony ceremony = Ceremony.of(statement);
      ceremony.expectRecorded(moment.at());
      ceremony.expectMadeFor(passkey.enrolled().rp());
      assertion.verify(
          CoseKey.parse(passkey.enrolled().key()), ceremony.site(), Digest.of(statement));
      if (assertion.counter() != 0 || passkey.counter() != 0) {
        counted(passkey, assertion.counter());
      }
    } catch (PasskeyException e) {
      throw refused(
          e.code(), 422, "Not signed: " + e.sentence(), "Read the statement again and sign.");
    }
    return passkey.enrolled();
  }

  private static void counted(Passkey passkey, long counter) {
    if (counter <= passkey.counter()) {
      throw refused(
          "passkey.counter",
          403,
          "Not signed: the passkey counts backwards, so a copy of it may exist.",
          "Revoke it on your account and tell your administrator.");
    }
  }

  /** Notes a use, and that the statement waits no longer. */
  public static void used(
      JdbcClient db, PasskeyEnrolled passkey, Assertion assertion, Digest statement, Instant at) {
    PasskeyStore.used(db, passkey.passkey(), assertion.counter(), at);
    PasskeyStore.answered(db, statement.toString());
  }

  private static RefusedException refused(String code, int status, String sentence, String help) {
    return new RefusedException(new Refusal(code, status, sentence, List.of(), help));
  }
}
