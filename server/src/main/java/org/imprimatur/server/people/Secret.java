// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.imprimatur.proof.digest.Digest;

/** A random secret that is shown once; only its SHA-256 is kept. 256 bits need no slow hash. */
public record Secret(String text) {
  static Secret random(String prefix, SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** What is stored and looked up. */
  String hash() {
    return hash(text);
  }

  static String hash(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }

  @Override
  public String toString() {
    return "Secret[…]";
  }
}
