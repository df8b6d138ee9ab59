// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list that looks at so many things and no more says so, where there are more. */
class TurnLimitsTest {
  private static final String SAID = "the 200 that were registered first are looked at here.";

  @TempDir Path folder;

  @Test
  void the_turn_says_that_there_are_more_models_than_it_looks_at() {
    try (RunningServer server = RunningServer.start(folder.resolve("data"))) {
      register(server, 1, 200);
      assertThat(server.open("ada", "/").text())
          .contains("Answer the risk questions of model-200")
          .doesNotContain(SAID);

      register(server, 201, 201);
      assertThat(server.open("ada", "/").text())
          .contains(SAID)
          .doesNotContain("Answer the risk questions of model-201");

      assess(server, "model-007");
      assertThat(server.open("ada", "/").text())
          .contains("Answer the risk questions of model-201")
          .doesNotContain(SAID, "Answer the risk questions of model-007");
    }
  }

  private static void assess(RunningServer server, String model) {
    String path = "/api/v1/models/" + model + "/risk";
    Answer answered =
        server.post("ada", path, "{\"answers\":{\"effect\":\"none\",\"exposure\":\"small\"}}");
    assertThat(server.open("dmitri", "/").text()).as("asked of the assessor").contains(model);
    String assessment = answered.json().string("assessment");
    Answer confirmed =
        server.post(
            "dmitri",
            path + "/confirmation",
            "{\"assessment\":\"%s\",\"tier\":\"low\"}".formatted(assessment));
    assertThat(confirmed.status()).as(confirmed.text()).isLessThan(300);
  }

  private static void register(RunningServer server, int first, int last) {
    for (int i = first; i <= last; i++) {
      Answer registered =
          server.post(
              "ada",
              "/api/v1/models",
              """
              {"name":"model-%03d","use":{"purpose":"an exercise","population":"passengers"}}\
              """
                  .formatted(i));
      assertThat(registered.status()).as(registered.text()).isLessThan(300);
    }
  }
}
