// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Attestations, fetched from the server. */
@Command(name = "attestation", description = "Fetch the proof of a promotion.")
final class AttestationCommands {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final int MOST_POLLS = 40;

  private final Console console;

  AttestationCommands(Console console) {
    this.console = console;
  }

  @Command(
      name = "get",
      description = {
        "Fetch a promoted submission's attestation.",
        "With --out its sign-offs are written beside it, as NAME.signoffs.json."
      })
  int get(
      @Parameters(paramLabel = "SUBMISSION") String number,
      @Option(names = "--out", paramLabel = "FILE", description = "Where to write the bundle.")
          Optional<Path> out) {
    Api api = console.api();
    String submission = SubmissionCommands.path(number);
    byte[] bundle = issued(api, submission);
    if (out.isEmpty()) {
      console.printer().answer(object(bundle), new String(bundle, UTF_8));
      return Exit.YES.code();
    }
    Optional<byte[]> signOffs = signOffs(api, submission);
    Path beside = SignOffsFile.beside(out.get());
    if (signOffs.isEmpty() && Files.exists(beside)) {
      throw CommandException.unknown(
          "file.stale",
          "This attestation has no sign-offs, and those of another one are in " + beside + ".",
          "Move them away, or write to another file with --out; nothing was written.");
    }
    write(out.get(), bundle);
    signOffs.ifPresent(bytes -> write(beside, bytes));
    Json.Builder answer =
        Json.obj().put("submission", Numbers.submission(number)).put("file", out.get().toString());
    signOffs.ifPresent(_ -> answer.put("signOffs", beside.toString()));
    console
        .printer()
        .answer(
            answer.build(),
            "The attestation is in %s%s."
                .formatted(
                    out.get(), signOffs.isPresent() ? ", its sign-offs are in " + beside : ""));
    return Exit.YES.code();
  }

  /** Attestations that were issued before have none. */
  private static Optional<byte[]> signOffs(Api api, String submission) {
    try {
      return Optional.of(api.bytes(submission + "/attestation/signoffs"));
    } catch (CommandException e) {
      if (e.code().equals("attestation.no-signoffs")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Right after a promotion its attestation is still being issued: that moment is waited for. */
  private static byte[] issued(Api api, String submission) {
    for (int polls = 0; ; polls++) {
      try {
        return api.bytes(submission + "/attestation");
      } catch (CommandException e) {
        if (!e.code().equals("attestation.pending")
            || polls == MOST_POLLS
            || !Words.text(api.get(submission), "status").equals("promoted")) {
          throw e;
        }
      }
      Wire.pause(POLL);
    }
  }

  private static Json.Obj object(byte[] bundle) {
    try {
      if (Json.parse(bundle) instanceof Json.Obj object) {
        return object;
      }
    } catch (JsonException _) {
      // Answered below like every other answer that is no bundle.
    }
    throw CommandException.unknown(
        "server.answer",
        "What the server gave is no attestation.",
        "Check that the address is that of an Imprimatur server.");
  }

  static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException _) {
      throw CommandException.unknown(
          "file.not-written",
          "The file " + file + " cannot be written.",
          "Check that its folder is there and can be written.");
    }
  }

  /** The public keys that verifying needs. */
  @Command(name = "keys", description = "Fetch the public keys that proofs are verified with.")
  static final class Keys {
    private final Console console;

    Keys(Console console) {
      this.console = console;
    }

    @Command(
        name = "fetch",
        description = "Write attestation.pem and log.vkey; compare them with what others got.")
    int fetch(@Parameters(paramLabel = "FOLDER") Path folder) {
      Api api = console.publicly();
      byte[] attestation = api.bytes("/keys/attestation.pem");
      byte[] log = api.bytes("/keys/log.vkey");
      try {
        Files.createDirectories(folder);
      } catch (IOException _) {
        throw LocalFile.unreadable(folder);
      }
      Path pem = folder.resolve("attestation.pem");
      Path vkey = folder.resolve("log.vkey");
      write(pem, attestation);
      write(vkey, log);
      console
          .printer()
          .answer(
              Json.obj().put("attestation", pem.toString()).put("log", vkey.toString()).build(),
              "The keys are in " + pem + " and " + vkey + ".");
      return Exit.YES.code();
    }
  }
}
