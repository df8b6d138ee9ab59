// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.checks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.checks.CheckRun.State;
import org.imprimatur.server.database.ManyRows;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Check runs and what was computed before: workings, both can be built anew from the log. */
final class CheckStore {
  private static final ManyRows RUNS =
      new ManyRows(
          "check_runs (submission, check_name, state, since, reused, message, lease)",
          "(submission, check_name) DO NOTHING");

  private CheckStore() {}

  /** Asks for a check, again where it was asked before. */
  static void ask(JdbcClient db, long submission, String check, Instant at) {
    db.sql(
            """
            INSERT INTO check_runs (submission, check_name, state, since, reused, message, lease)
            VALUES (?, ?, 'waiting', ?, 0, '', 0)
            ON CONFLICT (submission, check_name) DO UPDATE
            SET state = 'waiting', since = excluded.since, reused = 0, message = '', lease = 0
            """)
        .params(submission, check, at.toEpochMilli())
        .update();
  }

  /** A run whose evidence the log has. */
  record Recorded(long submission, String check, Instant at) {}

  /** Notes such runs, where nothing is known of them. */
  static void recorded(JdbcClient db, Collection<Recorded> runs) {
    RUNS.write(
        db,
        runs.stream()
            .map(
                one ->
                    List.of(
                        one.submission(),
                        one.check(),
                        State.RECORDED.word(),
                        one.at().toEpochMilli(),
                        0,
                        "",
                        0L))
            .toList());
  }

  /** Takes the oldest run that waits, or whose runner was not heard of again. */
  static Optional<CheckRun> claim(JdbcClient db, long now, long lease) {
    Optional<CheckRun> next =
        db.sql(
                """
                SELECT submission, check_name, state, since, reused, message FROM check_runs
                WHERE state = 'waiting' OR (state = 'running' AND lease < ?)
                ORDER BY submission, since, check_name LIMIT 1
                """)
            .param(now)
            .query((row, line) -> run(row))
            .optional();
    next.ifPresent(
        run ->
            db.sql(
                    """
                    UPDATE check_runs SET state = 'running', since = ?, lease = ?
                    WHERE submission = ? AND check_name = ?
                    """)
                .params(now, lease, run.submission(), run.check())
                .update());
    return next;
  }

  /** Lets go of what a node that ended had claimed; only right where there is one node. */
  static void release(JdbcClient db) {
    db.sql("UPDATE check_runs SET state = 'waiting' WHERE state = 'running'").update();
  }

  /** Notes how a run ended, unless it was asked again meanwhile. */
  static void end(JdbcClient db, CheckRun ended) {
    db.sql(
            """
            UPDATE check_runs SET state = ?, since = ?, reused = ?, message = ?
            WHERE submission = ? AND check_name = ? AND state = 'running'
            """)
        .params(
            ended.state().word(),
            ended.since().toEpochMilli(),
            ended.reused() ? 1 : 0,
            ended.message(),
            ended.submission(),
            ended.check())
        .update();
  }

  /** The runs that wait for a runner, oldest first. */
  static List<CheckRun> elsewhere(JdbcClient db) {
    return db.sql(
            """
            SELECT submission, check_name, state, since, reused, message FROM check_runs
            WHERE state = ? ORDER BY submission, check_name
            """)
        .param(State.ELSEWHERE.word())
        .query((row, line) -> run(row))
        .list();
  }

  /** Notes that a runner's evidence was recorded. */
  static void answered(JdbcClient db, long submission, String check, Instant at) {
    db.sql(
            """
            UPDATE check_runs SET state = ?, since = ?
            WHERE submission = ? AND check_name = ? AND state = ?
            """)
        .params(State.RECORDED.word(), at.toEpochMilli(), submission, check, State.ELSEWHERE.word())
        .update();
  }

  static List<CheckRun> runs(JdbcClient db, long submission) {
    return db.sql(
            """
            SELECT submission, check_name, state, since, reused, message FROM check_runs
            WHERE submission = ? ORDER BY check_name
            """)
        .param(submission)
        .query((row, line) -> run(row))
        .list();
  }

  private static CheckRun run(ResultSet row) throws SQLException {
    return new CheckRun(
        row.getLong(1),
        row.getString(2),
        State.of(row.getString(3)),
        Instant.ofEpochMilli(row.getLong(4)),
        row.getInt(5) == 1,
        row.getString(6));
  }

  /** The evidence that was computed from exactly these inputs before. */
  static Optional<Digest> computed(JdbcClient db, Digest inputs) {
    return db.sql("SELECT evidence FROM check_results WHERE inputs = ?")
        .param(inputs.toString())
        .query((row, line) -> Digest.parse(row.getString(1)))
        .optional();
  }

  static void keep(JdbcClient db, Digest inputs, Digest evidence) {
    db.sql(
            """
            INSERT INTO check_results (inputs, evidence) VALUES (?, ?)
            ON CONFLICT (inputs) DO UPDATE SET evidence = excluded.evidence
            """)
        .params(inputs.toString(), evidence.toString())
        .update();
  }
}
