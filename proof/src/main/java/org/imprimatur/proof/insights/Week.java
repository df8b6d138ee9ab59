// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.imprimatur.proof.json.Json;

/**
 * How long the submissions took that ended in one week, from the opening to the end.
 *
 * @param name the week by ISO 8601, in UTC
 */
public record Week(String name, Spread spread) {
  /** Every week in which one ended, in their order. */
  static List<Week> of(List<Course> courses) {
    var weeks = new TreeMap<String, List<Long>>();
    for (Course course : courses) {
      course
          .times()
          .ended()
          .ifPresent(
              end ->
                  weeks
                      .computeIfAbsent(name(end), _ -> new ArrayList<>())
                      .add(Course.between(course.times().opened(), end)));
    }
    return weeks.entrySet().stream()
        .map(one -> new Week(one.getKey(), Spread.of(one.getValue())))
        .toList();
  }

  private static String name(Instant instant) {
    ZonedDateTime day = instant.atZone(ZoneOffset.UTC);
    return String.format(
        Locale.ROOT,
        "%04d-W%02d",
        day.get(IsoFields.WEEK_BASED_YEAR),
        day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }

  Json toJson() {
    return spread.write(Json.obj().put("week", name)).build();
  }
}
