// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.digest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What stands in the log in place of a name: SHA-256(0x00 ‖ salt ‖ name). Who has name and salt can
 * show that they belong together; without the salt the name cannot be guessed.
 */
public final class Commitment {
  private Commitment() {}

  public static Digest of(byte[] salt, String name) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(0);
    bytes.writeBytes(salt);
    bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    return Digest.of(bytes.toByteArray());
  }
}
