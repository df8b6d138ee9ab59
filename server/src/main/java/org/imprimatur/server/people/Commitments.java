// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.imprimatur.proof.digest.Digest;

/**
 * What stands in the log in place of a name: SHA-256(0x00 ‖ salt ‖ name). Who has name and salt can
 * show that they belong together; without the salt the name cannot be guessed.
 */
final class Commitments {
  private Commitments() {}

  static Digest of(byte[] salt, String name) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(0);
    bytes.writeBytes(salt);
    bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    return Digest.of(bytes.toByteArray());
  }
}
