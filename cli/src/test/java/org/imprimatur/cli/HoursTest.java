// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Working hours, shown and stated, as answers of a server. */
class HoursTest {
  private static final String SHOW = "GET /api/v1/hours";
  private static final String STATE = "POST /api/v1/hours";
  private static final String STATED =
      """
      {"digest":"sha256:%s","stated":{"at":"2026-11-26T09:00:00.000Z",
       "by":{"person":"p_dmitri2345","username":"dmitri","name":"Dmitri Lang"}}}\
      """
          .formatted("ab".repeat(32));

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
  void the_hours_that_hold_are_shown_day_by_day() {
    server.answers(
        SHOW,
        200,
        """
        {"hours":{"imprimatur":"hours/v1","zone":"Asia/Kathmandu",
         "week":[{"day":"monday","from":"09:00","to":"12:00"},
                 {"day":"monday","from":"13:00","to":"17:00"}],
         "closed":[{"first":"2026-12-18","last":"2027-01-04","name":"Freeze"}]},
         "statements":[%s]}\
        """
            .formatted(STATED));

    Ran ran = run("hours", "show");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out() + ran.err())
        .contains("zone        Asia/Kathmandu", "monday      09:00 to 12:00, 13:00 to 17:00")
        .contains("sunday      closed", "2026-12-18 to 2027-01-04  Freeze", "by Dmitri Lang");
    assertThat(run("hours", "show", "--format", "json").json().object("hours").string("zone"))
        .isEqualTo("Asia/Kathmandu");
  }

  @Test
  void that_none_are_stated_is_said() {
    server.answers(SHOW, 200, "{\"hours\":null,\"statements\":[]}");

    Ran ran = run("hours", "show");

    assertThat(ran.out() + ran.err()).contains("No working hours are stated");
  }

  @Test
  void a_file_states_them() throws IOException {
    server.answers(STATE, 201, STATED);
    Path file =
        Files.writeString(
            home.resolve("hours.yaml"),
            """
            imprimatur: hours/v1
            zone: Europe/Berlin
            week:
              - {day: monday, from: 09:00, to: "17:30"}
            closed:
              - {first: 2026-12-18, last: 2027-01-04, name: Year-end freeze}
            """);

    Ran ran = run("hours", "state", file.toString());

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out() + ran.err()).contains("they hold from 2026-11-26T09:00:00.000Z on");
    Json.Obj sent = (Json.Obj) Json.parse(server.asked(STATE).getFirst().text());
    assertThat(sent.text())
        .isEqualTo(
            "{\"closed\":[{\"first\":\"2026-12-18\",\"last\":\"2027-01-04\","
                + "\"name\":\"Year-end freeze\"}],\"week\":[{\"day\":\"monday\",\"from\":\"09:00\","
                + "\"to\":\"17:30\"}],\"zone\":\"Europe/Berlin\"}");
  }

  @Test
  void what_is_wrong_in_a_file_is_wrong_usage_and_whoever_may_not_is_told_no() throws IOException {
    server.answers(STATE, 422, "{\"code\":\"hours.zone\",\"detail\":\"No zone Mars.\"}");
    Path file =
        Files.writeString(
            home.resolve("hours.yaml"), "imprimatur: hours/v1\nzone: Mars\nweek: []\n");
    Path use = Files.writeString(home.resolve("use.yaml"), "imprimatur: use/v1\n");

    Ran wrong = run("hours", "state", file.toString());
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("No zone Mars.", "hours.zone");
    assertThat(run("hours", "state", use.toString()).exit()).isEqualTo(2);
    server.answers(STATE, 403, "{\"code\":\"hours.role\",\"detail\":\"No risk manager.\"}");
    assertThat(run("hours", "state", file.toString()).exit()).isEqualTo(1);
  }
}
