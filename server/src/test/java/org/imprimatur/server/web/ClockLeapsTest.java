// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.FoundingAct.ClockLeapt;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Rounds;
import org.imprimatur.server.audit.TestingWall;
import org.imprimatur.server.database.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose clock is set wrong, and set right again, while it runs. */
class ClockLeapsTest {
  private static final String MODEL =
      "{\"name\":\"%s\",\"use\":{\"purpose\":\"an exercise\",\"population\":\"passengers\"}}";

  @TempDir private Path data;
  private final TestingWall wall = new TestingWall();

  /** Time in which somebody looks at a page now and then. */
  private void pass(RunningServer server, Duration time) {
    Duration step = time.dividedBy(10);
    for (int i = 0; i < 10; i++) {
      wall.pass(step);
      server.bean(Audit.class).clock().instant();
    }
  }

  @Test
  void a_clock_that_leaps_takes_nothing_and_gives_nothing_and_the_log_tells_it() throws Exception {
    try (RunningServer server =
        RunningServer.start(data, RunningServer.EXAMPLES.resolve("setup.yaml"), wall.steady())) {
      assertThat(server.open("ada", "/").text()).contains("Ada");
      assertThat(registered(server, "first")).isEqualTo(201);

      wall.set(Duration.ofDays(365));
      pass(server, Duration.ofMinutes(2));
      assertThat(server.open("ada", "/").text()).as("nobody's session ended").contains("Ada");
      assertThat(health(server)).isEqualTo("leapt");
      assertThat(server.post("ada", "/api/v1/models", MODEL.formatted("wild")).code())
          .isEqualTo("clock.leapt");

      wall.set(Duration.ofDays(-365));
      pass(server, Duration.ofMinutes(2));
      assertThat(health(server)).isEqualTo("ok");
      assertThat(registered(server, "second")).isEqualTo(201);

      wall.set(Duration.ofHours(-1));
      pass(server, Duration.ofMinutes(2));
      assertThat(registered(server, "third")).isEqualTo(201);
      pass(server, Duration.ofHours(8));
      assertThat(server.open("ada", "/").text())
          .as("eight hours are over, whatever the clock says")
          .contains("Sign in");

      assertThat(leaps(server, 3))
          .extracting(ClockLeapt::leap)
          .containsExactly(Duration.ofDays(365), Duration.ofDays(-365), Duration.ofHours(-1));
      assertThat(server.open("dmitri", "/audit").text())
          .contains("leapt ahead by 365")
          .contains("been set back by 1");
      List<Instant> times =
          server.entries().stream().map(Act::parse).map(Act::at).distinct().toList();
      assertThat(times).isSorted();
      assertThat(times.getLast()).isBefore(TestingWall.NOON.plus(Duration.ofHours(9)));
      assertThat(server.found()).isEmpty();
    }
  }

  @Test
  void checks_wait_while_nothing_can_be_recorded_and_are_computed_afterwards() throws Exception {
    try (RunningServer server =
        RunningServer.start(data, RunningServer.EXAMPLES.resolve("setup.yaml"), wall.steady())) {
      new TestingMortgage(server).prepare();
      List<Rounds> rounds = server.beans(Rounds.class);
      rounds.forEach(Rounds::stop);
      long submission = server.models().propose("mortgage-fast-track", 1);
      wall.set(Duration.ofDays(365));
      pass(server, Duration.ofMinutes(2));
      assertThat(health(server)).isEqualTo("leapt");

      rounds.forEach(Rounds::start);
      TestingWait.until("no check was asked for", () -> !states(server, submission).isEmpty());
      Thread.sleep(2_000);
      assertThat(states(server, submission)).containsOnly("waiting");

      wall.set(Duration.ofDays(-365));
      pass(server, Duration.ofMinutes(2));
      TestingWait.until(
          "no check was recorded", () -> states(server, submission).contains("recorded"));
      assertThat(server.found()).isEmpty();
    }
  }

  private static List<String> states(RunningServer server, long submission) {
    return server
        .bean(Database.class)
        .reader()
        .sql("SELECT state FROM check_runs WHERE submission = ?")
        .param(submission)
        .query((row, line) -> row.getString(1))
        .list();
  }

  private static int registered(RunningServer server, String name) {
    return server.post("ada", "/api/v1/models", MODEL.formatted(name)).status();
  }

  private static String health(RunningServer server) {
    return server.send(server.request("/health").GET()).json().string("clock");
  }

  /** They are told within a second. */
  private static List<ClockLeapt> leaps(RunningServer server, int count) throws Exception {
    List<ClockLeapt> leaps = List.of();
    for (int i = 0; i < 200 && leaps.size() < count; i++) {
      Thread.sleep(20);
      leaps =
          server.entries().stream()
              .map(Act::parse)
              .filter(ClockLeapt.class::isInstance)
              .map(ClockLeapt.class::cast)
              .toList();
    }
    return leaps;
  }
}
