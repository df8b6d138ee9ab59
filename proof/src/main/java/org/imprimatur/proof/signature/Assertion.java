// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.signature;

import java.util.HexFormat;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;

/**
 * A passkey's signature with all that it was made over, {@code assertion/v1}. The challenge is the
 * SHA-256 of the canonical statement, so the statement and this together prove that the holder of
 * the key signed that statement.
 */
public final class Assertion {
  static final String KIND = "assertion/v1";
  static final int LONGEST_ID = 1023;
  private static final int MOST_BYTES = 1024;

  private final byte[] credential;
  private final byte[] authenticatorData;
  private final byte[] clientData;
  private final byte[] signature;

  private Assertion(
      byte[] credential, byte[] authenticatorData, byte[] clientData, byte[] signature) {
    this.credential = credential;
    this.authenticatorData = authenticatorData;
    this.clientData = clientData;
    this.signature = signature;
  }

  /** Takes what a browser gave, each part in base64url; nothing is verified yet. */
  public static Assertion of(
      String credential, String authenticatorData, String clientData, String signature) {
    return new Assertion(
        Base64Url.read("credential's id", credential, LONGEST_ID),
        Base64Url.read("authenticator's data", authenticatorData, MOST_BYTES),
        Base64Url.read("browser's data", clientData, ClientData.MOST_BYTES),
        Base64Url.read("signature", signature, MOST_BYTES));
  }

  /** Reads exactly what {@link #toJson} writes. */
  public static Assertion read(Json.Obj json) {
    try {
      Assertion assertion =
          of(
              json.string("credential"),
              json.string("authenticatorData"),
              json.string("clientData"),
              json.string("signature"));
      if (assertion.toJson().equals(json)) {
        return assertion;
      }
    } catch (JsonException e) {
      // Told below.
    }
    throw new PasskeyException("passkey.shape", "The document is not an " + KIND + ".");
  }

  public Json.Obj toJson() {
    return Json.obj()
        .put("imprimatur", KIND)
        .put("credential", Base64Url.write(credential))
        .put("authenticatorData", Base64Url.write(authenticatorData))
        .put("clientData", Base64Url.write(clientData))
        .put("signature", Base64Url.write(signature))
        .build();
  }

  /** The digest of the credential's id, under which the passkey was enrolled. */
  public Digest credential() {
    return Digest.of(credential);
  }

  /** How often the key signed, where its authenticator counts; else 0. */
  public long counter() {
    return AuthenticatorData.read(authenticatorData).counter();
  }

  /**
   * Throws {@link PasskeyException} unless the holder of the key, verified by their authenticator,
   * signed the statement with this digest on this site.
   */
  public void verify(CoseKey key, Site site, Digest statement) {
    ClientData client = ClientData.read(clientData);
    client.expect("webauthn.get", site);
    client.expectChallenge(HexFormat.of().parseHex(statement.hex()));
    AuthenticatorData data = AuthenticatorData.read(authenticatorData);
    data.expectPerson(site);
    if (data.credential().isPresent()) {
      throw new PasskeyException(
          "passkey.data", "The authenticator introduced a new key instead of signing.");
    }
    if (!key.verifies(signed(), signature)) {
      throw new PasskeyException(
          "passkey.signature", "The signature is not of the enrolled passkey over this.");
    }
  }

  /** The authenticator signs its own data and the digest of the browser's. */
  private byte[] signed() {
    byte[] digest = HexFormat.of().parseHex(Digest.of(clientData).hex());
    byte[] signed = new byte[authenticatorData.length + digest.length];
    System.arraycopy(authenticatorData, 0, signed, 0, authenticatorData.length);
    System.arraycopy(digest, 0, signed, authenticatorData.length, digest.length);
    return signed;
  }
}
