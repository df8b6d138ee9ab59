// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.hours;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Days, times of day and dates as working hours write them. */
final class Notation {
  static final List<String> DAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  /** The minute after the last of a day. */
  static final int END = 24 * 60;

  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]|24:00");
  private static final Pattern DATE = Pattern.compile("[12][0-9]{3}-[0-9]{2}-[0-9]{2}");

  private Notation() {}

  /** The minute of the day, from 0 to {@link #END}. */
  static Optional<Integer> minute(String time) {
    return TIME.matcher(time).matches()
        ? Optional.of(
            Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3)))
        : Optional.empty();
  }

  /** A date from the year 1000 to 2999. */
  static Optional<LocalDate> date(String text) {
    try {
      return DATE.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  static String after(String day) {
    return DAYS.get((DAYS.indexOf(day) + 1) % DAYS.size());
  }
}
