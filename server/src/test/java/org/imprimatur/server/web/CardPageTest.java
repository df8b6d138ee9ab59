// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The card of a version on its page: read by everybody, written by whoever proposes. */
class CardPageTest {
  private static final String PAGE = "/models/carded/v1/card";

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"));
    server.lowTierSubmission("carded", "sam");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer write(String username, String text) {
    return server.fill(username, PAGE, PAGE, Map.of("text", text));
  }

  @Test
  void the_card_stands_line_by_line_and_only_a_proposer_finds_a_form() {
    assertThat(server.open("ada", PAGE).text())
        .contains("<li># titanic, version 1</li>")
        .contains("Write the card again");
    assertThat(server.open("hanna", PAGE).text())
        .contains("<li># titanic, version 1</li>")
        .doesNotContain("Write the card again");
    assertThat(write("hanna", "# Mine").status()).isEqualTo(403);
    assertThat(server.open("ada", "/models/carded/v2/card").status()).isEqualTo(404);
  }

  @Test
  void nobody_writes_over_a_card_that_they_had_not_before_them() {
    Map<String, String> read = RunningServer.hidden(server.open("sam", PAGE));
    assertThat(write("ada", "# Written by Ada\r\nTwice.").text())
        .contains("<li># Written by Ada</li><li>Twice.</li>");

    Answer late =
        server.submit(server.browser("sam"), read, PAGE, Map.of("text", "# An hour of Sam"));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text())
        .contains("card.moved")
        .contains("<li># Written by Ada</li>")
        .contains("># An hour of Sam</textarea>");
    assertThat(write("sam", "# Written by both").text()).contains("<li># Written by both</li>");
    assertThat(server.found()).isEmpty();
  }

  @Test
  void an_empty_card_and_a_digest_that_is_none_are_refused() {
    Answer empty = write("ada", " \r\n ");
    assertThat(empty.status()).isEqualTo(422);
    assertThat(empty.text()).contains("card.empty");
    Answer none = server.fill("ada", PAGE, PAGE, Map.of("text", "# So", "over", "sha256:no"));
    assertThat(none.status()).isEqualTo(400);
  }
}
