// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a server answers to an inventory, and the command that brings one in. */
final class TestingInventory {
  static final String MODELS = "GET /api/v1/models";
  static final String REGISTER = "POST /api/v1/models";
  static final String FIELDS =
      """
      {"fields":[
        {"name":"vendor","kind":"text","help":"Who made it","choices":[],"retired":null},
        {"name":"business-unit","kind":"choice","help":"Who pays","choices":["Retail","Treasury"],
         "retired":null}]}\
      """;

  private TestingInventory() {}

  /** A text, in which a tilde ends a line. */
  static Ran run(PlayedServer server, Path home, String text, String... more) throws IOException {
    Path file = Files.writeString(home.resolve("inventory.csv"), text.replace("~", "\n"));
    return run(server, home, file, more);
  }

  static Ran run(PlayedServer server, Path home, Path file, String... more) {
    List<String> words = new ArrayList<>(List.of("model", "import", file.toString()));
    words.addAll(List.of(more));
    return Ran.command(server, home, words.toArray(String[]::new));
  }

  /** Two fields, and these models. */
  static void holds(PlayedServer server, String models) {
    server.answers("GET /api/v1/fields", 200, FIELDS);
    server.answers(MODELS, 200, "{\"models\":[" + models + "],\"next\":null}");
  }
}
