// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.imprimatur.proof.act.Act;
import org.imprimatur.server.audit.Follower.Following;
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

  /**
   * How many pages are read before they are written. Some take long to read and others to write;
   * with one ahead, each waited for the other.
   */
  private static final int AHEAD = 3;

  private final Audit audit;
  private final Database database;
  private final List<Follower> followers;
  private final Executor readers = task -> Thread.ofVirtual().name("read-ahead").start(task);

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
        advance(group.getKey(), size, group.getValue());
      } catch (RuntimeException e) {
        failed = Optional.of(e);
      }
    }
    if (failed.isPresent()) {
      throw failed.get();
    }
    return !behind.isEmpty();
  }

  /** Entries, and what each follower read for them. */
  private record Read(Page page, List<Reader> readers) {
    Read only(Reader one) {
      return new Read(page, List.of(one));
    }
  }

  private record Reader(Follower follower, Following following) {
    String name() {
      return follower.name();
    }
  }

  /**
   * Together to the end that the log had, or a page of it where the server stops; where one fails,
   * each goes on alone and holds up no other.
   */
  private void advance(long from, long size, List<Follower> together) {
    Queue<CompletableFuture<Read>> ahead = new ArrayDeque<>();
    long next = from;
    while (true) {
      while (ahead.size() < AHEAD && next < size && (next == from || isRunning())) {
        long first = next;
        int count = (int) Math.min(Page.MOST, size - first);
        ahead.add(CompletableFuture.supplyAsync(() -> read(first, count, together), readers));
        next += count;
      }
      if (ahead.isEmpty() || !together(ahead.remove().join())) {
        return;
      }
    }
  }

  private boolean together(Read read) {
    try {
      return follow(read);
    } catch (RuntimeException e) {
      if (read.readers().size() == 1) {
        throw e;
      }
      LOG.warn("A follower failed after entry {}; each goes on alone.", read.page().from(), e);
      read.readers().forEach(one -> alone(read.only(one)));
      return false;
    }
  }

  private void alone(Read read) {
    try {
      follow(read);
    } catch (RuntimeException e) {
      String name = read.readers().getFirst().name();
      LOG.error("The follower {} failed after entry {}.", name, read.page().from(), e);
    }
  }

  /** Whether they moved; another node may have moved them before. */
  private boolean follow(Read read) {
    Page page = read.page();
    List<String> names = read.readers().stream().map(Reader::name).toList();
    return audit.derive(
        db -> {
          Map<String, Long> cursors = Cursors.locked(db, names, database.dialect());
          if (names.stream().anyMatch(name -> cursors.getOrDefault(name, 0L) != page.from())) {
            return false;
          }
          read.readers().forEach(one -> one.following().write(db));
          CURSORS.write(db, names.stream().map(name -> List.of(name, page.end())).toList());
          return true;
        });
  }

  private Read read(long from, int count, List<Follower> followers) {
    Page page = new Page(from, audit.entries(from, count).stream().map(Act::parse).toList());
    return new Read(
        page, followers.stream().map(one -> new Reader(one, following(one, page))).toList());
  }

  private Following following(Follower follower, Page page) {
    try {
      return follower.read(page, database.reader());
    } catch (RuntimeException e) {
      return _ -> {
        throw e;
      };
    }
  }

  private static Map<String, Long> cursors(JdbcClient db) {
    Map<String, Long> cursors = new HashMap<>();
    db.sql("SELECT follower, position FROM follower_cursors")
        .query((row, line) -> cursors.put(row.getString(1), row.getLong(2)))
        .list();
    return cursors;
  }
}
