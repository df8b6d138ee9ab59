// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.imprimatur.proof.signature.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where people's passkeys work is said as their browsers will say it, or the server tells why. */
class PasskeySiteTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://models.example.org:443",
        "https://Models.example.org",
        "https://models.example.org/",
        "http://models.example.org"
      })
  void an_origin_that_no_browser_would_say_is_refused_at_the_start(String origin) {
    assertThatThrownBy(() -> options(8080, Optional.of(origin)).site())
        .isInstanceOf(ServerOptions.UsageException.class)
        .hasMessageContaining(origin)
        .hasMessageContaining("without :443");
  }

  @Test
  void a_port_that_goes_without_saying_is_not_said() {
    assertThat(options(80, Optional.empty()).site())
        .contains(new Site("localhost", "http://localhost"));
    assertThat(options(8080, Optional.empty()).site())
        .contains(new Site("localhost", "http://localhost:8080"));
    assertThat(options(8080, Optional.of("https://models.example.org:8443")).site())
        .contains(new Site("models.example.org", "https://models.example.org:8443"));
  }

  private static ServerOptions options(int port, Optional<String> origin) {
    return new ServerOptions(
        "127.0.0.1",
        port,
        Path.of("data"),
        Optional.empty(),
        Optional.empty(),
        new ServerOptions.Passkeys(origin, false));
  }
}
