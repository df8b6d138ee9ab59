// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imprimatur.server.TestingDatabases;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.Dialect;
import org.imprimatur.server.messages.Matter.Thing;
import org.imprimatur.server.messages.Queued.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The queue on both databases: once in, taken by one, and back after a server was killed. */
class QueueStoreTest {
  private static final Instant AT = Instant.parse("2026-11-26T09:00:00Z");
  private static final Instant LATER = AT.plus(Duration.ofMinutes(2));

  @TempDir static Path folder;
  private static TestingDatabases databases;

  @BeforeAll
  static void start() throws IOException {
    databases = new TestingDatabases(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    databases.close();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void what_is_taken_and_never_noted_comes_again_and_no_second_node_takes_it(Dialect dialect)
      throws SQLException {
    try (Database database = fresh(dialect)) {
      JdbcClient db = database.reader();
      QueueStore.add(db, message("msg_1"));
      QueueStore.add(db, message("msg_1"));
      List<Queued> due = due(db, AT);
      assertThat(due).containsExactly(message("msg_1"));

      assertThat(QueueStore.take(db, due.getFirst(), LATER)).isTrue();
      assertThat(QueueStore.take(db, due.getFirst(), LATER)).isFalse();
      assertThat(due(db, AT)).isEmpty();

      List<Queued> again = due(db, LATER);
      assertThat(again).extracting(Queued::id).containsExactly("msg_1");
      assertThat(again.getFirst().tries().attempts()).isEqualTo(1);

      var failed = new QueueStore.Outcome(State.WAITING, "It answers 500.", LATER);
      assertThat(QueueStore.unsent(db, "msg_1", AT, failed)).isFalse();
      assertThat(QueueStore.unsent(db, "msg_1", LATER, failed)).isTrue();
      QueueStore.sent(db, "msg_1", LATER);
      assertThat(QueueStore.unsent(db, "msg_1", LATER, failed)).isFalse();
      assertThat(due(db, LATER.plus(Duration.ofDays(9)))).isEmpty();
      assertThat(QueueStore.revive(db, "msg_1", LATER)).isFalse();
      assertThat(QueueStore.clear(db, LATER.plusMillis(1))).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_node_that_looked_at_an_older_log_notes_nothing(Dialect dialect) throws SQLException {
    try (Database database = fresh(dialect)) {
      JdbcClient db = database.reader();
      assertThat(QueueStore.look(db, 10, AT)).isTrue();
      assertThat(QueueStore.look(db, 10, LATER)).isTrue();
      assertThat(QueueStore.look(db, 9, LATER)).isFalse();
      assertThat(QueueStore.meet(db, "p_aaaaaaaaaa", AT)).isFalse();
      assertThat(QueueStore.meet(db, "p_aaaaaaaaaa", LATER)).isTrue();
      assertThat(QueueStore.known(db, List.of("p_aaaaaaaaaa"))).isTrue();
      assertThat(QueueStore.known(db, List.of("p_aaaaaaaaaa", "p_bbbbbbbbbb"))).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void news_that_was_kept_for_a_digest_goes_when_each_is_chosen(Dialect dialect)
      throws SQLException {
    try (Database database = fresh(dialect)) {
      JdbcClient db = database.reader();
      var kept =
          new Queued(
              "msg_2",
              "p_aaaaaaaaaa",
              Optional.empty(),
              Matter.of(Kind.PROMOTED, Thing.of("it"), "/"),
              AT,
              AT,
              new Queued.Tries(State.KEPT, 0, ""));
      QueueStore.add(db, kept);
      assertThat(due(db, LATER)).isEmpty();
      assertThat(QueueStore.kept(db, "p_aaaaaaaaaa")).containsExactly(kept);

      QueueStore.release(db, "p_aaaaaaaaaa", LATER);
      assertThat(due(db, LATER)).extracting(Queued::id).containsExactly("msg_2");
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void each_channel_is_a_target_and_so_is_all_mail(Dialect dialect) throws SQLException {
    try (Database database = fresh(dialect)) {
      JdbcClient db = database.reader();
      for (String recipient : List.of("p_aaaaaaaaaa", "p_bbbbbbbbbb", "#ops", "#risk")) {
        QueueStore.add(db, message("msg_" + recipient, recipient));
      }
      assertThat(QueueStore.targets(db, AT.minusMillis(1))).isEmpty();
      assertThat(QueueStore.targets(db, AT)).containsExactlyInAnyOrder("mail", "#ops", "#risk");
      assertThat(due(db, AT)).extracting(Queued::recipient).noneMatch(Queued::isChannel).hasSize(2);
      assertThat(QueueStore.due(db, "#ops", AT, 10))
          .extracting(Queued::id)
          .containsExactly("msg_#ops");
    }
  }

  private static List<Queued> due(JdbcClient db, Instant now) {
    return QueueStore.due(db, Queued.MAIL, now, 10);
  }

  private static Database fresh(Dialect dialect) throws SQLException {
    Database database = TestingDatabases.open(databases.fresh(dialect));
    database.migrate();
    return database;
  }

  private static Queued message(String id) {
    return message(id, "p_aaaaaaaaaa");
  }

  private static Queued message(String id, String recipient) {
    return new Queued(
        id,
        recipient,
        Optional.of("sign:1:peer"),
        new Matter(
            Kind.SIGN_OFF_ASKED,
            Thing.submission("credit-pd", 3, 1),
            Optional.of("peer"),
            "/submissions/1"),
        AT,
        AT,
        new Queued.Tries(State.WAITING, 0, ""));
  }
}
