// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever signed and signs again reads first what moved in between. */
class SinceSignedTest {
  @TempDir Path folder;

  @Test
  void a_lapsed_sign_off_shows_what_moved_and_one_that_stands_shows_nothing() throws IOException {
    try (RunningServer server = RunningServer.start(folder.resolve("data"))) {
      long number = server.lowTierSubmission("carried", "sam");
      String page = "/submissions/" + number;
      Map<String, String> decision =
          Map.of(
              "role", "peer",
              "decision", "approve",
              "opinion", "It is in order.",
              "password", RunningServer.PASSWORD);
      Answer signed = server.fill("grace", page + "/sign?role=peer", page + "/sign", decision);
      assertThat(signed.status()).isEqualTo(200);
      assertThat(server.open("ada", page).text()).doesNotContain("Changed since");
      assertThat(server.open("grace", page + "/sign?role=peer").text())
          .doesNotContain("Your last sign-off lapsed");

      Path note = Files.writeString(folder.resolve("note.md"), "Nobody has seen this yet.");
      Digest content = server.upload("ada", note);
      Answer supplied =
          server.post(
              "ada",
              "/api/v1" + page + "/evidence",
              "{\"class\":\"documentation\",\"name\":\"note.md\",\"content\":\"%s\"}"
                  .formatted(content));
      assertThat(supplied.status()).isEqualTo(200);

      assertThat(server.open("ada", page).text())
          .contains("Lapsed: documentation was", "Changed since", "note.md", "not there");
      assertThat(server.open("grace", page + "/sign?role=peer").text())
          .contains("Your last sign-off lapsed", "note.md", "not there");
      assertThat(server.open("ada", page).text()).doesNotContain("Artifact</td>");
    }
  }
}
