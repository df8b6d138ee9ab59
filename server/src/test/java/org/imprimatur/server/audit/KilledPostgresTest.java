// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.PeopleAct.TeamJoined;
import org.imprimatur.server.database.Database;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * PostgreSQL is killed while people record and followers follow, whose commits do not wait for the
 * disk: what was answered stands, and what was followed is followed again with one effect.
 */
class KilledPostgresTest {
  private static final int AT_ONCE = 400;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final AtomicInteger answered = new AtomicInteger();
  private final LogKeys keys;

  KilledPostgresTest() throws GeneralSecurityException {
    keys = TestingKeys.fresh();
  }

  /** Has one row of every entry that it was handed, beside its cursor. */
  private static final class Copying implements Follower {
    @Override
    public String name() {
      return "copying";
    }

    @Override
    public Following read(Page page, JdbcClient reader) {
      return db ->
          page.forEach(
              (position, _) ->
                  db.sql("INSERT INTO copied (position) VALUES (?)").param(position).update());
    }
  }

  /**
   * At once with all its processes, as when a machine stops; or told to stop without a checkpoint.
   */
  @ParameterizedTest
  @ValueSource(strings = {"KILL", "QUIT"})
  void what_was_answered_stands_and_followers_catch_up_with_one_effect(String signal)
      throws Exception {
    Path data = folder.resolve("postgres");
    prepare(data);
    followUntilKilled(data, signal);
    try (EmbeddedPostgres postgres = postgres(data);
        Database database = database(postgres);
        Audit audit = audit(database)) {
      assertThat(audit.size()).isGreaterThanOrEqualTo(answered.get());
      var followers = new Followers(audit, database, List.of(new Copying()));
      while (followers.round()) {
        // Until nothing is new.
      }
      assertThat(copied(database)).isEqualTo(LongStream.range(0, audit.size()).boxed().toList());
      assertThat(Cursors.position(database.reader(), "copying")).isEqualTo(audit.size());
      audit.record(moment -> Ruling.granted(joined(moment), true));
    }
  }

  private void prepare(Path data) throws IOException {
    try (EmbeddedPostgres postgres = postgres(data);
        Database database = database(postgres)) {
      database.migrate();
      database.reader().sql("CREATE TABLE copied (position BIGINT NOT NULL)").update();
    }
  }

  private void followUntilKilled(Path data, String signal) throws Exception {
    try (EmbeddedPostgres postgres = postgres(data);
        Database database = database(postgres);
        Audit audit = audit(database)) {
      var followers = new Followers(audit, database, List.of(new Copying()));
      Thread following = Thread.ofVirtual().start(() -> untilBroken(followers::round));
      Thread recording = Thread.ofVirtual().start(() -> untilBroken(() -> recorded(audit)));
      Thread.sleep(1_500);
      kill(data, signal);
      // Neither waits without end for a database that is away.
      assertThat(following.join(LONGEST)).as("who follows is told").isTrue();
      assertThat(recording.join(LONGEST)).as("who records is told").isTrue();
    }
  }

  private boolean recorded(Audit audit) {
    audit.record(
        moment ->
            new Ruling.Granted<>(
                IntStream.range(0, AT_ONCE).<Act>mapToObj(_ -> joined(moment)).toList(), true));
    answered.addAndGet(AT_ONCE);
    return true;
  }

  private static Act joined(Moment moment) {
    return new TeamJoined(moment.by("p_admin"), "p_somebody", "team");
  }

  private interface Step {
    boolean take();
  }

  private static void untilBroken(Step step) {
    try {
      while (true) {
        step.take();
      }
    } catch (RuntimeException _) {
      // The database is gone.
    }
  }

  private static void kill(Path data, String signal) throws Exception {
    long postmaster = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
    List<ProcessHandle> all =
        ProcessHandle.of(postmaster).stream()
            .flatMap(one -> Stream.concat(Stream.of(one), one.descendants()))
            .toList();
    if (signal.equals("KILL")) {
      all.forEach(ProcessHandle::destroyForcibly);
    } else {
      new ProcessBuilder("kill", "-" + signal, Long.toString(postmaster)).start().waitFor();
    }
    for (ProcessHandle one : all) {
      one.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  private static List<Long> copied(Database database) {
    return database
        .reader()
        .sql("SELECT position FROM copied ORDER BY position")
        .query((row, line) -> row.getLong(1))
        .list();
  }

  private static EmbeddedPostgres postgres(Path data) throws IOException {
    return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false).start();
  }

  private static Database database(EmbeddedPostgres postgres) {
    return Database.postgresql(postgres.getJdbcUrl("postgres", "postgres"));
  }

  private Audit audit(Database database) {
    return new Audit(database, keys, List.of(), InstantSource.system());
  }
}
