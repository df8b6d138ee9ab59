// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.log;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public Ed25519 key of a log, as C2SP signed-note v1.0.0 names it: {@code
 * name+keyid+base64(type ‖ key)}.
 */
public record LogKey(String name, String id, PublicKey key) {
  static final byte ED25519 = 1;
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  /**
   * Whether what the log tells is made up: its name begins with {@code simulated.}, which stands in
   * its first entry and every checkpoint, so that nobody drops the mark later.
   */
  public boolean isSimulated() {
    return name.startsWith("simulated.");
  }

  /** Reads a verifier key; throws IllegalArgumentException that says what is wrong with it. */
  public static LogKey parse(String vkey) {
    // The base64 may hold a plus sign, so only the first two separate.
    String[] parts = vkey.strip().split("\\+", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException("A verifier key reads name+id+base64.");
    }
    byte[] typed = Base64.getDecoder().decode(parts[2]);
    if (typed.length != 33 || typed[0] != ED25519) {
      throw new IllegalArgumentException("The verifier key of a log must be an Ed25519 key.");
    }
    byte[] raw = Arrays.copyOfRange(typed, 1, typed.length);
    if (!id(parts[0], raw).equals(parts[1])) {
      throw new IllegalArgumentException("The id in the verifier key is not that of its key.");
    }
    return new LogKey(parts[0], parts[1], publicKey(raw));
  }

  /** The key under a name without spaces and plus signs. */
  public static LogKey of(String name, PublicKey key) {
    if (name.isEmpty() || name.contains("+") || name.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("A key's name has no spaces and no plus sign.");
    }
    return new LogKey(name, id(name, raw(key)), key);
  }

  public String vkey() {
    byte[] typed = new byte[33];
    typed[0] = ED25519;
    System.arraycopy(raw(key), 0, typed, 1, 32);
    return name + "+" + id + "+" + Base64.getEncoder().encodeToString(typed);
  }

  boolean verifies(byte[] text, byte[] signature) {
    try {
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(text);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String id(String name, byte[] raw) {
    var sha256 = Hash.sha256();
    sha256.update(name.getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) '\n');
    sha256.update(ED25519);
    return HexFormat.of().formatHex(sha256.digest(raw), 0, 4);
  }

  private static byte[] raw(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, SPKI.length, encoded.length);
  }

  private static PublicKey publicKey(byte[] raw) {
    byte[] encoded = Arrays.copyOf(SPKI, SPKI.length + raw.length);
    System.arraycopy(raw, 0, encoded, SPKI.length, raw.length);
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("The bytes in the verifier key are no Ed25519 key.", e);
    }
  }
}
