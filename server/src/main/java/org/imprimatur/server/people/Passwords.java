// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.imprimatur.server.audit.Refusal;

/** Argon2id, in the form {@code argon2id$memory$passes$salt$hash} (RFC 9106). */
final class Passwords {
  static final int SHORTEST = 12;
  static final int LONGEST = 256;
  private static final int LENGTH = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private Passwords() {}

  /** Why a password cannot be taken; empty where it can. */
  static Optional<Refusal> refusal(String password, String repeat, String username) {
    String why = "";
    if (password.length() < SHORTEST) {
      why = "It has " + password.length() + " characters; at least " + SHORTEST + " are asked.";
    } else if (password.length() > LONGEST) {
      why = "It has more than " + LONGEST + " characters.";
    } else if (!password.equals(repeat)) {
      why = "The two entries differ.";
    } else if (password.toLowerCase(Locale.ROOT).contains(username)) {
      why = "It contains the user name.";
    } else if (password.chars().distinct().count() < 5) {
      why = "It has fewer than five different characters.";
    }
    return why.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "password.weak",
                422,
                "The password was not taken.",
                List.of(why),
                "Choose a long one: four unrelated words do well."));
  }

  static String hash(String password, PasswordCost cost) {
    byte[] salt = new byte[16];
    RANDOM.nextBytes(salt);
    byte[] hash = derive(password, salt, cost.memoryKib(), cost.passes());
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "argon2id$%d$%d$%s$%s"
        .formatted(
            cost.memoryKib(),
            cost.passes(),
            base64.encodeToString(salt),
            base64.encodeToString(hash));
  }

  /** Takes as long whether or not it matches. */
  static boolean matches(String password, String encoded) {
    List<String> parts = List.of(encoded.split("\\$", -1));
    byte[] salt = Base64.getDecoder().decode(parts.get(3));
    byte[] hash = Base64.getDecoder().decode(parts.get(4));
    byte[] given =
        derive(password, salt, Integer.parseInt(parts.get(1)), Integer.parseInt(parts.get(2)));
    return MessageDigest.isEqual(hash, given);
  }

  private static byte[] derive(String password, byte[] salt, int memory, int passes) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memory)
            .withIterations(passes)
            .withParallelism(1)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[LENGTH];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }
}
