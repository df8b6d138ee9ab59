// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.attestation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** The textual encoding of keys (RFC 7468), one block, 64 columns. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----\\R([A-Za-z0-9+/=\\s]+)\\R-----END \\1-----");
  private static final int MOST_CHARACTERS = 4096;

  private Pem() {}

  static String write(String label, byte[] der) {
    byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
    String body = Base64.getMimeEncoder(64, newline).encodeToString(der);
    return """
        -----BEGIN %s-----
        %s
        -----END %s-----
        """
        .formatted(label, body, label);
  }

  static byte[] read(String label, String text) {
    String stripped = text.strip();
    var matcher = BLOCK.matcher(stripped);
    if (stripped.length() > MOST_CHARACTERS
        || !matcher.matches()
        || !label.equals(matcher.group(1))) {
      throw new AttestationException(
          "key.pem",
          "The key cannot be read. Give a file that begins -----BEGIN " + label + "-----.");
    }
    try {
      return Base64.getDecoder().decode(matcher.group(2).replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new AttestationException(
          "key.pem", "The key cannot be read: its text is not base64. Fetch it again.");
    }
  }
}
