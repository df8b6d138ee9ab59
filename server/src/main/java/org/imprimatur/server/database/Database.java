// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.springframework.jdbc.core.simple.JdbcClient;

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
   * Each statement reads little, and PostgreSQL takes some for large: to compile one and to start
   * processes for it took forty times as long as to read what it asks for.
   */
  private static final String SMALL =
      """
      SELECT set_config(name, value, false)
      FROM (VALUES ('jit', 'off'), ('max_parallel_workers_per_gather', '0')) AS wanted (name, value)
      WHERE current_setting(name, true) IS NOT NULL
      """;

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
    if (dialect == Dialect.SQLITE) {
      sqlite().forEach((name, value) -> config.addDataSourceProperty((String) name, value));
    } else {
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
        .dataSource(pool)
        .locations(dialect.migrations())
        .placeholders(Map.of("bytes", dialect.bytes()))
        .load();
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
    Connection connection = DriverManager.getConnection(url);
    try (Statement statement = connection.createStatement()) {
      statement.execute(DURABLE);
      statement.execute(SMALL);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
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
