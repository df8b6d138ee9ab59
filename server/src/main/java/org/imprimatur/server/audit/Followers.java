// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.imprimatur.proof.act.Act;
import org.imprimatur.server.audit.Follower.Page;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.ManyRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Hands new entries to every follower, on one thread a node; two nodes share the cursors. Followers
 * that have come equally far are handed the same entries together, which are read once and while
 * those before them are followed.
 */
@Component
public final class Followers extends Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(Followers.class);
  private static final ManyRows CURSORS =
      new ManyRows(
          "follower_cursors (follower, position)",
          "(follower) DO UPDATE SET position = excluded.position");

  private final Audit audit;
  private final Database database;
  private final List<Follower> followers;

  Followers(Audit audit, Database database, List<Follower> followers) {
    super("followers", 1, Duration.ofMillis(50));
    this.audit = audit;
    this.database = database;
    this.followers = List.copyOf(followers);
  }

  /** Where one fails its cursor did not move: the same entries come again. */
  @Override
  protected boolean round() {
    Map<String, Long> cursors = cursors(database.reader());
    long size = audit.size();
    Map<Long, List<Follower>> behind = new TreeMap<>();
    for (Follower follower : followers) {
      long cursor = cursors.getOrDefault(follower.name(), 0L);
      if (cursor < size) {
        behind.computeIfAbsent(cursor, _ -> new ArrayList<>()).add(follower);
      }
    }
    Optional<RuntimeException> failed = Optional.empty();
    for (Map.Entry<Long, List<Follower>> group : behind.entrySet()) {
      try {
        advance(group.getKey(), group.getValue());
      } catch (RuntimeException e) {
        failed = Optional.of(e);
      }
    }
    if (failed.isPresent()) {
      throw failed.get();
    }
    return !behind.isEmpty();
  }

  /** Together until the end; where one fails, each goes on alone and holds up no other. */
  private void advance(long from, List<Follower> together) {
    Page page = read(from);
    while (!page.acts().isEmpty()) {
      Page now = page;
      boolean last = now.acts().size() < Page.MOST || !isRunning();
      CompletableFuture<Page> next =
          last
              ? CompletableFuture.completedFuture(new Page(now.end(), List.of()))
              : CompletableFuture.supplyAsync(() -> read(now.end()));
      if (!follow(now, together)) {
        return;
      }
      page = next.join();
    }
  }

  private boolean follow(Page page, List<Follower> together) {
    try {
      return follow(together, page);
    } catch (RuntimeException e) {
      if (together.size() == 1) {
        throw e;
      }
      LOG.warn("A follower failed after entry {}; each goes on alone.", page.from(), e);
      together.forEach(one -> alone(one, page));
      return false;
    }
  }

  private void alone(Follower one, Page page) {
    try {
      follow(List.of(one), page);
    } catch (RuntimeException e) {
      LOG.error("The follower {} failed after entry {}.", one.name(), page.from(), e);
    }
  }

  /** Whether they moved; another node may have moved them before. */
  private boolean follow(List<Follower> together, Page page) {
    return audit.derive(
        db -> {
          Map<String, Long> cursors = Cursors.locked(db, names(together), database.dialect());
          if (together.stream()
              .anyMatch(one -> cursors.getOrDefault(one.name(), 0L) != page.from())) {
            return false;
          }
          together.forEach(follower -> follower.follow(page, db));
          CURSORS.write(db, together.stream().map(one -> List.of(one.name(), page.end())).toList());
          return true;
        });
  }

  private static List<String> names(List<Follower> followers) {
    return followers.stream().map(Follower::name).toList();
  }

  private Page read(long from) {
    return new Page(from, audit.entries(from, Page.MOST).stream().map(Act::parse).toList());
  }

  private static Map<String, Long> cursors(JdbcClient db) {
    Map<String, Long> cursors = new HashMap<>();
    db.sql("SELECT follower, position FROM follower_cursors")
        .query((row, line) -> cursors.put(row.getString(1), row.getLong(2)))
        .list();
    return cursors;
  }
}
