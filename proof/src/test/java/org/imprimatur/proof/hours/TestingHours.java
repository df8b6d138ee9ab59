// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.hours;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import org.imprimatur.proof.hours.WorkingHours.Closed;
import org.imprimatur.proof.hours.WorkingHours.Period;

/** Working hours to try, and what they mean by their definition, one minute after the other. */
public final class TestingHours {
  private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream().sorted().toList();

  private TestingHours() {}

  /** Monday to Friday from nine to five. */
  public static WorkingHours office(String zone, Closed... closed) {
    List<Period> week =
        List.of("monday", "tuesday", "wednesday", "thursday", "friday").stream()
            .map(day -> new Period(day, "09:00", "17:00"))
            .toList();
    return new WorkingHours(zone, week, List.of(closed));
  }

  /** Hours in one period of one day of the week. */
  static WorkingHours one(String zone, String day, String from, String to) {
    return new WorkingHours(zone, List.of(new Period(day, from, to)), List.of());
  }

  static Closed closed(String first, String last) {
    return new Closed(first, last, "Holiday");
  }

  /** Anything that may be stated, closed around some day. */
  public static WorkingHours any(Random random, LocalDate around) {
    List<Period> week = new ArrayList<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      int periods = random.nextInt(4);
      if (periods == 0 && day == DayOfWeek.SUNDAY && week.isEmpty()) {
        periods = 1;
      }
      week.addAll(periods(day, periods, random));
    }
    List<Closed> closed = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      LocalDate first = around.plusDays(random.nextInt(60) - 20);
      closed.add(closed(first.toString(), first.plusDays(random.nextInt(9)).toString()));
    }
    return new WorkingHours(ZONES.get(random.nextInt(ZONES.size())), week, closed);
  }

  private static List<Period> periods(DayOfWeek day, int count, Random random) {
    var cuts = new TreeSet<Integer>();
    while (cuts.size() < 2 * count) {
      cuts.add(random.nextInt(24 * 60 + 1));
    }
    List<Period> periods = new ArrayList<>();
    while (!cuts.isEmpty()) {
      periods.add(
          new Period(
              day.name().toLowerCase(Locale.ROOT),
              time(cuts.removeFirst()),
              time(cuts.removeFirst())));
    }
    return periods;
  }

  private static String time(int minute) {
    return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
  }

  /** Whether an instant is open, as the definition says it. */
  static boolean isOpen(WorkingHours hours, ZonedDateTime at) {
    String date = at.toLocalDate().toString();
    String time = at.toLocalTime().toString().substring(0, 5);
    String day = at.getDayOfWeek().name().toLowerCase(Locale.ROOT);
    return hours.closed().stream()
            .noneMatch(one -> one.first().compareTo(date) <= 0 && date.compareTo(one.last()) <= 0)
        && hours.week().stream()
            .anyMatch(
                one ->
                    one.day().equals(day)
                        && one.from().compareTo(time) <= 0
                        && time.compareTo(one.to()) < 0);
  }
}
