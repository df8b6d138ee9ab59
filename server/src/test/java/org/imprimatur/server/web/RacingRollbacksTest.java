// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.imprimatur.proof.act.RemovalAct;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.server.database.Dialect;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.monitoring.Removals;
import org.imprimatur.server.monitoring.Rollbacks;
import org.imprimatur.server.monitoring.Suspensions;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.submissions.Submissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A way back is raced with everything that stands against it, on two servers that share PostgreSQL:
 * whatever comes first, nobody goes back to what is suspended or was taken out, and one version at
 * most holds production.
 */
class RacingRollbacksTest {
  private static final int ROUNDS = Integer.getInteger("imprimatur.races.rollbacks", 3);

  @TempDir Path folder;
  private @Nullable RacingServers servers;
  private int models;

  @Test
  void of_rollbacks_that_are_raced_none_passes_what_stands_against_it() throws Exception {
    Path setup = new TestingSetup().wholePolicy(TestingRaces.POLICY).in(folder);
    try (var racing = RacingServers.start(Dialect.POSTGRESQL, folder, setup)) {
      servers = racing;
      List.of("ada", "grace", "dmitri").forEach(racing::caller);
      for (int round = 0; round < ROUNDS; round++) {
        backTwice();
        suspendedMeanwhile();
        takenOutMeanwhile();
        aNewerOneMeanwhile();
        retiredAsAWhole();
      }
      assertThat(racing.acts(VersionRestored.class)).hasSizeGreaterThanOrEqualTo(2 * ROUNDS);
      racing.assertSound();
    }
  }

  private void backTwice() throws Exception {
    String model = replaced();
    List<String> outcomes = servers().atOnce(Collections.nCopies(4, back(model)));
    assertThat(outcomes).containsOnlyOnce("done").containsOnly("done", "rollback.refused");
    assertThat(production(model)).isEqualTo(1);
  }

  private void suspendedMeanwhile() throws Exception {
    String model = replaced();
    List<String> outcomes =
        servers()
            .atOnce(
                back(model),
                () -> any(Suspensions.class).suspend(caller("dmitri"), model, 1, "It does harm."));
    assertThat(outcomes.get(0)).isIn("done", "rollback.refused");
    assertThat(outcomes.get(1)).isEqualTo("done");
    assertThat(servers().atOnce(back(model))).containsOnly("rollback.refused");
  }

  private void takenOutMeanwhile() throws Exception {
    String model = replaced();
    List<AtOnce.Deed> deeds = new ArrayList<>(Collections.nCopies(2, back(model)));
    deeds.add(() -> any(Removals.class).withdraw(caller("dmitri"), model, 1, "It is wrong."));
    deeds.add(() -> any(Removals.class).retire(caller("dmitri"), model, 1, "It is old."));
    List<String> outcomes = servers().atOnce(deeds);
    assertThat(outcomes.subList(0, 2)).isSubsetOf("done", "rollback.refused");
    assertThat(outcomes.get(2)).isIn("done", "removal.nothing");
    assertThat(outcomes.get(3)).as("in whatever stage it stands").isEqualTo("done");
    assertThat(servers().atOnce(back(model))).containsOnly("rollback.refused");
    assertThat(production(model)).isNotEqualTo(1);
  }

  /** What is promoted meanwhile is gone back from, or comes after. */
  private void aNewerOneMeanwhile() throws Exception {
    String model = replaced();
    long third = TestingRaces.submitted(servers().one(), folder, model);
    TestingRaces.sign(servers().one(), caller("grace"), third);
    List<String> outcomes =
        servers()
            .atOnce(
                back(model),
                () -> any(Gates.class).promote(caller("ada"), third),
                () -> any(Removals.class).retire(caller("dmitri"), model, 3, "No more."));
    assertThat(outcomes.get(0)).isEqualTo("done");
    assertThat(outcomes.get(1)).isEqualTo("done");
    assertThat(outcomes.get(2)).as("its submission is open before").isIn("done", "removal.open");
  }

  /** All versions are retired or none, whatever is submitted or gone back to meanwhile. */
  private void retiredAsAWhole() throws Exception {
    String model = replaced();
    int before = servers().acts(RemovalAct.class).size();
    List<String> outcomes =
        servers()
            .atOnce(
                () -> any(Removals.class).retire(caller("dmitri"), model, "Its use has ended."),
                () -> any(Submissions.class).open(caller("ada"), model, 2, "production"),
                back(model));
    int retired = servers().acts(RemovalAct.class).size() - before;
    assertThat(retired).isEqualTo(outcomes.getFirst().equals("done") ? 2 : 0);
    assertThat(outcomes.getFirst()).isIn("done", "removal.open");
    assertThat(outcomes.get(1)).isIn("done", "gate.stage");
    assertThat(outcomes.get(2)).isIn("done", "rollback.refused");
  }

  private AtOnce.Deed back(String model) {
    return () -> any(Rollbacks.class).rollBack(caller("ada"), model, 1, "It was better.");
  }

  private long production(String model) {
    return any(Models.class).get(model).production().orElse(0L);
  }

  /** A model whose second version took the place of the first. */
  private String replaced() throws Exception {
    String model = "back-" + models++;
    TestingRaces.register(servers().one(), model);
    for (int version = 1; version <= 2; version++) {
      long number = TestingRaces.submitted(servers().one(), folder, model);
      TestingRaces.sign(servers().one(), caller("grace"), number);
      any(Gates.class).promote(caller("ada"), number);
    }
    return model;
  }

  private <T> T any(Class<T> face) {
    return servers().any(face);
  }

  private Caller caller(String username) {
    return servers().caller(username);
  }

  private RacingServers servers() {
    return Objects.requireNonNull(servers);
  }
}
