// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.imprimatur.proof.act.PeopleAct.TokenIssued;
import org.imprimatur.proof.act.PeopleAct.TokenRevoked;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tokens, with which programs act for a person. A person makes their own, on the page, with the
 * password asked again: nobody makes one for another, and no token makes a token. Its person ends
 * it at any time, and so does an administrator.
 */
@Component
public final class Tokens {
  private static final int MOST = 20;
  private static final int LONGEST_NAME = 60;
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private final Roster roster;
  private final Database database;
  private final Logins logins;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  Tokens(Roster roster, Database database, Logins logins, InstantSource clock) {
    this.roster = roster;
    this.database = database;
    this.logins = logins;
    this.clock = clock;
  }

  /**
   * What a person asks for.
   *
   * @param lastDay the last day on which it acts, in UTC, such as 2026-12-24
   */
  public record Wish(String name, List<String> scopes, String lastDay) {
    public Wish {
      scopes = List.copyOf(scopes);
    }
  }

  /** A token right after its making, with the secret, which nobody sees again. */
  public record Made(Token token, Secret secret) {}

  /** How a token began, and how it ended if it was revoked. */
  public record Life(TokenIssued issued, Optional<TokenRevoked> revoked) {}

  /** Those of a person that were not revoked, also where they have ended. */
  public List<Token> of(String person) {
    return TokenStore.of(database.reader(), person);
  }

  /** A token that was not revoked and whose person has not left. */
  public Optional<Token> find(String id) {
    return TokenStore.find(database.reader(), id);
  }

  public boolean actsNow(String id) {
    return find(id).filter(token -> token.actsAt(clock.instant())).isPresent();
  }

  /** What the log says of a token, also of one that is no more. */
  public Optional<Life> life(String id) {
    return life(database.reader(), id);
  }

  private static Optional<Life> life(JdbcClient db, String id) {
    Optional<TokenRevoked> revoked =
        Entries.mentioning(db, id, "act:token.revoked").stream()
            .map(Entries.Entry::act)
            .filter(TokenRevoked.class::isInstance)
            .map(TokenRevoked.class::cast)
            .filter(act -> act.token().equals(id))
            .findFirst();
    return Entries.mentioning(db, id, "act:token.issued").stream()
        .map(Entries.Entry::act)
        .filter(TokenIssued.class::isInstance)
        .map(TokenIssued.class::cast)
        .filter(act -> act.token().equals(id))
        .findFirst()
        .map(issued -> new Life(issued, revoked));
  }

  /** The last day that a token made now can have, in UTC. */
  public LocalDate lastDay() {
    Instant latest = clock.instant().plus(TokenIssued.LONGEST);
    return LocalDate.ofInstant(latest, ZoneOffset.UTC).minusDays(1);
  }

  /** Makes a token of the caller's own; the password is asked again. */
  public Made make(Caller caller, Wish wish, String password) {
    if (!(caller.credential() instanceof Caller.Credential.Session)) {
      throw refused("token.session", 403, "People make tokens on the page.", "Sign in.");
    }
    String name = named(wish.name());
    Set<Permission> scopes = scopes(wish.scopes());
    Instant expires = end(wish.lastDay());
    logins.again(caller, password);
    var token = new Token(roster.ids().next('t'), caller.id(), name, scopes, Optional.of(expires));
    Secret secret = Secret.random("imp_", random);
    String seal =
        new RowSeals(roster.audit().seals()).token(token.id(), caller.id(), secret.hash());
    return roster
        .audit()
        .record(
            moment -> {
              Stamp stamp = caller.stamp(moment);
              within(caller, token, moment);
              List<String> words = scopes.stream().map(Permission::word).toList();
              return new Ruling.Granted<>(
                  List.of(
                      new TokenIssued(
                          stamp,
                          caller.id(),
                          token.id(),
                          words,
                          token.expires(),
                          Optional.of(seal))),
                  db -> TokenStore.keep(db, token.id(), secret, name),
                  new Made(token, secret));
            });
  }

