// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.reviews;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.review.RaisedFinding.State;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows about findings and challenges, and the drafts of words, which are workings. */
final class ReviewStore {
  private ReviewStore() {}

  static long nextFinding(JdbcClient db) {
    return db.sql("SELECT COALESCE(MAX(number), 0) + 1 FROM findings").query(Long.class).single();
  }

  static long nextChallenge(JdbcClient db) {
    return db.sql("SELECT COALESCE(MAX(number), 0) + 1 FROM challenges").query(Long.class).single();
  }

  static Optional<Long> submissionOfChallenge(JdbcClient db, long number) {
    return db.sql("SELECT submission FROM challenges WHERE number = ?")
        .param(number)
        .query((row, _) -> row.getLong(1))
        .optional();
  }

  static Optional<Long> submissionOfFinding(JdbcClient db, long number) {
    return db.sql("SELECT submission FROM findings WHERE number = ?")
        .param(number)
        .query((row, _) -> row.getLong(1))
        .optional();
  }

  private static final String FINDING =
      """
      SELECT number, model, submission, severity, owner, due, class, state, accepted_until
      FROM findings
      """;

  /** Open and overdue ones first, then what is open by its day, then the newest of the rest. */
  static List<FindingRow> findings(JdbcClient db, LocalDate today) {
    return db.sql(FINDING).query((row, _) -> finding(row, today)).list().stream()
        .sorted(
            Comparator.comparing((FindingRow row) -> !row.overdue())
                .thenComparing(row -> !row.state().isOpen())
                .thenComparing(FindingRow::due)
                .thenComparingLong(FindingRow::number))
        .toList();
  }

  static Optional<FindingRow> finding(JdbcClient db, LocalDate today, long number) {
    return db.sql(FINDING + " WHERE number = ?")
        .param(number)
        .query((row, _) -> finding(row, today))
        .optional();
  }

  /** The newest of a model. */
  static List<FindingRow> newest(JdbcClient db, LocalDate today, String model, int count) {
    return db.sql(FINDING + " WHERE model = ? ORDER BY number DESC LIMIT ?")
        .params(model, count)
        .query((row, _) -> finding(row, today))
        .list();
  }

  private static FindingRow finding(ResultSet row, LocalDate today) throws SQLException {
    LocalDate due = LocalDate.parse(row.getString(6));
    State state = state(row.getString(8), row.getString(9), today);
    return new FindingRow(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        due,
        row.getString(7),
        state,
        state.isOpen() && today.isAfter(due));
  }

  private static State state(String word, String until, LocalDate today) {
    boolean accepted = !until.isEmpty() && !today.isAfter(LocalDate.parse(until));
    return switch (word) {
      case "closed" -> State.CLOSED;
      case "fixed" -> accepted ? State.ACCEPTED : State.FIXED;
      default -> accepted ? State.ACCEPTED : State.OPEN;
    };
  }

  static void keep(JdbcClient db, String person, String place, String body) {
    forget(db, person, place);
    db.sql("INSERT INTO review_drafts (person, place, body) VALUES (?, ?, ?)")
        .params(person, place, body)
        .update();
  }

  static void forget(JdbcClient db, String person, String place) {
    db.sql("DELETE FROM review_drafts WHERE person = ? AND place = ?")
        .params(person, place)
        .update();
  }

  static Optional<String> kept(JdbcClient db, String person, String place) {
    return db.sql("SELECT body FROM review_drafts WHERE person = ? AND place = ?")
        .params(person, place)
        .query((row, _) -> row.getString(1))
        .optional();
  }
}
