// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.imprimatur.proof.signature.Site;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A submission of the low tier before each test, and Grace, its peer, with a passkey of her own. A
 * replay of whatever was done finds nothing.
 */
abstract class SubmissionToSign {
  @TempDir static Path folder;
  static RunningServer server;
  static int count;

  TestingPasskey passkey = passkey("unused");
  long number;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void submit() {
    number = server.models().lowTierSubmission("signed-" + ++count, "sam");
    passkey = passkey("grace-" + count);
    assertThat(grace().enrol("key " + count, passkey).status()).isEqualTo(200);
  }

  @AfterEach
  void a_replay_finds_nothing() {
    assertThat(server.found()).isEmpty();
    grace().end();
  }

  static TestingPasskey passkey(String credential) {
    return new TestingPasskey(
        credential, new Site("localhost", server == null ? "http://localhost" : server.address()));
  }

  static TestingSigner grace() {
    return new TestingSigner(server, "grace");
  }

  static TestingSigner bruno() {
    return new TestingSigner(server, "bruno");
  }

  static int signOffs(RunningServer at, long number) {
    return at.get("ada", "/api/v1/submissions/" + number).json().array("signoffs").values().size();
  }

  void refused(Answer answer, int status, String code) {
    assertThat(answer.text()).contains(code);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(signOffs(server, number)).isZero();
  }
}
