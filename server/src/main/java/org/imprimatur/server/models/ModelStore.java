// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.models;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Gatherers;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.ModelHanded;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.database.Like;
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

  /** The name of a model, which never changes, without reading its acts. */
  static Optional<String> name(JdbcClient db, String model) {
    return db.sql("SELECT name FROM models WHERE model = ?")
        .param(model)
        .query(String.class)
        .optional();
  }

  private static final int AT_ONCE = 500;

  /** Where in the log models were registered; none of those that are not there. */
  static Map<String, Long> registered(JdbcClient db, Set<String> models) {
    Map<String, Long> registered = new HashMap<>();
    models.stream()
        .gather(Gatherers.windowFixed(AT_ONCE))
        .forEach(
            some ->
                db.sql("SELECT model, position FROM models WHERE model IN (:models)")
                    .param("models", some)
                    .query(
                        row -> {
                          registered.put(row.getString(1), row.getLong(2));
                        }));
    return registered;
  }

  /** The models that were registered at some positions, which rise, in their order. */
  static List<String> at(JdbcClient db, List<Long> positions) {
    return positions.stream()
        .gather(Gatherers.windowFixed(AT_ONCE))
        .flatMap(
            some ->
                db
                    .sql(
                        """
                        SELECT model FROM models WHERE position IN (:positions)
                        ORDER BY position
                        """)
                    .param("positions", some)
                    .query((row, line) -> row.getString(1))
                    .list()
                    .stream())
        .toList();
  }

  static Optional<Model> byId(JdbcClient db, String model) {
    return Model.of(Entries.acts(db, model));
  }

  /** The acts of up to some hundred models by their names. */
  static Map<String, List<Act>> acts(JdbcClient db, List<String> names) {
    Map<String, List<Act>> acts = new HashMap<>();
    db.sql(
            """
            SELECT m.name, e.entry FROM models m
            JOIN log_mentions l ON l.mention = m.model
            JOIN log_entries e ON e.position = l.position
            WHERE m.name IN (:names) ORDER BY e.position
            """)
        .param("names", names)
        .query(
            row -> {
              acts.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                  .add(Act.parse(row.getBytes(2)));
            });
    return acts;
  }

  static List<Act> history(JdbcClient db, String model) {
    SortedMap<Long, Act> acts = new TreeMap<>();
    for (Entries.Entry entry : Entries.mentioning(db, model)) {
      acts.put(entry.position(), entry.act());
      if (entry.act() instanceof SubmissionOpened opened) {
        Entries.mentioning(db, "submission:" + opened.submission())
            .forEach(one -> acts.put(one.position(), one.act()));
      }
    }
    return List.copyOf(acts.values());
  }

  /** The models whose acts mention a person. */
  static List<Model> mentioning(JdbcClient db, String person) {
    Set<String> models = new TreeSet<>();
    for (Act act : Entries.acts(db, person)) {
      if (act instanceof ModelRegistered registered) {
        models.add(registered.model());
      } else if (act instanceof ModelHanded handed) {
        models.add(handed.model());
      }
    }
    return models.stream().flatMap(model -> byId(db, model).stream()).toList();
  }

  /** The models that were registered under a policy. */
  static List<Model> under(JdbcClient db, Digest policy) {
    return Entries.mentioning(db, policy.toString(), "act:model.registered").stream()
        .map(Entries.Entry::act)
        .filter(ModelRegistered.class::isInstance)
        .map(ModelRegistered.class::cast)
        .filter(registered -> registered.policy().equals(policy))
        .flatMap(registered -> byId(db, registered.model()).stream())
        .toList();
  }

  /** Up to {@code count} models whose name holds the words, those that begin with them first. */
  static List<ModelName> containing(JdbcClient db, String words, int count) {
    return db.sql(
            """
            SELECT model, name FROM models WHERE LOWER(name) LIKE ? ESCAPE '!'
            ORDER BY CASE WHEN LOWER(name) LIKE ? ESCAPE '!' THEN 0 ELSE 1 END, name LIMIT ?
            """)
        .params(Like.within(words), Like.starting(words), count)
        .query((row, number) -> new ModelName(row.getString(1), row.getString(2)))
        .list();
  }

  /** Up to {@code count} names after a name, in the order of names. */
  static List<String> names(JdbcClient db, String after, int count) {
    return db.sql("SELECT name FROM models WHERE name > ? ORDER BY name LIMIT ?")
        .params(after, count)
        .query((row, number) -> row.getString(1))
        .list();
  }
}
