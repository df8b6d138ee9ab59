// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.OptionalLong;

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

  /** An interval; a side that nothing bounds is open. */
  static String interval(OptionalLong low, OptionalLong high) {
    return "[" + end(low) + ", " + end(high) + "]";
  }

  private static String end(OptionalLong millis) {
    return millis.isPresent() ? of(millis.getAsLong()) : "open";
  }
}
