// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** From the first instant of a day to the end of another, in UTC. */
public record Span(Instant from, Instant until) {
  private static final int YEARS = 10;

  public Span {
    if (!from.isBefore(until)
        || until.isAfter(from.atOffset(ZoneOffset.UTC).plusYears(YEARS).toInstant())) {
      throw Roster.refused(
          "duty.dates", 422, "The last day is not before the first, and within ten years.");
    }
  }

  /** Two days as they are written in forms, {@code 2026-12-01}; the last one counts in full. */
  public static Span ofDays(String first, String last) {
    try {
      return new Span(
          LocalDate.parse(first).atStartOfDay().toInstant(ZoneOffset.UTC),
          LocalDate.parse(last).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      throw Roster.refused("duty.dates", 422, "Write each day as 2026-12-01.");
    }
  }
}
