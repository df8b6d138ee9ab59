// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens, listed and revoked, as answers of a server. */
class TokenTest {
  @TempDir Path home;
  private final PlayedServer server = new PlayedServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran run(String... words) {
    return Ran.command(server, home, words);
  }

  @Test
  void each_is_told_with_its_end_its_scopes_and_its_name() {
    server.answers(
        "GET /api/v1/tokens",
        200,
        """
        {"tokens":[
          {"token":"t_leaked2345","name":"nightly training","scopes":["read","propose"],
           "expires":"2026-12-25T00:00:00.000Z","acts":true},
          {"token":"t_older23456","name":"workbench","scopes":["read"],
           "expires":"2026-11-25T00:00:00.000Z","acts":false},
          {"token":"t_founding23","name":"","scopes":["read"],"expires":null,"acts":true}],
         "next":null}\
        """);

    Ran ran = run("token", "list");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out() + ran.err())
        .contains(
            "t_leaked2345  acts until 2026-12-25T00:00:00.000Z  read, propose  nightly training")
        .contains("t_older23456  has ended  read  workbench")
        .contains("t_founding23  acts, no end  read  of the setup file");
  }

  @Test
  void one_is_revoked_by_its_id_and_a_secret_is_never_sent() {
    server.answers(
        "POST /api/v1/tokens/t_leaked2345/revocation",
        200,
        "{\"token\":\"t_leaked2345\",\"revoked\":true}");
    assertThat(run("token", "revoke", "t_leaked2345").exit()).isZero();

    Ran secret = run("token", "revoke", "imp_0123456789abcdef");
    assertThat(secret.exit()).isEqualTo(2);
    assertThat(secret.out() + secret.err())
        .contains("token.id")
        .doesNotContain("imp_0123456789abcdef");
  }
}
