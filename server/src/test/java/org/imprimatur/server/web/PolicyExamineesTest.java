// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has a hand in a model does not set its exam, whichever of the two comes first. */
class PolicyExamineesTest {
  private static final String OLGA =
      "{username: olga, name: Olga Sand, roles: [risk-manager], teams: [audit-office]}";

  @TempDir Path folder;
  private String lending = "";
  private RunningServer server;

  @BeforeEach
  void start() throws IOException {
    lending = Files.readString(RunningServer.EXAMPLES.resolve("policies/lending.yaml"));
    Path setup =
        new TestingSetup()
            .people("roles: [administrator]", "roles: [administrator, data-scientist]")
            .people("persons:\n", "persons:\n  - " + OLGA + "\n")
            .in(folder.resolve("setup"));
    server = RunningServer.start(folder.resolve("data"), Optional.empty(), setup);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whoever_supplied_a_document_for_a_model_publishes_no_policy_for_it() throws IOException {
    long number = server.models().lowTierSubmission("rates", "sam");
    String proposal = proposed("200");
    assertThat(server.open("tove", "/").text()).contains("Publish lending@2");
    assertThat(supply("tove", number).status()).isEqualTo(200);

    Answer refused = publish("tove", proposal);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("policy.examinee", "Tove Dahl has a hand in a model");
    assertThat(server.get("hanna", "/api/v1/policies").text()).doesNotContain("\"number\":2");
    assertThat(server.open("tove", "/").text()).doesNotContain("Publish lending@2");
    assertThat(server.open("olga", "/").text()).contains("Publish lending@2");
    assertThat(server.found()).isEmpty();
  }

  @Test
  void whoever_published_a_policy_and_takes_a_hand_in_a_model_stops_its_next_submission()
      throws IOException {
    long before = server.models().lowTierSubmission("rates", "sam");
    assertThat(publish("tove", proposed("200")).status()).isEqualTo(200);
    String versions = "/api/v1/models/rates/versions/";
    long second = server.models().version("rates", "0.40", "sam");
    assertThat(supply("tove", before).status()).isEqualTo(200);

    Answer refused =
        server.post("ada", versions + second + "/submissions", "{\"gate\":\"production\"}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("submission.examinee");
    assertThat(refused.text())
        .contains("published the policy and has a hand in the model", "the next policy");

    String third = proposed("190");
    assertThat(publish("tove", third).text()).contains("policy.examinee");
    assertThat(publish("olga", third).status()).isEqualTo(200);
    server.models().propose("rates", second);
    assertThat(server.found()).isEmpty();
  }

  private Answer supply(String username, long number) throws IOException {
    Path file = Files.writeString(folder.resolve("note.md"), "# A note");
    Digest content = server.upload(username, file);
    return server.post(
        username,
        "/api/v1/submissions/" + number + "/evidence",
        "{\"class\":\"documentation\",\"name\":\"note.md\",\"content\":\"" + content + "\"}");
  }

  private String proposed(String latency) {
    String text = lending.replace("latency_p95_ms <= 250", "latency_p95_ms <= " + latency);
    Answer proposed =
        server.post(
            "dmitri",
            "/api/v1/policy-proposals",
            Json.obj().put("policy", text).put("reason", "Losses rose.").build().text());
    return proposed.json().string("proposal");
  }

  private Answer publish(String username, String proposal) {
    String page = "/policy-proposals/" + proposal;
    return server.fill(username, "/account", page, Map.of("answer", "publish"));
  }
}
