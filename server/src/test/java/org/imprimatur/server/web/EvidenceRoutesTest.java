// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence over the real API: what is taken, and from whom. */
class EvidenceRoutesTest {
  @TempDir static Path folder;
  private static RunningServer server;
  private static long number;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"));
    number = server.lowTierSubmission("evidenced", "sam");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Json.Obj recorded(String item) {
    return server
        .get("ada", "/api/v1/submissions/" + number)
        .json()
        .array("evidence")
        .values()
        .stream()
        .map(Json.Obj.class::cast)
        .filter(evidence -> evidence.string("item").equals(item))
        .findFirst()
        .orElseThrow();
  }

  private static Json.Obj document(Json.Obj recorded) {
    String hex = Digest.parse(recorded.string("digest")).hex();
    return server.get("ada", "/api/v1/blobs/" + hex).json();
  }

  private static Answer supply(String name, String text) throws IOException {
    Digest content = server.upload("ada", Files.writeString(folder.resolve(name), text));
    return server.post(
        "ada",
        "/api/v1/submissions/" + number + "/evidence",
        Json.obj()
            .put("class", "artifact")
            .put("name", name)
            .put("content", content.toString())
            .build()
            .text());
  }

  @Test
  void evidence_whose_metrics_do_not_follow_from_its_tables_is_taken_from_nobody()
      throws IOException {
    String honest = document(recorded("artifact/1")).text();
    String forged = honest.replaceFirst("\"value\":0", "\"value\":7");

    Answer refused = supply("forged.json", forged);

    assertThat(forged).isNotEqualTo(honest);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("evidence.metrics");
    assertThat(refused.text()).contains("is stated as 7 and derived as 0");
    assertThat(supply("honest.json", honest).status()).isEqualTo(200);
  }
}
