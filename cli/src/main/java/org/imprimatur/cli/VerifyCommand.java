// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.attestation.Attestation;
import org.imprimatur.proof.attestation.AttestationFacts;
import org.imprimatur.proof.attestation.Held;
import org.imprimatur.proof.attestation.SignOffsFacts;
import org.imprimatur.proof.attestation.SignOffsFacts.Signed;
import org.imprimatur.proof.attestation.Verification;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.log.LogException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Option(
      names = "--signoffs",
      paramLabel = "FILE",
      description = "The sign-offs' file, unless it lies beside the bundle as NAME.signoffs.json.")
  private Optional<Path> signOffs = Optional.empty();

  @Option(
      names = "--export",
      paramLabel = "FOLDER|ZIP",
      description = "An exported log; with it each sign-off is held to the log, which is replayed.")
  private Optional<Path> export = Optional.empty();

  @Option(
      names = "--status",
      paramLabel = "FILE|URL",
      description = {
        "A signed status list, fetched or carried; the attestation must stand in it as valid.",
        "A server gives it at /api/v1/attestations/status."
      })
  private Optional<String> status = Optional.empty();

  @Option(
      names = "--status-optional",
      description = "Go on where the status cannot be established, and say so.")
  private boolean statusOptional;

  @Mixin private final ExpectedOptions expected = new ExpectedOptions();

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    byte[] bytes = LocalFile.small(bundle);
    String pem = new String(LocalFile.small(key), UTF_8);
    Artifact artifact = Artifact.read(places);
    var held = artifact.mapped(file -> new Held(file.digest(), file.size()));
    Optional<SignOffsFile> file = SignOffsFile.find(signOffs, bundle);
    if (export.isPresent() && file.isEmpty()) {
      throw CommandException.usage(
          "verify.export",
          "An export is held against the sign-offs, and their file is not there.",
          "Name it with --signoffs, or fetch it with imprimatur attestation get --out.");
    }
    Optional<String> vkey = logKey.map(LocalFile::textOrItself);
    Optional<byte[]> signed = file.map(SignOffsFile::bytes);
    return switch (Attestation.verify(bytes, signed, pem, vkey, held)) {
      case Verification.Verified verified -> standing(verified, vkey, bytes, pem);
      case Verification.Refused(String code, String sentence, List<String> reasons) -> {
        boolean alone =
            file.isPresent()
                && Attestation.verify(bytes, pem, vkey, held) instanceof Verification.Verified;
        yield refused(code, sentence, alone ? blaming(file.get(), reasons) : reasons);
      }
    };
  }

  /**
   * What may not serve now is a no; a status that cannot be established is none, unless that was
   * allowed.
   */
  private int standing(
      Verification.Verified verified, Optional<String> vkey, byte[] bytes, String pem) {
    List<String> others = expected.against(verified.facts());
    if (!others.isEmpty()) {
      return refused("attestation.other", "It attests something else than is asked.", others);
    }
    if (status.isEmpty()) {
      return inLog(verified, vkey, Optional.empty());
    }
    String origin = verified.facts().log().origin();
    StatusCheck check = StatusCheck.of(status.get(), bytes, origin, pem, Instant.now());
    if (check.unknown() && !statusOptional) {
      throw CommandException.unknown(
          check.code(),
          "Whether the attestation still counts could not be established. " + check.sentence(),
          "Fetch a fresh list, or go on without one with --status-optional.");
    }
    return check.valid() || check.unknown()
        ? inLog(verified, vkey, Optional.of(check))
        : refused(check.code(), check.sentence(), List.of(check.sentence()));
  }

  /** A file that nobody named may be left from another attestation. */
  private static List<String> blaming(SignOffsFile file, List<String> reasons) {
    List<String> blaming = new ArrayList<>(reasons);
    blaming.add(
        "What is refused are the sign-offs in %s%s; the attestation alone would hold."
            .formatted(
                file.path(),
                file.named() ? "" : ", which was taken since it lies beside the attestation"));
    return blaming;
  }

  private int inLog(
      Verification.Verified verified, Optional<String> vkey, Optional<StatusCheck> check) {
    List<String> sentences = new ArrayList<>(verified.sentences());
    check.ifPresent(
        one ->
            sentences.add(
                one.unknown()
                    ? "Whether it still counts is not known, and --status-optional allows that: "
                        + one.sentence()
                    : one.sentence()));
    String status = check.map(StatusCheck::status).orElse("unchecked");
    if (export.isEmpty() || verified.signOffs().isEmpty()) {
      return verified(verified, sentences, status);
    }
    try {
      var inLog = SignOffsInLog.of(verified.signOffs().get(), export.get(), vkey);
      if (inLog.against().isPresent()) {
        return refused("signoffs.log", inLog.against().get(), List.of(inLog.against().get()));
      }
      sentences.add(
          "Each sign-off is one of the exported log, whose %d entries were replayed. It begins with the log that was attested%s."
              .formatted(
                  inLog.entries(),
                  vkey.isPresent()
                      ? ""
                      : "; its checkpoint was held to the key in its own first entry alone, since"
                          + " no --log-key was given"));
      return verified(verified, sentences, status);
    } catch (LogException e) {
      return AuditCommands.refused(console, e, "verified");
    }
  }

  private int verified(Verification.Verified verified, List<String> sentences, String standing) {
    AttestationFacts facts = verified.facts();
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
            .put("signOffsChecked", verified.signOffs().isPresent())
            .put("signOffs", Json.array(signers(verified)))
            .put("exportChecked", export.isPresent())
            .put("status", standing)
            .put("sentences", Words.strings(sentences))
            .build();
    console.printer().answer(answer, "Verified." + System.lineSeparator() + lines(sentences));
    return Exit.YES.code();
  }

  /** The signers with their codes; nobody where what they signed was not checked. */
  private static List<Json> signers(Verification.Verified verified) {
    List<Json> signers = new ArrayList<>();
    verified
        .signOffs()
        .ifPresent(facts -> facts.signOffs().forEach(one -> signers.add(signer(facts, one))));
    return signers;
  }

  private static Json signer(SignOffsFacts facts, Signed signed) {
    SignoffGiven given = signed.given();
    Json.Builder json =
        Json.obj()
            .put("signOff", given.signoff())
            .put("code", signed.code())
            .put("person", given.by())
            .put("role", given.role())
            .put("meaning", given.meaning())
            .put("decision", given.decision())
            .put("at", given.at().toString())
            .put("method", given.method())
            .put("statement", given.statement().toString())
            .put("current", facts.current(given))
            .put("entry", signed.logged().index());
    given.delegator().ifPresent(person -> json.put("delegator", person));
    signed.passkey().ifPresent(passkey -> json.put("passkey", passkey.enrolled().passkey()));
    return json.build();
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
