// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.proof.log.Frontier;
import org.imprimatur.proof.log.Hash;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.Dialect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The writer and the log on both databases, with real ones. */
class AuditTest {
  private static EmbeddedPostgres postgres;
  private static LogKeys keys;

  @TempDir Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException {
    postgres = EmbeddedPostgres.start();
    keys = TestingKeys.fresh();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : open.reversed()) {
      closeable.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_many_record_at_once_stands_once_each_under_a_signed_checkpoint(Dialect dialect)
      throws Exception {
    Audit audit = audit(database(dialect), InstantSource.system());

    together(64, i -> audit.record(moment -> joins(moment, "p_" + i)));

    assertThat(people(audit)).hasSize(64).doesNotHaveDuplicates();
    assertThat(Checkpoint.verify(audit.checkpoint(), keys.verifier()))
        .isEqualTo(new Checkpoint("log.example.test", 64, root(audit)));
  }

  @ParameterizedTest
  @EnumSource
  void a_refusal_or_a_fault_leaves_nothing_and_harms_no_neighbour(Dialect dialect)
      throws Exception {
    Audit audit = audit(database(dialect), InstantSource.system());
    var refusal = new Refusal("test.refused", 409, "Refused.", List.of("because"), "Do otherwise.");

    together(
        60,
        i ->
            switch (i % 3) {
              case 0 -> audit.record(moment -> joins(moment, "p_" + i));
              case 1 -> refused(audit, refusal);
              default -> faulty(audit);
            });

    assertThat(people(audit)).hasSize(20);
    assertThat(Checkpoint.verify(audit.checkpoint(), keys.verifier()).root())
        .isEqualTo(root(audit));
  }

  @ParameterizedTest
  @EnumSource
  void two_nodes_on_one_database_write_one_log(Dialect dialect) throws Exception {
    Database database = database(dialect);
    Audit one = audit(database, InstantSource.system());
    Audit other = audit(database, InstantSource.system());

    together(80, i -> (i % 2 == 0 ? one : other).record(moment -> joins(moment, "p_" + i)));

    assertThat(people(one)).hasSize(80).doesNotHaveDuplicates();
    assertThat(Checkpoint.verify(other.checkpoint(), keys.verifier()).root()).isEqualTo(root(one));
  }

  @ParameterizedTest
  @EnumSource
  void time_never_runs_backwards_in_the_log(Dialect dialect) throws Exception {
    Database database = database(dialect);
    audit(database, InstantSource.fixed(Instant.parse("2026-11-25T10:00:00Z")))
        .record(moment -> joins(moment, "p_1"));
    Audit late = audit(database, InstantSource.fixed(Instant.parse("2026-11-24T10:00:00Z")));
    late.record(moment -> joins(moment, "p_2"));

    List<Instant> times = new ArrayList<>();
    late.forEach((position, entry) -> times.add(Act.parse(entry).at()));
    assertThat(times).isSorted().hasSize(2);
  }

  private static String refused(Audit audit, Refusal refusal) {
    assertThatThrownBy(() -> audit.record(moment -> new Ruling.Refused<>(refusal)))
        .isInstanceOf(RefusedException.class);
    return "refused";
  }

  /** Its first act is written, then the act that breaks the database's rules takes both back. */
  private static String faulty(Audit audit) {
    assertThatThrownBy(
            () ->
                audit.record(
                    moment -> {
                      joins(moment, "p_lost");
                      moment.db().sql("INSERT INTO log_entries VALUES (NULL, NULL, NULL)").update();
                      return joins(moment, "p_lost");
                    }))
        .isInstanceOf(RuntimeException.class);
    return "fault";
  }

  private static Ruling<String> joins(Moment moment, String person) {
    Act act = new PeopleAct.TeamJoined(moment.by("p_admin"), person, "validation");
    return new Ruling.Granted<>(List.of(act), person);
  }

  private interface Task {
    String run(int i);
  }

  private static void together(int count, Task task) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> futures =
          IntStream.range(0, count).mapToObj(i -> threads.submit(() -> task.run(i))).toList();
      for (Future<String> future : futures) {
        future.get();
      }
    }
  }

  private static List<String> people(Audit audit) {
    List<String> people = new ArrayList<>();
    audit.forEach(
        (position, entry) -> people.add(((PeopleAct.TeamJoined) Act.parse(entry)).person()));
    return people;
  }

  private static Hash root(Audit audit) {
    var frontier = new Frontier[] {Frontier.empty()};
    audit.forEach((position, entry) -> frontier[0] = frontier[0].append(Hash.leaf(entry)));
    return frontier[0].root();
  }

  private Audit audit(Database database, InstantSource clock) {
    var audit = new Audit(database, keys, List.of(), clock);
    open.add(audit);
    return audit;
  }

  private Database database(Dialect dialect) throws Exception {
    Database database =
        switch (dialect) {
          case SQLITE -> Database.sqlite(folder.resolve("imprimatur.db"));
          case POSTGRESQL -> Database.postgresql(freshPostgres());
        };
    open.add(database);
    database.migrate();
    return database;
  }

  private static String freshPostgres() throws Exception {
    String name = "test_" + Long.toString(System.nanoTime(), 36);
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return postgres.getJdbcUrl("postgres", name);
  }
}
