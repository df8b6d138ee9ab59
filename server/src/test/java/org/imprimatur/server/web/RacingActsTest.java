// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.BypassAsked;
import org.imprimatur.proof.act.DutyAct.DelegationGiven;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.MonitoringAct.ReinstatementAsked;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.TestingDatabases;
import org.imprimatur.server.TestingTables;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.database.Dialect;
import org.imprimatur.server.gates.Emergencies;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.monitoring.Suspensions;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Delegations;
import org.imprimatur.server.people.Span;
import org.imprimatur.server.submissions.SignOffs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What several people do at the same moment, on one server with SQLite and on two that share
 * PostgreSQL: of acts that exclude one another one is recorded, everybody else is told why not, and
 * log, tables and a replay agree.
 */
class RacingActsTest {
  private static final int ROUNDS = Integer.getInteger("imprimatur.races.acts", 2);
  private static final int AT_ONCE = 4;

  @TempDir Path folder;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final AtOnce atOnce = new AtOnce(random);
  private final List<RunningServer> servers = new ArrayList<>();
  private final Map<String, Caller> callers = new HashMap<>();
  private int models;

  @ParameterizedTest
  @EnumSource
  void of_what_is_done_at_once_one_counts_and_log_tables_and_replay_agree(Dialect dialect)
      throws Exception {
    System.out.println("Races with seed " + seed);
    try (var databases = new TestingDatabases(folder)) {
      try {
        start(databases, dialect);
        for (int round = 0; round < ROUNDS; round++) {
          glass();
          delegation();
          suspension();
          versions();
        }
        assertSound(databases, dialect);
      } finally {
        servers.forEach(RunningServer::close);
      }
    }
  }

  private void start(TestingDatabases databases, Dialect dialect) throws Exception {
    Path setup = new TestingSetup().wholePolicy(TestingRaces.POLICY).in(folder);
    boolean shared = dialect == Dialect.POSTGRESQL;
    Optional<String> database = shared ? Optional.of(databases.fresh(dialect)) : Optional.empty();
    for (int node = 0; node < (shared ? 2 : 1); node++) {
      servers.add(RunningServer.start(folder.resolve("data"), database, setup));
    }
    List.of("ada", "sam", "grace", "bruno", "dmitri")
        .forEach(name -> callers.put(name, servers.getFirst().caller(name)));
  }

  /** Two ask for break-glass, and then one person confirms it again and again. */
  private void glass() throws Exception {
    long number = submitted(model());
    assertThat(
            atOnce.take(
                () -> any(Emergencies.class).ask(caller("dmitri"), number, "It burns.", "INC-1"),
                () -> any(Emergencies.class).ask(caller("bruno"), number, "It burns.", "INC-1")))
        .containsExactlyInAnyOrder("done", "bypass.asked");
    BypassAsked asked = last(BypassAsked.class);
    String second = asked.by().equals(caller("dmitri").id()) ? "bruno" : "dmitri";
    List<String> over = List.of("peer");
    List<String> confirmed =
        atOnce.take(
            Collections.nCopies(
                AT_ONCE,
                () ->
                    any(Emergencies.class)
                        .confirm(
                            caller(second), number, asked.bypass(), over, RunningServer.PASSWORD)));
    assertThat(confirmed).containsOnlyOnce("done");
    assertThat(count(VersionBypassed.class, number)).isEqualTo(1);
    assertThat(
            atOnce.take(
                Collections.nCopies(
                    AT_ONCE,
                    () -> any(Emergencies.class).rollBack(caller("dmitri"), number, "Over."))))
        .containsOnlyOnce("done");
  }

  /** The delegate signs while the delegation ends and the version is promoted. */
  private void delegation() throws Exception {
    long number = submitted(model());
    Span span = new Span(Instant.now().minusSeconds(1), Instant.now().plus(Duration.ofDays(1)));
    var mandate = new Delegations.Mandate("bruno", "peer", Optional.empty(), span);
    any(Delegations.class).give(caller("grace"), mandate);
    String delegation = last(DelegationGiven.class).delegation();
    SignOffs signOffs = any(SignOffs.class);
    Digest draft = signOffs.draft(caller("bruno"), number, "peer").digest();
    var signature = new SignOffs.Signature(draft, "approve", "It is in order.");
    List<String> outcome =
        atOnce.take(
            () -> signOffs.sign(caller("bruno"), number, signature, RunningServer.PASSWORD),
            () -> any(Delegations.class).end(caller("grace"), delegation),
            () -> any(Delegations.class).end(caller("bruno"), delegation),
            () -> any(Gates.class).promote(caller("ada"), number));
    assertThat(outcome.subList(1, 3)).containsExactlyInAnyOrder("done", "duty.unknown");
  }

