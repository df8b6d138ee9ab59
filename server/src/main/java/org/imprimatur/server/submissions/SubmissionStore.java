// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Gatherers;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Entries;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows about submissions, and the drafts of statements, which are workings. */
final class SubmissionStore {
  private SubmissionStore() {}

  static Optional<Submission> find(JdbcClient db, long number) {
    return Submission.of(Entries.acts(db, "submission:" + number));
  }

  static long next(JdbcClient db) {
    return db.sql("SELECT COALESCE(MAX(number), 0) + 1 FROM submissions")
        .query(Long.class)
        .single();
  }

  /** The numbers of a model's submissions, in order. */
  static List<Long> ofModel(JdbcClient db, String model) {
    return db.sql("SELECT number FROM submissions WHERE model = ? ORDER BY number")
        .param(model)
        .query((row, line) -> row.getLong(1))
        .list();
  }

  private static final int AT_ONCE = 500;

  /** The models of submissions; none of a submission that is not there. */
  static Map<Long, String> models(JdbcClient db, Set<Long> numbers) {
    Map<Long, String> models = new HashMap<>();
    numbers.stream()
        .gather(Gatherers.windowFixed(AT_ONCE))
        .forEach(
            some ->
                db.sql("SELECT number, model FROM submissions WHERE number IN (:numbers)")
                    .param("numbers", some)
                    .query(
                        row -> {
                          models.put(row.getLong(1), row.getString(2));
                        }));
    return models;
  }

  /** A model's open submissions, in order. */
  static List<SubmissionRow> openOf(JdbcClient db, String model) {
    return db.sql(ROW + "WHERE model = ? AND status = 'open' ORDER BY number")
        .param(model)
        .query(SubmissionStore::row)
        .list();
  }

  static Optional<Long> open(JdbcClient db, String model, long version, String gate) {
    return db.sql(
            """
            SELECT number FROM submissions
            WHERE model = ? AND version = ? AND gate = ? AND status = 'open'
            """)
        .params(model, version, gate)
        .query((row, line) -> row.getLong(1))
        .optional();
  }

  /** A page of numbers below one, newest first. */
  static List<Long> below(JdbcClient db, long number, boolean openOnly, int count) {
    return db.sql(
            "SELECT number FROM submissions WHERE number < ?"
                + (openOnly ? " AND status = 'open'" : "")
                + " ORDER BY number DESC LIMIT ?")
        .params(number, count)
        .query((row, line) -> row.getLong(1))
        .list();
  }

  private static final String ROW = "SELECT number, model, version, gate, status FROM submissions ";

  static Optional<SubmissionRow> row(JdbcClient db, long number) {
    return db.sql(ROW + "WHERE number = ?").param(number).query(SubmissionStore::row).optional();
  }

  /** All of a model, in order. */
  static List<SubmissionRow> rows(JdbcClient db, String model) {
    return db.sql(ROW + "WHERE model = ? ORDER BY number")
        .param(model)
        .query(SubmissionStore::row)
        .list();
  }

  /** The newest of a model. */
  static List<SubmissionRow> newest(JdbcClient db, String model, int count) {
    return db.sql(ROW + "WHERE model = ? ORDER BY number DESC LIMIT ?")
        .params(model, count)
        .query(SubmissionStore::row)
        .list();
  }

  /** Those that a person opened a class of, the last first. */
  static List<SubmissionRow> lookedAt(JdbcClient db, String person, int count) {
    return db.sql(
            """
            SELECT s.number, s.model, s.version, s.gate, s.status FROM submissions s
            JOIN (SELECT submission, MAX(at) AS last FROM looks WHERE person = ?
                  GROUP BY submission ORDER BY MAX(at) DESC LIMIT ?) l ON l.submission = s.number
            ORDER BY l.last DESC
            """)
        .params(person, count)
        .query(SubmissionStore::row)
        .list();
  }

  private static SubmissionRow row(ResultSet row, int line) throws SQLException {
    return new SubmissionRow(
        row.getLong(1), row.getString(2), row.getLong(3), row.getString(4), row.getString(5));
  }

  static void keep(JdbcClient db, Draft draft, String person, long expires) {
    db.sql("DELETE FROM drafts WHERE expires_at < ?").param(expires - Draft.LASTS_MILLIS).update();
    db.sql("INSERT INTO drafts (digest, person, body, expires_at) VALUES (?, ?, ?, ?)")
        .params(draft.digest().toString(), person, draft.shown().text(), expires)
        .update();
  }

  /** What a person was shown, under the digest that the form sends back. */
  static Optional<Draft.Shown> draft(JdbcClient db, Digest digest, String person, long now) {
    return db.sql("SELECT body FROM drafts WHERE digest = ? AND person = ? AND expires_at >= ?")
        .params(digest.toString(), person, now)
        .query((row, line) -> row.getString(1))
        .optional()
        .map(body -> Draft.Shown.read((Json.Obj) Json.parse(body)));
  }

  static void signed(JdbcClient db, Digest digest) {
    db.sql("DELETE FROM drafts WHERE digest = ?").param(digest.toString()).update();
  }
}
