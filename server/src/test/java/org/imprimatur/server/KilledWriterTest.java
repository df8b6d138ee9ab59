// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.ModelRegistered;
import org.imprimatur.proof.act.PeopleAct.PersonAdded;
import org.imprimatur.proof.act.PeopleAct.RoleGiven;
import org.imprimatur.proof.act.PeopleAct.RoleWithdrawn;
import org.imprimatur.proof.act.PeopleAct.TeamJoined;
import org.imprimatur.proof.log.Checkpoint;
import org.imprimatur.proof.log.Frontier;
import org.imprimatur.proof.log.Hash;
import org.imprimatur.proof.log.MerkleProofs;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.Dialect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The writer killed in the middle of its work, again and again on the same log. How often is said
 * with {@code -Dimprimatur.kills=50}.
 */
class KilledWriterTest {
  private static final int KILLS = Integer.getInteger("imprimatur.kills", 3);
  private static final int LONGEST_MILLIS = 300;

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

  @ParameterizedTest
  @EnumSource
  void what_was_answered_stands_after_every_kill(Dialect dialect) throws Exception {
    String address = databases.fresh(dialect);
    Path key = folder.resolve("log-" + dialect.name() + ".pem");
    try (Database database = TestingDatabases.open(address)) {
      database.migrate();
      RecordingUntilKilled.audit(database, key).close();
    }
    long seed = System.nanoTime();
    var random = new Random(seed);
    Set<String> answered = new HashSet<>();
    for (int kill = 1; kill <= KILLS; kill++) {
      answered.addAll(recordedUntilKilled(address, key, random.nextInt(LONGEST_MILLIS)));
      String fresh = databases.fresh(dialect);
      try (Database database = TestingDatabases.open(address);
          Audit audit = RecordingUntilKilled.audit(database, key);
          Database empty = TestingDatabases.open(fresh)) {
        // The next batch waits for what the killed one left behind; then the log goes on.
        audit.record(
            moment -> Ruling.granted(new TeamJoined(moment.by("p_admin"), "p_next", "t"), true));
        check("kill %d of seed %d".formatted(kill, seed), answered, database, audit, empty);
      }
    }
  }

  private static Set<String> recordedUntilKilled(String address, Path key, int millis)
      throws Exception {
    try (var process =
        TestingProcess.start(
            folder.resolve("errors.txt"), RecordingUntilKilled.class, address, key.toString())) {
      process.awaitSpeech();
      Thread.sleep(millis);
      Set<String> answered = new HashSet<>(process.kill());
      // A line that the kill cut in two was not said.
      answered.removeIf(line -> !line.endsWith(";"));
      assertThat(answered).isNotEmpty();
      return answered;
    }
  }

  private static void check(
      String when, Set<String> answered, Database database, Audit audit, Database empty) {
    List<Act> acts = new ArrayList<>();
    var frontier = new Frontier[] {Frontier.empty()};
    audit.forEach(
        (position, entry) -> {
          acts.add(Act.parse(entry));
          frontier[0] = frontier[0].append(Hash.leaf(entry));
        });
    Checkpoint checkpoint = Checkpoint.verify(audit.checkpoint(), audit.verifier());
    assertThat(checkpoint.size()).as(when).isEqualTo(acts.size());
    assertThat(checkpoint.root()).as(when).isEqualTo(frontier[0].root());
    assertThat(said(acts, when)).as(when).containsAll(answered);
    assertThat(MerkleProofs.root(0, acts.size(), audit.leaves()))
        .as(when)
        .isEqualTo(checkpoint.root());
    assertThat(TestingTables.rebuilt(audit, empty))
        .as(when)
        .isEqualTo(TestingTables.rows(database));
  }

  /** What the log has, in the words of the process; what was hired in one act stands whole. */
  private static Set<String> said(List<Act> acts, String when) {
    Set<String> said = new HashSet<>();
    for (int i = 0; i < acts.size(); i++) {
      switch (acts.get(i)) {
        case PersonAdded(_, var person, _) -> {
          assertThat(person).as(when).isNotEqualTo(RecordingUntilKilled.REFUSED);
          assertThat(acts.subList(i + 1, i + 3))
              .as(when)
              .hasExactlyElementsOfTypes(RoleGiven.class, TeamJoined.class);
          said.add("hired " + person + ";");
        }
        case RoleWithdrawn(_, var person, _, _) -> said.add("withdrawn " + person + ";");
        case ModelRegistered registered -> said.add("registered " + registered.model() + ";");
        default -> {}
      }
    }
    return said;
  }
}
