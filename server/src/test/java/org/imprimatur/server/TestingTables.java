// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.imprimatur.proof.act.Act;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Projection;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.Writer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which tables there are, of which kind, and what the log says must be in the projections. */
public final class TestingTables {
  /** What a table is; a new one must be classified here before anything else. */
  public enum Kind {
    /** The entries and where they end. */
    LOG,
    /** Follows from the entries alone, and is built again from entry 0. */
    PROJECTION,
    /** What a person can be erased from, and secrets. */
    OUTSIDE_THE_LOG,
    /** What no rule reads and no proof rests on. */
    WORKING
  }

  private static final Map<Kind, Set<String>> TABLES =
      Map.of(
          Kind.LOG,
          Set.of("log_entries", "log_head"),
          Kind.PROJECTION,
          Set.of(
              "batch_files",
              "batches",
              "bypass_debts",
              "challenges",
              "exposures",
              "findings",
              "incidents",
              "log_mentions",
              "model_fields",
              "model_risks",
              "models",
              "passkeys",
              "person_roles",
              "person_scoped_roles",
              "person_teams",
              "persons",
              "persons_left",
              "policies",
              "seeds",
              "signals",
              "submissions",
              "test_sets",
              "tokens",
              "watched"),
          Kind.OUTSIDE_THE_LOG,
          Set.of("mail_choices", "names", "passwords", "seed_secrets", "token_hashes"),
          Kind.WORKING,
          Set.of(
              "attestation_jobs",
              "batch_jobs",
              "check_results",
              "check_runs",
              "drafts",
              "enrolments",
              "failed_logins",
              "flyway_schema_history",
              "follower_cursors",
              "idempotency_keys",
              "impact_rests",
              "impact_unnamed",
              "looks",
              "message_looks",
              "message_queue",
              "message_recipients",
              "message_turns",
              "passkey_challenges",
              "passkey_uses",
              "review_drafts",
              "sessions",
              "watch_jobs",
              "watch_outlooks"));

  private TestingTables() {}

  /** The tables that the database has. */
  static Set<String> present(Database database) {
    String question =
        switch (database.dialect()) {
          case SQLITE ->
              "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
          case POSTGRESQL ->
              "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'";
        };
    return new TreeSet<>(database.reader().sql(question).query(String.class).list());
  }

  static Set<String> classified() {
    return TABLES.values().stream()
        .flatMap(Set::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Every projection of the product, as the server finds them. */
  static List<Projection> projections() {
    try (var context = new AnnotationConfigApplicationContext()) {
      var scanner = new ClassPathBeanDefinitionScanner(context, false);
      scanner.addIncludeFilter(new AssignableTypeFilter(Projection.class));
      scanner.scan("org.imprimatur.server");
      context.refresh();
      return List.copyOf(context.getBeansOfType(Projection.class).values());
    }
  }

  /** The rows of every projection, as text in a fixed order. */
  public static SortedMap<String, List<String>> rows(Database database) {
    SortedMap<String, List<String>> rows = new TreeMap<>();
    for (String table : TABLES.getOrDefault(Kind.PROJECTION, Set.of())) {
      rows.put(
          table,
          database
              .reader()
              .sql("SELECT * FROM " + table)
              .query((row, _) -> text(row))
              .list()
              .stream()
              .sorted()
              .toList());
    }
    return rows;
  }

  private static String text(ResultSet row) throws SQLException {
    var text = new StringJoiner(" | ");
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      Object value = row.getObject(i);
      text.add(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : "" + value);
    }
    return text.toString();
  }

  /** The rows that follow from the entries: every projection from entry 0 on an empty database. */
  public static SortedMap<String, List<String>> rebuilt(Audit audit, Database empty) {
    empty.migrate();
    List<Projection> projections = projections();
    try (var writer = new Writer(empty, new Unframed())) {
      writer.write(
          db -> {
            audit.forEach(
                (position, entry) -> {
                  Act act = Act.parse(entry);
                  projections.forEach(projection -> projection.apply(position, act, db));
                });
            return true;
          });
    }
    return rows(empty);
  }

  private static final class Unframed implements Writer.Frame {
    @Override
    public void begin(JdbcClient db) {}

    @Override
    public void end(JdbcClient db) {}
  }
}
