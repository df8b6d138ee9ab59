// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imprimatur.cli.Imprimatur;
import org.imprimatur.cli.Terminal;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;

/** Runs {@code imprimatur} as one of the people would in a terminal of their own. */
final class Commands {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final String server;
  private final Path home;

  Commands(String server, Path home) {
    this.server = server;
    this.home = home;
  }

  /** How a command ended, and the one object that it printed. */
  record Ended(int exit, Json.Obj answer, String progress) {
    boolean yes() {
      return exit == 0;
    }

    boolean no() {
      return exit == 1;
    }

    boolean says(String words) {
      return answer.text().contains(words);
    }

    /** What is shown where a step did not come out as told. */
    String told() {
      String text = answer.text();
      return "exit %d, %s %s"
          .formatted(exit, text.length() > 600 ? text.substring(0, 600) + "…" : text, progress);
    }
  }

  /** Where the signed status of attestations stands. */
  String status() {
    return server + "/api/v1/attestations/status";
  }

  /** Runs a command with the token of a player. */
  Ended as(Cast.Player player, String... words) {
    return run(
        Map.of("IMPRIMATUR_URL", server, "IMPRIMATUR_TOKEN", player.token().orElse("")), words);
  }

  /** Runs a command until it says no: what follows the log comes a moment after it. */
  Ended untilNo(Cast.Player player, String... words) {
    long last = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Ended ended = as(player, words);
      if (ended.no() || System.nanoTime() > last) {
        return ended;
      }
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return ended;
      }
    }
  }

  /** Runs a command that needs no server and has no token. */
  Ended offline(String... words) {
    return run(Map.of(), words);
  }

  private Ended run(Map<String, String> environment, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--format=json");
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            home);
    int exit = new Imprimatur(terminal).run(all.toArray(String[]::new));
    return new Ended(exit, answer(out), err.toString(StandardCharsets.UTF_8));
  }

  private static Json.Obj answer(ByteArrayOutputStream out) {
    try {
      return Json.parse(out.toByteArray()) instanceof Json.Obj object ? object : Json.obj().build();
    } catch (JsonException e) {
      return Json.obj().put("unreadable", out.toString(StandardCharsets.UTF_8)).build();
    }
  }
}
