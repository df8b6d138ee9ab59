// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

  private Commands.Ended verified(Path bundle) {
    return commands.offline(
        "verify",
        bundle.toString(),
        work.resolve("artifact").toString(),
        "--key",
        work.resolve("keys/attestation.pem").toString(),
        "--log-key",
        work.resolve("keys/log.vkey").toString());
  }

  /** The exported log, derived again. */
  void replay() {
    teller.chapter("7  Proven afterwards");
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
