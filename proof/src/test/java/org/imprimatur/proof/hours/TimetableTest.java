// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.hours;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.imprimatur.proof.hours.Timetable.Statement;
import org.imprimatur.proof.hours.WorkingHours.Closed;
import org.imprimatur.proof.hours.WorkingHours.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of a time was closed. */
class TimetableTest {
  private static final long MINUTE = 60_000;
  private static final Instant BEGIN = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

  private static long open(WorkingHours hours, String from, String to) {
    assertThat(hours.against()).isEmpty();
    Timetable table = Timetable.of(List.of(new Statement(BEGIN, hours)), END);
    return open(table, Instant.parse(from), Instant.parse(to));
  }

  private static long open(Timetable table, Instant from, Instant to) {
    return Duration.between(from, to).toMillis() - table.closed(from, to);
  }

  @ParameterizedTest(name = "{0}: {1} to {2}")
  @CsvSource({
    "over a weekend, 2026-11-20T15:00:00Z, 2026-11-23T09:00:00Z, 120",
    "over a night, 2026-11-18T15:30:00Z, 2026-11-19T08:30:00Z, 60",
    "in the morning, 2026-11-18T08:00:00Z, 2026-11-18T09:00:00Z, 60",
    "at night, 2026-11-18T20:00:00Z, 2026-11-18T23:00:00Z, 0",
    "in summer an hour sooner, 2026-07-15T06:00:00Z, 2026-07-15T08:00:00Z, 60",
    "no time at all, 2026-11-18T10:00:00Z, 2026-11-18T10:00:00Z, 0",
    "a whole year, 2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z, 125280",
  })
  void people_work_from_nine_to_five_in_berlin(String what, String from, String to, long minutes) {
    assertThat(open(TestingHours.office("Europe/Berlin"), from, to))
        .as(what)
        .isEqualTo(minutes * MINUTE);
  }

