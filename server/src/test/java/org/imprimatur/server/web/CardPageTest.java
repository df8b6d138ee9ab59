// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
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
    server.models().lowTierSubmission("carded", "sam");
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
  void a_program_files_over_the_card_that_it_read_and_over_no_other() throws IOException {
    long version = server.models().version("carded", "0.61");
    String first = card(version);
    String mine = upload("# From a program");

    assertThat(file(version, mine, "null").status()).isEqualTo(428);
    Answer unsaid = file(version, mine, "");
    assertThat(unsaid.status()).isEqualTo(428);
    assertThat(unsaid.code()).isEqualTo("card.unread");
    assertThat(unsaid.text()).contains(first);
    assertThat(card(version)).isEqualTo(first);

    assertThat(file(version, mine, "\"" + first + "\"").status()).isEqualTo(200);
    Answer late = file(version, upload("# Too late"), "\"" + first + "\"");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.code()).isEqualTo("card.moved");
    assertThat(late.text()).contains(first, mine);
    assertThat(card(version)).isEqualTo(mine);
    assertThat(server.found()).isEmpty();
  }

  @Test
  void a_card_that_is_no_text_is_written_over_by_nobody_on_the_page() throws IOException {
    long version = server.models().version("carded", "0.62");
    String page = "/models/carded/v" + version + "/card";
    Answer form = server.open("ada", page);
    assertThat(form.text()).contains("Write the card again");
    Path image = Files.write(folder.resolve("card.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    String binary = server.upload("ada", image).toString();
    assertThat(file(version, binary, "\"" + card(version) + "\"").status()).isEqualTo(200);

    assertThat(server.open("ada", page).text())
        .contains("no text of up to 256 KiB")
        .doesNotContain("Write the card again");
    for (int i = 0; i < 2; i++) {
      form =
          server.submit(
              server.browser("ada"), RunningServer.hidden(form), page, Map.of("text", "# Mine"));
      assertThat(form.status()).isEqualTo(409);
      assertThat(form.text()).contains("card.moved", "># Mine</textarea>");
    }
    assertThat(card(version)).isEqualTo(binary);
  }

  @Test
  void a_card_is_as_long_as_its_bytes_are() {
    String fits = "€".repeat(87_381) + "!";
    Answer refused = write("ada", fits + "!");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("card.long", "262,145 bytes in UTF-8", "can have 262,144");
    assertThat(write("ada", fits).text()).contains("€€€!</li>").doesNotContain("no text of up to");
  }

  private static String upload(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("card.md"), text);
    return server.upload("ada", file).toString();
  }

  private static String card(long version) {
    return server.get("ada", "/api/v1/models/carded/versions/" + version).json().string("card");
  }

  /** Over the digest in quotes, or null; where it is empty nothing is said. */
  private static Answer file(long version, String card, String over) {
    String said = over.isEmpty() ? "" : ",\"over\":" + over;
    String body = "{\"card\":\"" + card + "\"" + said + "}";
    return server.put("ada", "/api/v1/models/carded/versions/" + version + "/card", body);
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
