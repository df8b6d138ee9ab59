// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.IncidentAct.IncidentClosed;
import org.imprimatur.proof.act.IncidentAct.IncidentOpened;
import org.imprimatur.proof.digest.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which incidents there are, of which version, and which are closed. */
final class IncidentStore {
  private static final String COLUMNS =
      "SELECT number, model, version, severity, harm, aware, lesson FROM incidents";

  private IncidentStore() {}

  static void add(JdbcClient db, IncidentOpened act) {
    db.sql(
            """
            INSERT INTO incidents (number, model, version, severity, harm, aware, lesson)
            VALUES (?, ?, ?, ?, ?, ?, '')
            """)
        .params(
            act.incident(),
            act.model(),
            act.version(),
            act.severity(),
            act.harm(),
            act.aware().toEpochMilli())
        .update();
  }

  static void close(JdbcClient db, IncidentClosed act) {
    db.sql("UPDATE incidents SET lesson = ? WHERE number = ?")
        .params(act.lesson().toString(), act.incident())
        .update();
  }

  static long next(JdbcClient db) {
    return db.sql("SELECT COALESCE(MAX(number), 0) + 1 FROM incidents").query(Long.class).single();
  }

  /** The newest, the highest number first. */
  static List<IncidentRow> newest(JdbcClient db, int most) {
    return db.sql(COLUMNS + " ORDER BY number DESC LIMIT ?")
        .param(most)
        .query((row, _) -> read(row))
        .list();
  }

  /** The newest closed ones of other models, the highest number first. */
  static List<IncidentRow> closedBeside(JdbcClient db, String model, int most) {
    return db.sql(COLUMNS + " WHERE lesson <> '' AND model <> ? ORDER BY number DESC LIMIT ?")
        .params(model, most)
        .query((row, _) -> read(row))
        .list();
  }

  /** Those that nobody has closed, the oldest first. */
  static List<IncidentRow> open(JdbcClient db, int most) {
    return db.sql(COLUMNS + " WHERE lesson = '' ORDER BY number LIMIT ?")
        .param(most)
        .query((row, _) -> read(row))
        .list();
  }

  /** The newest of a model. */
  static List<IncidentRow> ofModel(JdbcClient db, String model, int most) {
    return db.sql(COLUMNS + " WHERE model = ? ORDER BY number DESC LIMIT ?")
        .params(model, most)
        .query((row, _) -> read(row))
        .list();
  }

  private static IncidentRow read(ResultSet row) throws SQLException {
    String lesson = row.getString(7);
    return new IncidentRow(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        Instant.ofEpochMilli(row.getLong(6)),
        lesson.isEmpty() ? Optional.empty() : Optional.of(Digest.parse(lesson)));
  }
}
