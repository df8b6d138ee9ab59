// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.imprimatur.proof.json.Json;

/** A DSSE v1.0.2 envelope with exactly one signature, as a Sigstore bundle holds it. */
public final class Dsse {
  /** The payload type of in-toto statements. */
  public static final String IN_TOTO = "application/vnd.in-toto+json";

  private final String payloadType;
  private final byte[] payload;
  private final byte[] signature;

  private Dsse(String payloadType, byte[] payload, byte[] signature) {
    this.payloadType = payloadType;
    this.payload = payload;
    this.signature = signature;
  }

  public static Dsse sign(String payloadType, byte[] payload, AttestationKey key) {
    return new Dsse(payloadType, payload.clone(), key.sign(encoded(payloadType, payload)));
  }

  /** Reads an envelope; nothing is verified yet. */
  public static Dsse read(Json json) {
    var envelope =
        Members.object(
            json, "dsse.shape", "The envelope", Set.of("payload", "payloadType", "signatures"));
    List<Json> signatures = envelope.array("signatures").values();
    if (signatures.size() != 1) {
      throw new AttestationException(
          "dsse.signatures", "The envelope has " + signatures.size() + " signatures, not one.");
    }
    var signature =
        Members.object(
            signatures.getFirst(), "dsse.shape", "The signature", Set.of("keyid", "sig"));
    if (signature.find("keyid").isPresent() && !signature.string("keyid").isEmpty()) {
      throw new AttestationException(
          "dsse.keyid", "The signature names a key; here the bundle does, by its hint.");
    }
    byte[] der = decoded("sig", signature.string("sig"));
    EcdsaSignature.read(der);
    return new Dsse(
        envelope.string("payloadType"), decoded("payload", envelope.string("payload")), der);
  }

  public Json.Obj toJson() {
    var encoder = Base64.getEncoder();
    return Json.obj()
        .put("payload", encoder.encodeToString(payload))
        .put("payloadType", payloadType)
        .put(
            "signatures",
            Json.array(
                List.of(
                    Json.obj()
                        .put("keyid", "")
                        .put("sig", encoder.encodeToString(signature))
                        .build())))
        .build();
  }

  /** The payload, once its signature and its type are the expected ones. */
  public byte[] open(TrustedKey key, String expectedType) {
    if (!key.verifies(encoded(payloadType, payload), signature)) {
      throw new AttestationException(
          "dsse.signature", "The signature is not of this key over these bytes.");
    }
    if (!payloadType.equals(expectedType)) {
      throw new AttestationException(
          "dsse.payload-type",
          "The payload is \"" + payloadType + "\", expected is \"" + expectedType + "\".");
    }
    return payload.clone();
  }

  /** Whether the signature has the one form that our own signer gives it. */
  boolean isLow() {
    return EcdsaSignature.read(signature).isLow();
  }

  /** The pre-authentication encoding: what is signed. */
  static byte[] encoded(String payloadType, byte[] payload) {
    byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream();
    out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(type);
    out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(payload);
    return out.toByteArray();
  }

  /** Base64 that is written in exactly one way, so that no two bundles mean the same. */
  private static byte[] decoded(String name, String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Refused below, with the same words as an odd form of base64.
    }
    throw new AttestationException("dsse.base64", "\"" + name + "\" is not padded base64.");
  }
}
