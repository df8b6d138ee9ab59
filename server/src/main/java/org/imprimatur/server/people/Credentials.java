// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.PeopleAct.CredentialSet;
import org.imprimatur.proof.act.PeopleAct.LinkIssued;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.PeopleAct.PersonLeft;
import org.imprimatur.proof.act.PeopleAct.TokenIssued;
import org.imprimatur.proof.act.PeopleAct.TokenRevoked;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Seals;
import org.imprimatur.server.audit.SignedReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Whether a row by which somebody is recognised is one that this server, or another node of the
 * same log, wrote. Passwords and tokens are held to the seals of the acts that this node itself
 * read, sessions and one-time links to a seal of their own: whoever can write rows and has not the
 * log's key is nobody else by it.
 */
@Component
final class Credentials implements SignedReader {
  private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

  private final Audit audit;
  private final RowSeals seals;

  /** Of each person with a password the seal of the newest; none where its act has none. */
  private final Map<String, Optional<String>> passwords = new ConcurrentHashMap<>();

  /** Who has a link that nobody used. */
  private final Set<String> invited = ConcurrentHashMap.newKeySet();

  /** After when a session of a person counts: the newest password. Who left has none. */
  private final Map<String, Instant> since = new ConcurrentHashMap<>();

  /** Sessions that their persons ended here, with when they would have ended by themselves. */
  private final Map<String, Long> ended = new ConcurrentHashMap<>();

  private final Map<String, TokenIssued> tokens = new ConcurrentHashMap<>();

  Credentials(Audit audit) {
    this.audit = audit;
    this.seals = new RowSeals(audit.seals());
    audit.tell(this);
  }

  @Override
  public void read(Act act) {
    switch (act) {
      case PersonAdded added -> invited.add(added.person());
      case LinkIssued issued -> invited.add(issued.person());
      case CredentialSet set -> {
        passwords.put(set.person(), set.seal());
        invited.remove(set.person());
        since.put(set.person(), set.at());
      }
      case TokenIssued issued -> tokens.putIfAbsent(issued.token(), issued);
      case TokenRevoked revoked -> tokens.remove(revoked.token());
      case PersonLeft left -> {
        passwords.remove(left.person());
        since.put(left.person(), Instant.MAX);
        invited.remove(left.person());
        tokens.values().removeIf(token -> token.person().equals(left.person()));
      }
      case Act _ -> {}
    }
  }

  /** Whether this is the password that the person set last. */
  boolean isPassword(String person, String hash) {
    String seal = seals.password(person, hash);
    return holds(
        "password",
        person,
        () ->
            Optional.ofNullable(passwords.get(person))
                .filter(told -> isSealed(told, seal))
                .isPresent());
  }

  /**
   * The token as its act tells it, where it was issued to the person with this secret, and was not
   * revoked. Scopes and end of the row are for reading.
   */
  Optional<TokenIssued> token(String id, String person, String hash) {
    String seal = seals.token(id, person, hash);
    Supplier<Optional<TokenIssued>> told =
        () ->
            Optional.ofNullable(tokens.get(id))
                .filter(issued -> issued.person().equals(person))
                .filter(issued -> isSealed(issued.seal(), seal));
    return holds("token", person, () -> told.get().isPresent()) ? told.get() : Optional.empty();
  }

  /** An entry of before has no seal, and counts as long as the whole log is what was signed. */
  private boolean isSealed(Optional<String> told, String seal) {
    return told.map(one -> Seals.same(one, seal)).orElseGet(this::isAsSigned);
  }

  private boolean isAsSigned() {
    audit.readToTheEnd();
    return audit.isAsSigned();
  }

  /** Notes that its person ended a session; kept for as long as it would have gone on. */
  void ended(SessionStore.Session session, long now) {
    ended.values().removeIf(expires -> expires <= now);
    ended.put(session.hash(), session.expires());
  }

  /**
   * Whether this server opened the session, nobody ended it, and the person has set no password
   * since: that ends every session, also one of the same millisecond. One whose row somebody puts
   * back is none.
   */
  boolean isSession(SessionStore.Session session) {
    Instant opened = Instant.ofEpochMilli(session.expires()).minus(Logins.SESSION);
    return Seals.same(
            session.seal(), seals.session(session.hash(), session.person(), session.expires()))
        && !ended.containsKey(session.hash())
        && opened.isAfter(since.getOrDefault(session.person(), Instant.MIN));
  }

  /**
   * When a session that is opened now begins: after the password with which it is, though the clock
   * of the node that recorded that may be ahead.
   */
  Instant opening(String person, Instant now) {
    Instant changed = since.getOrDefault(person, Instant.MIN);
    return now.isAfter(changed) || changed.equals(Instant.MAX) ? now : changed.plusMillis(1);
  }

  /** Whether the link was given by this server and the person has set no password since. */
  boolean isLink(PeopleStore.Enrolment link) {
    audit.readToTheEnd();
    return holds(
        "link",
        link.person(),
        () ->
            Seals.same(link.seal(), seals.link(link.hash(), link.person(), link.expires()))
                && invited.contains(link.person()));
  }

  private boolean holds(String row, String person, BooleanSupplier told) {
    if (told.getAsBoolean()) {
      return true;
    }
    // Another node, or this one a moment ago, may have recorded what was not read yet.
    audit.readToTheEnd();
    if (told.getAsBoolean()) {
      return true;
    }
    LOG.error("The row of a {} of {} is not one that this server wrote.", row, person);
    return false;
  }
}
