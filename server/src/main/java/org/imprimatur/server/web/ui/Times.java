// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Instants as people read them: absolute first, in UTC, the year only where it is not this one. */
@Component
record Times(InstantSource clock) {
  private static final DateTimeFormatter THIS_YEAR =
      DateTimeFormatter.ofPattern("EEE d MMM, HH:mm 'UTC'", Locale.UK);
  private static final DateTimeFormatter ANY_YEAR =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm 'UTC'", Locale.UK);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.UK);

  String at(Instant instant) {
    var time = instant.atOffset(ZoneOffset.UTC);
    boolean thisYear = time.getYear() == clock.instant().atOffset(ZoneOffset.UTC).getYear();
    return (thisYear ? THIS_YEAR : ANY_YEAR).format(time);
  }

  /** From the one to the other; one alone where they are the same. */
  String window(Instant from, Instant to) {
    return from.equals(to) ? at(to) : at(from) + " to " + at(to);
  }

  /** The day alone: {@code 15 Dec 2026}. */
  String day(Instant instant) {
    return DAY.format(instant.atOffset(ZoneOffset.UTC));
  }

  static String day(LocalDate day) {
    return DAY.format(day);
  }

  static String seconds(Instant instant) {
    return SECONDS.format(instant.atOffset(ZoneOffset.UTC));
  }

  /** How long ago: {@code 3 min}, {@code 5 h}, {@code 2 days}. */
  String since(Instant instant) {
    Duration past = Duration.between(instant, clock.instant());
    if (past.toMinutes() < 1) {
      return "just now";
    }
    if (past.toHours() < 1) {
      return past.toMinutes() + " min";
    }
    return past.toDays() < 1 ? past.toHours() + " h" : Words.counted(past.toDays(), "day");
  }
}
