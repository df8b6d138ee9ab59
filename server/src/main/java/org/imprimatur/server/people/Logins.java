// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.imprimatur.proof.act.PeopleAct.CredentialSet;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Recognises people by password and session, and programs by token. */
@Component
public final class Logins {
  /** The fewest characters of a password. */
  public static final int SHORTEST_PASSWORD = Passwords.SHORTEST;

  /** How long a session is open. */
  static final Duration SESSION = Duration.ofHours(8);

  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final int MOST_FAILURES = 10;

  private final Audit audit;
  private final Database database;
  private final InstantSource clock;
  private final PasswordCost cost;
  private final Credentials credentials;
  private final RowSeals seals;
  private final SecureRandom random = new SecureRandom();

  /** Checked where there is no such person, so that the answer takes as long. */
  private final String nobody;

  Logins(
      Audit audit,
      Database database,
      InstantSource clock,
      PasswordCost cost,
      Credentials credentials) {
    this.audit = audit;
    this.database = database;
    this.clock = clock;
    this.cost = cost;
    this.credentials = credentials;
    this.seals = new RowSeals(audit.seals());
    this.nobody = Passwords.hash("nobody has this password", cost);
  }

  /** Opens a session; throws a refusal that does not say which of the two was wrong. */
  public Secret signIn(String username, String password) {
    String person = checked(username.strip().toLowerCase(Locale.ROOT), password);
    Secret secret = Secret.random("", random);
    long now = clock.millis();
    Instant opened = credentials.opening(person, Instant.ofEpochMilli(now));
    long expires = opened.plus(SESSION).toEpochMilli();
    var session =
        new SessionStore.Session(
            secret.hash(), person, expires, seals.session(secret.hash(), person, expires));
    audit.work(
        db -> {
          SessionStore.open(db, session, now);
          return person;
        });
    return secret;
  }

  /** Asks a signed-in person for the password again, right before a signature. */
  public void again(Caller caller, String password) {
    String username = caller.person().username().orElse("");
    if (!checked(username, password).equals(caller.id())) {
      throw new RefusedException(wrong());
    }
  }

  private String checked(String username, String password) {
    long attempt = attempt(username);
    JdbcClient reader = database.reader();
    Optional<Person> person = PeopleStore.byUsername(reader, username);
    Optional<String> hash = person.flatMap(p -> PeopleStore.password(reader, p.person()));
    boolean matches =
        password.length() <= Passwords.LONGEST
            && Passwords.matches(password, hash.orElse(nobody))
            && hash.isPresent()
            && person.map(one -> !one.gone()).orElse(false);
    if (!matches || person.isEmpty() || hash.isEmpty()) {
      throw new RefusedException(wrong());
    }
    if (!credentials.isPassword(person.get().person(), hash.get())) {
      throw new RefusedException(unsealed());
    }
    audit.work(
        db -> {
          SessionStore.succeeded(db, username, attempt);
          return username;
        });
    return person.get().person();
  }

  /** Whoever comes too often is told so without a write, and without a look at the password. */
  private long attempt(String username) {
    long now = clock.millis();
    if (SessionStore.failures(database.reader(), username, now, WINDOW) >= MOST_FAILURES) {
      throw new RefusedException(tooMany());
    }
    return audit
        .work(db -> SessionStore.attempt(db, username, now, WINDOW, MOST_FAILURES))
        .orElseThrow(() -> new RefusedException(tooMany()));
  }

  private static Refusal tooMany() {
    return new Refusal(
        "login.too-many",
        429,
        "Too many attempts for this user name.",
        List.of(MOST_FAILURES + " attempts failed within 15 minutes."),
        "Wait 15 minutes, then try again.");
  }

  private static Refusal wrong() {
    return new Refusal(
        "login.wrong",
        401,
        "The user name or the password is wrong.",
        List.of(),
        "Try again. A password is set, or set anew, only by a one-time link: ask an administrator"
            + " for one.");
  }

  private static Refusal unsealed() {
    return new Refusal(
        "credential.damaged",
        403,
        "The stored password is not the one that was set.",
        List.of("Somebody changed it in the database, past the server."),
        "Tell who runs the server, and ask an administrator for a new one-time link.");
  }

  public void signOut(String secret) {
    String hash = Secret.hash(secret);
    SessionStore.find(database.reader(), hash, clock.millis())
        .filter(credentials::isSession)
        .ifPresent(session -> credentials.ended(session, clock.millis()));
    audit.work(
        db -> {
          SessionStore.close(db, hash);
          return hash;
        });
  }

  /** Who a session belongs to, if it is still open. */
  public Optional<Caller> bySession(String secret) {
    JdbcClient reader = database.reader();
    String hash = Secret.hash(secret);
    return SessionStore.find(reader, hash, clock.millis())
        .filter(credentials::isSession)
        .flatMap(session -> PeopleStore.byId(reader, session.person()))
        .filter(person -> !person.gone())
        .map(person -> new Caller(person, new Caller.Credential.Session(hash)));
  }

  /** Who a token acts for, if it was not revoked and has not ended. */
  public Optional<Caller> byToken(String secret) {
    JdbcClient reader = database.reader();
    return TokenStore.bySecret(reader, secret)
        .flatMap(
            row ->
                credentials.token(row.id(), row.person(), Secret.hash(secret)).map(row::asIssued))
        .filter(token -> token.actsAt(clock.instant()))
        .flatMap(
            token ->
                PeopleStore.byId(reader, token.person())
                    .filter(person -> !person.gone())
                    .map(
                        person ->
                            new Caller(
                                person, new Caller.Credential.Token(token.id(), token.scopes()))));
  }

  /** Whose one-time link this is. */
  public Optional<Person> byLink(String link) {
    JdbcClient reader = database.reader();
    return PeopleStore.enrolment(reader, Secret.hash(link), clock.millis())
        .filter(credentials::isLink)
        .flatMap(row -> PeopleStore.byId(reader, row.person()))
        .filter(person -> !person.gone());
  }

  /** Sets the first password; the link ends with it, and so does every open session. */
  public Person enrol(String link, String password, String repeat) {
    Person person = byLink(link).orElseThrow(() -> new RefusedException(noLink()));
    Passwords.refusal(password, repeat, person.username().orElse(person.person()))
        .ifPresent(
            refusal -> {
              throw new RefusedException(refusal);
            });
    String hash = Passwords.hash(password, cost);
    Person enrolled = audit.record(moment -> enrolled(moment, link, person, hash));
    // What was open before counts for nobody any more, also where rows are put back at once.
    audit.readToTheEnd();
    return enrolled;
  }

  private Ruling<Person> enrolled(Moment moment, String link, Person person, String hash) {
    boolean still =
        PeopleStore.enrolment(moment.db(), Secret.hash(link), moment.at().toEpochMilli())
            .isPresent();
    if (!still) {
      return new Ruling.Refused<>(noLink());
    }
    Optional<String> seal = Optional.of(seals.password(person.person(), hash));
    var act = new CredentialSet(moment.by(person.person()), person.person(), "password", seal);
    return new Ruling.Granted<>(
        List.of(act),
        db -> {
          PeopleStore.password(db, person.person(), hash);
          PeopleStore.used(db, Secret.hash(link));
          SessionStore.closeAll(db, person.person());
        },
        person);
  }

  private static Refusal noLink() {
    return new Refusal(
        "enrol.link",
        404,
        "This one-time link does not work.",
        List.of("It was used, it ended, or it was never given."),
        "Ask an administrator for a new one.");
  }
}
