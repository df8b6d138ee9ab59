// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.policies;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far the assessment of each model is. */
final class RiskStore {
  private RiskStore() {}

  static void register(JdbcClient db, String model, long position, Digest policy) {
    db.sql(
            """
            INSERT INTO model_risks (model, position, policy, answered, confirmed)
            VALUES (?, ?, ?, '', 0)
            """)
        .params(model, position, policy.toString())
        .update();
  }

  /** New answers need a new confirmation. */
  static void answer(JdbcClient db, String model, Digest policy) {
    db.sql("UPDATE model_risks SET answered = ?, confirmed = 0 WHERE model = ?")
        .params(policy.toString(), model)
        .update();
  }

  static void confirm(JdbcClient db, String model) {
    db.sql("UPDATE model_risks SET confirmed = 1 WHERE model = ?").param(model).update();
  }

  /** Under which policy models were registered, and to which one their answers were given. */
  record Pair(String registered, String answered) {}

  /** Every such pair among the models whose answers were confirmed. */
  static List<Pair> confirmed(JdbcClient db) {
    List<Pair> pairs = new ArrayList<>();
    // One step through the index for each pair: there are few, and they are of many models.
    Optional<Pair> next = after(db, new Pair("", ""));
    while (next.isPresent()) {
      pairs.add(next.get());
      next = after(db, next.get());
    }
    return pairs;
  }

  private static Optional<Pair> after(JdbcClient db, Pair last) {
    return db.sql(
            """
            SELECT policy, answered FROM model_risks
            WHERE confirmed = 1 AND (policy, answered) > (?, ?)
            ORDER BY policy, answered LIMIT 1
            """)
        .params(last.registered(), last.answered())
        .query((row, line) -> new Pair(row.getString(1), row.getString(2)))
        .optional();
  }

  /** Models whose risk nobody answered or confirmed, the first registered first. */
  static List<String> unconfirmed(JdbcClient db, int most) {
    return db.sql("SELECT model FROM model_risks WHERE confirmed = 0 ORDER BY position LIMIT ?")
        .param(most)
        .query((row, line) -> row.getString(1))
        .list();
  }

  /** Models of a pair whose answers were confirmed. */
  static List<String> confirmed(JdbcClient db, Pair pair, int most) {
    return db.sql(
            """
            SELECT model FROM model_risks WHERE confirmed = 1 AND policy = ? AND answered = ?
            ORDER BY position LIMIT ?
            """)
        .params(pair.registered(), pair.answered(), most)
        .query((row, line) -> row.getString(1))
        .list();
  }
}
