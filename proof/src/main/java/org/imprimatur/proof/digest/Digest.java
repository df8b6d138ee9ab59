// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.imprimatur.proof.json.Json;

/** A SHA-256 digest, written {@code sha256:} and 64 lower-case hexadecimal digits. */
public record Digest(String hex) implements Comparable<Digest> {
  private static final int DIGITS = 64;

  public Digest {
    if (!isHex(hex)) {
      throw new IllegalArgumentException("A digest has 64 lower-case hexadecimal digits.");
    }
  }

  // A loop: digests are made on every evaluation of a gate, several of them.
  private static boolean isHex(String text) {
    boolean hex = text.length() == DIGITS;
    for (int i = 0; hex && i < DIGITS; i++) {
      char c = text.charAt(i);
      hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return hex;
  }

  public static Digest of(byte[] bytes) {
    try {
      return new Digest(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** The digest of the canonical bytes (RFC 8785). */
  public static Digest of(Json json) {
    return of(json.canonical());
  }

  /** Reads {@code sha256:…}; throws IllegalArgumentException otherwise. */
  public static Digest parse(String text) {
    if (!text.startsWith("sha256:")) {
      throw new IllegalArgumentException("A digest starts with sha256:, this is \"" + text + "\".");
    }
    return new Digest(text.substring("sha256:".length()));
  }

  /** First and last four digits, for people. */
  public String brief() {
    return hex.substring(0, 4) + "…" + hex.substring(60);
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return "sha256:" + hex;
  }
}
