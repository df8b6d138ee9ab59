// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.imprimatur.proof.act.Act;
import org.imprimatur.server.ServerOptions;
import org.imprimatur.server.TestingDatabases;
import org.imprimatur.server.TestingTables;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.Dialect;
import org.imprimatur.server.people.Caller;

/** One server on SQLite or two that share PostgreSQL, any of which is asked for each deed. */
final class RacingServers implements AutoCloseable {
  private final Random random;
  private final AtOnce atOnce;
  private final Dialect dialect;
  private final TestingDatabases databases;
  private final List<RunningServer> servers = new ArrayList<>();
  private final Map<String, Caller> callers = new HashMap<>();

  private RacingServers(Dialect dialect, TestingDatabases databases) {
    long seed = System.nanoTime();
    System.out.println("Races with seed " + seed);
    this.random = new Random(seed);
    this.atOnce = new AtOnce(random);
    this.dialect = dialect;
    this.databases = databases;
  }

  static RacingServers start(Dialect dialect, Path folder, Path setup) throws Exception {
    return start(dialect, folder, setup, InstantSource.system());
  }

  /** The same by a clock that a test sets. */
  static RacingServers start(Dialect dialect, Path folder, Path setup, InstantSource clock)
      throws Exception {
    var racing = new RacingServers(dialect, new TestingDatabases(folder));
    try {
      racing.open(folder.resolve("data"), setup, clock);
    } catch (Exception e) {
      racing.close();
      throw e;
    }
    return racing;
  }

  private void open(Path data, Path setup, InstantSource clock) throws SQLException {
    boolean shared = dialect == Dialect.POSTGRESQL;
    Optional<String> database = shared ? Optional.of(databases.fresh(dialect)) : Optional.empty();
    for (int node = 0; node < (shared ? 2 : 1); node++) {
      servers.add(RunningServer.start(options(data, database, setup), clock));
    }
  }

  /** Each has its own: they name a port that was free. */
  private static ServerOptions options(Path data, Optional<String> database, Path setup) {
    return new ServerOptions(
        "127.0.0.1", 0, data, database, Optional.of(setup), ServerOptions.Passkeys.DEMO);
  }

  RunningServer one() {
    return servers.getFirst();
  }

  <T> T any(Class<T> face) {
    return servers.get(random.nextInt(servers.size())).bean(face);
  }

  Caller caller(String username) {
    return callers.computeIfAbsent(username, one()::caller);
  }

  /** Sessions end with time: everybody signs in anew. */
  void signInAnew() {
    List<String> usernames = List.copyOf(callers.keySet());
    callers.clear();
    usernames.forEach(this::caller);
  }

  /** What became of each, in their order: done, or the code of its refusal. */
  List<String> atOnce(AtOnce.Deed... deeds) throws Exception {
    return atOnce(List.of(deeds));
  }

  List<String> atOnce(List<AtOnce.Deed> deeds) throws Exception {
    return atOnce.take(deeds);
  }

  <T extends Act> List<T> acts(Class<T> kind) {
    return one().entries().stream()
        .map(Act::parse)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  <T extends Act> T last(Class<T> kind) {
    return acts(kind).getLast();
  }

  /** Log, tables and a replay agree. */
  void assertSound() throws Exception {
    assertThat(one().found()).as("what a replay finds").isEmpty();
    try (Database empty = TestingDatabases.open(databases.fresh(dialect))) {
      assertThat(TestingTables.rebuilt(one().bean(Audit.class), empty))
          .as("the tables, built again from the log")
          .isEqualTo(TestingTables.rows(one().bean(Database.class)));
    }
  }

  @Override
  public void close() throws IOException {
    servers.forEach(RunningServer::close);
    databases.close();
  }
}
