// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import java.util.ArrayList;
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

  /**
   * Up to {@code count} names of models that have all of these values, in the order of names, after
   * a name.
   *
   * @param values at least one
   */
  static List<String> having(
      JdbcClient db, List<Map.Entry<String, Digest>> values, String after, int count) {
    // What few have is looked through, and what many have is only asked of those.
    List<Map.Entry<String, Digest>> rarest =
        values.size() == 1
            ? values
            : values.stream().sorted(Comparator.comparingLong(one -> counted(db, one))).toList();
    return inOrder(db, rarest, after, count);
  }

  /** How many models have a value, up to some at which it does not matter any more. */
  private static long counted(JdbcClient db, Map.Entry<String, Digest> value) {
    return db.sql(
            """
            SELECT COUNT(*) FROM
              (SELECT 1 FROM model_fields WHERE field = ? AND value = ? LIMIT 1000) found
            """)
        .params(value.getKey(), value.getValue().toString())
        .query(Long.class)
        .single();
  }

  private static List<String> inOrder(
      JdbcClient db, List<Map.Entry<String, Digest>> values, String after, int count) {
    List<Object> parameters = new ArrayList<>();
    parameters.add(values.getFirst().getKey());
    parameters.add(values.getFirst().getValue().toString());
    parameters.add(after);
    var sql =
        new StringBuilder("SELECT f.name FROM model_fields f WHERE f.field = ? AND f.value = ?")
            .append(" AND f.name > ?");
    for (Map.Entry<String, Digest> more : values.subList(1, values.size())) {
      sql.append(" AND EXISTS (SELECT 1 FROM model_fields g")
          .append(" WHERE g.model = f.model AND g.field = ? AND g.value = ?)");
      parameters.add(more.getKey());
      parameters.add(more.getValue().toString());
    }
    parameters.add(count);
    return db.sql(sql.append(" ORDER BY f.name LIMIT ?").toString())
        .params(parameters)
        .query((row, _) -> row.getString(1))
        .list();
  }
}
