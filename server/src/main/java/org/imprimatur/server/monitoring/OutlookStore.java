// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import org.imprimatur.server.monitoring.Outlook.Tally;
import org.imprimatur.server.monitoring.Outlooks.View;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How versions in production stood when they were looked at last. */
final class OutlookStore {
  private static final String SUMS =
      """
      SELECT COALESCE(SUM(broken), 0), COALESCE(SUM(missing), 0), COALESCE(SUM(awaited), 0),
        COALESCE(SUM(kept), 0), COALESCE(SUM(revalidated), 0), COALESCE(SUM(suspended), 0),
        COALESCE(SUM(promised), 0), COALESCE(SUM(ends), 0), COALESCE(SUM(near), 0),
        COUNT(*)
      FROM watch_outlooks
      """;

  private OutlookStore() {}

  static void put(JdbcClient db, Outlook one) {
    Tally tally = one.tally();
    db.sql(
            """
            INSERT INTO watch_outlooks (model, version, broken, missing, awaited, kept, revalidated,
              suspended, promised, ends, near, asks, due)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (model) DO UPDATE SET version = excluded.version,
              broken = excluded.broken, missing = excluded.missing, awaited = excluded.awaited,
              kept = excluded.kept, revalidated = excluded.revalidated,
              suspended = excluded.suspended, promised = excluded.promised, ends = excluded.ends,
              near = excluded.near, asks = excluded.asks, due = excluded.due
            """)
        .param(1, one.model())
        .param(2, one.version())
        .param(3, tally.broken())
        .param(4, tally.missing())
        .param(5, tally.awaited())
        .param(6, tally.kept())
        .param(7, tally.revalidated())
        .param(8, tally.suspended())
        .param(9, tally.promised())
        .param(10, tally.ends())
        .param(11, tally.near())
        .param(12, one.asks() ? 1 : 0)
        .param(13, one.due().map(Instant::toEpochMilli).orElse(null), Types.BIGINT)
        .update();
  }

  static void remove(JdbcClient db, String model) {
    db.sql("DELETE FROM watch_outlooks WHERE model = ?").param(model).update();
  }

  static Tally all(JdbcClient db) {
    return db.sql(SUMS).query(OutlookStore::tally).single();
  }

  static Tally of(JdbcClient db, String model) {
    return db.sql(SUMS + "WHERE model = ?").param(model).query(OutlookStore::tally).single();
  }

  private static Tally tally(ResultSet row, int line) throws SQLException {
    return new Tally(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10));
  }

  /** Models after one, by their ids, of which something is of a view. */
  static List<String> models(JdbcClient db, View view, String after, int most) {
    return models(db, which(view), after, most);
  }

  /** Models for which somebody is asked for something, by their ids. */
  static List<String> asking(JdbcClient db, int most) {
    return models(db, " AND asks > 0", "", most);
  }

  private static List<String> models(JdbcClient db, String which, String after, int most) {
    return db.sql(
            "SELECT model FROM watch_outlooks WHERE model > ?" + which + " ORDER BY model LIMIT ?")
        .params(after, most)
        .query((row, line) -> row.getString(1))
        .list();
  }

  private static String which(View view) {
    return switch (view) {
      case ALL -> "";
      case BROKEN -> " AND broken > 0";
      case MISSING -> " AND missing > 0";
      case REVALIDATED -> " AND (revalidated > 0 OR near > 0)";
      case SUSPENDED -> " AND suspended > 0";
      case AWAITED -> " AND awaited > 0";
      case KEPT -> " AND kept > 0";
    };
  }

  /** A model with what falls due first. */
  record Due(long at, String model) {}

  static List<Due> due(JdbcClient db, Due after, int most) {
    return db.sql(
            """
            SELECT due, model FROM watch_outlooks WHERE due > ? OR (due = ? AND model > ?)
            ORDER BY due, model LIMIT ?
            """)
        .params(after.at(), after.at(), after.model(), most)
        .query((row, line) -> new Due(row.getLong(1), row.getString(2)))
        .list();
  }
}
