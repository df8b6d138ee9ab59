// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * One database, embedded (SQLite with a write-ahead log, every commit synced) or PostgreSQL. Reads
 * go through a pool; writes only through a {@link Writer}.
 */
public final class Database implements AutoCloseable {
  /** Whoever waits for a standby as well goes on doing so. */
  private static final String DURABLE =
      """
      SELECT set_config('synchronous_commit', 'on', false)
      WHERE current_setting('synchronous_commit') = 'off'
      """;

  /**
   * Each statement reads little, and PostgreSQL takes some for large: with compiling it and
   * starting processes for it, one took thirty times as long as without.
   */
  private static final String SMALL =
      """
      SELECT set_config(name, value, false)
      FROM (VALUES ('jit', 'off'), ('max_parallel_workers_per_gather', '0')) AS wanted (name, value)
      WHERE current_setting(name, true) IS NOT NULL
      """;

  /**
   * A node that is gone keeps the log locked for all others until the database notices; whoever set
   * a time goes on with it.
   */
  private static final String NOT_FOR_EVER =
      """
      SELECT set_config('idle_in_transaction_session_timeout', '60s', false)
      WHERE current_setting('idle_in_transaction_session_timeout') = '0'
      """;

  /**
   * For how many seconds the writer waits for one answer; no statement of it takes near as long.
   */
  private static final String WRITER_PATIENCE = "60";

  /** The same for readers, some of whom ask for much. */
  private static final String READER_PATIENCE = "300";

  private static final String WITHOUT_END = "0";

  private final Dialect dialect;
  private final String url;
  private final HikariDataSource pool;

  private Database(Dialect dialect, String url) {
    this.dialect = dialect;
    this.url = url;
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(8);
    config.setMinimumIdle(1);
    Properties settings = dialect == Dialect.SQLITE ? sqlite() : patient(READER_PATIENCE);
    settings.forEach((name, value) -> config.addDataSourceProperty((String) name, value));
    if (dialect == Dialect.POSTGRESQL) {
      config.setConnectionInitSql(SMALL);
    }
    this.pool = new HikariDataSource(config);
  }

  /** The embedded database in a file; its folder must exist. */
  public static Database sqlite(Path file) {
    return new Database(Dialect.SQLITE, "jdbc:sqlite:" + file.toAbsolutePath());
  }

  /** A PostgreSQL database by its {@code jdbc:postgresql://…} address. */
  public static Database postgresql(String url) {
    if (!url.startsWith("jdbc:postgresql://")) {
      throw new IllegalArgumentException(
          "The address of a database starts with jdbc:postgresql://, this one does not.");
    }
    return new Database(Dialect.POSTGRESQL, url);
  }

  public Dialect dialect() {
    return dialect;
  }

  /** Brings the tables to the newest shape; a migration that has run is never changed. */
  public void migrate() {
    migrations().migrate();
  }

  /** Whether a newer version has given the tables a shape that this one does not know. */
  public boolean isNewer() {
    return Stream.of(migrations().info().applied())
        .anyMatch(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS);
  }

  private Flyway migrations() {
    return Flyway.configure()
        .dataSource(unhurried())
        .locations(dialect.migrations())
        .placeholders(dialect.words())
        .load();
  }

  /** A migration takes as long as it takes. */
  private DataSource unhurried() {
    return dialect == Dialect.SQLITE
        ? pool
        : new DriverManagerDataSource(url, patient(WITHOUT_END));
  }

  /** For reading only. */
  public JdbcClient reader() {
    return JdbcClient.create(pool);
  }

  /** One whose commits are durable, however the database is set, but for those that say so. */
  Connection writerConnection() throws SQLException {
    if (dialect == Dialect.SQLITE) {
      return DriverManager.getConnection(url, sqlite());
    }
    Connection connection = DriverManager.getConnection(url, patient(WRITER_PATIENCE));
    try (Statement statement = connection.createStatement()) {
      statement.execute(DURABLE);
      statement.execute(SMALL);
      statement.execute(NOT_FOR_EVER);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** A network can fall silent, and nobody closes the connection; the address may say otherwise. */
  private static Properties patient(String seconds) {
    var properties = new Properties();
    properties.setProperty("socketTimeout", seconds);
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }

  private static Properties sqlite() {
    var properties = new Properties();
    properties.setProperty("journal_mode", "WAL");
    properties.setProperty("synchronous", "FULL");
    properties.setProperty("foreign_keys", "true");
    properties.setProperty("busy_timeout", "10000");
    return properties;
  }

  @Override
  public void close() {
    pool.close();
  }
}
