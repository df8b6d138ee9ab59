// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who talks to which server. */
final class AccountCommands {
  private static final int LONGEST_TOKEN = 1_024;

  private AccountCommands() {}

  /** Keeps a token, after the server knew it. */
  @Command(
      name = "login",
      description = "Try a token at a server and keep both for later commands.")
  static final class Login implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "URL", description = "The server's address.")
    private String url = "";

    @Option(names = "--token-stdin", description = "Read the token from standard input.")
    private boolean fromInput;

    @Option(names = "--token-file", paramLabel = "FILE", description = "Read it from a file.")
    private Optional<Path> file = Optional.empty();

    Login(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      if (fromInput == file.isPresent()) {
        throw CommandException.usage(
            "login.token",
            "A token comes from one place, never from the command line itself.",
            "Add either --token-stdin or --token-file FILE.");
      }
      String token =
          file.map(path -> new String(LocalFile.small(path), UTF_8)).orElseGet(this::typed);
      Credentials credentials = new Credentials(Credentials.address(url), token.strip());
      Json.Obj me = console.api(credentials).get("/me");
      credentials.store(console.terminal());
      Json.Obj answer =
          Json.obj()
              .put("url", credentials.url().toString())
              .put("person", me.find("person").orElse(Json.nothing()))
              .put("username", me.find("username").orElse(Json.nothing()))
              .build();
      console
          .printer()
          .answer(answer, "Signed in at " + credentials.url() + " as " + Words.person(me) + ".");
      return Exit.YES.code();
    }

    private String typed() {
      try {
        return new String(console.terminal().in().readNBytes(LONGEST_TOKEN), UTF_8);
      } catch (IOException _) {
        throw CommandException.unknown(
            "login.input", "Standard input cannot be read.", "Use --token-file FILE instead.");
      }
    }
  }

  /** Whose the token is. */
  @Command(name = "whoami", description = "Say who the token belongs to and what it may do.")
  static final class Whoami implements Callable<Integer> {
    private final Console console;

    Whoami(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      Json.Obj me = console.api().get("/me");
      String text =
          """
          %s (%s)
          roles        %s
          permissions  %s"""
              .formatted(
                  Words.person(me),
                  Words.text(me, "username"),
                  words(me, "roles"),
                  words(me, "permissions"));
      console.printer().answer(me, text);
      return Exit.YES.code();
    }

    private static String words(Json.Obj object, String name) {
      String words =
          Words.array(object, name).stream().map(Words::text).collect(Collectors.joining(", "));
      return words.isEmpty() ? "none" : words;
    }
  }
}
