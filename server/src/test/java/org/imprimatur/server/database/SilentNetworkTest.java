// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.imprimatur.server.TestingDatabases;
import org.imprimatur.server.database.TestingNetwork.Silent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The network between a server and PostgreSQL falls silent: nobody waits for an answer without end,
 * nobody is told that nothing was stored where that is not known, and no other node is kept out.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SilentNetworkTest {
  /** What an operator says in the address goes before what is usual; here for a short test. */
  private static final String SHORT =
      "&socketTimeout=2&options=-c%20idle_in_transaction_session_timeout=2000";

  private static final String LOCK = "SELECT position FROM marks WHERE name = 'head' FOR UPDATE";

  @TempDir Path folder;
  private TestingDatabases databases;
  private TestingNetwork network;
  private String direct = "";
  private String through = "";

  @BeforeEach
  void start() throws Exception {
    databases = new TestingDatabases(folder);
    direct = databases.fresh(Dialect.POSTGRESQL);
    int port = URI.create(direct.replace("jdbc:", "")).getPort();
    network = new TestingNetwork(port);
    through = direct.replace(":" + port, ":" + network.port()) + SHORT;
    try (Database database = TestingDatabases.open(direct);
        Connection connection = database.writerConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE marks (name VARCHAR(80) PRIMARY KEY, position BIGINT)");
      statement.execute("INSERT INTO marks VALUES ('head', 0)");
    }
  }

  @AfterEach
  void stop() throws Exception {
    network.close();
    databases.close();
  }

  @Test
  void a_change_is_given_up_and_the_next_goes_by_a_new_connection() throws Exception {
    try (Database database = TestingDatabases.open(through);
        Connection like = database.writerConnection();
        var writer = new Writer(database, new Unframed())) {
      assertThat(like.getNetworkTimeout()).as("as the address says").isEqualTo(2_000);
      writer.write(db -> mark(db, "before"));
      network.set(Silent.BOTH);
      assertThatThrownBy(() -> writer.write(db -> mark(db, "lost")))
          .isInstanceOfSatisfying(
              WriterException.class, told -> assertThat(told.mayBeStored()).isFalse());
      network.set(Silent.NEITHER);
      writer.write(db -> mark(db, "after"));
      assertThat(marks()).containsExactly("after", "before", "head");
    }
  }

  @Test
  void whoever_got_no_answer_to_a_commit_is_not_told_that_nothing_was_stored() {
    try (Database database = TestingDatabases.open(through);
        var writer = new Writer(database, new SilentAtTheEnd())) {
      assertThatThrownBy(() -> writer.write(db -> mark(db, "stored all the same")))
          .isInstanceOfSatisfying(
              WriterException.class, told -> assertThat(told.mayBeStored()).isTrue());
      assertThat(marks()).containsExactly("head", "stored all the same");
    }
  }

  @Test
  void a_node_that_is_gone_with_the_log_locked_keeps_the_others_out_for_a_while_only() {
    try (Database gone = TestingDatabases.open(through);
        Database other = TestingDatabases.open(direct);
        var writer = new Writer(gone, new Unframed());
        var another = new Writer(other, new Unframed())) {
      assertThatThrownBy(
              () ->
                  writer.write(
                      db -> {
                        db.sql(LOCK).query(Long.class).single();
                        network.set(Silent.BOTH);
                        return mark(db, "lost");
                      }))
          .isInstanceOf(RuntimeException.class);
      another.write(
          db -> {
            db.sql(LOCK).query(Long.class).single();
            return mark(db, "of another node");
          });
      assertThat(marks()).containsExactly("head", "of another node");
    }
  }

  @Test
  void where_the_operator_says_nothing_a_minute_is_the_most() throws Exception {
    try (Database database = TestingDatabases.open(direct);
        Connection connection = database.writerConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW idle_in_transaction_session_timeout")) {
      assertThat(connection.getNetworkTimeout()).isEqualTo(60_000);
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("1min");
    }
  }

  private static int mark(JdbcClient db, String name) {
    return db.sql("INSERT INTO marks (name, position) VALUES (?, 1)").param(name).update();
  }

  /** As another node sees them. */
  private List<String> marks() {
    try (Database database = TestingDatabases.open(direct)) {
      return database
          .reader()
          .sql("SELECT name FROM marks ORDER BY name")
          .query((row, line) -> row.getString(1))
          .list();
    }
  }

  /** The database hears the commit, and its answer is lost. */
  private final class SilentAtTheEnd extends Unframed {
    @Override
    public void end(JdbcClient db) {
      network.set(Silent.ANSWERS);
    }
  }
}
