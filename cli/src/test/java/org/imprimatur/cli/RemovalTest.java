// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A version that is stopped, taken out for good, or brought back, by the command line. */
class RemovalTest {
  private static final String ONE = "/api/v1/models/loans/versions/1/";

  private final PlayedServer server = new PlayedServer();

  @TempDir Path home;

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran run(String... words) {
    return Ran.command(server, home, words);
  }

  @ParameterizedTest
  @CsvSource({
    "suspend, suspension, loans v1 is suspended and may not serve. Take it out of service",
    "retire, retirement, loans v1 is retired.",
    "withdraw, withdrawal, The approval of loans v1 is withdrawn. It may not serve",
  })
  void a_version_is_stopped_or_taken_out_with_its_reason(String command, String last, String says) {
    server.answers("POST " + ONE + last, 200, "{\"model\":\"loans\",\"version\":1}");

    Ran ran = run(command, "loans", "v1", "--reason", "It drifts.");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).startsWith(says);
    assertThat(server.asked("POST " + ONE + last).getFirst().text())
        .isEqualTo("{\"reason\":\"It drifts.\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "suspend, suspension, 403, suspension.by, 1",
    "retire, retirement, 409, removal.open, 1",
    "withdraw, withdrawal, 409, removal.nothing, 1",
    "withdraw, withdrawal, 422, monitoring.reason, 2",
    "retire, retirement, 404, version.unknown, 3",
  })
  void what_the_server_refuses_is_told_with_every_reason(
      String command, String last, int status, String code, int exit) {
    server.answers(
        "POST " + ONE + last,
        status,
        """
        {"code":"%s","detail":"First reason.","reasons":["First reason.","Second reason."],
         "help":"See the page Monitoring."}
        """
            .formatted(code));

    Ran ran = run(command, "loans", "1", "--reason", "It drifts.");

    assertThat(ran.exit()).isEqualTo(exit);
    assertThat(ran.err()).contains("First reason.", "[" + code + "]");
    if (exit == 1) {
      assertThat(ran.err().lines()).contains("- Second reason.");
    }
  }

  @Test
  void every_version_of_a_model_is_retired_where_all_are_meant() {
    server.answers(
        "POST /api/v1/models/loans/retirement", 200, "{\"model\":\"loans\",\"retired\":[1,2,4]}");

    Ran ran = run("retire", "loans", "--all", "--reason", "The product ends.");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out().strip()).isEqualTo("loans: retired v1, v2, v4.");
  }

  @ParameterizedTest
  @CsvSource({
    "overlaps, true, Version 2 may serve beside it until 2026-12-05T14:12:33Z; suspend it",
    "replaced, false, Version 2 may not serve beside it.",
    "suspended, false, Version 2 may not serve beside it.",
  })
  void a_rollback_says_what_it_rests_on_and_what_may_serve_beside_it(
      String state, boolean lets, String says) {
    server.answers(
        "POST " + ONE + "rollback",
        200,
        """
        {"restored":true,"model":"loans","version":1,"submission":7,"replaced":2,
         "beside":{"state":"%s","lets":%s,"until":"2026-12-05T14:12:33Z"}}\
        """
            .formatted(state, lets));

    Ran ran = run("rollback", "loans", "1", "--reason", "Version 2 rejects everybody.");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("loans v1 is the one in production again, on the approval of submission 7.")
        .contains(says);
  }

  @Test
  void nothing_is_said_of_a_version_beside_where_none_was_there() {
    server.answers(
        "POST " + ONE + "rollback", 200, "{\"restored\":true,\"submission\":7,\"replaced\":null}");

    assertThat(run("rollback", "loans", "1", "--reason", "Back.").out()).doesNotContain("beside");
  }

  @Test
  void a_rollback_that_the_gate_refuses_is_a_no_with_every_reason_on_its_line() {
    server.answers(
        "POST " + ONE + "rollback",
        409,
        """
        {"code":"rollback.refused","detail":"The gate refuses the rollback.",
         "reasons":["Fairness is not satisfied.","The approval expired."],"help":"Submit it."}
        """);

    Ran text = run("rollback", "loans", "1", "--reason", "Back.");
    Ran json = run("rollback", "loans", "1", "--reason", "Back.", "--format", "json");

    assertThat(text.exit()).isEqualTo(1);
    assertThat(text.err().lines())
        .contains("- Fairness is not satisfied.", "- The approval expired.", "[rollback.refused]");
    assertThat(json.exit()).isEqualTo(1);
    assertThat(json.json().object("error").array("reasons").values()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "true, '[]', 0, The gate would let loans v1 be the one in production again.",
    "false, '[\"The approval expired.\",\"Version 1 is suspended.\"]', 1, The gate would refuse",
  })
  void whoever_only_asks_changes_nothing(boolean passes, String reasons, int exit, String says) {
    server.answers(
        "GET " + ONE + "rollback",
        200,
        "{\"model\":\"loans\",\"version\":1,\"passes\":%s,\"reasons\":%s}"
            .formatted(passes, reasons));

    Ran ran = run("rollback", "loans", "1", "--ask");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(exit);
    assertThat(ran.out()).startsWith(says).contains("Nothing was recorded.");
    if (!passes) {
      assertThat(ran.out().lines())
          .contains("- The approval expired.", "- Version 1 is suspended.");
    }
    assertThat(server.asked()).allMatch(request -> request.line().startsWith("GET "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void a_version_that_never_served_is_a_no_and_not_a_failure(String method) {
    server.answers(
        method + " " + ONE + "rollback",
        404,
        "{\"code\":\"rollback.version\",\"detail\":\"It never entered production.\"}");

    Ran ran =
        method.equals("GET")
            ? run("rollback", "loans", "1", "--ask")
            : run("rollback", "loans", "1", "--reason", "Back.");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("It never entered production.", "[rollback.version]");
  }

  @Test
  void a_version_that_nobody_registered_could_not_be_established() {
    server.answers(
        "GET " + ONE + "rollback", 404, "{\"code\":\"version.unknown\",\"detail\":\"No.\"}");

    assertThat(run("rollback", "loans", "1", "--ask").exit()).isEqualTo(3);
  }

  static Stream<List<String>> misused() {
    return Stream.of(
        List.of("rollback", "loans", "1"),
        List.of("rollback", "loans", "1", "--ask", "--reason", "Both."),
        List.of("rollback", "loans", "--reason", "Without a version."),
        List.of("suspend", "loans", "1"),
        List.of("suspend", "loans", "--reason", "Without a version."),
        List.of("retire", "loans", "--all"),
        List.of("retire", "loans", "--reason", "A number was forgotten."),
        List.of("retire", "loans", "1", "--all", "--reason", "Which?"),
        List.of("retire", "loans", "one", "--reason", "No number."),
        List.of("withdraw", "loans", "1"),
        List.of("withdraw", "loans", "1", "2", "--reason", "Two versions."));
  }

  @ParameterizedTest
  @MethodSource("misused")
  void a_command_without_a_reason_or_with_something_else_asks_nothing(List<String> words) {
    assertThat(run(words.toArray(String[]::new)).exit()).isEqualTo(2);
    assertThat(server.asked()).isEmpty();
  }
}
