// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.DecisionAct.BypassAsked;
import org.imprimatur.proof.act.DutyAct.DelegationGiven;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.MonitoringAct.ReinstatementAsked;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.database.Dialect;
import org.imprimatur.server.gates.Emergencies;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.monitoring.Suspensions;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Delegations;
import org.imprimatur.server.people.Span;
import org.imprimatur.server.submissions.SignOffs;
import org.jspecify.annotations.Nullable;
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
  private @Nullable RacingServers servers;
  private int models;

  @ParameterizedTest
  @EnumSource
  void of_what_is_done_at_once_one_counts_and_log_tables_and_replay_agree(Dialect dialect)
      throws Exception {
    Path setup = new TestingSetup().wholePolicy(TestingRaces.POLICY).in(folder);
    try (var racing = RacingServers.start(dialect, folder, setup)) {
      servers = racing;
      List.of("ada", "sam", "grace", "bruno", "dmitri").forEach(racing::caller);
      for (int round = 0; round < ROUNDS; round++) {
        glass();
        delegation();
        suspension();
        versions();
      }
      racing.assertSound();
    }
  }

  private RacingServers servers() {
    return Objects.requireNonNull(servers);
  }

  /** Two ask for break-glass, and then one person confirms it again and again. */
  private void glass() throws Exception {
    long number = submitted(model());
    assertThat(
            servers()
                .atOnce(
                    () ->
                        any(Emergencies.class).ask(caller("dmitri"), number, "It burns.", "INC-1"),
                    () ->
                        any(Emergencies.class).ask(caller("bruno"), number, "It burns.", "INC-1")))
        .containsExactlyInAnyOrder("done", "bypass.asked");
    BypassAsked asked = last(BypassAsked.class);
    String second = asked.by().equals(caller("dmitri").id()) ? "bruno" : "dmitri";
    List<String> over = List.of("peer");
    List<String> confirmed =
        servers()
            .atOnce(
                Collections.nCopies(
                    AT_ONCE,
                    () ->
                        any(Emergencies.class)
                            .confirm(
                                caller(second),
                                number,
                                asked.bypass(),
                                over,
                                RunningServer.PASSWORD)));
    assertThat(confirmed).containsOnlyOnce("done");
    assertThat(bypasses(number)).isEqualTo(1);
    assertThat(
            servers()
                .atOnce(
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
        servers()
            .atOnce(
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
            servers()
                .atOnce(
                    () -> any(Suspensions.class).suspend(caller("dmitri"), model, 1, "It drifts."),
                    () -> any(Suspensions.class).suspend(caller("ada"), model, 1, "It drifts.")))
        .containsExactlyInAnyOrder("done", "suspension.twice");
    assertThat(
            servers()
                .atOnce(
                    Collections.nCopies(
                        AT_ONCE,
                        () ->
                            any(Suspensions.class).ask(caller("ada"), model, 1, "It is mended."))))
        .containsOnlyOnce("done");
    String asked = last(ReinstatementAsked.class).at().toString();
    assertThat(
            servers()
                .atOnce(
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
        servers()
            .atOnce(
                () -> any(Gates.class).promote(caller("ada"), second),
                () -> any(Gates.class).promote(caller("sam"), second),
                () -> any(Gates.class).promote(caller("ada"), third),
                () -> any(Gates.class).promote(caller("sam"), third),
                () -> any(Suspensions.class).suspend(caller("dmitri"), model, 1, "It drifts."));
    assertThat(outcome.subList(0, 2)).containsExactlyInAnyOrder("done", "submission.closed");
    assertThat(outcome.subList(2, 4)).containsExactlyInAnyOrder("done", "submission.closed");
  }

  private <T> T any(Class<T> face) {
    return servers().any(face);
  }

  private Caller caller(String username) {
    return servers().caller(username);
  }

  private <T extends Act> T last(Class<T> kind) {
    return servers().last(kind);
  }

  private long bypasses(long number) {
    return servers().acts(VersionBypassed.class).stream()
        .filter(act -> act.submission() == number)
        .count();
  }

  private String model() {
    String model = "raced-" + models++;
    TestingRaces.register(servers().one(), model);
    return model;
  }

  private long submitted(String model) throws Exception {
    return TestingRaces.submitted(servers().one(), folder, model);
  }

  private long signed(String model) throws Exception {
    long number = submitted(model);
    TestingRaces.sign(servers().one(), caller("grace"), number);
    return number;
  }

  private void promoted(String model) throws Exception {
    any(Gates.class).promote(caller("ada"), signed(model));
  }
}
