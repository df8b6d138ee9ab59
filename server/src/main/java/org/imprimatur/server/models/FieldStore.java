// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.digest.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What each model has in the further fields of the inventory. */
final class FieldStore {
  private FieldStore() {}

  /** A value by the digest of its text, and the entry that states it. */
  record Held(Digest value, long position) {}

  static void put(JdbcClient db, String model, String field, Digest value, long position) {
    db.sql(
            """
            INSERT INTO model_fields (model, field, name, value, position)
            SELECT model, ?, name, ?, ? FROM models WHERE model = ?
            ON CONFLICT (model, field)
            DO UPDATE SET value = excluded.value, position = excluded.position
            """)
        .params(field, value.toString(), position, model)
        .update();
  }

  static void empty(JdbcClient db, String model, String field) {
    db.sql("DELETE FROM model_fields WHERE model = ? AND field = ?").params(model, field).update();
  }

  /** What the model has, by the field's name. */
  static Map<String, Held> of(JdbcClient db, String model) {
    Map<String, Held> held = new LinkedHashMap<>();
    db.sql("SELECT field, value, position FROM model_fields WHERE model = ?")
        .param(model)
        .query(
            row -> {
              held.put(row.getString(1), new Held(Digest.parse(row.getString(2)), row.getLong(3)));
            });
    return held;
  }

  /** A field and the values of which a model is to have one; at least one. */
  record Wanted(String field, List<Digest> values) {}

  /** The different values of a field, up to so many. */
  static List<Digest> values(JdbcClient db, String field, int most) {
    return db.sql("SELECT DISTINCT value FROM model_fields WHERE field = ? LIMIT ?")
        .params(field, most)
        .query((row, _) -> Digest.parse(row.getString(1)))
        .list();
  }

  /**
   * Up to {@code count} names of models that have all of these, in the order of names, after a
   * name.
   *
   * @param wanted at least one
   */
  static List<String> having(JdbcClient db, List<Wanted> wanted, String after, int count) {
    // What few have is looked through, and what many have is only asked of those.
    List<Wanted> rarest =
        wanted.size() == 1
            ? wanted
            : wanted.stream().sorted(Comparator.comparingLong(one -> counted(db, one))).toList();
    return inOrder(db, rarest, after, count);
  }

  /** How many models have a value, up to some at which it does not matter any more. */
  private static long counted(JdbcClient db, Wanted wanted) {
    return db.sql(
            "SELECT COUNT(*) FROM (SELECT 1 FROM model_fields WHERE field = ? AND value "
                + among(wanted)
                + " LIMIT 1000) found")
        .params(parameters(wanted))
        .query(Long.class)
        .single();
  }

  private static String among(Wanted wanted) {
    return wanted.values().size() == 1
        ? "= ?"
        : "IN (" + String.join(", ", Collections.nCopies(wanted.values().size(), "?")) + ")";
  }

  private static List<Object> parameters(Wanted wanted) {
    List<Object> parameters = new ArrayList<>();
    parameters.add(wanted.field());
    wanted.values().forEach(value -> parameters.add(value.toString()));
    return parameters;
  }

  private static List<String> inOrder(JdbcClient db, List<Wanted> wanted, String after, int count) {
    List<Object> parameters = parameters(wanted.getFirst());
    parameters.add(after);
    var sql =
        new StringBuilder("SELECT f.name FROM model_fields f WHERE f.field = ? AND f.value ")
            .append(among(wanted.getFirst()))
            .append(" AND f.name > ?");
    for (Wanted more : wanted.subList(1, wanted.size())) {
      sql.append(" AND EXISTS (SELECT 1 FROM model_fields g WHERE g.model = f.model")
          .append(" AND g.field = ? AND g.value ")
          .append(among(more))
          .append(')');
      parameters.addAll(parameters(more));
    }
    parameters.add(count);
    return db.sql(sql.append(" ORDER BY f.name LIMIT ?").toString())
        .params(parameters)
        .query((row, _) -> row.getString(1))
        .list();
  }
}
