// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.imprimatur.server.database.ManyRows;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which models name a thing; whether a submission of theirs rests on it, the acts say. */
final class RestsStore {
  private static final ManyRows RESTS =
      new ManyRows("impact_rests (thing, registered)", "DO NOTHING");

  private static final ManyRows UNNAMED =
      new ManyRows("impact_unnamed (position, submission)", "DO NOTHING");

  private RestsStore() {}

  /**
   * A thing that a model names.
   *
   * @param registered the position in the log at which the model was registered
   */
  record Row(String thing, long registered) {}

  static void add(JdbcClient db, Set<Row> rows) {
    // In the order of the table's key, so that neighbours of the index are written together.
    RESTS.write(
        db,
        rows.stream()
            .sorted(Comparator.comparing(Row::thing).thenComparingLong(Row::registered))
            .map(one -> List.of(one.thing(), one.registered()))
            .toList());
  }

  /** Where up to so many of them were registered, in this order, after a position. */
  static List<Long> registered(JdbcClient db, String thing, long after, int count) {
    return db.sql(
            """
            SELECT registered FROM impact_rests WHERE thing = ? AND registered > ?
            ORDER BY registered LIMIT ?
            """)
        .params(thing, after, count)
        .query((row, line) -> row.getLong(1))
        .list();
  }

  static long count(JdbcClient db, String thing) {
    return db.sql("SELECT COUNT(*) FROM impact_rests WHERE thing = ?")
        .param(thing)
        .query(Long.class)
        .single();
  }

  /** Computed evidence that does not say which engines computed it. */
  record Unnamed(long position, long submission) {}

  static void addUnnamed(JdbcClient db, Set<Unnamed> rows) {
    UNNAMED.write(db, rows.stream().map(one -> List.of(one.position(), one.submission())).toList());
  }

  static Impacts.Unnamed unnamed(JdbcClient db) {
    return db.sql("SELECT COUNT(*), COUNT(DISTINCT submission) FROM impact_unnamed")
        .query((row, line) -> new Impacts.Unnamed(row.getLong(1), row.getLong(2)))
        .single();
  }
}
