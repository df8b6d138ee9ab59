// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.imprimatur.proof.hours.WorkingHours;
import org.imprimatur.proof.hours.WorkingHours.Closed;
import org.imprimatur.proof.hours.WorkingHours.Period;

/**
 * Working hours as people type them: a line a day, and a line a closed time. What cannot be read is
 * kept as it is, so that the rules name it.
 *
 * @param days by the name of the day, such as {@code 09:00-12:00, 13:00-17:00}; blank if closed
 * @param closed a line each, such as {@code 2026-12-18 to 2027-01-04 Year-end freeze}
 */
record HoursForm(String zone, Map<String, String> days, String closed) {
  static final List<String> DAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  private static final Pattern LINE =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:\\s+to\\s+(\\d{4}-\\d{2}-\\d{2}))?\\s+(.+)");
  private static final Pattern SHORT = Pattern.compile("\\d:\\d\\d");

  /** Where nothing is stated yet. */
  static final HoursForm USUAL =
      new HoursForm(
          "",
          DAYS.stream()
              .collect(
                  Collectors.toMap(
                      day -> day,
                      day -> day.startsWith("s") ? "" : "09:00-17:00",
                      (one, _) -> one,
                      LinkedHashMap::new)),
          "");

  static HoursForm of(Map<String, String> form) {
    Map<String, String> days = new LinkedHashMap<>();
    DAYS.forEach(day -> days.put(day, form.getOrDefault(day, "").strip()));
    return new HoursForm(
        form.getOrDefault("zone", "").strip(), days, form.getOrDefault("closed", ""));
  }

  static HoursForm of(WorkingHours hours) {
    Map<String, String> days = new LinkedHashMap<>();
    DAYS.forEach(day -> days.put(day, periods(hours, day)));
    return new HoursForm(
        hours.zone(),
        days,
        hours.closed().stream()
            .map(one -> span(one) + " " + one.name())
            .collect(Collectors.joining("\n")));
  }

  static String periods(WorkingHours hours, String day) {
    return hours.week().stream()
        .filter(one -> one.day().equals(day))
        .map(one -> one.from() + "-" + one.to())
        .collect(Collectors.joining(", "));
  }

  private static String span(Closed one) {
    return one.first().equals(one.last()) ? one.first() : one.first() + " to " + one.last();
  }

  WorkingHours hours() {
    List<Period> week = new ArrayList<>();
    for (String day : DAYS) {
      for (String text : days.getOrDefault(day, "").split(",", -1)) {
        if (!text.isBlank()) {
          week.add(period(day, text.strip()));
        }
      }
    }
    return new WorkingHours(
        zone,
        week,
        closed.lines().map(String::strip).filter(line -> !line.isEmpty()).map(this::days).toList());
  }

  private static Period period(String day, String text) {
    String[] ends = text.split("\\s*[-\u2013]\\s*", 2);
    return new Period(day, time(ends[0]), ends.length == 2 ? time(ends[1]) : "");
  }

  /** Of the morning with its nought. */
  private static String time(String text) {
    return SHORT.matcher(text).matches() ? "0" + text : text;
  }

  private Closed days(String line) {
    Matcher found = LINE.matcher(line);
    if (!found.matches()) {
      return new Closed("", "", line);
    }
    String last = found.group(2) == null ? found.group(1) : found.group(2);
    return new Closed(found.group(1), last, found.group(3).strip());
  }
}