  /** Two suspend it while another version replaces it; then it is asked for and let serve twice. */
  private void suspension() throws Exception {
    String model = model();
    promoted(model);
    assertThat(
            atOnce.take(
                () -> any(Suspensions.class).suspend(caller("dmitri"), model, 1, "It drifts."),
                () -> any(Suspensions.class).suspend(caller("ada"), model, 1, "It drifts.")))
        .containsExactlyInAnyOrder("done", "suspension.twice");
    assertThat(
            atOnce.take(
                Collections.nCopies(
                    AT_ONCE,
                    () -> any(Suspensions.class).ask(caller("ada"), model, 1, "It is mended."))))
        .containsOnlyOnce("done");
    String asked = last(ReinstatementAsked.class).at().toString();
    assertThat(
            atOnce.take(
                Collections.nCopies(
                    AT_ONCE,
                    () -> any(Suspensions.class).reinstate(caller("dmitri"), model, 1, asked))))
        .containsOnlyOnce("done");
  }

  /** Two versions of one model pass at once, each asked for twice, while the first is suspended. */
  private void versions() throws Exception {
    String model = model();
    promoted(model);
    long second = signed(model);
    long third = signed(model);
    List<String> outcome =
        atOnce.take(
            () -> any(Gates.class).promote(caller("ada"), second),
            () -> any(Gates.class).promote(caller("sam"), second),
            () -> any(Gates.class).promote(caller("ada"), third),
            () -> any(Gates.class).promote(caller("sam"), third),
            () -> any(Suspensions.class).suspend(caller("dmitri"), model, 1, "It drifts."));
    assertThat(outcome.subList(0, 2)).containsExactlyInAnyOrder("done", "submission.closed");
    assertThat(outcome.subList(2, 4)).containsExactlyInAnyOrder("done", "submission.closed");
  }

  private void assertSound(TestingDatabases databases, Dialect dialect) throws Exception {
    RunningServer one = servers.getFirst();
    assertThat(one.found()).as("what a replay finds").isEmpty();
    try (Database empty = TestingDatabases.open(databases.fresh(dialect))) {
      assertThat(TestingTables.rebuilt(one.bean(Audit.class), empty))
          .as("the tables, built again from the log")
          .isEqualTo(TestingTables.rows(one.bean(Database.class)));
    }
  }

  private <T> T any(Class<T> face) {
    return servers.get(random.nextInt(servers.size())).bean(face);
  }

  private Caller caller(String username) {
    return Objects.requireNonNull(callers.get(username));
  }

  private <T extends Act> T last(Class<T> kind) {
    return servers.getFirst().entries().stream()
        .map(Act::parse)
        .filter(kind::isInstance)
        .map(kind::cast)
        .reduce((_, later) -> later)
        .orElseThrow();
  }

  private long count(Class<VersionBypassed> kind, long number) {
    return servers.getFirst().entries().stream()
        .map(Act::parse)
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(act -> act.submission() == number)
        .count();
  }

  private Json.Obj done(String username, String path, String body) {
    return TestingRaces.done(servers.getFirst().post(username, "/api/v1" + path, body));
  }

  private String model() {
    String model = "raced-" + models++;
    TestingRaces.register(servers.getFirst(), model);
    return model;
  }

  private long submitted(String model) throws Exception {
    RunningServer one = servers.getFirst();
    Path file = Files.writeString(folder.resolve("model.txt"), "seed " + random.nextLong());
    Json manifest = TestingModels.manifest("model.txt", one.upload("ada", file), Files.size(file));
    String versions = "/models/" + model + "/versions";
    long version =
        done(
                "ada",
                versions,
                "{\"manifest\":%s,\"cutoff\":\"0.5\",\"lineage\":{\"contributors\":[\"sam\"]}}"
                    .formatted(manifest.text()))
            .integer("version");
    return done("ada", versions + "/" + version + "/submissions", "{\"gate\":\"production\"}")
        .integer("number");
  }

  private long signed(String model) throws Exception {
    long number = submitted(model);
    SignOffs signOffs = servers.getFirst().bean(SignOffs.class);
    Digest draft = signOffs.draft(caller("grace"), number, "peer").digest();
    var signature = new SignOffs.Signature(draft, "approve", "It is in order.");
    signOffs.sign(caller("grace"), number, signature, RunningServer.PASSWORD);
    return number;
  }

  private void promoted(String model) throws Exception {
    any(Gates.class).promote(caller("ada"), signed(model));
  }
}
