// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.database;

import java.util.Collections;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of one table that are written together, many with one statement. None may come twice where a
 * row that is there already is changed.
 *
 * @param into the table with its columns, such as {@code looks (model, at)}
 * @param conflict what follows {@code ON CONFLICT}
 */
public record ManyRows(String into, String conflict) {
  /**
   * How many at once: few different statements, which a database reads and plans once. With the
   * values of the widest table these are fewer than any takes.
   */
  private static final List<Integer> AT_ONCE = List.of(512, 128, 32, 8, 1);

  /** Writes them; nothing where there are none. */
  public void write(JdbcClient db, List<? extends List<?>> rows) {
    int from = 0;
    for (int count : AT_ONCE) {
      for (; rows.size() - from >= count; from += count) {
        write(db, count, rows.subList(from, from + count));
      }
    }
  }

  private void write(JdbcClient db, int count, List<? extends List<?>> rows) {
    String row = "(" + String.join(", ", Collections.nCopies(rows.getFirst().size(), "?")) + ")";
    db.sql(
            "INSERT INTO %s VALUES %s ON CONFLICT %s"
                .formatted(into, String.join(", ", Collections.nCopies(count, row)), conflict))
        .params(rows.stream().<Object>flatMap(List::stream).toList())
        .update();
  }
}
