// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.messages.Queued.State;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The queue and what has been told. All of it is workings. */
final class QueueStore {
  private static final String COLUMNS =
      "SELECT id, recipient, turn, body, queued_at, next_at, state, attempts, error"
          + " FROM message_queue ";
  private static final String TARGET = "CASE WHEN recipient LIKE '#%' THEN recipient ELSE ? END";

  private QueueStore() {}

  /** Puts a message into the queue, unless it is there already. */
  static void add(JdbcClient db, Queued one) {
    db.sql(
            """
            INSERT INTO message_queue
              (id, recipient, turn, body, queued_at, next_at, attempts, state, error)
            VALUES (?, ?, ?, ?, ?, ?, 0, ?, '')
            ON CONFLICT (id) DO NOTHING
            """)
        .param(one.id())
        .param(one.recipient())
        .param(one.turn().orElse(null))
        .param(one.matter().json().text())
        .param(one.queued().toEpochMilli())
        .param(one.next().toEpochMilli())
        .param(one.tries().state().word())
        .update();
  }

  private static Queued read(ResultSet row, int line) throws SQLException {
    return new Queued(
        row.getString(1),
        row.getString(2),
        Optional.ofNullable(row.getString(3)),
        Matter.read((Json.Obj) Json.parse(row.getString(4))),
        Instant.ofEpochMilli(row.getLong(5)),
        Instant.ofEpochMilli(row.getLong(6)),
        new Queued.Tries(State.of(row.getString(7)), row.getLong(8), row.getString(9)));
  }

  /** Where something is due to: each channel is a target by itself, and so is all mail. */
  static List<String> targets(JdbcClient db, Instant now) {
    return db.sql(
            "SELECT DISTINCT "
                + TARGET
                + " FROM message_queue WHERE state = 'waiting' AND next_at <= ?")
        .params(Queued.MAIL, now.toEpochMilli())
        .query((row, _) -> row.getString(1))
        .list();
  }

  static List<Queued> due(JdbcClient db, String target, Instant now, int most) {
    return db.sql(
            COLUMNS
                + "WHERE state = 'waiting' AND next_at <= ? AND "
                + TARGET
                + " = ? ORDER BY next_at, id LIMIT ?")
        .params(now.toEpochMilli(), Queued.MAIL, target, most)
        .query(QueueStore::read)
        .list();
  }

  /** Takes a message for an attempt; false where another node did, or it is due no longer. */
  static boolean take(JdbcClient db, Queued one, Instant until) {
    return db.sql(
                """
                UPDATE message_queue SET next_at = ?, attempts = attempts + 1, error = ''
                WHERE id = ? AND state = 'waiting' AND next_at = ?
                """)
            .params(until.toEpochMilli(), one.id(), one.next().toEpochMilli())
            .update()
        == 1;
  }

  /** What an attempt came to where nothing was sent. */
  record Outcome(State state, String error, Instant next) {}

  /**
   * Notes that nothing was sent; false where the message is in other hands by now, which say
   * themselves what came of it.
   *
   * @param held until when it was taken, or where it was not, when it was due
   */
  static boolean unsent(JdbcClient db, String id, Instant held, Outcome outcome) {
    return db.sql(
                """
                UPDATE message_queue SET state = ?, error = ?, next_at = ?
                WHERE id = ? AND state = 'waiting' AND next_at = ?
                """)
            .params(
                outcome.state().word(),
                outcome.error(),
                outcome.next().toEpochMilli(),
                id,
                held.toEpochMilli())
            .update()
        == 1;
  }

  /** It went out, in whose hands ever it is by now. */
  static void sent(JdbcClient db, String id, Instant at) {
    db.sql("UPDATE message_queue SET state = 'sent', error = '', next_at = ? WHERE id = ?")
        .params(at.toEpochMilli(), id)
        .update();
  }

  /** Gives a dead message all its attempts again; false where it is not dead. */
  static boolean revive(JdbcClient db, String id, Instant now) {
    return db.sql(
                """
                UPDATE message_queue SET state = 'waiting', attempts = 0, next_at = ?
                WHERE id = ? AND state = 'dead'
                """)
            .params(now.toEpochMilli(), id)
            .update()
        == 1;
  }

  /** The same for all that are dead. */
  static int reviveAll(JdbcClient db, Instant now) {
    return db.sql(
            """
            UPDATE message_queue SET state = 'waiting', attempts = 0, next_at = ?
            WHERE state = 'dead'
            """)
        .param(now.toEpochMilli())
        .update();
  }

