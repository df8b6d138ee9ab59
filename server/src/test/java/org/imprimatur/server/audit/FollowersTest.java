// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.PeopleAct.TeamJoined;
import org.imprimatur.proof.log.Hash;
import org.imprimatur.proof.log.Leaves;
import org.imprimatur.proof.log.MerkleProofs;
import org.imprimatur.server.TestingDatabases;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.Dialect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What follows the log, and what is proven of it, over more entries than are read at once. */
class FollowersTest {
  private static final int ENTRIES = 2 * Follower.Page.MOST + 345;

  @TempDir static Path folder;
  private static TestingDatabases databases;

  @BeforeAll
  static void start() throws Exception {
    databases = new TestingDatabases(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    databases.close();
  }

  /** Notes what it was handed, and fails at one entry while it is told to. */
  private static final class Noting implements Follower {
    private final String name;
    private final List<Long> seen = new ArrayList<>();
    private long failsAt = -1;
    private boolean readsAhead;

    private Noting(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Following read(Page page, JdbcClient reader) {
      if (readsAhead) {
        page.forEach((position, _) -> failAt(position));
      }
      return _ -> page.forEach((position, _) -> note(position));
    }

    private void note(long position) {
      failAt(position);
      seen.add(position);
    }

    private void failAt(long position) {
      if (position == failsAt) {
        throw new IllegalStateException("It fails at " + position);
      }
    }
  }

  private static Audit filled(Database database) throws Exception {
    database.migrate();
    var keys = TestingKeys.fresh();
    var audit = new Audit(database, keys, List.of(), InstantSource.system());
    audit.record(
        moment ->
            new Ruling.Granted<>(
                IntStream.range(0, ENTRIES)
                    .<Act>mapToObj(i -> new TeamJoined(moment.by("p_admin"), "p_" + i, "team"))
                    .toList(),
                true));
    return audit;
  }

  private static List<Long> all() {
    return IntStream.range(0, ENTRIES).mapToObj(Long::valueOf).toList();
  }

  @ParameterizedTest
  @EnumSource
  void all_followers_see_every_entry_once_and_in_order(Dialect dialect) throws Exception {
    try (Database database = TestingDatabases.open(databases.fresh(dialect));
        Audit audit = filled(database)) {
      var one = new Noting("one");
      var other = new Noting("other");
      var followers = new Followers(audit, database, List.of(one, other));
      while (followers.round()) {
        // Until nothing is new.
      }
      assertThat(one.seen).isEqualTo(all());
      assertThat(other.seen).isEqualTo(all());
      assertThat(Cursors.position(database.reader(), "one")).isEqualTo(ENTRIES);
    }
  }

  @ParameterizedTest
  @CsvSource({"SQLITE, false", "SQLITE, true", "POSTGRESQL, false", "POSTGRESQL, true"})
  void one_that_fails_holds_up_no_other_and_goes_on_where_it_failed(
      Dialect dialect, boolean readsAhead) throws Exception {
    try (Database database = TestingDatabases.open(databases.fresh(dialect));
        Audit audit = filled(database)) {
      var sound = new Noting("sound");
      var failing = new Noting("failing");
      failing.failsAt = Follower.Page.MOST + 500;
      failing.readsAhead = readsAhead;
      var followers = new Followers(audit, database, List.of(failing, sound));

      for (int i = 0; i < 5; i++) {
        try {
          followers.round();
        } catch (IllegalStateException _) {
          // It is logged, and the round comes again.
        }
      }
      assertThat(Cursors.position(database.reader(), "sound")).isEqualTo(ENTRIES);
      assertThat(Cursors.position(database.reader(), "failing"))
          .as("the entries that it was handed with the one at which it fails come again")
          .isEqualTo(Follower.Page.MOST);
      assertThatThrownBy(followers::round).isInstanceOf(IllegalStateException.class);

      failing.failsAt = -1;
      failing.seen.clear();
      while (followers.round()) {
        // Until nothing is new.
      }
      assertThat(failing.seen).isEqualTo(all().subList(Follower.Page.MOST, ENTRIES));
      assertThat(Cursors.position(database.reader(), "failing")).isEqualTo(ENTRIES);
    }
  }

  @ParameterizedTest
  @EnumSource
  void proofs_over_kept_blocks_are_those_over_all_leaves(Dialect dialect) throws Exception {
    try (Database database = TestingDatabases.open(databases.fresh(dialect));
        Audit audit = filled(database)) {
      List<Hash> hashes = audit.leaves().read(0, ENTRIES);
      Leaves plain = Leaves.of(hashes);
      for (int size : List.of(1, 255, 256, 257, 511, 512, 513, 1_024, 1_793, ENTRIES)) {
        assertThat(MerkleProofs.root(0, size, audit.leaves()))
            .isEqualTo(leafByLeaf(hashes.subList(0, size)));
        for (int index = 0; index < size; index += 101) {
          assertThat(MerkleProofs.inclusion(index, size, audit.leaves()))
              .isEqualTo(MerkleProofs.inclusion(index, size, plain));
          assertThat(
                  MerkleProofs.includes(
                      index,
                      size,
                      hashes.get(index),
                      MerkleProofs.inclusion(index, size, audit.leaves()),
                      leafByLeaf(hashes.subList(0, size))))
              .isTrue();
        }
      }
    }
  }

  /** By the definition, without any block. */
  private static Hash leafByLeaf(List<Hash> leaves) {
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    return Hash.node(
        leafByLeaf(leaves.subList(0, split)), leafByLeaf(leaves.subList(split, leaves.size())));
  }
}
