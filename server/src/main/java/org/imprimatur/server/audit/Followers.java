// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.time.Duration;
import java.util.List;
import org.imprimatur.proof.act.Act;
import org.imprimatur.server.database.Database;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Hands new entries to every follower, on one thread a node; two nodes share the cursors. */
@Component
final class Followers extends Rounds {
  private static final int PAGE = 100;

  private final Audit audit;
  private final Database database;
  private final LogStore store;
  private final List<Follower> followers;

  Followers(Audit audit, Database database, List<Follower> followers) {
    super("followers", 1, Duration.ofMillis(50));
    this.audit = audit;
    this.database = database;
    this.store = new LogStore(database.dialect());
    this.followers = List.copyOf(followers);
  }

  /** Where one fails its cursor did not move: the same entries come again. */
  @Override
  protected boolean round() {
    boolean moved = false;
    for (Follower follower : followers) {
      moved |= advance(follower);
    }
    return moved;
  }

  private boolean advance(Follower follower) {
    if (cursor(database.reader(), follower, "") >= audit.size()) {
      return false;
    }
    return audit.work(
        db -> {
          long from = cursor(db, follower, database.dialect().lock());
          List<byte[]> entries = store.entries(db, from, PAGE);
          for (int i = 0; i < entries.size(); i++) {
            follower.follow(from + i, Act.parse(entries.get(i)), db);
          }
          move(db, follower, from + entries.size());
          return !entries.isEmpty();
        });
  }

  private static long cursor(JdbcClient db, Follower follower, String lock) {
    return db.sql("SELECT position FROM follower_cursors WHERE follower = ?" + lock)
        .param(follower.name())
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  private static void move(JdbcClient db, Follower follower, long position) {
    db.sql(
            """
            INSERT INTO follower_cursors (follower, position) VALUES (?, ?)
            ON CONFLICT (follower) DO UPDATE SET position = excluded.position
            """)
        .params(follower.name(), position)
        .update();
  }
}