  private static void within(Caller caller, Token token, Moment moment) {
    Set<Permission> beyond = EnumSet.copyOf(token.scopes());
    beyond.removeAll(caller.now(moment).permissions());
    if (!beyond.isEmpty()) {
      throw refused(
          "token.scope",
          403,
          "You have no permission "
              + String.join(", ", beyond.stream().map(Permission::word).toList())
              + " yourself.",
          "A token does nothing that its person may not do.");
    }
    Instant latest = moment.at().plus(TokenIssued.LONGEST);
    if (!token.actsAt(moment.at()) || token.expires().filter(latest::isBefore).isPresent()) {
      throw expiry();
    }
    long acting =
        TokenStore.of(moment.db(), caller.id()).stream()
            .filter(one -> one.actsAt(moment.at()))
            .count();
    if (acting >= MOST) {
      throw refused(
          "token.many",
          409,
          "A person has at most " + MOST + " tokens.",
          "Revoke one that nothing uses any more.");
    }
  }

  private static String named(String text) {
    String name = text.strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME || UNSEEN.matcher(name).find()) {
      throw refused(
          "token.name",
          422,
          "A token has a name of 1 to 60 characters that can be seen.",
          "Name what will use it.");
    }
    return name;
  }

  private static Set<Permission> scopes(List<String> words) {
    Set<Permission> scopes = EnumSet.noneOf(Permission.class);
    for (String word : words) {
      scopes.add(
          Permission.of(word)
              .orElseThrow(
                  () ->
                      refused(
                          "token.scope",
                          422,
                          "There is no scope of that name.",
                          "Choose among those of the page.")));
    }
    if (scopes.isEmpty()) {
      throw refused(
          "token.scope", 422, "A token without a scope does nothing.", "Choose at least one.");
    }
    return scopes;
  }

  private static Instant end(String lastDay) {
    try {
      return LocalDate.parse(lastDay).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    } catch (DateTimeException _) {
      throw expiry();
    }
  }

  private static RefusedException expiry() {
    return refused(
        "token.expiry",
        422,
        "A token ends: today at the earliest, and within "
            + TokenIssued.LONGEST.toDays()
            + " days.",
        "Write its last day as 2026-12-24.");
  }

  /**
   * Ends a token: its person may, on the page or with a token that is for no less, and an
   * administrator. What came with it before stands.
   */
  public void revoke(Caller caller, String id) {
    roster
        .audit()
        .record(
            moment -> {
              Life life =
                  life(moment.db(), id)
                      .filter(
                          one ->
                              one.issued().person().equals(caller.id())
                                  || caller.now(moment).may(Permission.ADMINISTER))
                      .orElseThrow(Tokens::unknown);
              if (!reaches(caller, life.issued(), moment)) {
                throw refused(
                    "token.wider",
                    403,
                    "The token " + id + " is for more than the one that revokes it.",
                    "Revoke it on its page, or with itself.");
              }
              if (TokenStore.find(moment.db(), id).isEmpty()) {
                throw refused(
                    "token.revoked", 409, "The token was revoked before.", "It acts for nobody.");
              }
              return new Ruling.Granted<>(
                  List.of(new TokenRevoked(caller.stamp(moment), life.issued().person(), id)),
                  db -> TokenStore.forget(db, id),
                  id);
            });
    // Whoever is told that it ended relies on it, also where its row is put back at once.
    roster.audit().readToTheEnd();
  }

  /** A leaked token for little stops no program that may do more. */
  private static boolean reaches(Caller caller, TokenIssued issued, Moment moment) {
    return switch (caller.credential()) {
      case Caller.Credential.Session _ -> true;
      case Caller.Credential.Token(var id, var scopes) ->
          id.equals(issued.token())
              || caller.now(moment).may(Permission.ADMINISTER)
              || scopes.stream().map(Permission::word).toList().containsAll(issued.scopes());
    };
  }

  private static RefusedException unknown() {
    return refused(
        "token.unknown",
        404,
        "You have no such token.",
        "Its id begins with t_; see Tokens on your account. An administrator revokes those of"
            + " others.");
  }

  private static RefusedException refused(String code, int status, String sentence, String help) {
    return Roster.refused(code, status, sentence, help);
  }
}
