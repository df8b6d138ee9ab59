// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows about tokens; of a secret there is its hash alone, and names stand beside that. */
final class TokenStore {
  private static final String TOKEN =
      """
      SELECT t.token, t.person, h.name, t.scopes, t.expires_at
      FROM tokens t LEFT JOIN token_hashes h ON h.token = t.token
      """;

  private TokenStore() {}

  static Optional<Token> bySecret(JdbcClient db, String secret) {
    return db.sql(TOKEN + " WHERE h.hash = ?")
        .param(Secret.hash(secret))
        .query((row, line) -> token(row))
        .optional();
  }

  static Optional<Token> find(JdbcClient db, String id) {
    return db.sql(TOKEN + " WHERE t.token = ?")
        .param(id)
        .query((row, line) -> token(row))
        .optional();
  }

  /** Those of a person that were not revoked, also where they have ended. */
  static List<Token> of(JdbcClient db, String person) {
    return db.sql(TOKEN + " WHERE t.person = ? ORDER BY t.expires_at, t.token")
        .param(person)
        .query((row, line) -> token(row))
        .list();
  }

  /** Whether a token acts for this person at this time. */
  static boolean acts(JdbcClient db, String id, String person, Instant at) {
    return find(db, id)
        .filter(token -> token.person().equals(person) && token.actsAt(at))
        .isPresent();
  }

  private static Token token(ResultSet row) throws SQLException {
    Set<Permission> scopes = EnumSet.noneOf(Permission.class);
    for (String word : Objects.requireNonNull(row.getString(4)).split(" ", -1)) {
      Permission.of(word).ifPresent(scopes::add);
    }
    return new Token(
        row.getString(1),
        row.getString(2),
        Objects.requireNonNullElse(row.getString(3), ""),
        scopes,
        Optional.of(row.getLong(5)).filter(end -> end > 0).map(Instant::ofEpochMilli));
  }

  static void keep(JdbcClient db, String id, Secret secret, String name) {
    db.sql("INSERT INTO token_hashes (hash, token, name) VALUES (?, ?, ?)")
        .params(secret.hash(), id, name)
        .update();
  }

  static void forget(JdbcClient db, String id) {
    db.sql("DELETE FROM token_hashes WHERE token = ?").param(id).update();
  }
}
