// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.server.database.Dialect;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far followers have read. */
public final class Cursors {
  private Cursors() {}

  /** The position of the entry that a follower reads next. */
  public static long position(JdbcClient db, String follower) {
    return db.sql("SELECT position FROM follower_cursors WHERE follower = ?")
        .param(follower)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /** The same of several, which no other node moves before the commit; not of one that is new. */
  static Map<String, Long> locked(JdbcClient db, List<String> followers, Dialect dialect) {
    Map<String, Long> cursors = new HashMap<>();
    db.sql(
            """
            SELECT follower, position FROM follower_cursors WHERE follower IN (:followers)
            ORDER BY follower
            """
                + dialect.lock())
        .param("followers", followers)
        .query((row, line) -> cursors.put(row.getString(1), row.getLong(2)))
        .list();
    return cursors;
  }
}
