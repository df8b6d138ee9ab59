// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.monitoring.Every;

/** How long something took, in the largest unit that it has one of. */
final class Lengths {
  private Lengths() {}

  /** A unit of time with its word. */
  enum Unit {
    DAY(86_400_000, "d"),
    HOUR(3_600_000, "h"),
    MINUTE(60_000, "min"),
    SECOND(1_000, "s");

    private final long millis;
    private final String word;

    Unit(long millis, String word) {
      this.millis = millis;
      this.word = word;
    }

    static Unit of(long millis) {
      for (Unit unit : values()) {
        if (millis >= unit.millis) {
          return unit;
        }
      }
      return SECOND;
    }

    double of(double millis) {
      return millis / (double) this.millis;
    }

    String word() {
      return word;
    }
  }

  static String of(long millis) {
    Unit unit = Unit.of(millis);
    return Words.decimal(unit.of((double) millis), unit == Unit.MINUTE ? 0 : 1)
        + "\u00a0"
        + unit.word();
  }

  /** How often something is measured, after "every": {@code P7D} is {@code 7 days}. */
  static String every(String written) {
    Optional<Every> period = written.strip().startsWith("P") ? Every.of(written) : Optional.empty();
    return period.map(Lengths::every).orElse(written);
  }

  private static String every(Every period) {
    List<String> parts = new ArrayList<>();
    boolean years = period.months() % 12 == 0;
    add(parts, years ? period.months() / 12 : period.months(), years ? "year" : "month");
    add(parts, period.more().toDays(), "day");
    add(parts, period.more().toHoursPart(), "hour");
    add(parts, period.more().toMinutesPart(), "minute");
    return parts.size() == 1 && parts.getFirst().startsWith("1 ")
        ? parts.getFirst().substring(2)
        : Words.list(parts);
  }

  private static void add(List<String> parts, long count, String unit) {
    if (count > 0) {
      parts.add(Words.counted(count, unit));
    }
  }

  /** An interval; a side that nothing bounds is open. */
  static String interval(OptionalLong low, OptionalLong high) {
    return "[" + end(low) + ", " + end(high) + "]";
  }

  private static String end(OptionalLong millis) {
    return millis.isPresent() ? of(millis.getAsLong()) : "open";
  }
}
