// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.HexFormat;
import java.util.Optional;
import org.imprimatur.proof.digest.Commitment;
import org.imprimatur.proof.digest.Digest;

/** A name with its salt: who has both can show that a commitment is of that name. */
record SignerName(String name, Digest commitment) {
  static Optional<SignerName> of(Optional<String> name, Optional<String> salt) {
    if (name.isEmpty() && salt.isEmpty()) {
      return Optional.empty();
    }
    if (name.isEmpty() || salt.isEmpty()) {
      throw wrong("A name is held to its commitment only with its salt.");
    }
    try {
      byte[] bytes = HexFormat.of().parseHex(salt.get());
      return Optional.of(new SignerName(name.get(), Commitment.of(bytes, name.get())));
    } catch (IllegalArgumentException _) {
      throw wrong("The salt is not hexadecimal.");
    }
  }

  private static CommandException wrong(String sentence) {
    return CommandException.usage(
        "signoff.name", sentence, "Give both --name and --salt, or neither.");
  }
}
