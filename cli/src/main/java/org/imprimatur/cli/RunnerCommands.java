// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.nio.file.Path;
import java.util.StringJoiner;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runners: who they are, who vouches for them, and their keys. */
@Command(
    name = "runner",
    description = "Compute near data that may not leave, and file what a key of its own signed.")
final class RunnerCommands {
  private final Console console;

  RunnerCommands(Console console) {
    this.console = console;
  }

  @Command(name = "key", description = "Make a key pair for a runner; the file stays with it.")
  int key(@Parameters(paramLabel = "FILE", description = "Where the key is kept.") Path file) {
    RunnerKey key = RunnerKey.create(file);
    Json.Obj answer =
        Json.obj().put("file", file.toString()).put("key", key.key().publicPem()).build();
    console.printer().answer(answer, key.key().publicPem());
    return Exit.YES.code();
  }

  @Command(
      name = "register",
      description = "Register a runner; it counts once a risk manager confirmed it.")
  int register(
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--owner",
              required = true,
              paramLabel = "USERNAME",
              description = "Who answers for it.")
          String owner,
      @Option(
              names = "--key",
              required = true,
              paramLabel = "FILE",
              description = "Its public key, PEM; in a key file only that part is read.")
          Path key) {
    Json.Obj body =
        Json.obj()
            .put("name", name)
            .put("owner", owner)
            .put("key", RunnerKey.publicPart(key))
            .build();
    return told(console.api().post("/runners", body));
  }

  @Command(name = "confirm", description = "Vouch for a runner, as the second person.")
  int confirm(@Parameters(paramLabel = "NAME") String name) {
    return told(console.api().post(path(name) + "/confirmation", Json.obj().build()));
  }

  @Command(name = "revoke", description = "End a runner; what it filed before stands.")
  int revoke(@Parameters(paramLabel = "NAME") String name) {
    return told(console.api().post(path(name) + "/revocation", Json.obj().build()));
  }

  @Command(name = "list", description = "Show the runners and whether what they sign counts.")
  int list() {
    Json.Obj runners = console.api().get("/runners");
    var lines = new StringJoiner(System.lineSeparator());
    Words.objects(runners, "runners").forEach(runner -> lines.add(line(runner)));
    console.printer().answer(runners, lines.length() == 0 ? "No runners." : lines.toString());
    return Exit.YES.code();
  }

  private int told(Json.Obj runner) {
    console.printer().answer(runner, line(runner));
    return Exit.YES.code();
  }

  private static String line(Json.Obj runner) {
    return "%s is %s, %s answers for it"
        .formatted(
            Words.text(runner, "name"), Words.text(runner, "state"), Words.text(runner, "owner"));
  }

  static String path(String name) {
    return "/runners/" + Words.encoded(name);
  }
}
