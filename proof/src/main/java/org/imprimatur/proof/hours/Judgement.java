// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.hours;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.hours.WorkingHours.Closed;
import org.imprimatur.proof.hours.WorkingHours.Period;
import org.imprimatur.proof.policy.Nearest;

/** What is wrong with stated working hours; each with what to write instead. */
final class Judgement {
  /** How many periods a day of the week has at the most. */
  static final int MOST_A_DAY = 4;

  /** How many closed times there are at the most. */
  static final int MOST_CLOSED = 1_000;

  /** How many days a closed time has at the most, so that nobody closes for good. */
  static final int LONGEST_CLOSED = 100;

  private static final int LONGEST_NAME = 80;

  private final WorkingHours hours;
  private final List<Reason> against = new ArrayList<>();

  Judgement(WorkingHours hours) {
    this.hours = hours;
  }

  List<Reason> against() {
    zone();
    week();
    if (hours.closed().size() > MOST_CLOSED) {
      no(
          "hours.closed",
          "There are %d closed times, at most %d are read."
              .formatted(hours.closed().size(), MOST_CLOSED));
    } else {
      hours.closed().forEach(this::closed);
    }
    return List.copyOf(against);
  }

  private void zone() {
    if (!ZoneId.getAvailableZoneIds().contains(hours.zone())) {
      no(
          "hours.zone",
          "There is no time zone \"%s\" in the IANA database. Did you mean %s?"
              .formatted(
                  brief(hours.zone()),
                  Nearest.to(brief(hours.zone()), ZoneId.getAvailableZoneIds())));
    }
  }

  private void week() {
    if (hours.week().isEmpty()) {
      no("hours.week", "No day of the week has working hours. State at least one.");
    }
    if (hours.week().size() > Notation.DAYS.size() * MOST_A_DAY) {
      no("hours.week", "A day has at most %d periods.".formatted(MOST_A_DAY));
      return;
    }
    hours.week().forEach(this::period);
    for (String day : Notation.DAYS) {
      List<Period> periods = hours.week().stream().filter(one -> one.day().equals(day)).toList();
      if (periods.size() > MOST_A_DAY) {
        no(
            "hours.week",
            "%s has %d periods, at most %d are read."
                .formatted(title(day), periods.size(), MOST_A_DAY));
      } else if (overlap(periods)) {
        no("hours.overlap", "Two periods of %s overlap. Write them as one.".formatted(title(day)));
      }
    }
  }

  private void period(Period one) {
    String said = "%s %s to %s".formatted(title(one.day()), brief(one.from()), brief(one.to()));
    Optional<Integer> from = Notation.minute(one.from());
    Optional<Integer> to = Notation.minute(one.to());
    if (!Notation.DAYS.contains(one.day())) {
      no(
          "hours.day",
          "\"%s\" is no day of the week. Write %s."
              .formatted(brief(one.day()), String.join(", ", Notation.DAYS)));
    } else if (from.isEmpty() || to.isEmpty() || from.get().equals(Notation.END)) {
      no(
          "hours.time",
          "%s cannot be read. Write hours and minutes such as 09:00 and 17:30, 24:00"
                  .formatted(said)
              + " for the end of the day.");
    } else if (from.get().equals(to.get())) {
      no("hours.backwards", said + " has no time in it.");
    } else if (from.get() > to.get()) {
      no(
          "hours.backwards",
          "%s ends before it begins. Where people work over midnight, state both days: %s %s to 24:00, and %s 00:00 to %s."
              .formatted(said, one.day(), one.from(), Notation.after(one.day()), one.to()));
    }
  }

  private static boolean overlap(List<Period> periods) {
    for (int i = 0; i < periods.size(); i++) {
      for (int j = i + 1; j < periods.size(); j++) {
        // Times of one length are in the order of their letters.
        if (periods.get(i).from().compareTo(periods.get(j).to()) < 0
            && periods.get(j).from().compareTo(periods.get(i).to()) < 0) {
          return true;
        }
      }
    }
    return false;
  }

  private void closed(Closed one) {
    Optional<LocalDate> first = Notation.date(one.first());
    Optional<LocalDate> last = Notation.date(one.last());
    if (one.name().isBlank() || one.name().length() > LONGEST_NAME) {
      no(
          "hours.name",
          "Say in 1 to %d characters why %s is closed."
              .formatted(LONGEST_NAME, brief(one.first())));
    }
    String name = brief(one.name());
    if (first.isEmpty() || last.isEmpty()) {
      no(
          "hours.date",
          "The days of \"%s\" cannot be read. Write them as 2026-12-18.".formatted(name));
    } else if (last.get().isBefore(first.get())) {
      no(
          "hours.closed",
          "\"%s\" ends on %s, before it begins on %s.".formatted(name, one.last(), one.first()));
    } else if (ChronoUnit.DAYS.between(first.get(), last.get()) >= LONGEST_CLOSED) {
      no("hours.closed", "\"%s\" has more than %d days.".formatted(name, LONGEST_CLOSED));
    }
  }

  private static String title(String day) {
    String brief = brief(day);
    return brief.isEmpty()
        ? "A day"
        : brief.substring(0, 1).toUpperCase(Locale.ROOT) + brief.substring(1);
  }

  private static String brief(String text) {
    return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "…";
  }

  private void no(String code, String sentence) {
    against.add(Reason.of(code, sentence));
  }
}
