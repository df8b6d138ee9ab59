// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who wrote what a submission pins does not sign for it; who wrote something else may. */
class PinnedAuthorsTest {
  @TempDir Path folder;

  @Test
  void whoever_stated_the_promises_that_a_submission_pins_cannot_sign_for_it() throws Exception {
    Path changed =
        new TestingSetup()
            .people("roles: [peer]", "roles: [peer, data-scientist]")
            .people("roles: [compliance]", "roles: [peer]")
            .token("grace", "read, propose")
            .in(folder);
    try (RunningServer server =
        RunningServer.start(folder.resolve("data"), Optional.empty(), changed)) {
      long without = server.models().lowTierSubmission("promised");
      Answer stated =
          server.post(
              "grace",
              "/api/v1/models/promised/promises",
              """
              {"kpis":[{"name":"defaults","unit":"share","direction":"at-most","limit":"0.02",
                "owner":"lena","every":"quarter"}]}\
              """);
      assertThat(stated.status()).as(stated.text()).isEqualTo(200);
      long with = server.models().propose("promised", server.models().version("promised", "0.60"));

      Answer refused = server.open("grace", "/submissions/" + with + "/sign?role=peer");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text())
          .contains(
              "signoff.contributor",
              "You cannot sign: you contributed to the version: stated the promises of the model.");
      assertThat(server.open("grace", "/submissions/" + without + "/sign?role=peer").status())
          .as("what was submitted before pins no promises of hers")
          .isEqualTo(200);
    }
  }
}
