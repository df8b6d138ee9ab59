// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.hours;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * All working hours that were stated, each from then until the next. Before the first nothing is
 * closed. Closed time is reckoned by a running total, so that it costs the same for an hour and for
 * ten years, and a stretch that is cut has as much of it as its parts together.
 */
public final class Timetable {
  /** Where nobody stated any. */
  public static final Timetable NONE = of(List.of(), Instant.EPOCH);

  private final long[] starts;
  private final long[] closedBefore;
  private final List<OpenTotal> totals;
  private final long until;

  /** What holds from an instant on; nothing stands against it. */
  public record Statement(Instant from, WorkingHours hours) {}

  private Timetable(long[] starts, long[] closedBefore, List<OpenTotal> totals, long until) {
    this.starts = starts;
    this.closedBefore = closedBefore;
    this.totals = totals;
    this.until = until;
  }

  /**
   * Reckons until an instant.
   *
   * @param statements in the order of their instants; of those at one instant the last holds
   */
  public static Timetable of(List<Statement> statements, Instant until) {
    long end = until.toEpochMilli();
    long[] starts = statements.stream().mapToLong(one -> one.from().toEpochMilli()).toArray();
    long[] before = new long[starts.length];
    List<OpenTotal> totals = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      boolean last = i + 1 == starts.length;
      Instant to = last ? until : statements.get(i + 1).from();
      totals.add(new OpenTotal(statements.get(i).hours(), statements.get(i).from(), to));
      if (!last) {
        before[i + 1] = before[i] + closed(totals.get(i), starts[i], starts[i + 1]);
      }
    }
    return new Timetable(starts, before, totals, end);
  }

  private static long closed(OpenTotal total, long from, long to) {
    return to - from - total.at(to);
  }

  /** Whether any hours were ever stated. */
  public boolean isStated() {
    return starts.length > 0;
  }

  /** How many milliseconds from one instant to another, not before it, were closed. */
  public long closed(Instant from, Instant to) {
    return isStated() ? total(to) - total(from) : 0;
  }

  /** The closed time from the first statement to an instant. */
  private long total(Instant instant) {
    long at = Math.min(instant.toEpochMilli(), until);
    int holds = Search.after(starts, at) - 1;
    return holds < 0 ? 0 : closedBefore[holds] + closed(totals.get(holds), starts[holds], at);
  }
}
