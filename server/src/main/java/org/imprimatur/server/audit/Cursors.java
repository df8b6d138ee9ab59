// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import org.springframework.jdbc.core.simple.JdbcClient;

/** How far followers have read. */
public final class Cursors {
  private Cursors() {}

  /** The position of the entry that a follower reads next. */
  public static long position(JdbcClient db, String follower) {
    return position(db, follower, "");
  }

  /**
   * The same.
   *
   * @param lock what the database says to lock a row; empty where it is only read
   */
  static long position(JdbcClient db, String follower, String lock) {
    return db.sql("SELECT position FROM follower_cursors WHERE follower = ?" + lock)
        .param(follower)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }
}
