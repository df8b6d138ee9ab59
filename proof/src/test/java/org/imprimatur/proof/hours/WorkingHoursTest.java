// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.hours.WorkingHours.Closed;
import org.imprimatur.proof.hours.WorkingHours.Period;
import org.imprimatur.proof.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be stated as working hours. */
class WorkingHoursTest {
  private static String codes(WorkingHours hours) {
    return String.join(" ", hours.against().stream().map(Reason::code).toList());
  }

  private static String said(WorkingHours hours) {
    return String.join(" ", hours.against().stream().map(Reason::sentence).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "monday, 09:00, 17:00, ''",
    "monday, 00:00, 24:00, ''",
    "monday, 09:00, 09:00, hours.backwards",
    "monday, 17:00, 09:00, hours.backwards",
    "monday, 22:00, 06:00, hours.backwards",
    "monday, 24:00, 24:00, hours.time",
    "monday, 9:00, 17:00, hours.time",
    "monday, 09:00, 17:60, hours.time",
    "monday, 09:00, 25:00, hours.time",
    "monday, 09:00, 24:01, hours.time",
    "monday, '', 17:00, hours.time",
    "Monday, 09:00, 17:00, hours.day",
    "'', 09:00, 17:00, hours.day",
  })
  void a_period_lies_in_one_day(String day, String from, String to, String codes) {
    assertThat(codes(TestingHours.one("Europe/Berlin", day, from, to))).isEqualTo(codes);
  }

  @Test
  void hours_over_midnight_are_refused_with_what_to_state() {
    assertThat(said(TestingHours.one("Europe/Berlin", "sunday", "22:00", "06:00")))
        .contains("sunday 22:00 to 24:00, and monday 00:00 to 06:00");
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, ''",
    "UTC, ''",
    "Asia/Kathmandu, ''",
    "Europe/Berln, hours.zone",
    "+02:00, hours.zone",
    "UTC+2, hours.zone",
    "CEST, hours.zone",
    "europe/berlin, hours.zone",
    "'', hours.zone",
  })
  void a_zone_is_one_of_the_database(String zone, String codes) {
    assertThat(codes(TestingHours.office(zone))).isEqualTo(codes);
  }

  @Test
  void a_mistyped_zone_is_told_with_the_nearest() {
    assertThat(said(TestingHours.office("Europe/Berln"))).contains("Did you mean Europe/Berlin?");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-18, 2027-01-04, Freeze, ''",
    "2026-12-18, 2026-12-18, Holiday, ''",
    "2026-12-18, 2027-03-27, A hundred days, ''",
    "2026-12-18, 2027-03-28, One more, hours.closed",
    "2027-01-04, 2026-12-18, Freeze, hours.closed",
    "2026-02-29, 2026-03-01, No leap year, hours.date",
    "2026-12-18, 18 January, Freeze, hours.date",
    "+12026-12-18, +12026-12-18, Far away, hours.date",
    "2026-12-18, 2026-12-18, ' ', hours.name",
  })
  void closed_days_end_after_they_begin(String first, String last, String name, String codes) {
    assertThat(codes(TestingHours.office("UTC", new Closed(first, last, name)))).isEqualTo(codes);
  }

  @Test
  void there_is_a_limit_to_everything() {
    Closed day = TestingHours.closed("2026-12-18", "2026-12-18");
    Period period = new Period("monday", "09:00", "10:00");

    assertThat(codes(new WorkingHours("UTC", List.of(), List.of()))).isEqualTo("hours.week");
    assertThat(
            codes(
                TestingHours.office("UTC", Collections.nCopies(1_000, day).toArray(Closed[]::new))))
        .isEmpty();
    assertThat(
            codes(
                TestingHours.office("UTC", Collections.nCopies(1_001, day).toArray(Closed[]::new))))
        .isEqualTo("hours.closed");
    assertThat(codes(new WorkingHours("UTC", Collections.nCopies(5, period), List.of())))
        .isEqualTo("hours.week");
    assertThat(codes(new WorkingHours("UTC", Collections.nCopies(99, period), List.of())))
        .isEqualTo("hours.week");
    assertThat(codes(TestingHours.office("x".repeat(100_000)))).isEqualTo("hours.zone");
    assertThat(
            codes(
                TestingHours.office("UTC", new Closed("2026-12-18", "2026-12-18", "x".repeat(81)))))
        .isEqualTo("hours.name");
  }

  @ParameterizedTest
  @CsvSource({
    "09:00, 12:00, 13:00, 17:00, ''",
    "09:00, 12:00, 12:00, 17:00, ''",
    "09:00, 12:00, 11:59, 17:00, hours.overlap",
    "09:00, 17:00, 10:00, 11:00, hours.overlap",
    "10:00, 11:00, 09:00, 17:00, hours.overlap",
  })
  void two_periods_of_a_day_do_not_overlap(
      String from, String to, String again, String until, String codes) {
    var week = List.of(new Period("friday", from, to), new Period("friday", again, until));

    assertThat(codes(new WorkingHours("UTC", week, List.of()))).isEqualTo(codes);
  }

  @Test
  void what_was_stated_is_read_back() {
    for (long seed = 1; seed <= 50; seed++) {
      WorkingHours hours = TestingHours.any(new Random(seed), LocalDate.parse("2026-11-26"));

      assertThat(WorkingHours.of((Json.Obj) Json.parse(hours.document().text()))).isEqualTo(hours);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'imprimatur':'use/v1','zone':'UTC','week':[],'closed':[]}",
        "{'imprimatur':'hours/v1','zone':'UTC','week':[]}",
        "{'imprimatur':'hours/v1','zone':'UTC','week':[],'closed':[],'more':1}",
        "{'imprimatur':'hours/v1','zone':1,'week':[],'closed':[]}",
        "{'imprimatur':'hours/v1','zone':'UTC','week':['monday'],'closed':[]}",
        "{'imprimatur':'hours/v1','zone':'UTC','week':[{'day':'monday','from':'09:00'}],'closed':[]}",
        "{'imprimatur':'hours/v1','zone':'UTC','week':[],'closed':[{'first':1,'last':2,'name':3}]}",
      })
  void another_shape_is_refused(String text) {
    Json.Obj document = (Json.Obj) Json.parse(text.replace('\'', '"'));

    assertThatThrownBy(() -> WorkingHours.of(document))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
