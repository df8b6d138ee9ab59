// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pipeline is told of a version that came past its gate. */
class GateTest {
  private final PlayedServer server = new PlayedServer();

  @TempDir Path home;

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "owed, open, false, 1, 0, BYPASSED",
    "owed, open, true, 1, 1, BYPASSED",
    "overdue, open, false, 1, 1, BYPASSED",
    "overdue, open, true, 1, 1, BYPASSED",
    "ratified, promoted, false, 0, 0, was ratified",
    "ratified, promoted, true, 1, 1, was ratified",
  })
  void what_came_past_its_gate_is_no_yes_until_it_is_ratified(
      String state, String status, boolean suspended, int exit, int accepting, String says) {
    // Its gate may pass by now: that alone ratifies nothing.
    server.answers(
        "GET /api/v1/submissions/7",
        200,
        """
        {"number":7,"status":"%s","suspended":%s,"requirements":[],
         "bypass":{"state":"%s","due":"2026-11-27T08:40:00.000Z"},
         "verdict":{"passes":true,"sentence":"Ready to promote."}}
        """
            .formatted(status, suspended, state));

    Ran plain = Ran.command(server, home, "gate", "7");
    Ran accepted = Ran.command(server, home, "gate", "7", "--accept-break-glass");

    assertThat(plain.exit()).isEqualTo(exit);
    assertThat(accepted.exit()).isEqualTo(accepting);
    assertThat(plain.out() + accepted.out()).contains(says);
    assertThat(Ran.command(server, home, "status", "7").exit()).isEqualTo(exit);
  }

  @Test
  void what_is_only_watched_is_told_and_what_is_not_asked_in_the_tier_is_not() {
    server.answers(
        "GET /api/v1/submissions/7",
        200,
        """
        {"number":7,"status":"open","suspended":false,"bypass":null,"requirements":[
         {"id":"appeals","state":"NOT_APPLICABLE","outcome":"","watched":{"until":"2026-12-15",
          "where":"in the high tier","today":"UNSATISFIED","outcome":"outside"},
          "reasons":[{"sentence":"Watched until 2026-12-15."}],"turn":{"role":"","act":""}},
         {"id":"latency","state":"NOT_APPLICABLE","outcome":"","watched":null,
          "reasons":[],"turn":{"role":"","act":""}}],
         "verdict":{"passes":true,"sentence":"Ready to promote."}}
        """);

    for (String command : new String[] {"gate", "status"}) {
      assertThat(Ran.command(server, home, command, "7").out())
          .containsPattern("watched +appeals")
          .contains("Watched until 2026-12-15.")
          .doesNotContain("latency", "not applicable");
    }
  }

  @Test
  void a_gate_that_refuses_is_not_accepted_by_the_option() {
    server.answers(
        "GET /api/v1/submissions/7",
        200,
        """
        {"number":7,"status":"open","suspended":false,"requirements":[],"bypass":null,
         "verdict":{"passes":false,"sentence":"Not ready."}}
        """);

    assertThat(Ran.command(server, home, "gate", "7", "--accept-break-glass").exit()).isEqualTo(1);
  }

  @Test
  void what_stands_against_the_gate_itself_and_a_seeded_case_are_told() {
    server.answers(
        "GET /api/v1/submissions/7",
        200,
        """
        {"number":7,"status":"withdrawn","requirements":[],"bypass":null,"seeded":true,
         "defect":"Its labels leak.","verdict":{"passes":false,"sentence":"Not ready.","obstacles":[
         {"code":"gate.moved","sentence":"The use was stated anew."}]}}
        """);

    for (String command : new String[] {"gate", "status"}) {
      assertThat(Ran.command(server, home, command, "7").out())
          .contains("The use was stated anew. [gate.moved]")
          .contains("A seeded case, which is revealed", "to try the review", "Its labels leak.");
    }
  }
}
