// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.proof.log.Frontier;
import org.imprimatur.proof.log.Hash;
import org.imprimatur.proof.log.LogKey;
import org.imprimatur.server.database.Dialect;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of the log. */
final class LogStore {
  /** About how many things is asked at once. */
  private static final int AT_ONCE = 200;

  private final Dialect dialect;

  LogStore(Dialect dialect) {
    this.dialect = dialect;
  }

  /** The head with what was signed of it. */
  record Locked(LogHead head, String checkpoint) {}

  /** Reads the head and keeps every other node from doing the same until the commit. */
  Locked lock(JdbcClient db) {
    return db.sql(
            "SELECT size, frontier, last_at, checkpoint FROM log_head WHERE id = 1"
                + dialect.lock())
        .query(
            (row, number) ->
                new Locked(
                    new LogHead(
                        LogHead.decode(row.getLong("size"), row.getBytes("frontier")),
                        row.getLong("last_at")),
                    row.getString("checkpoint")))
        .single();
  }

  /** Where the log ends, as it was signed. */
  record End(long size, String checkpoint) {
    /** How a tree differs from what was signed; empty where it does not. */
    Optional<String> difference(Frontier frontier, LogKey key) {
      if (size == 0 && checkpoint.isEmpty()) {
        return Optional.empty();
      }
      try {
        Checkpoint signed = Checkpoint.verify(checkpoint, key);
        return signed.size() == frontier.size() && signed.root().equals(frontier.root())
            ? Optional.empty()
            : Optional.of("Its %d entries have another root.".formatted(frontier.size()));
      } catch (IllegalArgumentException e) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
    }
  }

  End end(JdbcClient db) {
    return db.sql("SELECT size, checkpoint FROM log_head WHERE id = 1")
        .query((row, number) -> new End(row.getLong(1), row.getString(2)))
        .single();
  }

  /** An entry with one of the things that it mentions. */
  interface Mentioned {
    void entry(String mention, long position, byte[] entry);
  }

  /** Hands over what mentions some things below a position; an entry that is not there is empty. */
  void mentioning(JdbcClient db, List<String> mentions, long below, Mentioned mentioned) {
    for (int from = 0; from < mentions.size(); from += AT_ONCE) {
      db.sql(
              """
              SELECT m.mention, m.position, e.entry FROM log_mentions m
              LEFT JOIN log_entries e ON e.position = m.position
              WHERE m.mention IN (:mentions) AND m.position < :below
              """)
          .param("mentions", mentions.subList(from, Math.min(mentions.size(), from + AT_ONCE)))
          .param("below", below)
          .query(
              row -> {
                byte[] entry = row.getBytes(3);
                mentioned.entry(
                    row.getString(1), row.getLong(2), entry == null ? new byte[0] : entry);
              });
    }
  }

  /** Hands over the entries at some positions; one that is not there is left out. */
  void entriesAt(JdbcClient db, Collection<Long> positions, BiConsumer<Long, byte[]> consumer) {
    List<Long> left = List.copyOf(positions);
    for (int from = 0; from < left.size(); from += AT_ONCE) {
      db.sql("SELECT position, entry FROM log_entries WHERE position IN (:positions)")
          .param("positions", left.subList(from, Math.min(left.size(), from + AT_ONCE)))
          .query((RowCallbackHandler) row -> consumer.accept(row.getLong(1), row.getBytes(2)));
    }
  }

  /** Of each thing the positions below one where the registration of a version is found by it. */
  Map<String, SortedSet<Long>> registered(JdbcClient db, Collection<String> things, long below) {
    Map<String, SortedSet<Long>> found = new HashMap<>();
    List<String> left = List.copyOf(things);
    for (int from = 0; from < left.size(); from += AT_ONCE) {
      db.sql(
              """
              SELECT m.mention, m.position FROM log_mentions m
              WHERE m.mention IN (:things) AND m.position < :below AND
              (SELECT 1 FROM log_mentions o WHERE o.mention = :act AND o.position = m.position)
              IS NOT NULL
              """)
          .param("act", "act:version.registered")
          .param("things", left.subList(from, Math.min(left.size(), from + AT_ONCE)))
          .param("below", below)
          .query(
              row -> {
                found.computeIfAbsent(row.getString(1), _ -> new TreeSet<>()).add(row.getLong(2));
              });
    }
    return found;
  }

  void append(JdbcClient db, long position, byte[] entry, Hash leaf) {
    db.sql("INSERT INTO log_entries (position, entry, leaf) VALUES (?, ?, ?)")
        .params(position, entry, leaf.bytes())
        .update();
  }

  void move(JdbcClient db, LogHead head, String checkpoint) {
    db.sql(
            """
            UPDATE log_head SET size = ?, frontier = ?, last_at = ?, checkpoint = ? WHERE id = 1
            """)
        .params(head.frontier().size(), LogHead.encode(head.frontier()), head.lastAt(), checkpoint)
        .update();
  }

  String checkpoint(JdbcClient db) {
    return db.sql("SELECT checkpoint FROM log_head WHERE id = 1").query(String.class).single();
  }

  /** When the last entry was recorded, in milliseconds. */
  long lastAt(JdbcClient db) {
    return db.sql("SELECT last_at FROM log_head WHERE id = 1").query(Long.class).single();
  }

  long size(JdbcClient db) {
    return db.sql("SELECT size FROM log_head WHERE id = 1").query(Long.class).single();
  }

  /** The leaf hashes from one position up to another, in order. */
  List<byte[]> leaves(JdbcClient db, long from, long to) {
    return db.sql(
            """
            SELECT leaf FROM log_entries WHERE position >= ? AND position < ? ORDER BY position
            """)
        .params(from, to)
        .query((row, number) -> row.getBytes("leaf"))
        .list();
  }

  /** Up to {@code count} entries from a position, in order. */
  List<byte[]> entries(JdbcClient db, long from, int count) {
    return db.sql(
            """
            SELECT entry FROM log_entries WHERE position >= ? AND position < ? ORDER BY position
            """)
        .params(from, from + count)
        .query((row, number) -> row.getBytes("entry"))
        .list();
  }

  /** Every entry in order, in pages. */
  void forEach(JdbcClient db, BiConsumer<Long, byte[]> consumer) {
    int page = 1_000;
    long position = 0;
    List<byte[]> entries = entries(db, position, page);
    while (!entries.isEmpty()) {
      for (byte[] entry : entries) {
        consumer.accept(position++, entry);
      }
      entries = entries(db, position, page);
    }
  }
}
