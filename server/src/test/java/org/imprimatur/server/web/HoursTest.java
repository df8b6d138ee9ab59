// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.insights.Chronicle;
import org.imprimatur.proof.insights.Insights;
import org.imprimatur.proof.insights.Selection;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A risk manager states when people work; the wait ledger leaves the rest to nobody. */
class HoursTest {
  static final String PAGE = "/insights/hours";
  static final String API = "/api/v1/hours";

  /** Open for an hour on each day, so that any time of some days is mostly closed. */
  static final String HOUR =
      """
      {"zone": "Asia/Kathmandu", "week": [%s], "closed": []}
      """
          .formatted(
              String.join(
                  ",",
                  List.of(
                          "monday",
                          "tuesday",
                          "wednesday",
                          "thursday",
                          "friday",
                          "saturday",
                          "sunday")
                      .stream()
                      .map("{\"day\": \"%s\", \"from\": \"10:00\", \"to\": \"11:00\"}"::formatted)
                      .toList()));

  @TempDir Path folder;
  private final TestingClock clock = new TestingClock();
  private RunningServer server;

  @BeforeEach
  void start() {
    new TestingSetup().in(folder);
    server = RunningServer.start(folder.resolve("data"), folder.resolve("setup.yaml"), clock);
  }

  @AfterEach
  void stop() {
    try {
      assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    } finally {
      server.close();
    }
  }

  static Map<String, String> form(String... changed) {
    Map<String, String> form = new HashMap<>();
    form.put("zone", "Europe/Berlin");
    form.put("monday", "9:00-12:00, 13:00 \u2013 17:30");
    form.put("friday", "09:00-15:00");
    form.put("closed", "2026-12-18 to 2027-01-04 Year-end freeze\n\n2027-05-01 Labour Day\n");
    for (int i = 0; i < changed.length; i += 2) {
      form.put(changed[i], changed[i + 1]);
    }
    return form;
  }

  private Json.Obj hours() {
    return server.get("ada", API).json();
  }

  private int statements() {
    return statements(server);
  }

  /** How often hours were stated on a server. */
  static int statements(RunningServer server) {
    return server.get("ada", API).json().array("statements").values().size();
  }

  @Test
  void a_risk_manager_states_them_on_the_page_and_everybody_reads_them() {
    assertThat(server.open("ada", PAGE).text())
        .contains("No working hours are stated")
        .doesNotContain("State from now on");
    assertThat(server.open("ada", "/insights/wait").text())
        .contains("No working hours are stated", "href=\"" + PAGE + "\"");
    assertThat(hours().find("hours")).contains(Json.nothing());

    Answer stated = server.fill("dmitri", PAGE, PAGE, form());

    assertThat(stated.status()).as(stated.text()).isEqualTo(200);
    assertThat(stated.text())
        .contains("09:00\u201312:00, 13:00\u201317:30", "Year-end freeze", "Dmitri Lang")
        .contains("value=\"09:00-12:00, 13:00-17:30\"", "2027-05-01 Labour Day");
    assertThat(hours().object("hours").string("zone")).isEqualTo("Europe/Berlin");
    assertThat(hours().object("hours").array("closed").values()).hasSize(2);
    assertThat(server.open("ada", PAGE).text())
        .contains("Year-end freeze", "18 Dec 2026", "4 Jan 2027")
        .doesNotContain("State from now on");
    // What was measured lately may be shown again of the same selection.
    assertThat(server.open("ada", "/insights/wait?by=team").text())
        .contains("Europe/Berlin, since");
    assertThat(server.open("hanna", "/audit").text()).contains("working hours");

    server.fill("dmitri", PAGE, PAGE, form("zone", "Europe/Paris"));
    assertThat(statements()).isEqualTo(2);
    assertThat(hours().object("hours").string("zone")).isEqualTo("Europe/Paris");
  }

  @Test
  void the_api_takes_them_and_names_what_is_wrong() {
    assertThat(server.post("dmitri", API, HOUR).status()).isEqualTo(201);
    assertThat(hours().object("hours").string("imprimatur")).isEqualTo("hours/v1");
    Answer none = server.post("dmitri", API, "{\"zone\": \"Mars\", \"week\": []}");
    assertThat(none.status()).isEqualTo(422);
    assertThat(none.code()).isEqualTo("hours.zone");
    assertThat(none.text()).contains("No day of the week has working hours");
    assertThat(server.post("dmitri", API, "{\"zone\": \"UTC\", \"week\": [{\"dy\": 1}]}").code())
        .isEqualTo("request.unknown-member");
    assertThat(server.post("dmitri", API, "{\"zone\": \"UTC\", \"week\": 5}").status())
        .isEqualTo(400);
    assertThat(statements()).isEqualTo(1);
  }

  @Test
  void what_a_role_has_while_people_do_not_work_is_closed_hours() {
    long open = server.models().lowTierSubmission("waiting", "sam");
    server.models().await(open);
    Instant stated = clock.instant();
    assertThat(server.post("dmitri", API, HOUR).status()).isEqualTo(201);
    server.open("lena", "/");
    clock.pass(Duration.ofDays(10));
    server.forgetSessions();

    String wait = server.open("lena", "/insights/wait").text();
    assertThat(wait)
        .contains("Closed hours", "Peer has submissions longest, closed hours left out")
        .contains("class=\"h\"", "class=\"hb\"", "In open hours", "Asia/Kathmandu");
    assertThat(server.open("lena", "/insights").text()).contains("Calendar time");
    Json.Obj json = server.get("hanna", "/api/v1/insights").json();
    Json.Obj longest = (Json.Obj) json.array("longest").values().getFirst();
    assertThat(Duration.ofMillis(longest.integer("open")))
        .isBetween(Duration.ofHours(10), Duration.ofHours(11));
    assertThat(longest.integer("millis")).isGreaterThan(Duration.ofDays(10).toMillis() - 1);
    Json.Obj all = (Json.Obj) json.array("waits").values().getFirst();
    long parts =
        all.array("parts").values().stream()
            .mapToLong(part -> ((Json.Obj) part).integer("millis"))
            .sum();
    assertThat(parts).isEqualTo(all.integer("millis"));
    assertThat(all.text()).contains("\"closed-hours\"");
    assertThat(Instant.parse(json.object("hours").string("since")))
        .isAfterOrEqualTo(stated.minusMillis(1));
    assertThat(server.open("lena", "/insights.csv").text())
        .contains("wait,,closed-hours,millis,", ",in-open-hours,");
  }

  @Test
  void the_log_alone_gives_the_same_bytes() {
    server.models().lowTierSubmission("waiting", "sam");
    assertThat(server.post("dmitri", API, HOUR).status()).isEqualTo(201);
    Instant at = clock.instant().plus(Duration.ofDays(40));

    Json.Obj told = server.get("hanna", "/api/v1/insights?at=" + at).json();

    var chronicle = new Chronicle(server.bean(Blobs.class)::find);
    server.entries().stream()
        .limit(told.integer("entries"))
        .forEach(entry -> chronicle.apply(Act.parse(entry)));
    assertThat(Insights.of(chronicle, at, Selection.ALL).toJson().text()).isEqualTo(told.text());
    assertThat(told.object("hours").string("zone")).isEqualTo("Asia/Kathmandu");
  }
}
