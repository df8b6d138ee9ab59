// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.ImprimaturServer;
import org.imprimatur.server.ServerOptions;
import org.imprimatur.server.TestingProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks where the system cannot confine them: a real server in a user namespace that allows none
 * within itself, so that the programs are there and fail.
 */
class UnconfinedServerTest {
  private static final List<String> NOTHING_CONFINES =
      List.of(
          "unshare",
          "--map-root-user",
          "sh",
          "-c",
          "echo 0 > /proc/sys/user/max_user_namespaces && exec \"$0\" \"$@\"");
  private static final String MARK = "Computed without confinement";

  @TempDir Path data;

  @Test
  void nothing_is_computed_unless_the_operator_accepts_it_and_then_every_page_says_so()
      throws Exception {
    ServerOptions options =
        new ServerOptions(
            "127.0.0.1",
            0,
            data,
            Optional.empty(),
            Optional.of(RunningServer.EXAMPLES.resolve("setup.yaml")));
    refuses(options);
    accepts(options);
    try (RunningServer confined = RunningServer.start(options)) {
      isSaid(confined);
      isComputedAgain(confined);
      assertThat(confined.found()).as("a replay finds").isEmpty();
    }
  }

  private static void refuses(ServerOptions options) throws Exception {
    try (TestingProcess process = start(options);
        RunningServer server = RunningServer.elsewhere(options)) {
      assertThat(process.errors())
          .contains("WARNING: no check will be computed", "--accept-unconfined");
      new TestingMortgage(server).prepare();
      server.models().await(server.models().propose("mortgage-fast-track", 1));
      for (Json check : submission(server, 1).array("checks").values()) {
        assertThat(((Json.Obj) check).string("state")).isEqualTo("error");
        assertThat(((Json.Obj) check).string("message"))
            .contains("this system cannot confine a worker");
      }
    }
  }

  private static void accepts(ServerOptions options) throws Exception {
    try (TestingProcess process = start(options, "--accept-unconfined");
        RunningServer server = RunningServer.elsewhere(options)) {
      assertThat(process.errors()).contains("WARNING: checks run WITHOUT CONFINEMENT");
      server.models().await(server.models().propose("mortgage-fast-track", 2));
      assertThat(confined(submission(server, 2))).isNotEmpty().containsOnly(false);
      assertThat(submission(server, 2).array("checks").text()).doesNotContain("\"error\"");
    }
  }

  /** The record keeps it, also where the server confines again. */
  private static void isSaid(RunningServer server) {
    for (String evidenceClass : List.of("artifact", "data", "performance", "fairness")) {
      String page = server.open("lena", "/submissions/2?class=" + evidenceClass).text();
      assertThat(page).as(evidenceClass).contains(MARK, "#shield-off", ", without confinement");
    }
    assertThat(server.open("lena", "/submissions/2/report").text())
        .contains("computed here, without confinement");
    assertThat(server.open("bruno", "/submissions/2/sign?role=validator").text()).contains(MARK);
    assertThat(server.open("lena", "/submissions/1?class=performance").text()).doesNotContain(MARK);
  }

  /** What could not be confined is not reused once it can be, and its figures can be held to it. */
  private static void isComputedAgain(RunningServer server) throws IOException {
    String performance =
        evidence(submission(server, 2)).stream()
            .filter(item -> item.string("item").equals("performance/1"))
            .findFirst()
            .orElseThrow()
            .string("digest");
    Json.Obj again =
        server
            .post(
                "hanna",
                "/api/v1/evidence/" + performance.substring("sha256:".length()) + "/reproductions",
                "{}")
            .json();
    assertThat(again.bool("equal")).as(again.text()).isTrue();
    assertThat(again.string("computed")).isNotEqualTo(performance);
    assertThat(server.open("lena", "/submissions/2?class=performance").text())
        .contains("the same figures");

    server.post("ada", "/api/v1/submissions/2/withdrawal", "{}");
    long next = server.models().propose("mortgage-fast-track", 2);
    server.models().await(next);
    assertThat(confined(submission(server, next))).isNotEmpty().containsOnly(true);
    assertThat(server.open("lena", "/submissions/%d?class=performance".formatted(next)).text())
        .doesNotContain(MARK);
  }

  private static TestingProcess start(ServerOptions options, String... further) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--data",
                options.data().toString(),
                "--setup",
                options.setup().orElseThrow().toString(),
                "--port",
                Integer.toString(options.port())));
    arguments.addAll(List.of(further));
    TestingProcess process =
        TestingProcess.startWithin(
            NOTHING_CONFINES,
            options.data().resolve("errors.txt"),
            ImprimaturServer.class,
            arguments);
    while (!process.said("Imprimatur is ready")) {
      assertThat(process.isAlive()).as("the server starts: %s", process.errors()).isTrue();
      Thread.sleep(50);
    }
    return process;
  }

  private static Json.Obj submission(RunningServer server, long number) {
    return server.get("ada", "/api/v1/submissions/" + number).json();
  }

  private static List<Json.Obj> evidence(Json.Obj submission) {
    return submission.array("evidence").values().stream().map(item -> (Json.Obj) item).toList();
  }

  private static List<Boolean> confined(Json.Obj submission) {
    return evidence(submission).stream().map(item -> item.bool("confined")).toList();
  }
}
