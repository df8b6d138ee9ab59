// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pipeline is told of a version that entered production, whatever became of it since. */
class ServingTest {
  private static final String VERSION = "GET /api/v1/models/loans/versions/2";
  private static final String UNTIL = "2026-12-05T08:00:00.000Z";

  private final PlayedServer server = new PlayedServer();

  @TempDir Path home;

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran gate(String... more) {
    String[] words = new String[more.length + 3];
    words[0] = "gate";
    words[1] = "loans";
    words[2] = "2";
    System.arraycopy(more, 0, words, 3, more.length);
    return Ran.command(server, home, words);
  }

  private void version(String permit, String replacedBy, String submissions) {
    server.answers(VERSION, 200, shown(permit, replacedBy, "production", submissions));
  }

  private static String shown(String permit, String by, String stage, String submissions) {
    return """
    {"model":"loans","version":2,"stage":"%s","suspended":false,"bypassed":false,"permit":%s,
     "replacedBy":%s,"submissions":%s}
    """
        .formatted(stage, permit, by, submissions);
  }

  private void submission(int number, String gate, String status, boolean passes, String permit) {
    server.answers(
        "GET /api/v1/submissions/" + number,
        200,
        """
        {"number":%d,"model":"loans","version":2,"gate":"%s","status":"%s","suspended":false,
         "stage":"production","permit":%s,"bypass":null,"requirements":[],
         "promotion":{"to":"%s"},"verdict":{"passes":%s,"sentence":"That is the verdict of %d."}}
        """
            .formatted(number, gate, status, permit, gate, passes, number));
  }

  private static String permit(String state, boolean lets, String until) {
    return "{\"state\":\"%s\",\"lets\":%s,\"until\":%s}"
        .formatted(state, lets, until.equals("null") ? until : '"' + until + '"');
  }

  @ParameterizedTest
  @CsvSource({
    "serves, true, null, null, production, 0, That is the verdict of 7.",
    "overlaps, true, 2026-12-05T08:00:00.000Z, 3, production, 0, 'Version 3 took its place in"
        + " production. Both may serve until 2026-12-05T08:00:00.000Z, and then that one alone.'",
    "overlaps, true, 2026-12-05T08:00:00.000Z, null, production, 0, Another version took its",
    "replaced, false, 2026-12-05T08:00:00.000Z, 3, production, 1, 'Version 3 took its place in"
        + " production, and since 2026-12-05T08:00:00.000Z this one may not serve beside it.'",
    "suspended, false, null, null, production, 1, The version is suspended.",
    "suspended, false, 2026-12-05T08:00:00.000Z, 3, production, 1, The version is suspended.",
    "retired, false, null, null, retired, 1, The version is retired.",
    "withdrawn, false, null, null, development, 1, The approval of the version for production was",
    "left, false, null, null, archived, 1, 'The version left production, and stands in archived.'",
    "paused, false, null, null, production, 1, The server says paused of the version",
    "sheltered, true, null, null, production, 0, The server says sheltered of the version",
  })
  void what_let_it_in_is_no_yes_when_it_may_not_serve_and_the_answer_says_which(
      String state, boolean lets, String until, String by, String stage, int exit, String says) {
    String permit = permit(state, lets, until);
    server.answers(VERSION, 200, shown(permit, by, stage, "[7]"));
    server.answers(
        "GET /api/v1/submissions/7",
        200,
        """
        {"number":7,"model":"loans","version":2,"gate":"production","status":"promoted",
         "suspended":false,"stage":"%s","permit":%s,"bypass":null,"requirements":[],
         "verdict":{"passes":true,"sentence":"That is the verdict of 7."}}
        """
            .formatted(stage, permit));

    Ran version = gate();
    Ran submission = Ran.command(server, home, "gate", "7");
    Ran status = Ran.command(server, home, "status", "7");

    assertThat(version.out()).startsWith(says).contains("That is the verdict of 7.");
    assertThat(submission.out()).startsWith(says).contains("That is the verdict of 7.");
    assertThat(status.out()).contains(says);
    assertThat(version.exit()).isEqualTo(exit);
    assertThat(submission.exit()).isEqualTo(exit);
    assertThat(status.exit()).isEqualTo(exit);
  }

  @Test
  void an_answer_without_a_word_on_whether_it_may_serve_is_no_yes() {
    version("{}", "null", "[7]");
    submission(7, "production", "promoted", true, "{}");

    assertThat(gate().exit()).isEqualTo(1);
    assertThat(Ran.command(server, home, "gate", "7").exit()).isEqualTo(1);
  }

  @Test
  void a_version_that_serves_goes_on_while_it_is_submitted_again() {
    version(permit("serves", true, "null"), "null", "[7,9]");
    submission(7, "production", "promoted", true, permit("serves", true, "null"));
    submission(9, "production", "open", false, "null");

    Ran ran = gate();

    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .startsWith("The version is in production, and may serve.")
        .contains("what the gate says of submission 9, which is open.")
        .contains("That is the verdict of 9.");
    assertThat(Ran.command(server, home, "gate", "9").exit()).isEqualTo(1);
  }

