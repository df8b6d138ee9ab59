// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.digest.Digest;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads entries back as acts. Every method takes the connection, so a decision reads its own. */
public final class Entries {
  private static final int MOST_DIGESTS = 20;

  /** Looked up for each entry: a join would read everything that mentions the other thing. */
  private static final String BESIDE =
      " AND (SELECT 1 FROM log_mentions o WHERE o.mention = :other AND o.position = m.position"
          + " LIMIT 1) IS NOT NULL";

  /** Looked up for each, too: taken for many, they were found by a walk through the whole log. */
  private static final String ENTRY =
      "(SELECT e.entry FROM log_entries e WHERE e.position = m.position)";

  /** About how many things is asked at once, in one statement. */
  private static final int AT_ONCE = 1_000;

  private static final byte[] BEGINNING = "{\"act\":\"".getBytes(StandardCharsets.US_ASCII);

  private Entries() {}

  /** An act and where it stands. */
  public record Entry(long position, Act act) {}

  /**
   * Everything that mentions a thing, such as {@code m_…}, {@code submission:12}, {@code by:p_…}.
   */
  public static List<Entry> mentioning(JdbcClient db, String mention) {
    return db.sql(
            """
            SELECT e.position, e.entry FROM log_mentions m
            JOIN log_entries e ON e.position = m.position
            WHERE m.mention = ? ORDER BY e.position
            """)
        .param(mention)
        .query((row, number) -> new Entry(row.getLong(1), Act.parse(row.getBytes(2))))
        .list();
  }

  /** The same from a position on. */
  public static List<Entry> mentioning(JdbcClient db, String mention, long from) {
    return db.sql(
            """
            SELECT e.position, e.entry FROM log_mentions m
            JOIN log_entries e ON e.position = m.position
            WHERE m.mention = ? AND m.position >= ? ORDER BY m.position
            """)
        .params(mention, from)
        .query((row, number) -> new Entry(row.getLong(1), Act.parse(row.getBytes(2))))
        .list();
  }

  /** Everything that mentions both of two things. */
  public static List<Entry> mentioning(JdbcClient db, String mention, String other) {
    return db.sql(
            """
            SELECT e.position, e.entry FROM log_mentions m
            JOIN log_mentions o ON o.position = m.position
            JOIN log_entries e ON e.position = m.position
            WHERE m.mention = ? AND o.mention = ? ORDER BY e.position
            """)
        .params(mention, other)
        .query((row, number) -> new Entry(row.getLong(1), Act.parse(row.getBytes(2))))
        .list();
  }

  /** The first of them, up to so many. */
  public static List<Entry> first(JdbcClient db, String mention, String other, int count) {
    return db.sql(
            """
            SELECT e.position, e.entry FROM log_mentions m
            JOIN log_mentions o ON o.position = m.position
            JOIN log_entries e ON e.position = m.position
            WHERE m.mention = ? AND o.mention = ? ORDER BY m.position LIMIT ?
            """)
        .params(mention, other, count)
        .query((row, number) -> new Entry(row.getLong(1), Act.parse(row.getBytes(2))))
        .list();
  }

  /**
   * What mentions each of some things, in order; nothing of a thing that none mentions. Asked at
   * once, since each question can be a way to another machine.
   *
   * @param other what they have to mention beside it; empty for all
   */
  public static Map<String, List<Act>> ofEach(
      JdbcClient db, Collection<String> mentions, Optional<String> other) {
    return ofEach(db, mentions, other, _ -> true);
  }

  /** The same of acts of some names alone; others are passed over unread where that can be told. */
  public static Map<String, List<Act>> ofEachNamed(
      JdbcClient db, Collection<String> mentions, Set<String> names) {
    return ofEach(
        db,
        mentions,
        Optional.empty(),
        entry -> beginning(entry).map(names::contains).orElse(true));
  }

  /** The name of the act where its entry begins with it, as most do. */
  private static Optional<String> beginning(byte[] entry) {
    int from = BEGINNING.length;
    if (!Arrays.equals(entry, 0, Math.min(from, entry.length), BEGINNING, 0, from)) {
      return Optional.empty();
    }
    int to = from;
    while (to < entry.length && entry[to] != '"') {
      to++;
    }
    return Optional.of(new String(entry, from, to - from, StandardCharsets.US_ASCII));
  }

