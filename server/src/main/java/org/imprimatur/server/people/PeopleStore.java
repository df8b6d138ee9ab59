// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows about people; names stand apart so that they can be erased. */
final class PeopleStore {
  private PeopleStore() {}

  private static final String PERSON =
      """
      SELECT p.person, n.username, n.name, g.person FROM persons p
      LEFT JOIN names n ON n.person = p.person
      LEFT JOIN persons_left g ON g.person = p.person
      """;

  private static Named named(ResultSet row, int number) throws SQLException {
    return new Named(
        row.getString(1), row.getString(2), row.getString(3), row.getString(4) != null);
  }

  static Optional<Person> byId(JdbcClient db, String person) {
    return one(db, PERSON + " WHERE p.person = ?", person);
  }

  static Optional<Person> byUsername(JdbcClient db, String username) {
    return one(db, PERSON + " WHERE n.username = ?", username);
  }

  private static Optional<Person> one(JdbcClient db, String sql, String value) {
    return db.sql(sql)
        .param(value)
        .query(PeopleStore::named)
        .optional()
        .map(
            named ->
                named.person(
                    roles(db, "person_roles", named.id()),
                    roles(db, "person_scoped_roles", named.id())));
  }

  private static final int AT_ONCE = 500;

  /** What the people of these pseudonyms are shown as. */
  static Map<String, String> shown(JdbcClient db, List<String> persons) {
    Map<String, String> shown = new HashMap<>();
    for (int from = 0; from < persons.size(); from += AT_ONCE) {
      db.sql(PERSON + " WHERE p.person IN (:persons)")
          .param("persons", persons.subList(from, Math.min(from + AT_ONCE, persons.size())))
          .query(PeopleStore::named)
          .list()
          .forEach(one -> shown.put(one.id(), one.person(Set.of(), Set.of()).shown()));
    }
    return shown;
  }

  static List<Person> all(JdbcClient db) {
    Map<String, Set<String>> roles = roles(db, "person_roles");
    Map<String, Set<String>> elsewhere = roles(db, "person_scoped_roles");
    return db
        .sql(PERSON + " ORDER BY n.username, p.person")
        .query(PeopleStore::named)
        .list()
        .stream()
        .map(
            named ->
                named.person(
                    roles.getOrDefault(named.id(), Set.of()),
                    elsewhere.getOrDefault(named.id(), Set.of())))
        .toList();
  }

  /**
   * Up to {@code count} people whose name, or user name, holds the words. They are compared here: a
   * database knows no large letters but those of English.
   */
  static List<Person> containing(JdbcClient db, String words, int count) {
    String wanted = words.toLowerCase(Locale.ROOT);
    return db
        .sql(PERSON + " WHERE n.person IS NOT NULL ORDER BY n.username")
        .query(PeopleStore::named)
        .list()
        .stream()
        .filter(named -> named.holds(wanted))
        .limit(count)
        .map(
            named ->
                named.person(
                    roles(db, "person_roles", named.id()),
                    roles(db, "person_scoped_roles", named.id())))
        .toList();
  }

  private static Map<String, Set<String>> roles(JdbcClient db, String table) {
    Map<String, Set<String>> roles = new HashMap<>();
    db.sql("SELECT person, role FROM " + table)
        .query((row, number) -> List.of(row.getString(1), row.getString(2)))
        .list()
        .forEach(held -> roles.computeIfAbsent(held.get(0), _ -> new TreeSet<>()).add(held.get(1)));
    return roles;
  }

  private record Named(String id, @Nullable String username, @Nullable String name, boolean gone) {
    boolean holds(String lowercase) {
      return Stream.of(Optional.ofNullable(username), Optional.ofNullable(name))
          .flatMap(Optional::stream)
          .anyMatch(one -> one.toLowerCase(Locale.ROOT).contains(lowercase));
    }

    Person person(Set<String> roles, Set<String> elsewhere) {
      return new Person(
          id, Optional.ofNullable(username), Optional.ofNullable(name), roles, elsewhere, gone);
    }
  }

  private static Set<String> roles(JdbcClient db, String table, String person) {
    return new TreeSet<>(
        db.sql("SELECT role FROM " + table + " WHERE person = ?")
            .param(person)
            .query(String.class)
            .list());
  }

  /** Every name that somebody here has, or had who has left. */
  static List<String> names(JdbcClient db) {
    return db.sql("SELECT name FROM names").query((row, number) -> row.getString(1)).list();
  }

  /** The salt of a person's name; empty once erased. */
  static Optional<byte[]> salt(JdbcClient db, String person) {
    return db.sql("SELECT salt FROM names WHERE person = ?")
        .param(person)
        .query((row, number) -> row.getBytes(1))
        .optional();
  }

  static void name(JdbcClient db, String person, String username, String name, byte[] salt) {
    db.sql("INSERT INTO names (person, username, name, salt) VALUES (?, ?, ?, ?)")
        .params(person, username, name, salt)
        .update();
  }

  static void password(JdbcClient db, String person, String hash) {
    db.sql(
            """
            INSERT INTO passwords (person, hash) VALUES (?, ?)
            ON CONFLICT (person) DO UPDATE SET hash = excluded.hash
            """)
        .params(person, hash)
        .update();
  }

  static Optional<String> password(JdbcClient db, String person) {
    return db.sql("SELECT hash FROM passwords WHERE person = ?")
        .param(person)
        .query(String.class)
        .optional();
  }

  /**
   * A one-time link as its row tells it.
   *
   * @param expires in milliseconds since 1970
   * @param seal empty where it was given before there were seals
   */
  record Enrolment(String hash, String person, long expires, String seal) {
    static Enrolment of(Secret link, String person, long expires, RowSeals seals) {
      String hash = link.hash();
      return new Enrolment(hash, person, expires, seals.link(hash, person, expires));
    }
  }

  static void enrolment(JdbcClient db, Enrolment link) {
    db.sql("INSERT INTO enrolments (hash, person, expires_at, seal) VALUES (?, ?, ?, ?)")
        .params(link.hash(), link.person(), link.expires(), link.seal())
        .update();
  }

  /** Ends every link of a person. */
  static void endEnrolments(JdbcClient db, String person) {
    db.sql("DELETE FROM enrolments WHERE person = ?").param(person).update();
  }

  /** Nobody signs in as the person any more. */
  static void lockOut(JdbcClient db, String person) {
    endEnrolments(db, person);
    db.sql("DELETE FROM passwords WHERE person = ?").param(person).update();
    db.sql(
            """
            DELETE FROM token_hashes
            WHERE NOT EXISTS (SELECT 1 FROM tokens t WHERE t.token = token_hashes.token)
            """)
        .update();
    SessionStore.closeAll(db, person);
  }

  /** A link that was not used and did not end. */
  static Optional<Enrolment> enrolment(JdbcClient db, String hash, long now) {
    return db.sql(
            """
            SELECT hash, person, expires_at, seal FROM enrolments WHERE hash = ? AND expires_at > ?
            """)
        .params(hash, now)
        .query(
            (row, line) ->
                new Enrolment(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)))
        .optional();
  }

  static void used(JdbcClient db, String hash) {
    db.sql("DELETE FROM enrolments WHERE hash = ?").param(hash).update();
  }
}
