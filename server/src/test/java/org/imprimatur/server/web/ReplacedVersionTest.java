// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version that another one replaced: pages and API say what its gate says of it. */
class ReplacedVersionTest {
  private static final String MODEL = "replaced";
  private static final String API = "/api/v1/models/" + MODEL + "/versions/";
  private static final String PAGE = "/models/" + MODEL + "/v";

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void replace() {
    server =
        RunningServer.start(
            folder.resolve("data"), Optional.empty(), new TestingSetup().in(folder));
    server.models().promising(MODEL, TestingImpact.KPIS);
    long second = server.models().propose(MODEL, server.models().version(MODEL, "0.40"));
    server.models().await(second);
    var submission = new PeerSubmission(server, MODEL, second);
    assertThat(submission.sign("grace").status()).isEqualTo(200);
    Answer promoted = submission.promote("ada");
    assertThat(promoted.status()).as(promoted.text()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    server.close();
  }

  @Test
  void it_may_serve_for_a_while_as_its_gate_says_and_nothing_is_due_of_it() {
    Json.Obj version = server.get("ada", API + 1).json();
    assertThat(version.string("stage")).isEqualTo("production");
    assertThat(version.integer("replacedBy")).isEqualTo(2);
    assertThat(version.bool("suspended")).isFalse();
    Json.Obj promises = server.get("ada", API + 1 + "/promises").json();
    assertThat(promises.bool("serves")).as("whether it is watched").isFalse();
    assertThat(promises.integer("replacedBy")).isEqualTo(2);
    assertThat(server.get("ada", API + 2 + "/promises").json().find("replacedBy"))
        .contains(Json.nothing());

    assertThat(server.open("hanna", PAGE + 1).text()).contains("Replaced, may serve until");
    assertThat(server.open("hanna", PAGE + 1 + "/monitoring").text())
        .contains(
            "Replaced by v2",
            "It may serve beside it until",
            "Due: nothing, since another version entered production")
        .doesNotContain("does not serve");
    assertThat(server.open("hanna", PAGE + 2 + "/monitoring").text())
        .doesNotContain("since another version entered production");
  }
}
