// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.time.Duration;
import java.util.List;
import org.imprimatur.proof.act.Act;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.Dialect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Hands new entries to every follower, on one thread a node; two nodes share the cursors. */
@Component
final class Followers implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Followers.class);
  private static final Duration BETWEEN = Duration.ofMillis(50);
  private static final Duration AFTER_FAULT = Duration.ofSeconds(2);
  private static final int PAGE = 100;

  private final Audit audit;
  private final Database database;
  private final LogStore store;
  private final List<Follower> followers;
  private volatile boolean running;

  Followers(Audit audit, Database database, List<Follower> followers) {
    this.audit = audit;
    this.database = database;
    this.store = new LogStore(database.dialect());
    this.followers = List.copyOf(followers);
  }

  @Override
  public void start() {
    running = true;
    Thread.ofVirtual().name("followers").start(this::run);
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    while (running) {
      try {
        boolean moved = false;
        for (Follower follower : followers) {
          moved |= advance(follower);
        }
        Thread.sleep(moved ? Duration.ZERO : BETWEEN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        // Its cursor did not move: the same entries come again.
        LOG.error("A follower of the log failed and will try again.", e);
        pause();
      }
    }
  }

  private boolean advance(Follower follower) {
    if (cursor(database.reader(), follower, "") >= audit.size()) {
      return false;
    }
    return audit.work(
        db -> {
          long from = cursor(db, follower, lock());
          List<byte[]> entries = store.entries(db, from, PAGE);
          for (int i = 0; i < entries.size(); i++) {
            follower.follow(from + i, Act.parse(entries.get(i)), db);
          }
          move(db, follower, from + entries.size());
          return !entries.isEmpty();
        });
  }

  private String lock() {
    return database.dialect() == Dialect.POSTGRESQL ? database.dialect().lock() : "";
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

  private void pause() {
    try {
      Thread.sleep(AFTER_FAULT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
