// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which models name a thing; whether a submission of theirs rests on it, the acts say. */
final class RestsStore {
  private RestsStore() {}

  static void add(JdbcClient db, String model, Collection<String> things) {
    if (things.isEmpty()) {
      return;
    }
    String rows = String.join(", ", Collections.nCopies(things.size(), "(?, ?)"));
    List<Object> values = new ArrayList<>();
    for (String thing : things) {
      values.add(thing);
      values.add(model);
    }
    db.sql("INSERT INTO impact_rests (thing, model) VALUES " + rows + " ON CONFLICT DO NOTHING")
        .params(values)
        .update();
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

  /** Notes computed evidence that does not say which engines computed it. */
  static void unnamed(JdbcClient db, long position, long submission) {
    db.sql("INSERT INTO impact_unnamed (position, submission) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .params(position, submission)
        .update();
  }

  static Impacts.Unnamed unnamed(JdbcClient db) {
    return db.sql("SELECT COUNT(*), COUNT(DISTINCT submission) FROM impact_unnamed")
        .query((row, line) -> new Impacts.Unnamed(row.getLong(1), row.getLong(2)))
        .single();
  }

  static Optional<String> model(JdbcClient db, long submission) {
    return models(db, submission(submission), "", 1).stream().findFirst();
  }

  static String submission(long number) {
    return "submission:" + number;
  }
}
