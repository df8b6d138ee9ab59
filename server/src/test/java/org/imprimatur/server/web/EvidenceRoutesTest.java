// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Audit;
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
    number = server.models().lowTierSubmission("evidenced", "sam");
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
  void a_proposer_learns_what_is_asked_of_a_model_and_never_a_row_of_the_test_set() {
    Answer none = server.get("ada", "/api/v1/models/evidenced/examination");
    assertThat(none.code()).isEqualTo("examination.missing");

    Digest testSet =
        server.upload("priya", RunningServer.EXAMPLES.resolve("data/titanic/test.csv"));
    String terms =
        """
        {"testSet":"%s","id":"row_id","label":{"column":"survived","positive":"survived"},
         "favourable":1,"groups":["sex"],"intersections":[],"prohibited":["sex"]}\
        """
            .formatted(testSet);
    server.post("priya", "/api/v1/models/evidenced/examination", terms);

    Json.Obj answer = server.get("ada", "/api/v1/models/evidenced/examination").json();
    assertThat(answer.object("testSet").string("digest")).isEqualTo(testSet.toString());
    assertThat(answer.object("evaluation").members().keySet())
        .containsExactly(
            "categorical",
            "favourable",
            "groups",
            "id",
            "intersections",
            "label",
            "prohibited",
            "segments");
    assertThat(server.get("ada", "/api/v1/blobs/" + testSet.hex()).code()).isEqualTo("blob.closed");
    assertThat(server.get("lena", "/api/v1/models/evidenced/examination").status()).isEqualTo(403);
  }

  private static Answer reproduce(String username, String digest, String body) {
    String hex = digest.substring(digest.indexOf(':') + 1);
    return server.post(username, "/api/v1/evidence/" + hex + "/reproductions", body);
  }

  @Test
  void evidence_computed_again_is_the_same_bytes_and_the_page_says_who_asked() {
    String digest = recorded("artifact/1").string("digest");

    Answer answer = reproduce("hanna", digest, "{\"submission\":" + number + "}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().bool("equal")).isTrue();
    assertThat(answer.json().string("computed")).isEqualTo(digest);
    assertThat(recorded("artifact/1").array("reproduced").values())
        .anySatisfy(
            again ->
                assertThat(((Json.Obj) again).object("by").string("username")).isEqualTo("hanna"));
    assertThat(server.open("grace", "/submissions/" + number + "?class=artifact").text())
        .contains("Computed again from the same inputs", "the same bytes", "Hanna Vogel");
  }

  @Test
  void evidence_that_cannot_be_computed_again_is_told_why_and_nothing_is_recorded()
      throws IOException {
    long before = server.bean(Audit.class).size();
    Answer unknown = reproduce("ada", "sha256:" + "0".repeat(64), "{}");
    Answer other =
        reproduce("ada", recorded("artifact/1").string("digest"), "{\"submission\":999}");
    Answer unnamed = reproduce("ada", "nothing", "{}");
    assertThat(unknown.code()).isEqualTo("evidence.unknown");
    assertThat(other.code()).isEqualTo("evidence.unknown");
    assertThat(unnamed.code()).isEqualTo("evidence.name");
    assertThat(server.bean(Audit.class).size()).isEqualTo(before);

    assertThat(supply("own.json", "{}").status()).isEqualTo(200);
    Answer supplied = reproduce("ada", recorded("supplied/own.json").string("digest"), "{}");
    assertThat(supplied.code()).isEqualTo("reproduction.supplied");
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
