// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.imprimatur.proof.attestation.Attestation;
import org.imprimatur.proof.attestation.AttestationFacts;
import org.imprimatur.proof.attestation.Held;
import org.imprimatur.proof.attestation.Verification;
import org.imprimatur.proof.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies an attestation and the artifact at hand with public keys alone. */
@Command(
    name = "verify",
    description = "Verify an attestation against the files at hand; no server is asked.")
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "BUNDLE", description = "The attestation's file.")
  private Path bundle = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FOLDER|FILE",
      description = "The artifact as it was registered.")
  private List<Path> places = new ArrayList<>();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = "The public key, attestation.pem, from a source that you trust.")
  private Path key = Path.of("");

  @Option(
      names = "--log-key",
      paramLabel = "FILE|KEY",
      description = "The log's verifier key; with it the log's proof is checked as well.")
  private Optional<String> logKey = Optional.empty();

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    byte[] bytes = LocalFile.small(bundle);
    String pem = new String(LocalFile.small(key), UTF_8);
    Artifact artifact = Artifact.read(places);
    var held = artifact.mapped(file -> new Held(file.digest(), file.size()));
    return switch (Attestation.verify(bytes, pem, logKey.map(LocalFile::textOrItself), held)) {
      case Verification.Verified(AttestationFacts facts, List<String> sentences) ->
          verified(facts, sentences);
      case Verification.Refused(String code, String sentence, List<String> reasons) ->
          refused(code, sentence, reasons);
    };
  }

  private int verified(AttestationFacts facts, List<String> sentences) {
    AttestationFacts.Passage passage = facts.passage();
    Json.Obj answer =
        Json.obj()
            .put("verified", true)
            .put("model", facts.version().model())
            .put("version", facts.version().number())
            .put("cutoff", facts.version().cutoff())
            .put("gate", passage.gate())
            .put("stage", passage.to())
            .put("submission", passage.submission())
            .put("manifest", facts.version().manifest().digest().toString())
            .put("trace", facts.pinned().trace().toString())
            .put("logChecked", logKey.isPresent())
            .put("sentences", Words.strings(sentences))
            .build();
    console.printer().answer(answer, "Verified." + System.lineSeparator() + lines(sentences));
    return Exit.YES.code();
  }

  private int refused(String code, String sentence, List<String> reasons) {
    if (code.startsWith("key.")) {
      throw CommandException.unknown(
          code, sentence, "Fetch the keys with imprimatur keys fetch, and compare them.");
    }
    Json.Obj answer =
        Json.obj()
            .put("verified", false)
            .put("code", code)
            .put("message", sentence)
            .put("reasons", Words.strings(reasons))
            .build();
    console
        .printer()
        .answer(answer, "Refused. [" + code + "]" + System.lineSeparator() + lines(reasons));
    return Exit.NO.code();
  }

  private static String lines(List<String> sentences) {
    return String.join(
        System.lineSeparator(), sentences.stream().map(sentence -> "- " + sentence).toList());
  }
}
