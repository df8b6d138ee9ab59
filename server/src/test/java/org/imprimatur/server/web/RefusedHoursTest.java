// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.server.web.HoursTest.API;
import static org.imprimatur.server.web.HoursTest.HOUR;
import static org.imprimatur.server.web.HoursTest.PAGE;
import static org.imprimatur.server.web.HoursTest.form;
import static org.imprimatur.server.web.HoursTest.statements;

import java.nio.file.Path;
import org.imprimatur.server.web.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Working hours that are refused: nothing is stated by them, so that one server serves all. */
class RefusedHoursTest {
  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder);
  }

  @AfterAll
  static void stop() {
    try {
      assertThat(server.found()).as("what a replay finds of the whole log").isEmpty();
    } finally {
      server.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "zone, Europe/Berln, hours.zone, Did you mean Europe/Berlin?",
    "monday, 17:00-09:00, hours.backwards, Monday 17:00 to 09:00 ends before it begins",
    "monday, 22:00-06:00, hours.backwards, and tuesday 00:00 to 06:00",
    "monday, nine to five, hours.time, cannot be read",
    "monday, '09:00-12:00, 11:00-17:00', hours.overlap, Two periods of Monday overlap",
    "closed, 2027-01-04 to 2026-12-18 Freeze, hours.closed, before it begins",
    "closed, the first of May, hours.date, Write them as 2026-12-18",
  })
  void what_cannot_be_meant_is_refused_and_stands_in_the_form_again(
      String field, String typed, String code, String told) {
    Answer refused = server.fill("dmitri", PAGE, PAGE, form(field, typed));

    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.text()).contains("Code " + code, told, typed);
    assertThat(statements(server)).isZero();
  }

  @Test
  void nobody_else_states_them() {
    assertThat(server.fill("ada", "/", PAGE, form()).status()).isEqualTo(403);
    assertThat(server.fill("tove", "/", PAGE, form()).status()).isEqualTo(403);
    assertThat(server.post("ada", API, HOUR).status()).isEqualTo(403);
    assertThat(server.post("tove", API, HOUR).status()).isEqualTo(403);
    assertThat(statements(server)).isZero();
  }
}
