// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.Dialect;

/** Fresh databases of both kinds, each with an address that another process can open. */
public final class TestingDatabases implements AutoCloseable {
  private final Path folder;
  private final EmbeddedPostgres postgres;
  private int made;

  public TestingDatabases(Path folder) throws IOException {
    this.folder = folder;
    this.postgres = EmbeddedPostgres.start();
  }

  /** The address of a database that nobody has used: a file, or one that starts with jdbc:. */
  public String fresh(Dialect dialect) throws SQLException {
    String name = "imprimatur_" + made++;
    return switch (dialect) {
      case SQLITE -> folder.resolve(name + ".db").toString();
      case POSTGRESQL -> {
        try (var connection = postgres.getPostgresDatabase().getConnection();
            var statement = connection.createStatement()) {
          statement.execute("CREATE DATABASE " + name);
        }
        yield postgres.getJdbcUrl("postgres", name);
      }
    };
  }

  public static Database open(String address) {
    return address.startsWith("jdbc:")
        ? Database.postgresql(address)
        : Database.sqlite(Path.of(address));
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
