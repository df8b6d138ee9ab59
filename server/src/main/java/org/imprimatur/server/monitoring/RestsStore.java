// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imprimatur.server.database.ManyRows;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which models name a thing; whether a submission of theirs rests on it, the acts say. */
final class RestsStore {
  private static final ManyRows RESTS = new ManyRows("impact_rests (thing, model)", "DO NOTHING");

  private static final ManyRows UNNAMED =
      new ManyRows("impact_unnamed (position, submission)", "DO NOTHING");

  private RestsStore() {}

  /** A thing that a model names. */
  record Row(String thing, String model) {}

  static void add(JdbcClient db, Set<Row> rows) {
    // In the order of the table's key, so that neighbours of the index are written together.
    RESTS.write(
        db,
        rows.stream()
            .sorted(Comparator.comparing(Row::thing).thenComparing(Row::model))
            .map(one -> List.of(one.thing(), one.model()))
            .toList());
  }

  /** Up to so many, in the order of their ids, after one. */
  static List<String> models(JdbcClient db, String thing, String after, int count) {
    return db.sql(
            "SELECT model FROM impact_rests WHERE thing = ? AND model > ? ORDER BY model LIMIT ?")
        .params(thing, after, count)
        .query((row, line) -> row.getString(1))
        .list();
  }

  static long count(JdbcClient db, String thing) {
    return db.sql("SELECT COUNT(*) FROM impact_rests WHERE thing = ?")
        .param(thing)
        .query(Long.class)
        .single();
  }

  /** Computed evidence that does not say which engines computed it. */
  record Unnamed(long position, long submission) {}

  static void addUnnamed(JdbcClient db, Set<Unnamed> rows) {
    UNNAMED.write(db, rows.stream().map(one -> List.of(one.position(), one.submission())).toList());
  }

  static Impacts.Unnamed unnamed(JdbcClient db) {
    return db.sql("SELECT COUNT(*), COUNT(DISTINCT submission) FROM impact_unnamed")
        .query((row, line) -> new Impacts.Unnamed(row.getLong(1), row.getLong(2)))
        .single();
  }

  /** The model of each submission that was followed; the first by its id where a log is forged. */
  static Map<Long, String> models(JdbcClient db, Set<Long> submissions) {
    Map<Long, String> models = new HashMap<>();
    if (submissions.isEmpty()) {
      return models;
    }
    db.sql("SELECT thing, model FROM impact_rests WHERE thing IN (:things) ORDER BY thing, model")
        .param("things", submissions.stream().map(RestsStore::submission).toList())
        .query(
            row -> {
              models.putIfAbsent(number(row.getString(1)), row.getString(2));
            });
    return models;
  }

  private static long number(String submission) {
    return Long.parseLong(submission.substring(submission.indexOf(':') + 1));
  }

  static String submission(long number) {
    return "submission:" + number;
  }
}