  @ParameterizedTest(name = "{0}, {1} to {2}")
  @CsvSource({
    "the hour that is missing, 00:00, 06:00, 2026-03-29, 300",
    "the hour that is missing, 02:15, 02:45, 2026-03-29, 0",
    "the hour that is missing, 01:30, 03:30, 2026-03-29, 60",
    "the hour that is there twice, 00:00, 06:00, 2026-10-25, 420",
    "the hour that is there twice, 02:15, 02:45, 2026-10-25, 60",
    "the hour that is there twice, 01:30, 03:30, 2026-10-25, 180",
    "an even Sunday, 00:00, 24:00, 2026-11-01, 1440",
  })
  void the_clock_in_berlin_is_changed(
      String what, String from, String to, LocalDate day, long minutes) {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    assertThat(
            open(
                TestingHours.one("Europe/Berlin", "sunday", from, to),
                day.atStartOfDay(zone).toInstant().toString(),
                day.plusDays(1).atStartOfDay(zone).toInstant().toString()))
        .as(what)
        .isEqualTo(minutes * MINUTE);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "Asia/Kathmandu, 2026-11-23T03:14:00Z, 2026-11-23T03:16:00Z, 1",
    "Asia/Kathmandu, 2026-11-23T11:14:00Z, 2026-11-23T11:16:00Z, 1",
    "Pacific/Chatham, 2026-11-22T19:14:00Z, 2026-11-22T19:16:00Z, 1",
    "Australia/Lord_Howe, 2026-11-22T21:59:00Z, 2026-11-22T22:01:00Z, 1",
    "America/St_Johns, 2026-11-23T12:29:00Z, 2026-11-23T12:31:00Z, 1",
    // Samoa went over the date line: there was no Friday, 30 December 2011.
    "Pacific/Apia, 2011-12-30T09:00:00Z, 2011-12-30T11:00:00Z, 0",
    "Pacific/Apia, 2011-12-28T00:00:00Z, 2012-01-02T10:00:00Z, 1620",
  })
  void an_offset_need_not_be_in_whole_hours(String zone, String from, String to, long minutes) {
    assertThat(open(TestingHours.office(zone), from, to)).isEqualTo(minutes * MINUTE);
  }

  @Test
  void who_works_over_midnight_states_both_days() {
    var night =
        new WorkingHours(
            "UTC",
            List.of(
                new Period("monday", "22:00", "24:00"), new Period("tuesday", "00:00", "06:00")),
            List.of());

    assertThat(open(night, "2026-11-23T12:00:00Z", "2026-11-24T12:00:00Z"))
        .isEqualTo(8 * 60 * MINUTE);
    assertThat(open(night, "2026-11-23T23:30:00Z", "2026-11-24T00:30:00Z")).isEqualTo(60 * MINUTE);
  }

  @Test
  void closed_days_may_touch_overlap_and_lie_in_each_other() {
    WorkingHours hours =
        TestingHours.office(
            "Europe/Berlin",
            new Closed("2026-12-18", "2027-01-04", "Freeze"),
            new Closed("2026-12-25", "2026-12-26", "Christmas"),
            new Closed("2027-01-04", "2027-01-06", "Epiphany"),
            new Closed("2026-12-17", "2026-12-17", "Party"));

    assertThat(open(hours, "2026-12-16T08:00:00Z", "2027-01-08T08:00:00Z"))
        .as("Wednesday and the next Thursday")
        .isEqualTo(2 * 8 * 60 * MINUTE);
  }

  @Test
  void a_statement_holds_from_when_it_was_made_until_the_next() {
    Instant first = Instant.parse("2026-11-23T12:00:00Z");
    Instant second = Instant.parse("2026-11-25T12:00:00Z");
    Timetable table =
        Timetable.of(
            List.of(
                new Statement(first, TestingHours.office("UTC")),
                new Statement(second, TestingHours.one("UTC", "sunday", "09:00", "10:00")),
                new Statement(second, TestingHours.one("UTC", "thursday", "09:00", "10:00"))),
            END);

    assertThat(table.closed(first.minus(Duration.ofDays(9)), first)).isZero();
    assertThat(open(table, first, second)).as("5, 8 and 3 hours").isEqualTo(16 * 60 * MINUTE);
    assertThat(open(table, second, second.plus(Duration.ofDays(7))))
        .as("of two at one instant the later")
        .isEqualTo(60 * MINUTE);
    assertThat(open(table, first.minus(Duration.ofHours(1)), second.plus(Duration.ofDays(7))))
        .isEqualTo((1 + 16 + 1) * 60 * MINUTE);
  }

  @Test
  void without_a_statement_nothing_is_closed() {
    assertThat(Timetable.NONE.isStated()).isFalse();
    assertThat(Timetable.NONE.closed(BEGIN, END)).isZero();
  }

  @Test
  void decades_with_a_closed_day_on_each_day_of_a_year_are_not_walked_through() {
    List<Closed> closed = new ArrayList<>();
    LocalDate day = LocalDate.parse("2027-01-01");
    for (int i = 0; i < 365; i++) {
      String date = day.plusDays(i).toString();
      closed.add(new Closed(date, date, "Day " + i));
    }
    WorkingHours hours = TestingHours.office("America/New_York", closed.toArray(Closed[]::new));
    Timetable table = Timetable.of(List.of(new Statement(BEGIN, hours)), END);

    assertThat(
            open(
                table,
                Instant.parse("2027-01-01T05:00:00Z"),
                Instant.parse("2028-01-01T05:00:00Z")))
        .isZero();
    // Minute by minute this would be ten million million steps.
    long sum = 0;
    for (int i = 0; i < 200_000; i++) {
      sum += table.closed(BEGIN.plusMillis(i), END);
    }
    assertThat(sum).isPositive();
  }

  @Test
  void any_hours_mean_what_their_definition_says_of_each_minute() {
    long seed = new Random().nextLong();
    System.out.println("TimetableTest: seed " + seed);
    for (int story = 0; story < 300; story++) {
      var random = new Random(seed + story);
      Instant from = around(random);
      WorkingHours hours = TestingHours.any(random, from.atOffset(ZoneOffset.UTC).toLocalDate());
      from = nearChange(hours, from, random);
      ZoneId zone = ZoneId.of(hours.zone());
      Timetable table = Timetable.of(List.of(new Statement(BEGIN, hours)), END);
      assertThat(hours.against()).isEmpty();
      long minutes = 0;
      Instant at = from;
      for (int i = 0; i < 4_000; i++) {
        minutes += TestingHours.isOpen(hours, at.atZone(zone)) ? 1 : 0;
        at = at.plusSeconds(60);
      }

      assertThat(open(table, from, at))
          .as("seed %d, story %d, %s", seed, story, hours)
          .isEqualTo(minutes * MINUTE);
    }
  }

  @Test
  void a_time_that_is_cut_anywhere_is_closed_as_long_as_its_parts() {
    long seed = new Random().nextLong();
    System.out.println("TimetableTest: seed " + seed);
    for (int story = 0; story < 300; story++) {
      var random = new Random(seed + story);
      List<Statement> statements = new ArrayList<>();
      Instant at = BEGIN;
      for (int i = 0; i < 4; i++) {
        at = at.plusMillis(random.nextLong(Duration.ofDays(900).toMillis()));
        statements.add(
            new Statement(at, TestingHours.any(random, at.atOffset(ZoneOffset.UTC).toLocalDate())));
      }
      Timetable table = Timetable.of(statements, END);
      Instant[] cuts =
          random
              .longs(12, BEGIN.toEpochMilli(), Instant.parse("2015-01-01T00:00:00Z").toEpochMilli())
              .sorted()
              .mapToObj(Instant::ofEpochMilli)
              .toArray(Instant[]::new);
      long parts = 0;
      for (int i = 1; i < cuts.length; i++) {
        long closed = table.closed(cuts[i - 1], cuts[i]);
        assertThat(closed)
            .as("seed %d, story %d", seed, story)
            .isBetween(0L, Duration.between(cuts[i - 1], cuts[i]).toMillis());
        parts += closed;
      }

      assertThat(table.closed(cuts[0], cuts[cuts.length - 1]))
          .as("seed %d, story %d", seed, story)
          .isEqualTo(parts);
    }
  }

  /** A whole minute in some year. */
  private static Instant around(Random random) {
    return Instant.parse("2001-01-01T00:00:00Z").plusSeconds(60L * random.nextInt(20_000_000));
  }

  /** Half of the times just before the zone changes its offset. */
  private static Instant nearChange(WorkingHours hours, Instant from, Random random) {
    ZoneOffsetTransition next = ZoneId.of(hours.zone()).getRules().nextTransition(from);
    return next == null
            || next.getInstant().isAfter(from.plus(Duration.ofDays(400)))
            || random.nextBoolean()
        ? from
        : next.getInstant().minusSeconds(60L * random.nextInt(4_000));
  }
}
