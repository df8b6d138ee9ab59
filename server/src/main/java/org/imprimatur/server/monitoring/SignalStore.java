// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.MonitoringAct.SignalRecorded;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.monitoring.Measured;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was measured, by window, and which versions are watched. */
final class SignalStore {
  private static final String COLUMNS =
      "SELECT value, n, window_from, window_to, at, sender, evidence FROM signals"
          + " WHERE model = ? AND version = ? AND promise = ?";

  private SignalStore() {}

  static void add(JdbcClient db, SignalRecorded act) {
    db.sql(
            """
            INSERT INTO signals
              (model, version, promise, window_to, window_from, value, n, at, sender, evidence)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .param(1, act.model())
        .param(2, act.version())
        .param(3, act.promise())
        .param(4, act.to().toEpochMilli())
        .param(5, act.from().toEpochMilli())
        .param(6, act.value())
        .param(7, act.n().isPresent() ? act.n().getAsLong() : null, Types.BIGINT)
        .param(8, act.at().toEpochMilli())
        .param(9, act.by())
        .param(10, act.evidence().map(Digest::toString).orElse(null), Types.VARCHAR)
        .update();
  }

  /**
   * What was computed of a batch counts no more. One without rows could not be computed, and what
   * stands in its window is another's.
   */
  static void withdraw(JdbcClient db, BatchWithdrawn act) {
    db.sql(
            """
            DELETE FROM signals WHERE model = ? AND version = ? AND evidence IS NOT NULL
            AND EXISTS (SELECT 1 FROM exposures x WHERE x.batch = ? AND x.scored > 0
              AND x.window_to = signals.window_to AND x.window_from = signals.window_from)
            """)
        .params(act.model(), act.version(), act.batch())
        .update();
  }

  /** What was recorded for the same window. */
  static Optional<Measured> same(JdbcClient db, SignalRecorded act) {
    return db.sql(COLUMNS + " AND window_to = ? AND window_from = ?")
        .params(
            act.model(),
            act.version(),
            act.promise(),
            act.to().toEpochMilli(),
            act.from().toEpochMilli())
        .query((row, line) -> read(row))
        .optional();
  }

  /** The newest windows that were recorded since an instant, in their order. */
  static List<Measured> windows(
      JdbcClient db, String model, long version, String promise, Instant since) {
    return db.sql(COLUMNS + " AND at >= ? ORDER BY window_to DESC, window_from DESC LIMIT ?")
        .params(model, version, promise, since.toEpochMilli(), Measured.MOST)
        .query((row, line) -> read(row))
        .list()
        .reversed();
  }

  private static Measured read(ResultSet row) throws SQLException {
    long n = row.getLong(2);
    // Asked for before another column is read, since it is about the one that was read last.
    OptionalLong count = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(n);
    return new Measured(
        new BigDecimal(row.getString(1)),
        count,
        Instant.ofEpochMilli(row.getLong(3)),
        Instant.ofEpochMilli(row.getLong(4)),
        Instant.ofEpochMilli(row.getLong(5)),
        row.getString(6),
        Optional.ofNullable(row.getString(7)).map(Digest::parse));
  }

  static void watch(JdbcClient db, String model, long version) {
    db.sql(
            """
            INSERT INTO watched (model, version) VALUES (?, ?)
            ON CONFLICT (model) DO UPDATE SET version = excluded.version
            """)
        .params(model, version)
        .update();
  }

  static void unwatch(JdbcClient db, String model, long version) {
    db.sql("DELETE FROM watched WHERE model = ? AND version = ?").params(model, version).update();
  }
}
