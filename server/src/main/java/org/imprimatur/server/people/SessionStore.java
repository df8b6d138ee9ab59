// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sessions and failed attempts: workings, under the hash of the session's secret. */
final class SessionStore {
  private SessionStore() {}

  /**
   * A session as its row tells it.
   *
   * @param expires in milliseconds since 1970
   * @param seal empty where it was opened before there were seals
   */
  record Session(String hash, String person, long expires, String seal) {}

  static void open(JdbcClient db, Session session, long now) {
    db.sql("DELETE FROM sessions WHERE expires_at <= ?").param(now).update();
    db.sql("INSERT INTO sessions (hash, person, expires_at, seal) VALUES (?, ?, ?, ?)")
        .params(session.hash(), session.person(), session.expires(), session.seal())
        .update();
  }

  static Optional<Session> find(JdbcClient db, String hash, long now) {
    return db.sql(
            "SELECT hash, person, expires_at, seal FROM sessions WHERE hash = ? AND expires_at > ?")
        .params(hash, now)
        .query(
            (row, line) ->
                new Session(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)))
        .optional();
  }

  static Optional<String> person(JdbcClient db, String hash, long now) {
    return db.sql("SELECT person FROM sessions WHERE hash = ? AND expires_at > ?")
        .params(hash, now)
        .query(String.class)
        .optional();
  }

  static void close(JdbcClient db, String hash) {
    db.sql("DELETE FROM sessions WHERE hash = ?").param(hash).update();
  }

  static void closeAll(JdbcClient db, String person) {
    db.sql("DELETE FROM sessions WHERE person = ?").param(person).update();
  }

  /** How many attempts failed, or are being looked at, in the window around an instant. */
  static long failures(JdbcClient db, String username, long now, Duration window) {
    return db.sql("SELECT COUNT(*) FROM failed_logins WHERE username = ? AND at >= ? AND at <= ?")
        .params(username, now - window.toMillis(), now + window.toMillis())
        .query(Long.class)
        .single();
  }

  /**
   * Counts an attempt as failed before it is looked at, so that as many as may fail are looked at,
   * however many come at once. An attempt has its millisecond for itself; that is its name.
   *
   * @return empty where as many failed already
   */
  static OptionalLong attempt(JdbcClient db, String username, long now, Duration window, int most) {
    // What a clock that ran ahead left behind is not of this quarter of an hour either.
    db.sql("DELETE FROM failed_logins WHERE at < ? OR at > ?")
        .params(now - window.toMillis(), now + window.toMillis())
        .update();
    if (failures(db, username, now, window) >= most) {
      return OptionalLong.empty();
    }
    long last =
        db.sql("SELECT COALESCE(MAX(at), 0) FROM failed_logins WHERE username = ?")
            .param(username)
            .query(Long.class)
            .single();
    long at = Math.max(now, last + 1);
    db.sql("INSERT INTO failed_logins (username, at) VALUES (?, ?)").params(username, at).update();
    return OptionalLong.of(at);
  }

  /** The attempt was right after all. */
  static void succeeded(JdbcClient db, String username, long attempt) {
    db.sql("DELETE FROM failed_logins WHERE username = ? AND at = ?")
        .params(username, attempt)
        .update();
  }
}
