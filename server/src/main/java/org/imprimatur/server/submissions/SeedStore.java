// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.SeedAct.Case;
import org.imprimatur.proof.act.SeedAct.SeedCommitted;
import org.imprimatur.proof.act.SeedAct.SeedRevealed;
import org.imprimatur.proof.digest.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of seeded cases: commitments, and beside the log what they hide. */
final class SeedStore {
  private static final String PLANTED =
      """
      SELECT p.id, p.steward, p.salt, p.model, p.version, p.opener, p.words, p.agreed,
        COALESCE(s.committed, 0) AS committed, COALESCE(s.revealed, 0) AS revealed
      FROM seed_secrets p LEFT JOIN seeds s ON s.id = p.id
      """;

  private SeedStore() {}

  /** A commitment that nobody revealed yet. */
  record Closed(String id, String steward, Digest commitment, Instant committed) {}

  static void add(JdbcClient db, SeedCommitted act) {
    db.sql(
            """
            INSERT INTO seeds (id, steward, commitment, committed, revealed, model, version, defect)
            VALUES (?, ?, ?, ?, 0, '', 0, '')
            """)
        .params(act.seed(), act.by(), act.commitment().toString(), act.at().toEpochMilli())
        .update();
  }

  static void reveal(JdbcClient db, SeedRevealed act) {
    db.sql("UPDATE seeds SET revealed = ?, model = ?, version = ?, defect = ? WHERE id = ?")
        .params(
            act.at().toEpochMilli(),
            act.bad().map(Case::model).orElse(""),
            act.bad().map(Case::version).orElse(0L),
            act.bad().map(bad -> bad.defect().toString()).orElse(""),
            act.seed())
        .update();
  }

  static List<Closed> closed(JdbcClient db) {
    return db.sql(
            """
            SELECT id, steward, commitment, committed FROM seeds
            WHERE revealed = 0 ORDER BY committed
            """)
        .query(
            (row, line) ->
                new Closed(
                    row.getString(1),
                    row.getString(2),
                    Digest.parse(row.getString(3)),
                    Instant.ofEpochMilli(row.getLong(4))))
        .list();
  }

  /** What was wrong with a version, if it was revealed to be a case. */
  static Optional<Digest> defect(JdbcClient db, String model, long version) {
    return db
        .sql("SELECT defect FROM seeds WHERE model = ? AND version = ? ORDER BY revealed")
        .params(model, version)
        .query((row, line) -> Digest.parse(row.getString(1)))
        .list()
        .stream()
        .findFirst();
  }

  static void plant(JdbcClient db, Planted one) {
    db.sql(
            """
            INSERT INTO seed_secrets (id, steward, salt, model, version, opener, words, agreed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            one.id(),
            one.steward(),
            one.salt(),
            one.model(),
            one.version(),
            one.opener(),
            one.words(),
            one.agreed() ? 1L : 0L)
        .update();
  }

  static void agree(JdbcClient db, String id) {
    db.sql("UPDATE seed_secrets SET agreed = 1 WHERE id = ?").param(id).update();
  }

  static void forget(JdbcClient db, String id) {
    db.sql("DELETE FROM seed_secrets WHERE id = ?").param(id).update();
  }

  static Optional<Planted> find(JdbcClient db, String id) {
    return db.sql(PLANTED + " WHERE p.id = ?").param(id).query(SeedStore::planted).optional();
  }

  static Optional<Planted> find(JdbcClient db, String model, long version) {
    return db.sql(PLANTED + " WHERE p.model = ? AND p.version = ?")
        .params(model, version)
        .query(SeedStore::planted)
        .optional();
  }

  /** What a person prepared, newest first. */
  static List<Planted> of(JdbcClient db, String steward) {
    return db.sql(PLANTED + " WHERE p.steward = ? ORDER BY COALESCE(s.committed, 0) DESC, p.id")
        .param(steward)
        .query(SeedStore::planted)
        .list();
  }

  /** The cases for which a person is to lend a name, or did. */
  static List<Planted> lentBy(JdbcClient db, String opener) {
    return db.sql(PLANTED + " WHERE p.opener = ? ORDER BY p.id")
        .param(opener)
        .query(SeedStore::planted)
        .list();
  }

  private static Planted planted(ResultSet row, int line) throws SQLException {
    return new Planted(
        row.getString("id"),
        row.getString("steward"),
        row.getString("salt"),
        row.getString("model"),
        row.getLong("version"),
        row.getString("opener"),
        row.getString("words"),
        row.getLong("agreed") != 0,
        instant(row.getLong("committed")),
        instant(row.getLong("revealed")));
  }

  private static Optional<Instant> instant(long millis) {
    return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
