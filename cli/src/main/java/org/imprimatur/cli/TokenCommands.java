// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tokens, to see and to end. */
@Command(
    name = "token",
    description =
        "List and revoke tokens. A person makes one on the page, on their account under Tokens.")
final class TokenCommands {
  private final Console console;

  TokenCommands(Console console) {
    this.console = console;
  }

  @Command(name = "list", description = "Your tokens that were not revoked; never a secret.")
  int list(
      @Option(
              names = "--person",
              paramLabel = "USERNAME",
              defaultValue = "",
              description = "Those of another person; an administrator's token may.")
          String person) {
    String query = person.isEmpty() ? "" : "?person=" + Words.encoded(person);
    Json.Obj tokens = console.api().get("/tokens" + query);
    var lines = new StringJoiner(System.lineSeparator());
    Words.objects(tokens, "tokens").forEach(token -> lines.add(line(token)));
    console.printer().answer(tokens, lines.length() == 0 ? "No tokens." : lines.toString());
    return Exit.YES.code();
  }

  @Command(
      name = "revoke",
      description = {
        "End a token at once; what came with it before stands.",
        "Its person may, by any token of theirs, and an administrator."
      })
  int revoke(
      @Parameters(paramLabel = "TOKEN", description = "Its id, t_…; never the secret.") String id) {
    if (id.startsWith("imp_")) {
      throw CommandException.usage(
          "token.id",
          "That is the secret of a token, which belongs on no command line.",
          "Give its id, which begins with t_: imprimatur token list.");
    }
    Json.Obj done =
        console.api().post("/tokens/" + Words.encoded(id) + "/revocation", Json.obj().build());
    console.printer().answer(done, "Revoked " + Words.text(done, "token") + ".");
    return Exit.YES.code();
  }

  private static String line(Json.Obj token) {
    String scopes =
        Words.array(token, "scopes").stream().map(Words::text).collect(Collectors.joining(", "));
    String expires = Words.text(token, "expires");
    boolean acts = token.find("acts").filter(Json.of(true)::equals).isPresent();
    String name = Words.text(token, "name");
    return "%s  %s  %s  %s"
        .formatted(
            Words.text(token, "token"),
            acts ? (expires.isEmpty() ? "acts, no end" : "acts until " + expires) : "has ended",
            scopes,
            name.isEmpty() ? "of the setup file" : name);
  }
}
