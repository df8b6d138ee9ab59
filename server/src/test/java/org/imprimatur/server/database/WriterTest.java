// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.imprimatur.server.TestingDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What one request cannot do to those after it, with real databases of both kinds. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WriterTest {
  @TempDir Path folder;
  private TestingDatabases databases;

  @BeforeEach
  void start() throws Exception {
    databases = new TestingDatabases(folder);
  }

  @AfterEach
  void stop() throws Exception {
    databases.close();
  }

  @ParameterizedTest
  @EnumSource
  void an_error_fails_its_own_batch_and_the_writer_goes_on(Dialect dialect) throws Exception {
    try (Database database = TestingDatabases.open(databases.fresh(dialect))) {
      makeTable(database);
      try (var writer = new Writer(database, new Unframed())) {
        writer.write(db -> row(db, "before"));
        for (Error error : new Error[] {new OutOfMemoryError("heap"), new AssertionError("no")}) {
          assertThatThrownBy(() -> writer.write(db -> fails(db, error)))
              .isInstanceOf(WriterException.class)
              .hasRootCause(error);
          write(writer, "after " + error.getMessage());
        }
        assertThat(rows(database)).containsExactly("after heap", "after no", "before");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoever_stands_in_the_batch_of_an_error_is_told_and_nothing_of_theirs_stays(Dialect dialect)
      throws Exception {
    try (Database database = TestingDatabases.open(databases.fresh(dialect))) {
      makeTable(database);
      try (var writer = new Writer(database, new Unframed())) {
        var held = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        var first = CompletableFuture.runAsync(() -> writer.write(db -> waits(begun, held)));
        begun.await();
        var neighbour = CompletableFuture.runAsync(() -> writer.write(db -> row(db, "neighbour")));
        awaitQueued(writer, 1);
        var faulty =
            CompletableFuture.runAsync(
                () -> writer.write(db -> fails(db, new StackOverflowError())));
        awaitQueued(writer, 2);
        held.countDown();

        assertThat(first).succeedsWithin(1, TimeUnit.MINUTES);
        assertThat(neighbour)
            .failsWithin(1, TimeUnit.MINUTES)
            .withThrowableThat()
            .withMessageContaining("could not be stored");
        assertThat(faulty).failsWithin(1, TimeUnit.MINUTES);
        assertThat(rows(database)).isEmpty();
        write(writer, "later");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_error_where_a_batch_ends_fails_it_and_not_the_next(Dialect dialect) throws Exception {
    try (Database database = TestingDatabases.open(databases.fresh(dialect))) {
      makeTable(database);
      var frame = new FailingOnce();
      try (var writer = new Writer(database, frame)) {
        assertThatThrownBy(() -> writer.write(db -> row(db, "first")))
            .isInstanceOf(WriterException.class);
        write(writer, "second");
        assertThat(rows(database)).containsExactly("second");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void nobody_waits_for_a_writer_that_has_ended(Dialect dialect) throws Exception {
    try (Database database = TestingDatabases.open(databases.fresh(dialect))) {
      makeTable(database);
      var writer = new Writer(database, new Unframed());
      writer.close();
      assertThatThrownBy(() -> writer.write(db -> row(db, "late")))
          .isInstanceOf(WriterException.class);
      assertThat(rows(database)).isEmpty();
    }
  }

  /** The one that is written to here; all others would take longer to make than to test. */
  private static void makeTable(Database database) throws SQLException {
    try (Connection connection = database.writerConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE follower_cursors (follower VARCHAR(80) PRIMARY KEY, position BIGINT)");
    }
  }

  private static void awaitQueued(Writer writer, int count) throws InterruptedException {
    while (writer.waiting() < count) {
      Thread.sleep(5);
    }
  }

  private static int waits(CountDownLatch begun, CountDownLatch held) {
    begun.countDown();
    try {
      held.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return 0;
  }

  private static int fails(JdbcClient db, Error error) {
    row(db, "never");
    throw error;
  }

  /** In time, or the test fails for its limit. */
  private static void write(Writer writer, String follower) {
    int rows = writer.write(db -> row(db, follower));
    assertThat(rows).isEqualTo(1);
  }

  private static int row(JdbcClient db, String follower) {
    return db.sql("INSERT INTO follower_cursors (follower, position) VALUES (?, 1)")
        .param(follower)
        .update();
  }

  private static List<String> rows(Database database) {
    return database
        .reader()
        .sql("SELECT follower FROM follower_cursors ORDER BY follower")
        .query((row, line) -> row.getString(1))
        .list();
  }

  private static final class FailingOnce implements Writer.Frame {
    private boolean failed;

    @Override
    public void begin(JdbcClient db) {}

    @Override
    public void end(JdbcClient db) {
      if (!failed) {
        failed = true;
        throw new OutOfMemoryError("at the end");
      }
    }
  }
}
