// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of Standard Webhooks 1.0: HMAC-SHA-256 over id, seconds and body. */
final class WebhookSignature {
  private static final String PREFIX = "whsec_";
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  private WebhookSignature() {}

  static String of(Confidential secret, String id, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key(secret).orElseThrow(), "HmacSHA256"));
      mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HMAC-SHA-256.", e);
    }
  }

  /** Whether a secret is {@code whsec_} and 24 to 64 bytes in base64. */
  static boolean isSecret(Confidential secret) {
    return key(secret)
        .filter(key -> key.length >= LEAST_BYTES && key.length <= MOST_BYTES)
        .isPresent();
  }

  private static Optional<byte[]> key(Confidential secret) {
    if (!secret.text().startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(secret.text().substring(PREFIX.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
