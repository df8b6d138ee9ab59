// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sessions and failed attempts: workings, under the hash of the session's secret. */
final class SessionStore {
  private SessionStore() {}

  static void open(JdbcClient db, String hash, String person, long now, long expires) {
    db.sql("DELETE FROM sessions WHERE expires_at <= ?").param(now).update();
    db.sql("INSERT INTO sessions (hash, person, expires_at) VALUES (?, ?, ?)")
        .params(hash, person, expires)
        .update();
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

  /** How many attempts failed since an instant, for one user name. */
  static long failures(JdbcClient db, String username, long since) {
    return db.sql("SELECT COUNT(*) FROM failed_logins WHERE username = ? AND at >= ?")
        .params(username, since)
        .query(Long.class)
        .single();
  }

  static void failed(JdbcClient db, String username, long now, long forget) {
    db.sql("DELETE FROM failed_logins WHERE at < ?").param(forget).update();
    db.sql("INSERT INTO failed_logins (username, at) VALUES (?, ?)").params(username, now).update();
  }
}
