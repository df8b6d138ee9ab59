// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.policies;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Publications;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.PolicyReader;
import org.imprimatur.proof.policy.Reading;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.Like;
import org.imprimatur.server.models.Model;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds and reads published policies. */
@Component
public final class Policies {
  private static final String COLUMNS = "SELECT digest, name, number, preset FROM policies ";
  private static final RowMapper<PublishedPolicy> ROW =
      (row, line) ->
          new PublishedPolicy(
              Digest.parse(row.getString(1)), row.getString(2), row.getLong(3), row.getInt(4) == 1);

  private static final List<String> ACTS =
      List.of(
          "act:policy.proposed",
          "act:policy.watched",
          "act:policy.declined",
          "act:policy.published");

  private final Database database;
  private final Blobs blobs;

  /** Policies never change once published, so one that was read stays. */
  private final Map<Digest, Policy> read = new ConcurrentHashMap<>();

  Policies(Database database, Blobs blobs) {
    this.database = database;
    this.blobs = blobs;
  }

  /** Every policy that was published and proposed so far. */
  static Publications publications(JdbcClient db) {
    List<Entries.Entry> entries = new ArrayList<>();
    ACTS.forEach(act -> entries.addAll(Entries.mentioning(db, act)));
    entries.sort(Comparator.comparingLong(Entries.Entry::position));
    List<PolicyAct> acts = new ArrayList<>();
    for (Entries.Entry entry : entries) {
      if (entry.act() instanceof PolicyAct act) {
        acts.add(act);
      }
    }
    return Publications.of(acts);
  }

  public List<PublishedPolicy> all() {
    return database.reader().sql(COLUMNS + "ORDER BY name, number").query(ROW).list();
  }

  /** Up to {@code count} policies whose name holds the words, the newest of each name first. */
  public List<PublishedPolicy> containing(String words, int count) {
    return database
        .reader()
        .sql(COLUMNS + "WHERE LOWER(name) LIKE ? ESCAPE '!' ORDER BY name, number DESC LIMIT ?")
        .params(Like.within(words), count)
        .query(ROW)
        .list();
  }

  /** Every policy of a name, the oldest first. */
  public List<PublishedPolicy> named(JdbcClient db, String name) {
    return db.sql(COLUMNS + "WHERE name = ? ORDER BY number").param(name).query(ROW).list();
  }

  /** The newest policy of a name, where there is one. */
  public Optional<PublishedPolicy> newest(String name) {
    List<PublishedPolicy> named = named(database.reader(), name);
    return named.isEmpty() ? Optional.empty() : Optional.of(named.getLast());
  }

  public Optional<PublishedPolicy> find(Digest digest) {
    return database
        .reader()
        .sql(COLUMNS + "WHERE digest = ?")
        .param(digest.toString())
        .query(ROW)
        .optional();
  }

  /** One numbered policy. */
  public PublishedPolicy get(String name, long number) {
    return database
        .reader()
        .sql(COLUMNS + "WHERE name = ? AND number = ?")
        .params(name, number)
        .query(ROW)
        .optional()
        .orElseThrow(() -> new RefusedException(unknown(name + "@" + number)));
  }

  /** The newest policy of a name, or the default one where no name is given. */
  public PublishedPolicy newest(Optional<String> name) {
    List<PublishedPolicy> matching =
        all().stream()
            .filter(policy -> name.map(policy.name()::equals).orElse(policy.preset()))
            .toList();
    if (matching.isEmpty()) {
      throw new RefusedException(unknown(name.orElse("that is the default")));
    }
    return matching.getLast();
  }

  /**
   * The policy under which a model's next submission is opened: the newest of the name under which
   * it was registered.
   */
  public PublishedPolicy governing(JdbcClient db, Model model) {
    return governing(db, model.registeredUnder());
  }

  /** The same by the acts alone, for a submission to pin: rows can be changed by hand. */
  public Optional<Digest> pinned(JdbcClient db, Model model) {
    return publications(db).governing(model.registeredUnder()).map(PolicyPublished::policy);
  }

  /** The same of the policy under which a model was registered. */
  PublishedPolicy governing(JdbcClient db, Digest registeredUnder) {
    return db.sql(
            COLUMNS
                + "WHERE name = (SELECT name FROM policies WHERE digest = ?)"
                + " ORDER BY number DESC LIMIT 1")
        .param(registeredUnder.toString())
        .query(ROW)
        .single();
  }

  public PublishedPolicy governing(Model model) {
    return governing(database.reader(), model);
  }

  /** The policy behind a digest that an act named. */
  public Policy read(Digest digest) {
    return read.computeIfAbsent(
        digest,
        wanted ->
            switch (PolicyReader.read(bytes(wanted))) {
              case Reading.Read(var policy) -> policy;
              case Reading.Refused(var errors) ->
                  throw new IllegalStateException(
                      "The published policy " + wanted + " cannot be read: " + errors);
            });
  }

  /** The text as it was published. */
  public byte[] bytes(Digest digest) {
    return blobs
        .find(digest)
        .orElseThrow(() -> new IllegalStateException("The policy " + digest + " is not there."));
  }

  private static Refusal unknown(String name) {
    return new Refusal(
        "policy.unknown",
        404,
        "There is no policy " + name + ".",
        List.of(),
        "List the policies to see their names.");
  }
}
