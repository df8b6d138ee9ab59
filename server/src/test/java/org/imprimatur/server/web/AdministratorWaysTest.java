// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.proof.attestation.AttestationKey;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator, who lets people in, could be through them, and what they can read. */
class AdministratorWaysTest {
  @TempDir private static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server =
        RunningServer.start(
            folder.resolve("data"), Optional.empty(), RunningServer.EXAMPLES.resolve("setup.yaml"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void a_one_time_link_is_given_once_and_stands_in_no_file_of_the_server() throws IOException {
    Answer refused = post("first", "/api/v1/people", "{\"username\":\"eve\"}");
    assertThat(post("first", "/api/v1/people", "{\"username\":\"eve\"}"))
        .as("what holds no secret is answered again")
        .isEqualTo(refused);
    String eve = "{\"username\":\"eve\",\"name\":\"Eve Stone\"}";
    Answer invited = post("second", "/api/v1/people", eve);
    Answer anew = post("third", "/api/v1/people/eve/link", "{}");

    assertThat(post("second", "/api/v1/people", eve).code()).isEqualTo("idempotency.secret");
    assertThat(post("third", "/api/v1/people/eve/link", "{}").code())
        .isEqualTo("idempotency.secret");
    List<String> secrets =
        Stream.of(invited, anew)
            .map(answer -> answer.json().string("link").substring("/enrol/".length()))
            .toList();
    assertThat(secrets).allMatch(secret -> secret.length() > 30);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
            .as(file.toString())
            .doesNotContain(secrets);
      }
    }
  }

  @Test
  void whoever_could_be_the_risk_manager_is_no_second_person_for_a_runner() {
    String key = AttestationKey.generate().publicPem();
    Json runner = Json.obj().put("name", "vault").put("owner", "priya").put("key", key).build();
    assertThat(server.post("tove", "/api/v1/runners", runner.text()).status()).isEqualTo(201);
    link("dmitri");

    assertThat(server.post("dmitri", "/api/v1/runners/vault/confirmation", "{}").code())
        .isEqualTo("runner.own");
  }

  @Test
  void an_author_who_could_be_the_assessor_or_the_custodian_decides_neither_tier_nor_exam() {
    server.models().lowTierSubmission("borrowed", "tove");
    Json.Obj risk = server.get("ada", "/api/v1/models/borrowed").json().object("risk");
    link("dmitri");
    link("priya");

    String confirmed =
        "{\"assessment\":\"%s\",\"tier\":\"low\"}".formatted(risk.string("assessment"));
    assertThat(server.post("dmitri", "/api/v1/models/borrowed/risk/confirmation", confirmed).code())
        .isEqualTo("risk.own");
    String testSet =
        server.upload("priya", RunningServer.EXAMPLES.resolve("data/titanic/test.csv")).toString();
    String examination =
        """
        {"testSet":"%s","id":"row_id","label":{"column":"survived","positive":"1"},
         "favourable":1,"groups":[],"intersections":[],"prohibited":[]}\
        """
            .formatted(testSet);
    assertThat(server.post("priya", "/api/v1/models/borrowed/examination", examination).code())
        .isEqualTo("examination.contributor");
  }

  @Test
  void nobody_registers_a_model_for_an_owner_who_has_left() {
    assertThat(server.post("tove", "/api/v1/people/hanna/departure", "{}").status()).isEqualTo(200);
    String model =
        """
        {"name":"orphan","owner":"hanna","use":{"purpose":"an exercise","population":"passengers"}}\
        """;

    Answer refused = server.post("ada", "/api/v1/models", model);

    assertThat(refused.code()).as(refused.text()).isEqualTo("person.gone");
  }

  private static void link(String username) {
    String path = "/api/v1/people/" + username + "/link";
    assertThat(server.post("tove", path, "{}").status()).isEqualTo(200);
  }

  private static Answer post(String key, String path, String body) {
    return server.send(
        server
            .request(path)
            .header("Authorization", "Bearer " + server.token("tove"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }
}
