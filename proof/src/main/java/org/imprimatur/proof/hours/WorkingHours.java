// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.hours;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;

/**
 * An {@code hours/v1}: when people work, in the local time of one zone. An instant is open where
 * its local time lies in a period of its day of the week and its date in no closed time. So an hour
 * that a clock shows twice counts twice, and one that it leaves out does not count.
 *
 * @param zone a name of the IANA time zone database
 * @param week the periods of each day of the week; a day without one is closed
 * @param closed dates on which nobody works, whatever the day of the week
 */
public record WorkingHours(String zone, List<Period> week, List<Closed> closed) {
  /** What a document says that it is. */
  public static final String FORMAT = "hours/v1";

  private static final Set<String> MEMBERS = Set.of("imprimatur", "zone", "week", "closed");

  public WorkingHours {
    week = List.copyOf(week);
    closed = List.copyOf(closed);
  }

  /**
   * Working time on one day of every week.
   *
   * @param day the English name in small letters
   * @param from such as {@code 09:00}
   * @param to the first minute after it, {@code 24:00} for the end of the day
   */
  public record Period(String day, String from, String to) {}

  /**
   * Days on which nobody works.
   *
   * @param first such as {@code 2026-12-18}
   * @param last the last of them
   * @param name why
   */
  public record Closed(String first, String last, String name) {}

  /** Reads one; what has another shape is refused with an {@link IllegalArgumentException}. */
  public static WorkingHours of(Json.Obj document) {
    try {
      return read(document);
    } catch (JsonException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static WorkingHours read(Json.Obj document) {
    only(document, MEMBERS);
    if (!document.string("imprimatur").equals(FORMAT)) {
      throw new IllegalArgumentException("It is no " + FORMAT + ".");
    }
    List<Period> week = new ArrayList<>();
    for (Json one : document.array("week").values()) {
      Json.Obj period = object(one, Set.of("day", "from", "to"));
      week.add(new Period(period.string("day"), period.string("from"), period.string("to")));
    }
    List<Closed> closed = new ArrayList<>();
    for (Json one : document.array("closed").values()) {
      Json.Obj days = object(one, Set.of("first", "last", "name"));
      closed.add(new Closed(days.string("first"), days.string("last"), days.string("name")));
    }
    return new WorkingHours(document.string("zone"), week, closed);
  }

  private static Json.Obj object(Json json, Set<String> members) {
    if (json instanceof Json.Obj object) {
      only(object, members);
      return object;
    }
    throw new IllegalArgumentException("A period or a closed time is an object.");
  }

  private static void only(Json.Obj object, Set<String> members) {
    if (!object.members().keySet().equals(members)) {
      throw new IllegalArgumentException(
          "It has the members %s, and must have %s.".formatted(object.members().keySet(), members));
    }
  }

  public Json.Obj document() {
    return Json.obj()
        .put("imprimatur", FORMAT)
        .put("zone", zone)
        .put("week", Json.array(week.stream().<Json>map(WorkingHours::json).toList()))
        .put("closed", Json.array(closed.stream().<Json>map(WorkingHours::json).toList()))
        .build();
  }

  private static Json.Obj json(Period one) {
    return Json.obj().put("day", one.day()).put("from", one.from()).put("to", one.to()).build();
  }

  private static Json.Obj json(Closed one) {
    return Json.obj()
        .put("first", one.first())
        .put("last", one.last())
        .put("name", one.name())
        .build();
  }

  /** What stands against them; nothing where they can be reckoned with. */
  public List<Reason> against() {
    return new Judgement(this).against();
  }
}
