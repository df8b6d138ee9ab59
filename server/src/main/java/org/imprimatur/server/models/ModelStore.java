// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import java.util.List;
import java.util.Optional;
import org.imprimatur.server.audit.Entries;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds models by name and reads them from their acts. */
final class ModelStore {
  private ModelStore() {}

  static Optional<Model> byName(JdbcClient db, String name) {
    return db.sql("SELECT model FROM models WHERE name = ?")
        .param(name)
        .query(String.class)
        .optional()
        .flatMap(model -> byId(db, model));
  }

  static Optional<Model> byId(JdbcClient db, String model) {
    return Model.of(Entries.acts(db, model));
  }

  /** Up to {@code count} names after a name, in the order of names. */
  static List<String> names(JdbcClient db, String after, int count) {
    return db.sql("SELECT name FROM models WHERE name > ? ORDER BY name LIMIT ?")
        .params(after, count)
        .query((row, number) -> row.getString(1))
        .list();
  }
}
