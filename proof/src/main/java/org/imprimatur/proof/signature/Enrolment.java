// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.signature;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;

/**
 * What an authenticator gave when a passkey was made, {@code enrolment/v1}. Whose device it is it
 * does not prove: attestations of makers are neither asked for nor believed.
 */
public final class Enrolment {
  /** What the record calls the authenticator that is only for trying the product. */
  public static final String DEMO = "software-demo";

  private static final String KIND = "enrolment/v1";
  private static final int MOST_BYTES = 16 * 1024;
  private static final String DEMO_AAGUID =
      HexFormat.of().formatHex("imprimatur demo!".getBytes(StandardCharsets.US_ASCII));

  private final byte[] attestationObject;
  private final byte[] clientData;
  private final AuthenticatorData data;
  private final AuthenticatorData.Credential credential;

  private Enrolment(byte[] attestationObject, byte[] clientData) {
    this.attestationObject = attestationObject;
    this.clientData = clientData;
    if (!(CborReader.read(attestationObject) instanceof Cbor.Obj map)) {
      throw new PasskeyException("passkey.shape", "The attestation object is no map.");
    }
    map.text("fmt");
    this.data = AuthenticatorData.read(map.bytes("authData"));
    this.credential =
        data.credential()
            .orElseThrow(
                () -> new PasskeyException("passkey.data", "The authenticator made no key."));
  }

  /** Takes what a browser gave, in base64url. */
  public static Enrolment of(String attestationObject, String clientData) {
    return new Enrolment(
        Base64Url.read("attestation object", attestationObject, MOST_BYTES),
        Base64Url.read("browser's data", clientData, ClientData.MOST_BYTES));
  }

  /** Reads exactly what {@link #toJson} writes. */
  public static Enrolment read(Json.Obj json) {
    try {
      Enrolment enrolment = of(json.string("attestationObject"), json.string("clientData"));
      if (enrolment.toJson().equals(json)) {
        return enrolment;
      }
    } catch (JsonException e) {
      // Told below.
    }
    throw new PasskeyException("passkey.shape", "The document is not an " + KIND + ".");
  }

  public Json.Obj toJson() {
    return Json.obj()
        .put("imprimatur", KIND)
        .put("attestationObject", Base64Url.write(attestationObject))
        .put("clientData", Base64Url.write(clientData))
        .build();
  }

  /** Throws {@link PasskeyException} unless a verified person made the key on this site. */
  public void verify(Site site) {
    ClientData.read(clientData).expect("webauthn.create", site);
    data.expectPerson(site);
  }

  /** Throws unless the browser was asked with exactly this challenge. */
  public void verifyChallenge(byte[] challenge) {
    ClientData.read(clientData).expectChallenge(challenge);
  }

  /** The credential's id in base64url. */
  public String credentialId() {
    return credential.id();
  }

  public Digest credential() {
    return Digest.of(Base64Url.read("credential's id", credential.id(), Assertion.LONGEST_ID));
  }

  public CoseKey key() {
    return credential.key();
  }

  public long counter() {
    return data.counter();
  }

  /** The make of the authenticator as it calls itself, or {@link #DEMO}. */
  public String authenticator() {
    return credential.aaguid().equals(DEMO_AAGUID) ? DEMO : credential.aaguid();
  }
}
