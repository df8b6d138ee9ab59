// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.gates;

import java.time.Instant;
import java.util.List;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.server.gates.Emergencies.Debt;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The open debts. */
final class DebtStore {
  private DebtStore() {}

  static void add(JdbcClient db, VersionBypassed act) {
    db.sql(
            """
            INSERT INTO bypass_debts (submission, model, version, at, due) VALUES (?, ?, ?, ?, ?)
            """)
        .params(
            act.submission(),
            act.model(),
            act.version(),
            act.at().toEpochMilli(),
            act.due().toEpochMilli())
        .update();
  }

  static void settle(JdbcClient db, long submission) {
    db.sql("DELETE FROM bypass_debts WHERE submission = ?").param(submission).update();
  }

  static long count(JdbcClient db) {
    return db.sql("SELECT COUNT(*) FROM bypass_debts").query(Long.class).single();
  }

  /** Those that are due first, up to so many. */
  static List<Debt> first(JdbcClient db, int most) {
    return db.sql(
            """
            SELECT submission, model, version, at, due FROM bypass_debts
            ORDER BY due, submission LIMIT ?
            """)
        .param(most)
        .query(
            (row, line) ->
                new Debt(
                    row.getLong(1),
                    row.getString(2),
                    row.getLong(3),
                    Instant.ofEpochMilli(row.getLong(4)),
                    Instant.ofEpochMilli(row.getLong(5))))
        .list();
  }
}
