// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.util.List;
import java.util.function.BiConsumer;
import org.imprimatur.proof.log.Hash;
import org.imprimatur.server.database.Dialect;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of the log. */
final class LogStore {
  private final Dialect dialect;

  LogStore(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Reads the head and keeps every other node from doing the same until the commit. */
  LogHead lock(JdbcClient db) {
    return db.sql("SELECT size, frontier, last_at FROM log_head WHERE id = 1" + dialect.lock())
        .query(
            (row, number) ->
                new LogHead(
                    LogHead.decode(row.getLong("size"), row.getBytes("frontier")),
                    row.getLong("last_at")))
        .single();
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
