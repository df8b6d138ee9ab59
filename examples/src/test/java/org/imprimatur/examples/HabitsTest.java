// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HabitsTest {
  @ParameterizedTest
  @CsvSource({
    "within a day, 2026-11-23T09:00:00Z, PT3H, 2026-11-23T12:00:00Z",
    "over a night, 2026-11-23T16:00:00Z, PT3H, 2026-11-24T10:00:00Z",
    "over a weekend, 2026-11-27T16:30:00Z, PT1H, 2026-11-30T08:30:00Z",
    "from a Sunday, 2026-11-29T12:00:00Z, PT1H, 2026-11-30T09:00:00Z",
    "before the morning, 2026-11-23T03:00:00Z, PT0S, 2026-11-23T08:00:00Z",
    "two days, 2026-11-23T08:00:00Z, PT18H, 2026-11-25T08:00:00Z",
  })
  void people_work_on_weekdays_from_eight_to_five(
      String why, Instant at, Duration time, Instant then) {
    assertThat(Habits.working(at, time)).as(why).isEqualTo(then);
  }

  @Test
  void the_same_seed_gives_the_same_times_and_all_of_them_are_working_hours() {
    var one = new Habits(7);
    var other = new Habits(7);
    Instant at = Instant.parse("2026-11-23T08:00:00Z");
    for (int i = 0; i < 200; i++) {
      Instant next = one.after(at, 14);
      assertThat(next).isEqualTo(other.after(at, 14)).isAfterOrEqualTo(at);
      LocalTime hour = next.atZone(ZoneOffset.UTC).toLocalTime();
      assertThat(hour).isBetween(LocalTime.of(8, 0), LocalTime.of(17, 0));
      at = next;
    }
  }
}
