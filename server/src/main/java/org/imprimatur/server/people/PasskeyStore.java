// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.PeopleAct.PasskeyEnrolled;
import org.imprimatur.proof.act.PeopleAct.PasskeyRevoked;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.signature.Ceremony;
import org.imprimatur.server.audit.Entries;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows about passkeys, and what waits for one, which are workings. */
final class PasskeyStore {
  private static final String PASSKEY =
      """
      SELECT p.body, u.label, u.credential_id, u.counter, u.used_at, p.revoked_at, p.reason
      FROM passkeys p JOIN passkey_uses u ON u.passkey = p.passkey
      """;

  private PasskeyStore() {}

  static List<Passkey> of(JdbcClient db, String person) {
    return db.sql(PASSKEY + " WHERE p.person = ? ORDER BY p.enrolled_at, p.passkey")
        .param(person)
        .query((row, line) -> passkey(row))
        .list();
  }

  static Optional<Passkey> find(JdbcClient db, String id) {
    return db.sql(PASSKEY + " WHERE p.passkey = ?")
        .param(id)
        .query((row, line) -> passkey(row))
        .optional();
  }

  static Optional<Passkey> byCredential(JdbcClient db, Digest credential) {
    return db.sql(PASSKEY + " WHERE p.credential = ?")
        .param(credential.toString())
        .query((row, line) -> passkey(row))
        .optional();
  }

  /** Whether the acts tell the same: a row that somebody wrote by hand signs for nobody. */
  static boolean isRecorded(JdbcClient db, Passkey passkey) {
    List<Act> acts = Entries.acts(db, passkey.enrolled().passkey());
    boolean revoked = acts.stream().anyMatch(PasskeyRevoked.class::isInstance);
    return acts.contains(passkey.enrolled()) && revoked == passkey.revoked().isPresent();
  }

  private static Passkey passkey(ResultSet row) throws SQLException {
    byte[] body = Objects.requireNonNull(row.getString(1)).getBytes(StandardCharsets.UTF_8);
    Optional<Instant> revoked = instant(row, 6);
    String reason = row.getString(7);
    return new Passkey(
        (PasskeyEnrolled) Act.parse(body),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        instant(row, 5),
        revoked.map(at -> new Passkey.Revoked(at, Objects.requireNonNullElse(reason, ""))));
  }

  private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  static void label(JdbcClient db, String id, String label, String credentialId, long counter) {
    db.sql("INSERT INTO passkey_uses (passkey, label, credential_id, counter) VALUES (?, ?, ?, ?)")
        .params(id, label, credentialId, counter)
        .update();
  }

  static void used(JdbcClient db, String id, long counter, Instant at) {
    db.sql("UPDATE passkey_uses SET counter = ?, used_at = ? WHERE passkey = ?")
        .params(counter, at.toEpochMilli(), id)
        .update();
  }

  static void await(JdbcClient db, String challenge, String person, String body, long expires) {
    db.sql("DELETE FROM passkey_challenges WHERE expires_at < ? OR challenge = ?")
        .params(expires - Ceremony.LASTS.toMillis(), challenge)
        .update();
    db.sql(
            """
            INSERT INTO passkey_challenges (challenge, person, body, expires_at)
            VALUES (?, ?, ?, ?)
            """)
        .params(challenge, person, body, expires)
        .update();
  }

  static Optional<String> awaited(JdbcClient db, String challenge, String person, long now) {
    return db.sql(
            """
            SELECT body FROM passkey_challenges
            WHERE challenge = ? AND person = ? AND expires_at >= ?
            """)
        .params(challenge, person, now)
        .query(String.class)
        .optional();
  }

  static void answered(JdbcClient db, String challenge) {
    db.sql("DELETE FROM passkey_challenges WHERE challenge = ?").param(challenge).update();
  }
}
