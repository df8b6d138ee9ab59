// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.replay.Finding;
import org.imprimatur.proof.replay.Replay;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An approval that is for so many rows of production ends with them. */
class ExposureTest {
  private static final String MODEL = PromisedFigures.MODEL;
  private static final String PATH = "/api/v1/models/" + MODEL + "/versions/1";
  private static final TestingClock CLOCK = new TestingClock();

  @TempDir static Path folder;

  @Test
  void rows_of_production_use_up_an_approval_and_the_gate_renews_it() throws IOException {
    new TestingSetup()
        .policy(
            "  production:",
            "  production:\n"
                + "    revalidate: {tiers: {low: 365}, rows: {low: 300}, overdue: suspend}")
        .people("person: lena, scopes: [", "person: lena, scopes: [review, ")
        .people("roles: [peer], teams: [credit]", "roles: [peer, risk-manager], teams: [credit]")
        .people("roles: [validator],", "roles: [validator, peer],")
        .in(folder);
    try (var server =
        RunningServer.start(folder.resolve("data"), folder.resolve("setup.yaml"), CLOCK)) {
      Instant promoted = PromisedFigures.promote(server);
      CLOCK.pass(Duration.ofHours(6));
      assertThat(exposure(server)).isEqualTo("{\"budget\":300,\"rows\":0,\"spent\":null}");

      send(server, promoted, 1, TestingRows.read(0, 200).scored());
      assertThat(exposure(server)).isEqualTo("{\"budget\":300,\"rows\":200,\"spent\":null}");
      assertThat(server.open("hanna", "/models/" + MODEL + "/v1/monitoring").text())
          .contains("or for 300 rows, of which 200 were scored; then the version is suspended");
      assertThat(server.open("hanna", "/monitoring").text()).contains("200 rows", ", or 300 rows");
      assertThat(server.open("lena", "/").text()).doesNotContain("Revalidate " + MODEL);

      send(server, promoted, 2, TestingRows.read(200, 250).scored());
      assertThat(exposure(server)).contains("\"rows\":250");
      assertThat(server.open("ada", "/").text())
          .as("four fifths are used up: the owner is told")
          .contains("Revalidate " + MODEL);
      assertThat(suspensions(server)).isEmpty();

      String batch = "/models/" + MODEL + "/v1/monitoring/batches/2";
      assertThat(
              server
                  .fill("grace", batch, batch + "/withdrawal", Map.of("reason", "Another week."))
                  .text())
          .contains("Taken back by");
      assertThat(exposure(server)).as("nobody puts the end off").contains("\"rows\":250");
      send(server, promoted, 2, TestingRows.read(200, 250).scored());
      assertThat(exposure(server)).as("the same rows once more").contains("\"rows\":250");

      send(server, promoted, -9, 3, TestingRows.read(250, 320).scored());
      TestingWait.until("It was not suspended.", () -> !suspensions(server).isEmpty());
      VersionSuspended suspended = suspensions(server).getFirst();
      assertThat(suspended.by()).isEqualTo(Stamp.SYSTEM);
      assertThat(suspended.cause()).isInstanceOf(Cause.Expired.class);
      assertThat(server.open("hanna", "/models/" + MODEL + "/v1/monitoring").text())
          .contains("with the 300 rows that it was for, and only the gate renews it");

      long again = server.models().propose(MODEL, 1);
      server.models().await(again);
      var peer = new PeerSubmission(server, MODEL, again);
      assertThat(server.open("grace", peer.page()).text())
          .as("whoever took rows back does not judge what is left")
          .contains("took production data of version 1 back");
      assertThat(server.open("grace", peer.page() + "/sign?role=peer").text())
          .contains("took production data of version 1 back");
      assertThat(peer.sign("bruno").status()).isEqualTo(200);
      Answer renewed = peer.promote("ada");
      assertThat(renewed.status()).as(renewed.text()).isEqualTo(200);
      assertThat(exposure(server))
          .as("windows that ended before are used up")
          .isEqualTo("{\"budget\":300,\"rows\":0,\"spent\":null}");
      assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
      assertThat(Replay.verify(takenBackByTheSigner(server), server.bean(Blobs.class)::find))
          .extracting(report -> report.findings().stream().map(Finding::code).toList())
          .asInstanceOf(InstanceOfAssertFactories.list(String.class))
          .as("a log that hides who took rows back")
          .contains("verdict.passes");
    }
  }

  private static List<byte[]> takenBackByTheSigner(RunningServer server) {
    List<Act> acts = server.entries().stream().map(Act::parse).toList();
    String signer =
        acts.stream()
            .filter(SignoffGiven.class::isInstance)
            .map(Act::by)
            .reduce((_, last) -> last)
            .orElseThrow();
    return acts.stream()
        .map(act -> act instanceof BatchWithdrawn back ? by(signer, back) : act)
        .map(Act::bytes)
        .toList();
  }

  private static BatchWithdrawn by(String person, BatchWithdrawn back) {
    return new BatchWithdrawn(
        new Stamp(back.at(), person),
        back.batch(),
        back.model(),
        back.version(),
        back.role(),
        back.reason(),
        back.token());
  }

  private static void send(RunningServer server, Instant promoted, int hour, String rows)
      throws IOException {
    send(server, promoted, hour, hour + 1, rows);
  }

  /** Of a window between two hours after the promotion, the first of which may be before it. */
  private static void send(RunningServer server, Instant promoted, int begin, int end, String rows)
      throws IOException {
    Path file = Files.writeString(Files.createTempFile(folder, "rows", ".csv"), rows);
    String body =
        Json.obj()
            .put("data", server.upload("lena", file).toString())
            .put("from", promoted.plus(Duration.ofHours(begin)).toString())
            .put("to", promoted.plus(Duration.ofHours(end)).toString())
            .build()
            .text();
    Answer sent = server.post("lena", PATH + "/batches", body);
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    String path = PATH + "/batches/" + sent.json().integer("batch");
    TestingWait.until(
        "A batch was not computed.",
        () -> !server.get("ada", path).json().string("state").equals("being computed"));
  }

  private static String exposure(RunningServer server) {
    return server
        .get("ada", PATH + "/promises")
        .json()
        .object("approval")
        .object("exposure")
        .text();
  }

  private static List<VersionSuspended> suspensions(RunningServer server) {
    return server.entries().stream()
        .map(Act::parse)
        .filter(VersionSuspended.class::isInstance)
        .map(VersionSuspended.class::cast)
        .toList();
  }
}
