// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.imprimatur.proof.act.Act;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Follower;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whoever follows the log is handed as many entries at once as there are: what comes of them does
 * not rest on how many that were. A log of many kinds of entries is followed anew by the server's
 * own followers, an entry at a time, all at once, and cut by chance.
 */
class FollowedPagesTest {
  private static final int CUTS = 12;

  /** Everything that followers write; what they write elsewhere is seen as well by its rows. */
  private static final List<String> TABLES =
      List.of(
          "attestation_jobs",
          "batch_jobs",
          "check_runs",
          "impact_rests",
          "impact_unnamed",
          "watch_jobs");

  @TempDir private Path folder;

  @Test
  void many_entries_at_once_come_to_the_same_as_one_after_the_other() throws IOException {
    Path setup =
        new TestingSetup()
            .people("person: dmitri, scopes: [", "person: dmitri, scopes: [signal, ")
            .in(folder);
    var clock = new TestingClock();
    try (RunningServer server = RunningServer.start(folder.resolve("data"), setup, clock)) {
      tell(server, clock);
      List<Act> acts = server.entries().stream().map(Act::parse).toList();
      long seed = new Random().nextLong();
      var chance = new Random(seed);
      List<SortedMap<String, List<String>>> all = new ArrayList<>();
      server
          .bean(Audit.class)
          .work(
              db -> {
                all.add(followed(server, db, acts, () -> 1));
                all.add(followed(server, db, acts, acts::size));
                for (int i = 0; i < CUTS; i++) {
                  all.add(followed(server, db, acts, () -> 1 + chance.nextInt(40)));
                }
                return true;
              });
      assertThat(List.of("batch_jobs", "check_runs", "impact_rests", "watch_jobs"))
          .as("there is something to compare")
          .noneMatch(table -> all.getFirst().getOrDefault(table, List.of()).isEmpty());
      assertThat(all.get(1)).as("at once").isEqualTo(all.getFirst());
      assertThat(all).as("cut by chance, seed " + seed).containsOnly(all.getFirst());
    }
  }

  /** Versions, checks, production data, a suspension, a condemnation and what it opens again. */
  private static void tell(RunningServer server, TestingClock clock) throws IOException {
    Instant promoted = PromisedFigures.promote(server);
    var story = new TestingBatches(server, PromisedFigures.MODEL, promoted);
    clock.pass(Duration.ofHours(6));
    story.send(TestingRows.read(0, 200).scored(), 0, 1);
    story.awaited(1);
    story.label(1, TestingRows.read(0, 200).labels());
    story.awaited(1);
    story.send("a,b\n1,2\n", 1, 2);
    story.awaited(2);
    story.withdraw("dmitri", 1, "{\"reason\":\"The file of another week.\"}");
    server.models().lowTierSubmission("open");
    long again = server.models().propose(PromisedFigures.MODEL, 1);
    server.models().await(again);
    for (String more : List.of("", ",\"until\":\"%s\"".formatted(clock.instant()))) {
      server.post(
          "dmitri",
          "/api/v1/impact/condemnations",
          "{\"kind\":\"check\",\"thing\":\"artifact/1\",\"reason\":\"It was wrong.\"%s}"
              .formatted(more));
    }
  }

  /** What the followers write of the whole log, handed over in pages of so many entries. */
  private static SortedMap<String, List<String>> followed(
      RunningServer server, JdbcClient db, List<Act> acts, IntSupplier sizes) {
    TABLES.forEach(table -> db.sql("DELETE FROM " + table).update());
    List<Follower> followers = server.beans(Follower.class);
    int from = 0;
    while (from < acts.size()) {
      int to = Math.min(acts.size(), from + sizes.getAsInt());
      var page = new Follower.Page(from, acts.subList(from, to));
      followers.forEach(follower -> follower.read(page, db).write(db));
      from = to;
    }
    SortedMap<String, List<String>> rows = new TreeMap<>();
    TABLES.forEach(table -> rows.put(table, rows(db, table)));
    return rows;
  }

  private static List<String> rows(JdbcClient db, String table) {
    return db
        .sql("SELECT * FROM " + table)
        .query(
            (ResultSet row, int line) -> {
              List<Object> cells = new ArrayList<>();
              for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                cells.add(Optional.ofNullable(row.getObject(i)));
              }
              return cells.toString();
            })
        .list()
        .stream()
        .sorted()
        .toList();
  }
}
