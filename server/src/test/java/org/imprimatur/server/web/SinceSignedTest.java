// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
      long number = server.models().lowTierSubmission("carried", "sam");
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

  private static final String PEER =
      "- {id: peer, kind: signoff, role: peer, meaning: approval, count: 1, tiers: [low], covers:"
          + " all}";

  private static final String TWICE =
      """
      - {id: file, kind: signoff, role: peer, meaning: review, tiers: [low], covers: [artifact]}
            - {id: papers, kind: signoff, role: peer, meaning: review, tiers: [low], covers: [documentation, data]}
            - {id: final, kind: signoff, role: business-owner, meaning: approval, tiers: [low]}\
      """;

  @Test
  void what_moved_is_told_for_the_requirement_that_was_signed_and_by_class() throws IOException {
    Path setup = setup();
    try (RunningServer server =
        RunningServer.start(folder.resolve("seats"), Optional.empty(), setup)) {
      long number = server.models().lowTierSubmission("seated", "sam");
      String page = "/submissions/" + number;
      String first = page + "/sign?role=peer&seat=1";
      String second = page + "/sign?role=peer&seat=2";
      supply(server, page, "data", "Before.");
      sign(server, second);
      supply(server, page, "data", "After.");
      supply(server, page, "documentation", "New.");

      assertThat(server.open("grace", first).text()).doesNotContain("Your last sign-off lapsed");
      String again = server.open("grace", second).text();
      assertThat(again).contains("Your last sign-off lapsed");
      String moved = again.substring(again.indexOf("Changed since"));
      assertThat(moved).containsSubsequence("Data", "note.md", "Documentation", "note.md");
      assertThat(moved.split("not there", -1)).as("the documentation alone is new").hasSize(2);
    }
  }

  @Test
  void only_what_counts_is_called_carried_over() throws IOException {
    Path setup = setup();
    try (RunningServer server =
        RunningServer.start(folder.resolve("kept"), Optional.empty(), setup)) {
      long number = server.models().lowTierSubmission("kept", "sam");
      String page = "/submissions/" + number;
      sign(server, page + "/sign?role=peer&seat=1");
      supply(server, page, "documentation", "New.");
      assertThat(server.open("ada", page).text()).contains("Carried over: artifact");

      sign(server, page + "/sign?role=peer&seat=2");
      assertThat(server.open("ada", page).text())
          .as("replaced by a later word of the same person")
          .doesNotContain("Carried over");
    }
  }

  private Path setup() {
    return new TestingSetup()
        .policy(PEER, TWICE)
        .people("roles: [compliance]", "roles: [peer]")
        .in(folder);
  }

  private static void sign(RunningServer server, String form) {
    String target = form.substring(0, form.indexOf('?'));
    Answer signed = server.fill("grace", form, target, PeerSubmission.decision("approve"));
    assertThat(signed.status()).as(signed.text()).isEqualTo(200);
  }

  private void supply(RunningServer server, String page, String evidenceClass, String text)
      throws IOException {
    Digest content = server.upload("ada", Files.writeString(folder.resolve("note.md"), text));
    Answer supplied =
        server.post(
            "ada",
            "/api/v1" + page + "/evidence",
            "{\"class\":\"%s\",\"name\":\"note.md\",\"content\":\"%s\"}"
                .formatted(evidenceClass, content));
    assertThat(supplied.status()).as(supplied.text()).isEqualTo(200);
  }
}
