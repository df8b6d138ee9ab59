// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How often something must be measured. Months and years follow the calendar in UTC; everything
 * else has a fixed length.
 */
public record Every(int months, Duration more) {
  /** What can be written, in words for whoever wrote something else. */
  public static final String FORMS =
      "day, week, month, quarter or year, a number of them such as 7 days, or an ISO 8601 period"
          + " such as P7D, PT6H or P1M, from an hour to ten years";

  private static final Duration SHORTEST = Duration.ofHours(1);
  static final Duration LONGEST = Duration.ofDays(3_653);
  private static final int MOST_MONTHS = 120;

  private static final Pattern COUNTED = Pattern.compile("(?:(\\d{1,4}) )?([a-z]+?)s?");
  private static final Pattern ISO =
      Pattern.compile(
          "P(?:(\\d{1,2})Y)?(?:(\\d{1,3})M)?(?:(\\d{1,3})W)?(?:(\\d{1,4})D)?"
              + "(?:T(?=\\d)(?:(\\d{1,5})H)?(?:(\\d{1,6})M)?)?");

  private static final Map<String, Every> UNITS =
      Map.ofEntries(
          Map.entry("hour", fixed(Duration.ofHours(1))),
          Map.entry("hourly", fixed(Duration.ofHours(1))),
          Map.entry("day", fixed(Duration.ofDays(1))),
          Map.entry("daily", fixed(Duration.ofDays(1))),
          Map.entry("week", fixed(Duration.ofDays(7))),
          Map.entry("weekly", fixed(Duration.ofDays(7))),
          Map.entry("month", calendar(1)),
          Map.entry("monthly", calendar(1)),
          Map.entry("quarter", calendar(3)),
          Map.entry("quarterly", calendar(3)),
          Map.entry("year", calendar(12)),
          Map.entry("yearly", calendar(12)));

  private static Every fixed(Duration length) {
    return new Every(0, length);
  }

  private static Every calendar(int months) {
    return new Every(months, Duration.ZERO);
  }

  /** The period that the words mean; empty where they mean none. */
  public static Optional<Every> of(String words) {
    String plain = words.strip();
    var iso = ISO.matcher(plain);
    Optional<Every> found = iso.matches() ? Optional.of(iso(iso.toMatchResult())) : counted(plain);
    return found.filter(Every::bearable);
  }

  private static Every iso(MatchResult parts) {
    Duration more =
        Duration.ofDays(7L * part(parts, 3) + part(parts, 4))
            .plusHours(part(parts, 5))
            .plusMinutes(part(parts, 6));
    return new Every(12 * part(parts, 1) + part(parts, 2), more);
  }

  private static int part(MatchResult parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static Optional<Every> counted(String words) {
    var parts = COUNTED.matcher(words.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      return Optional.empty();
    }
    int count = parts.group(1) == null ? 1 : Integer.parseInt(parts.group(1));
    return Optional.ofNullable(UNITS.get(parts.group(2)))
        .map(unit -> new Every(unit.months() * count, unit.more().multipliedBy(count)));
  }

  private boolean bearable() {
    boolean longEnough = months > 0 || more.compareTo(SHORTEST) >= 0;
    return longEnough && months <= MOST_MONTHS && more.compareTo(LONGEST) <= 0;
  }

  /** The end of one period that begins at an instant. */
  public Instant after(Instant begin) {
    return begin.atZone(ZoneOffset.UTC).plusMonths(months).plus(more).toInstant();
  }
}
