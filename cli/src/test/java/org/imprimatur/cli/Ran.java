// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.imprimatur.proof.json.Json;

/** What a command printed and how it ended. */
record Ran(int exit, String out, String err) {
  static final String TOKEN = "imp_0123456789abcdefghijklmnop";

  /** Runs a command against a server as somebody who is known there. */
  static Ran command(PlayedServer server, Path home, String... args) {
    return command(Map.of("IMPRIMATUR_URL", server.url(), "IMPRIMATUR_TOKEN", TOKEN), home, args);
  }

  static Ran command(Map<String, String> environment, Path home, String... args) {
    return typing("", environment, home, args);
  }

  static Ran typing(String input, Map<String, String> environment, Path home, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            environment,
            home);
    int exit = new Imprimatur(terminal).run(args);
    return new Ran(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** The one JSON object on standard output; anything beside it fails. */
  Json.Obj json() {
    return (Json.Obj) Json.parse(out.strip());
  }
}
