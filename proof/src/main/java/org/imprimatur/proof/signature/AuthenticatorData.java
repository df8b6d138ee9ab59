// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;

/** What the authenticator says beside its signature: for which site, and what the person did. */
final class AuthenticatorData {
  private static final int HEADER = 37;
  private static final int PRESENT = 0x01;
  private static final int VERIFIED = 0x04;
  private static final int ATTESTED = 0x40;
  private static final int EXTENDED = 0x80;

  private final byte[] bytes;
  private final Optional<Credential> credential;

  private AuthenticatorData(byte[] bytes, Optional<Credential> credential) {
    this.bytes = bytes;
    this.credential = credential;
  }

  /** A new credential, as its authenticator introduces it. */
  record Credential(String aaguid, String id, CoseKey key) {}

  static AuthenticatorData read(byte[] bytes) {
    if (bytes.length < HEADER) {
      throw wrong("they are shorter than " + HEADER + " bytes");
    }
    int flags = bytes[32];
    int at = HEADER;
    Optional<Credential> credential = Optional.empty();
    if ((flags & ATTESTED) != 0) {
      at = afterId(bytes);
      var reader = new CborReader(bytes, at);
      reader.next();
      credential = Optional.of(credential(bytes, at, reader.position()));
      at = reader.position();
    }
    if ((flags & EXTENDED) != 0) {
      var reader = new CborReader(bytes, at);
      reader.next();
      at = reader.position();
    }
    if (at != bytes.length) {
      throw wrong("something follows them");
    }
    return new AuthenticatorData(bytes.clone(), credential);
  }

  private static int afterId(byte[] bytes) {
    if (bytes.length < HEADER + 18) {
      throw wrong("they end within the credential");
    }
    int length = (bytes[HEADER + 16] & 0xff) << 8 | (bytes[HEADER + 17] & 0xff);
    int after = HEADER + 18 + length;
    if (length == 0 || length > Assertion.LONGEST_ID || after > bytes.length) {
      throw wrong("the credential's id has " + length + " bytes");
    }
    return after;
  }

  private static Credential credential(byte[] bytes, int key, int end) {
    String aaguid = HexFormat.of().formatHex(bytes, HEADER, HEADER + 16);
    return new Credential(
        aaguid,
        Base64Url.write(Arrays.copyOfRange(bytes, HEADER + 18, key)),
        CoseKey.read(Arrays.copyOfRange(bytes, key, end)));
  }

  /** Throws unless it is for this site and the authenticator made sure who the person is. */
  void expectPerson(Site site) {
    if (!isFor(site.rp())) {
      throw new PasskeyException(
          "passkey.rp", "The passkey is bound to another site than " + site.rp() + ".");
    }
    if (!present() || !verified()) {
      throw new PasskeyException(
          "passkey.unverified",
          "The authenticator did not verify the person. Use one with a PIN, a finger or a face.");
    }
  }

  private boolean isFor(String rp) {
    byte[] expected = HexFormat.of().parseHex(Digest.of(rp.getBytes(StandardCharsets.UTF_8)).hex());
    return Arrays.equals(expected, Arrays.copyOf(bytes, 32));
  }

  private boolean present() {
    return (bytes[32] & PRESENT) != 0;
  }

  /** Whether the authenticator made sure who the person is: by a PIN, a finger, a face. */
  private boolean verified() {
    return (bytes[32] & VERIFIED) != 0;
  }

  /** How often the key signed, where the authenticator counts; else 0. */
  long counter() {
    long counter = 0;
    for (int i = 33; i < HEADER; i++) {
      counter = counter << 8 | (bytes[i] & 0xff);
    }
    return counter;
  }

  Optional<Credential> credential() {
    return credential;
  }

  private static PasskeyException wrong(String why) {
    return new PasskeyException(
        "passkey.data", "The authenticator's data cannot be read: " + why + ".");
  }
}
