// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proposal that nobody can publish is in the turn of whoever can end it. */
class PolicyDeclineTest {
  @TempDir Path folder;
  private RunningServer server;
  private String proposal = "";

  @BeforeEach
  void dmitri_proposes_and_is_no_risk_manager_any_more() throws IOException {
    Path setup =
        new TestingSetup()
            .people("roles: [risk-manager]", "roles: [risk-manager, peer]")
            .in(folder.resolve("setup"));
    server = RunningServer.start(folder.resolve("data"), Optional.empty(), setup);
    String policy =
        Files.readString(RunningServer.EXAMPLES.resolve("policies/lending.yaml"))
            .replace("latency_p95_ms <= 250", "latency_p95_ms <= 200");
    proposal =
        server
            .post(
                "dmitri",
                "/api/v1/policy-proposals",
                Json.obj().put("policy", policy).put("reason", "Losses rose.").build().text())
            .json()
            .string("proposal");
    assertThat(server.open("tove", "/").text()).contains("Publish lending@2");
    Answer withdrawn =
        server.post(
            "tove", "/api/v1/people/dmitri/roles/withdrawal", "{\"role\":\"risk-manager\"}");
    assertThat(withdrawn.status()).as(withdrawn.text()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whoever_can_end_it_is_asked_to_and_nobody_to_publish_it() {
    for (String username : new String[] {"tove", "dmitri"}) {
      assertThat(server.open(username, "/").text())
          .as(username)
          .contains("Decline lending@2", "Nobody can publish it now")
          .doesNotContain("Publish lending@2");
      assertThat(server.open(username, page()).text())
          .as(username)
          .contains("value=\"decline\"")
          .doesNotContain("value=\"publish\"");
    }
    assertThat(server.open("hanna", "/").text()).doesNotContain("Decline lending@2");
  }

  @Test
  void whoever_proposed_it_takes_it_back_without_the_role() {
    assertThat(answer("dmitri", "decline").status()).isEqualTo(200);

    assertThat(server.get("hanna", "/api/v1/policy-proposals").text()).doesNotContain(proposal);
    assertThat(server.open("tove", "/").text()).doesNotContain("Decline lending@2");
    assertThat(server.found()).isEmpty();
  }

  @Test
  void nobody_else_does_and_no_token_that_only_reads() {
    assertThat(server.open("hanna", page()).text()).doesNotContain("value=\"decline\"");
    Answer refused = answer("hanna", "decline");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("policy.role");
    assertThat(answer("hanna", "publish").text()).contains("permission.missing");
    Answer byToken =
        server.post("dmitri", "/api/v1/policy-proposals/" + proposal + "/refusal", "{}");
    assertThat(byToken.code()).isEqualTo("permission.missing");
    assertThat(server.get("hanna", "/api/v1/policy-proposals").text()).contains(proposal);
  }

  private String page() {
    return "/policy-proposals/" + proposal;
  }

  private Answer answer(String username, String answer) {
    return server.fill(username, "/account", page(), Map.of("answer", answer));
  }
}
