// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a third party does with what left the server: verify an attestation, replay the log. */
final class Proofs {
  private final Cast cast;
  private final Commands commands;
  private final Teller teller;
  private final Path work;

  Proofs(Cast cast, Commands commands, Teller teller, Path work) {
    this.cast = cast;
    this.commands = commands;
    this.teller = teller;
    this.work = work;
  }

  /** The attestation of a submission, with the model that it stands for. */
  void verify(String submission, Path model) throws IOException {
    Path bundle = work.resolve("attestation.json");
    Path artifact = Files.createDirectories(work.resolve("artifact")).resolve("model.onnx");
    byte[] bytes = Files.readAllBytes(model);
    Files.write(artifact, bytes);
    var keys = commands.as(cast.get("hanna"), "keys", "fetch", work.resolve("keys").toString());
    var got =
        commands.as(cast.get("ada"), "attestation", "get", submission, "--out", bundle.toString());
    teller.step("The attestation is issued", keys.yes() && got.yes(), keys.told() + got.told());
    var verified = verified(bundle);
    teller.step(
        "imprimatur verify accepts attestation and artifact, without the server",
        verified.yes(),
        verified.told());
    bytes[bytes.length / 2] ^= 1;
    Files.write(artifact, bytes);
    var changed = verified(bundle);
    teller.step("One changed byte of the artifact is refused", changed.no(), changed.told());
  }

  /** What was decided stays proven; whether it still counts is said by the status. */
  void suspended(String submission, Path model) throws IOException {
    Path bundle = work.resolve("suspended.json");
    Path artifact = Files.createDirectories(work.resolve("artifact")).resolve("model.onnx");
    Files.write(artifact, Files.readAllBytes(model));
    commands.as(cast.get("ada"), "attestation", "get", submission, "--out", bundle.toString());
    var decided = verified(bundle);
    var now = verified(bundle, "--status", commands.status());
    teller.step(
        "Its attestation still verifies; with the signed status list it is refused",
        decided.yes() && now.no(),
        decided.told() + now.told());
  }

  private Commands.Ended verified(Path bundle, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "verify",
                bundle.toString(),
                work.resolve("artifact").toString(),
                "--key",
                work.resolve("keys/attestation.pem").toString(),
                "--log-key",
                work.resolve("keys/log.vkey").toString()));
    words.addAll(List.of(more));
    return commands.offline(words.toArray(String[]::new));
  }

  /** The exported log, derived again. */
  void replay() {
    teller.chapter("10  Proven afterwards");
    String export = work.resolve("export.zip").toString();
    var exported = commands.as(cast.get("hanna"), "audit", "export", export);
    var verified =
        commands.offline(
            "audit", "verify", export, "--key", work.resolve("keys/log.vkey").toString());
    teller.step(
        "Hanna, the auditor, exports the log; every verdict and promotion is derived again offline",
        exported.yes() && verified.yes(),
        exported.told() + verified.told());
  }
}
