// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.database.Dialect;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody changes a policy alone, and no old version keeps an old policy, on both databases. */
class PolicyBypassTest {
  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a5_an_old_version_passes_under_todays_policy_or_not_at_all(Dialect dialect)
      throws IOException {
    Path setup = RunningServer.EXAMPLES.resolve("setup.yaml");
    Path data = folder.resolve("old-version-" + dialect);
    try (RunningServer server = RunningServer.start(data, database(dialect), setup)) {
      String old = "/api/v1/submissions/" + server.models().lowTierSubmission("old", "sam");
      assertThat(server.post("ada", old + "/withdrawal", "{}").status()).isEqualTo(200);
      String lending = Files.readString(setup.resolveSibling("policies/lending.yaml"));
      publish(
          server, lending.replace("count: 1, tiers: [medium, high]", "tiers: [low, medium, high]"));

      String submissions = "/api/v1/models/old/versions/1/submissions";
      for (String older : List.of("\"policy\":\"lending@1\"", "\"policy\":1")) {
        Answer asked = server.post("ada", submissions, "{\"gate\":\"production\"," + older + "}");
        assertThat(asked.code()).isEqualTo("request.unknown-member");
      }
      Answer opened = server.post("ada", submissions, "{\"gate\":\"production\"}");
      assertThat(opened.json().object("policy").integer("number")).isEqualTo(2);
      long number = opened.json().integer("number");
      server.models().await(number);
      String page = "/submissions/" + number;
      server.fill(
          "grace",
          page + "/sign?role=peer",
          page + "/sign",
          Map.of("decision", "approve", "password", RunningServer.PASSWORD));
      assertThat(server.get("ada", "/api/v1" + page).text()).contains("\"decision\":\"approve\"");

      Answer refused = server.post("ada", "/api/v1" + page + "/promotion", "{}");

      assertThat(refused.code()).isEqualTo("gate.refused");
      assertThat(refused.text()).contains("validation");
      assertThat(server.get("ada", "/api/v1/models/old").json().find("production"))
          .contains(Json.nothing());
    }
  }

  private static Optional<String> database(Dialect dialect) {
    return dialect == Dialect.SQLITE
        ? Optional.empty()
        : Optional.of(postgres.getJdbcUrl("postgres", "postgres"));
  }

  private static void publish(RunningServer server, String policy) {
    Answer proposed =
        server.post(
            "dmitri",
            "/api/v1/policy-proposals",
            Json.obj().put("policy", policy).put("reason", "Losses rose.").build().text());
    String page = "/policy-proposals/" + proposed.json().string("proposal");
    for (String alone : List.of("dmitri", "ada")) {
      server.fill(alone, "/account", page, Map.of("answer", "publish"));
      assertThat(server.get("hanna", "/api/v1/policies").text()).doesNotContain("\"number\":2");
    }
    assertThat(server.fill("tove", "/account", page, Map.of("answer", "publish")).status())
        .isEqualTo(200);
  }
}
