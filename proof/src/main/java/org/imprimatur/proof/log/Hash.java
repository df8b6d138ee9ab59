// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A 32-byte node of the Merkle tree, hashed as RFC 6962 section 2.1 says. */
public final class Hash {
  public static final int LENGTH = 32;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes exactly 32 bytes. */
  public static Hash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("A hash has 32 bytes, this one has " + bytes.length + ".");
    }
    return new Hash(bytes.clone());
  }

  /** The root of a log without entries. */
  public static Hash empty() {
    return new Hash(sha256().digest());
  }

  public static Hash leaf(byte[] entry) {
    var sha256 = sha256();
    sha256.update((byte) 0);
    return new Hash(sha256.digest(entry));
  }

  public static Hash node(Hash left, Hash right) {
    var sha256 = sha256();
    sha256.update((byte) 1);
    sha256.update(left.bytes);
    return new Hash(sha256.digest(right.bytes));
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
