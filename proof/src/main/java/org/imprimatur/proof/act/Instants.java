// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** Reads the times of entries, which all have the form {@code 2026-11-23T09:00:00.000Z}. */
final class Instants {
  private static final String FORM = "0000-00-00T00:00:00.000Z";

  private Instants() {}

  /**
   * The instant of these words. By hand, because a long log has several in every entry and a
   * formatter took a tenth of the time to read one.
   *
   * @throws java.time.DateTimeException where they are none, such as a 31st of February
   */
  static Instant parse(String text) {
    if (!hasForm(text)) {
      return ActWriter.INSTANT.parse(text, Instant::from);
    }
    var date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    var time =
        LocalTime.of(
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19),
            number(text, 20, 23) * 1_000_000);
    return LocalDateTime.of(date, time).toInstant(ZoneOffset.UTC);
  }

  private static boolean hasForm(String text) {
    boolean same = text.length() == FORM.length();
    for (int i = 0; same && i < FORM.length(); i++) {
      char c = text.charAt(i);
      same = FORM.charAt(i) == '0' ? c >= '0' && c <= '9' : c == FORM.charAt(i);
    }
    return same;
  }

  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }
}