  static List<Queued> kept(JdbcClient db, String recipient) {
    return db.sql(COLUMNS + "WHERE state = 'kept' AND recipient = ? ORDER BY queued_at, id")
        .param(recipient)
        .query(QueueStore::read)
        .list();
  }

  static Optional<Queued> find(JdbcClient db, String id) {
    return db.sql(COLUMNS + "WHERE id = ?").param(id).query(QueueStore::read).optional();
  }

  /** What was kept for a digest goes at once. */
  static int release(JdbcClient db, String recipient, Instant now) {
    return db.sql(
            """
            UPDATE message_queue SET state = 'waiting', next_at = ?
            WHERE state = 'kept' AND recipient = ?
            """)
        .params(now.toEpochMilli(), recipient)
        .update();
  }

  /** How many first messages to an address of a person went out, or were given up, since. */
  static long welcomed(JdbcClient db, String person, Instant since) {
    return db.sql(
            """
            SELECT COUNT(*) FROM message_queue
            WHERE recipient = ? AND queued_at > ? AND body LIKE ?
            """)
        .params(person, since.toEpochMilli(), "%\"kind\":\"" + Kind.WELCOME.word() + "\"%")
        .query(Long.class)
        .single();
  }

  /** Messages in a state, those that moved last first. */
  static List<Queued> list(JdbcClient db, State state, int most) {
    return db.sql(COLUMNS + "WHERE state = ? ORDER BY next_at DESC, id LIMIT ?")
        .params(state.word(), most)
        .query(QueueStore::read)
        .list();
  }

  static long count(JdbcClient db, State state) {
    return db.sql("SELECT COUNT(*) FROM message_queue WHERE state = ?")
        .param(state.word())
        .query(Long.class)
        .single();
  }

  /** Forgets what is over and was last touched before an instant. */
  static int clear(JdbcClient db, Instant before) {
    return db.sql(
            "DELETE FROM message_queue WHERE state NOT IN ('waiting', 'kept') AND next_at < ?")
        .param(before.toEpochMilli())
        .update();
  }

  static Set<String> turns(JdbcClient db, String recipient) {
    return new HashSet<>(
        db.sql("SELECT turn FROM message_turns WHERE recipient = ?")
            .param(recipient)
            .query(String.class)
            .list());
  }

  static void begin(JdbcClient db, String recipient, String turn) {
    db.sql("INSERT INTO message_turns (recipient, turn) VALUES (?, ?)")
        .params(recipient, turn)
        .update();
  }

  static void end(JdbcClient db, String recipient, String turn) {
    db.sql("DELETE FROM message_turns WHERE recipient = ? AND turn = ?")
        .params(recipient, turn)
        .update();
  }

  /** Whether turns of a recipient were looked at before; from now on they were. */
  static boolean meet(JdbcClient db, String recipient, Instant at) {
    return db.sql(
                """
                INSERT INTO message_recipients (recipient, since) VALUES (?, ?)
                ON CONFLICT (recipient) DO NOTHING
                """)
            .params(recipient, at.toEpochMilli())
            .update()
        == 0;
  }

  /** Whether turns of all these recipients were looked at before. */
  static boolean known(JdbcClient db, List<String> recipients) {
    Set<String> met =
        new HashSet<>(
            db.sql("SELECT recipient FROM message_recipients").query(String.class).list());
    return met.containsAll(recipients);
  }

  /** Everything about a recipient but what was sent or failed goes. */
  static void forget(JdbcClient db, String recipient) {
    db.sql("DELETE FROM message_recipients WHERE recipient = ?").param(recipient).update();
    db.sql("DELETE FROM message_turns WHERE recipient = ?").param(recipient).update();
    db.sql("DELETE FROM message_queue WHERE recipient = ? AND state IN ('waiting', 'kept')")
        .param(recipient)
        .update();
  }

  /** Goes on to a state of the log; false where another node has looked further already. */
  static boolean look(JdbcClient db, long size, Instant at) {
    return db.sql(
                """
                INSERT INTO message_looks (one, size, at) VALUES (1, ?, ?)
                ON CONFLICT (one) DO UPDATE SET size = excluded.size, at = excluded.at
                WHERE message_looks.size <= excluded.size
                """)
            .params(size, at.toEpochMilli())
            .update()
        == 1;
  }
}