  private static Map<String, List<Act>> ofEach(
      JdbcClient db, Collection<String> mentions, Optional<String> other, Predicate<byte[]> takes) {
    Map<String, List<Act>> found = new HashMap<>();
    List<String> left = List.copyOf(mentions);
    for (int from = 0; from < left.size(); from += AT_ONCE) {
      db.sql(
              "SELECT m.mention, "
                  + ENTRY
                  + " FROM log_mentions m WHERE m.mention IN (:mentions)"
                  + (other.isPresent() ? BESIDE : "")
                  + " ORDER BY m.position")
          .param("mentions", left.subList(from, Math.min(left.size(), from + AT_ONCE)))
          .param("other", other.orElse(""))
          .query(
              row -> {
                byte[] entry = row.getBytes(2);
                if (takes.test(entry)) {
                  found
                      .computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                      .add(Act.parse(entry));
                }
              });
    }
    return found;
  }

  /** The acts alone, in order. */
  public static List<Act> acts(JdbcClient db, String mention) {
    return mentioning(db, mention).stream().map(Entry::act).toList();
  }

  /** Whether any act names this digest; what none names is nobody's to read. */
  public static boolean names(JdbcClient db, Digest digest) {
    return db.sql("SELECT COUNT(*) FROM log_mentions WHERE mention = ?")
            .param(digest.toString())
            .query(Long.class)
            .single()
        > 0;
  }

  /**
   * The newest entries that name a digest which begins so.
   *
   * @param hex the first digits of the digest
   */
  public static List<Entry> digested(JdbcClient db, String hex, int count) {
    String first = "sha256:" + hex;
    SortedMap<Long, Entry> newest = new TreeMap<>(Comparator.reverseOrder());
    // One digest after the other: a digest that everything names would hide all others.
    String mention = next(db, ">=", first, first);
    for (int i = 0; i < MOST_DIGESTS && mention != null; i++) {
      db.sql(
              """
              SELECT e.position, e.entry FROM log_mentions m
              JOIN log_entries e ON e.position = m.position
              WHERE m.mention = ? ORDER BY m.position DESC LIMIT ?
              """)
          .params(mention, count)
          .query((row, number) -> new Entry(row.getLong(1), Act.parse(row.getBytes(2))))
          .list()
          .forEach(entry -> newest.put(entry.position(), entry));
      mention = next(db, ">", mention, first);
    }
    return newest.values().stream().limit(count).toList();
  }

  /** The first digest from one on that begins so. In every collation a digit stands before a g. */
  private static @Nullable String next(JdbcClient db, String behind, String from, String first) {
    return db.sql(
            "SELECT MIN(mention) FROM log_mentions WHERE mention " + behind + " ? AND mention < ?")
        .params(from, first + "g")
        .query((row, number) -> row.getString(1))
        .list()
        .getFirst();
  }

  /** Every digest that an entry below a position names. */
  public static List<Digest> digests(JdbcClient db, long below) {
    return db.sql(
            """
            SELECT DISTINCT mention FROM log_mentions
            WHERE mention LIKE 'sha256:%' AND position < ? ORDER BY mention
            """)
        .param(below)
        .query((row, line) -> Digest.parse(row.getString(1)))
        .list();
  }

  /** The bytes of one entry. */
  public static Optional<byte[]> bytes(JdbcClient db, long position) {
    return db.sql("SELECT entry FROM log_entries WHERE position = ?")
        .param(position)
        .query((row, number) -> row.getBytes(1))
        .optional();
  }

  /** A page of the log, newest first: entries before a position, optionally of one mention. */
  public static List<Entry> before(
      JdbcClient db, long position, Optional<String> mention, int count) {
    // By the key of the mentions: a sender of signals is mentioned by a million entries.
    String mentioned =
        """
        SELECT e.position, e.entry FROM log_mentions m
        JOIN log_entries e ON e.position = m.position
        WHERE m.mention = ? AND m.position < ? ORDER BY m.position DESC LIMIT ?
        """;
    String all =
        "SELECT position, entry FROM log_entries WHERE position < ? ORDER BY position DESC LIMIT ?";
    return mention
        .map(thing -> db.sql(mentioned).params(thing, position, count))
        .orElseGet(() -> db.sql(all).params(position, count))
        .query((row, number) -> new Entry(row.getLong(1), Act.parse(row.getBytes(2))))
        .list();
  }
}
