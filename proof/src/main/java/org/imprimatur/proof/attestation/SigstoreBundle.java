// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.util.List;
import java.util.Set;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;

/**
 * A Sigstore bundle v0.3 around a DSSE envelope that a plain key signed. {@code hint} says which:
 * the SHA-256 of its PEM in hexadecimal digits.
 */
public record SigstoreBundle(Dsse envelope, String hint) {
  public static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

  /** The largest bundle that is read. */
  public static final int MOST_BYTES = 32 * 1024 * 1024;

  public static SigstoreBundle sign(String payloadType, byte[] payload, AttestationKey key) {
    return new SigstoreBundle(Dsse.sign(payloadType, payload, key), key.verifier().hint());
  }

  /** Reads a bundle, or throws {@link AttestationException}; nothing is verified yet. */
  public static SigstoreBundle read(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw new AttestationException("bundle.size", "The bundle is larger than 32 MiB.");
    }
    try {
      return read(Json.parse(bytes));
    } catch (JsonException e) {
      throw new AttestationException(e.code(), "The bundle cannot be read. " + e.getMessage());
    }
  }

  private static SigstoreBundle read(Json json) {
    var bundle =
        Members.object(
            json,
            "bundle.shape",
            "The bundle",
            Set.of("mediaType", "verificationMaterial", "dsseEnvelope"));
    if (!bundle.string("mediaType").equals(MEDIA_TYPE)) {
      throw new AttestationException(
          "bundle.media-type", "The file is not a Sigstore bundle v0.3, " + MEDIA_TYPE + ".");
    }
    var material =
        Members.object(
            bundle.object("verificationMaterial"),
            "bundle.material",
            "The verification material",
            Set.of("publicKey", "tlogEntries"));
    if (material.find("tlogEntries").isPresent()
        && !material.array("tlogEntries").values().isEmpty()) {
      throw new AttestationException(
          "bundle.material", "The bundle names entries of a Sigstore log, which are not verified.");
    }
    var key =
        Members.object(
            material.object("publicKey"), "bundle.material", "The public key", Set.of("hint"));
    return new SigstoreBundle(Dsse.read(bundle.object("dsseEnvelope")), key.string("hint"));
  }

  /** The canonical JSON of the bundle. */
  public byte[] bytes() {
    return Json.obj()
        .put("mediaType", MEDIA_TYPE)
        .put(
            "verificationMaterial",
            Json.obj()
                .put("publicKey", Json.obj().put("hint", hint).build())
                .put("tlogEntries", Json.array(List.of()))
                .build())
        .put("dsseEnvelope", envelope.toJson())
        .build()
        .canonical();
  }

  /** The payload, once it is signed by this key and has the expected type. */
  public byte[] open(TrustedKey key, String expectedType) {
    if (!hint.equals(key.hint())) {
      throw new AttestationException(
          "bundle.other-key",
          "The bundle is signed with another key than the one that is trusted.");
    }
    return envelope.open(key, expectedType);
  }
}
