// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * Gives opaque ids such as {@code m_k3xq7p2mwa}: 50 bits, told from outside so a test can own it.
 */
public record Ids(RandomGenerator random) {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int LENGTH = 10;

  public static Ids secure() {
    return new Ids(new SecureRandom());
  }

  /**
   * A new id of a kind: {@code p} person, {@code m} model, {@code s} sign-off, {@code t} token,
   * {@code r} runner, {@code k} passkey, {@code a} request for a role, {@code b} absence, {@code d}
   * delegation, {@code q} qualification, {@code y} proposal of a policy, {@code g} bypass by
   * break-glass, {@code l} commitment to a seeded case, {@code i} condemnation.
   */
  public String next(char kind) {
    var id = new StringBuilder().append(kind).append('_');
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
