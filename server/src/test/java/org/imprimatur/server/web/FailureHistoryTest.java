// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.imprimatur.server.gates.FailureHistory;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the failures of a submission are held against. */
class FailureHistoryTest {
  @TempDir Path folder;

  @Test
  void the_version_that_was_promoted_last_holds_the_stage_whatever_its_number_is() {
    try (var server = RunningServer.start(folder.resolve("data"))) {
      long first = server.models().lowTierSubmission("held");
      long second = server.models().propose("held", server.models().version("held", "0.51"));
      long third = server.models().propose("held", server.models().version("held", "0.52"));
      server.models().await(second);
      assertThat(compared(server, third).holder()).isEmpty();

      promote(server, second);
      assertThat(compared(server, first).holder()).contains(second);
      promote(server, first);

      FailureHistory.Compared now = compared(server, third);
      assertThat(now.holder()).contains(first);
      assertThat(now.earlier()).contains(second);
    }
  }

  private static FailureHistory.Compared compared(RunningServer server, long number) {
    return server.bean(FailureHistory.class).of(server.bean(Gates.class).standing(number));
  }

  private static void promote(RunningServer server, long number) {
    String sign = "/submissions/" + number + "/sign";
    Answer signed =
        server.fill(
            "grace",
            sign + "?role=peer",
            sign,
            Map.of("decision", "approve", "opinion", "So.", "password", RunningServer.PASSWORD));
    assertThat(signed.status()).as(signed.text()).isEqualTo(200);
    Answer promoted = server.post("ada", "/api/v1/submissions/" + number + "/promotion", "{}");
    assertThat(promoted.status()).as(promoted.text()).isEqualTo(200);
  }
}
