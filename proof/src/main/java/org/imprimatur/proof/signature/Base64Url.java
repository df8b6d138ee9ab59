// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.signature;

import java.util.Base64;

/** Base64url without padding, the form in which WebAuthn writes bytes into JSON. */
public final class Base64Url {
  private Base64Url() {}

  public static String write(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Reads the one way in which at most so many bytes can be written. */
  static byte[] read(String what, String text, int most) {
    if (text.length() <= (most * 4 + 2) / 3) {
      try {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (write(bytes).equals(text)) {
          return bytes;
        }
      } catch (IllegalArgumentException e) {
        // Told below.
      }
    }
    throw new PasskeyException(
        "passkey.shape", "The " + what + " is not base64url of at most " + most + " bytes.");
  }
}