  @Test
  void a_gate_to_another_stage_does_not_let_a_version_serve_that_left_production() {
    server.answers(VERSION, 200, shown(permit("left", false, "null"), "null", "archived", "[7,9]"));
    submission(7, "production", "promoted", true, permit("left", false, "null"));
    submission(9, "archived", "promoted", true, "null");

    Ran production = gate();
    Ran archived = gate("--gate", "archived");

    assertThat(production.exit()).isEqualTo(1);
    assertThat(production.out()).contains("The version left production, and stands in archived.");
    assertThat(archived.exit()).isZero();
    assertThat(archived.out()).contains("That is the verdict of 9.");
  }

  @Test
  void an_open_submission_to_another_gate_says_nothing_of_production() {
    version(permit("replaced", false, UNTIL), "3", "[7,9]");
    submission(7, "production", "promoted", true, permit("replaced", false, UNTIL));
    submission(9, "archived", "open", true, "null");

    assertThat(gate().exit()).isEqualTo(1);
    assertThat(gate("--gate", "archived").exit()).isZero();
  }

  @Test
  void a_version_that_was_never_submitted_to_production_is_told_by_the_gate_that_answers() {
    version("null", "null", "[9]");
    submission(9, "staging", "promoted", true, "null");

    Ran newest = gate();
    Ran production = gate("--gate", "production", "--format", "json");

    assertThat(newest.exit()).isZero();
    assertThat(newest.out())
        .startsWith("It was never submitted to production. This is what the gate staging says.");
    assertThat(gate("--gate", "staging").out()).startsWith("That is the verdict of 9.");
    assertThat(production.exit()).isEqualTo(1);
    assertThat(production.json().object("error").string("code")).isEqualTo("gate.no-submission");
    assertThat(production.out()).contains("never submitted to production");
  }

  @Test
  void a_retired_version_passes_no_gate_but_the_one_that_retired_it() {
    server.answers(VERSION, 200, shown("null", "null", "retired", "[9]"));
    String promoted =
        """
        {"number":9,"model":"loans","version":2,"gate":"%s","status":"promoted","suspended":false,
         "stage":"retired","permit":null,"bypass":null,"requirements":[],"promotion":{"to":"%s"},
         "verdict":{"passes":true,"sentence":"That is the verdict of 9."}}
        """;
    server.answers("GET /api/v1/submissions/9", 200, promoted.formatted("staging", "staging"));
    server.answers("GET /api/v1/submissions/10", 200, promoted.formatted("end", "retired"));

    assertThat(gate("--gate", "staging").exit()).isEqualTo(1);
    assertThat(gate("--gate", "staging").out()).startsWith("The version is retired.");
    assertThat(Ran.command(server, home, "status", "9").exit()).isEqualTo(1);
    assertThat(Ran.command(server, home, "gate", "10").exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "owed, serves, true, 1, 0",
    "overdue, suspended, false, 1, 1",
    "owed, suspended, false, 1, 1",
    "owed, replaced, false, 1, 1",
  })
  void a_debt_stands_before_the_permit_and_only_the_option_looks_past_it(
      String bypass, String state, boolean lets, int exit, int accepting) {
    server.answers(
        VERSION,
        200,
        shown(permit(state, lets, UNTIL), "3", "production", "[9]")
            .replace("\"bypassed\":false", "\"bypassed\":true"));
    server.answers(
        "GET /api/v1/submissions/9",
        200,
        """
        {"number":9,"gate":"production","status":"open","suspended":false,"permit":null,
         "bypass":{"state":"%s","due":"2026-11-27T08:40:00.000Z"},"requirements":[],
         "verdict":{"passes":true,"sentence":"Ready to promote."}}
        """
            .formatted(bypass));

    assertThat(gate().exit()).isEqualTo(exit);
    assertThat(gate().out()).contains("BYPASSED");
    assertThat(gate("--accept-break-glass").exit()).isEqualTo(accepting);
  }

  @Test
  void programs_are_told_what_decided() {
    version(permit("replaced", false, UNTIL), "3", "[7,9]");
    submission(7, "production", "promoted", true, permit("replaced", false, UNTIL));
    submission(9, "production", "withdrawn", false, "null");

    Ran ran = gate("--format", "json");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.json().integer("number")).isEqualTo(9);
    assertThat(ran.json().integer("replacedBy")).isEqualTo(3);
    assertThat(ran.json().object("permit").string("state")).isEqualTo("replaced");
  }

  @Test
  void a_gate_is_named_of_a_version_and_not_of_a_submission() {
    Ran ran = Ran.command(server, home, "gate", "7", "--gate", "production");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("[gate.submission]");
    assertThat(server.asked()).isEmpty();
  }
}
