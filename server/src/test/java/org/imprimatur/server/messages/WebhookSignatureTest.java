// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Signatures as receivers verify them. */
class WebhookSignatureTest {
  /** The example with which the libraries of Standard Webhooks test themselves. */
  @Test
  void the_published_example_comes_out() {
    byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    assertThat(
            WebhookSignature.of(
                new Confidential("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330,
                body))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void a_secret_is_24_to_64_bytes_in_base64_after_its_prefix() {
    assertThat(isSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).isTrue();
    assertThat(isSecret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).isFalse();
    assertThat(isSecret("whsec_short")).isFalse();
    assertThat(isSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa?w")).isFalse();
    assertThat(isSecret("whsec_" + "A".repeat(88))).isFalse();
  }

  private static boolean isSecret(String text) {
    return WebhookSignature.isSecret(new Confidential(text));
  }
}
