// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a token is kept, and to whom it is shown: to one server, and to nobody else. */
class CredentialsTest {
  private static final String ME =
      """
      {"person":"p_1","username":"ada","name":"Ada Okafor","roles":["data-scientist"],
       "permissions":["read","propose"],"scopes":["read"]}\
      """;

  private final PlayedServer server = new PlayedServer();

  @TempDir Path home;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_login_is_tried_and_then_kept_for_this_user_alone() throws IOException {
    server.answers("GET /api/v1/me", 200, ME);

    Ran login =
        Ran.typing(Ran.TOKEN + "\n", Map.of(), home, "login", server.url(), "--token-stdin");
    Ran whoami = Ran.command(Map.of(), home, "whoami", "--format", "json");

    assertThat(login.exit()).isZero();
    assertThat(login.out()).contains("Ada Okafor");
    assertThat(whoami.json().string("username")).isEqualTo("ada");
    assertThat(server.asked())
        .allMatch(r -> r.header("Authorization").equals("Bearer " + Ran.TOKEN));
    Path file = home.resolve(".config/imprimatur/credentials");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    assertThat(login.out() + login.err() + whoami.out() + whoami.err()).doesNotContain(Ran.TOKEN);
  }

  @Test
  void a_login_that_the_server_does_not_know_is_not_kept() {
    server.answers(
        "GET /api/v1/me",
        401,
        "{\"code\":\"token.unknown\",\"detail\":\"The token is not known.\"}");

    Ran login = Ran.typing(Ran.TOKEN, Map.of(), home, "login", server.url(), "--token-stdin");

    assertThat(login.exit()).isEqualTo(3);
    assertThat(login.err()).contains("The token is not known.").contains("[token.unknown]");
    assertThat(home.resolve(".config")).doesNotExist();
  }

  @Test
  void credentials_that_others_can_read_are_not_used() throws IOException {
    server.answers("GET /api/v1/me", 200, ME);
    Ran.typing(Ran.TOKEN, Map.of(), home, "login", server.url(), "--token-stdin");
    Path file = home.resolve(".config/imprimatur/credentials");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    Ran whoami = Ran.command(Map.of(), home, "whoami");

    assertThat(whoami.exit()).isEqualTo(3);
    assertThat(whoami.err()).contains("chmod 600").doesNotContain(Ran.TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://me:hunter2@models.example",
        "https://me:hunter 2@models.example",
        "https://models.example?token=hunter2",
        "https://models.example#hunter2",
      })
  void an_address_with_a_secret_in_it_is_told_without_the_secret(String address) {
    Ran login = Ran.typing(Ran.TOKEN, Map.of(), home, "login", address, "--token-stdin");

    assertThat(login.exit()).isEqualTo(2);
    assertThat(login.err())
        .contains("models.example", "[credentials.url]")
        .doesNotContain("hunter");
  }

  @Test
  void of_an_address_whose_secret_could_stand_anywhere_nothing_is_told() {
    String address = "https://models.example?token=one@hunter2";

    Ran login = Ran.typing(Ran.TOKEN, Map.of(), home, "login", address, "--token-stdin");

    assertThat(login.exit()).isEqualTo(2);
    assertThat(login.err()).contains("[credentials.url]").doesNotContain("hunter");
  }

  @Test
  void an_address_with_a_port_that_there_is_not_is_none() {
    Ran login =
        Ran.typing(Ran.TOKEN, Map.of(), home, "login", "http://localhost:99999", "--token-stdin");

    assertThat(login.exit()).isEqualTo(2);
    assertThat(login.err()).contains("\"http://localhost:99999\" is no address");
  }

  @Test
  void a_token_does_not_cross_a_network_in_the_clear() {
    Map<String, String> far =
        Map.of("IMPRIMATUR_URL", "http://models.invalid", "IMPRIMATUR_TOKEN", Ran.TOKEN);

    Ran refused = Ran.command(far, home, "whoami");
    Ran allowed = Ran.command(far, home, "whoami", "--allow-plain-http");

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("[credentials.plain-http]").doesNotContain(Ran.TOKEN);
    assertThat(allowed.err()).contains("[server.unreachable]");
  }

  @Test
  void a_stored_token_goes_to_no_other_server() {
    server.answers("GET /api/v1/me", 200, ME);
    Ran.typing(Ran.TOKEN, Map.of(), home, "login", server.url(), "--token-stdin");

    Ran other = Ran.command(Map.of("IMPRIMATUR_URL", "https://other.invalid"), home, "whoami");

    assertThat(other.exit()).isEqualTo(3);
    assertThat(other.err()).contains("[credentials.other-server]");
  }
}
