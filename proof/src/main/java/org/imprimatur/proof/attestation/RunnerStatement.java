// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.util.Arrays;
import java.util.List;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/**
 * What a runner signs: that it computed this evidence, for this submission of this log. It names
 * everything by which one answer could be passed off as another.
 *
 * @param log the origin of the log in which the evidence is recorded
 * @param runner the runner's pseudonym there
 * @param submission the number of the submission
 * @param manifest the artifact of the submitted version
 * @param evidence the whole {@code evidence/v1}: its check, specification and inputs with it
 * @param engines what computed it, each with its version, as the runner says; none where it says
 *     nothing
 */
public record RunnerStatement(
    String log,
    String runner,
    long submission,
    Digest manifest,
    Digest evidence,
    List<String> engines) {
  public RunnerStatement {
    engines = List.copyOf(engines);
  }

  /** The DSSE payload type. */
  public static final String TYPE = "application/vnd.imprimatur.computation.v1+json";

  /** The canonical JSON that is signed, {@code computation/v1}. */
  byte[] payload() {
    Json.Builder payload =
        Json.obj()
            .put("imprimatur", "computation/v1")
            .put("log", log)
            .put("runner", runner)
            .put("submission", submission)
            .put("manifest", manifest.toString())
            .put("evidence", evidence.toString());
    if (!engines.isEmpty()) {
      payload.put("engines", Json.array(engines.stream().<Json>map(Json::of).toList()));
    }
    return payload.build().canonical();
  }

  /** The signed envelope. */
  public Json.Obj sign(AttestationKey key) {
    return Dsse.sign(TYPE, payload(), key).toJson();
  }

  /**
   * Throws {@link AttestationException} unless the envelope holds exactly this statement, signed by
   * the key.
   */
  public void verify(Json envelope, TrustedKey key) {
    if (!Arrays.equals(Dsse.read(envelope).open(key, TYPE), payload())) {
      throw new AttestationException(
          "runner.statement", "The runner signed another statement than this evidence needs.");
    }
  }
}
