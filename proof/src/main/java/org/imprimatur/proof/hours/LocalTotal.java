// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.hours;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.imprimatur.proof.hours.WorkingHours.Closed;
import org.imprimatur.proof.hours.WorkingHours.Period;

/**
 * The open time of a calendar without a zone, as a running total: how much of a stretch is open is
 * the difference of two totals. Times are milliseconds since 1970-01-01T00:00 on the local clock. A
 * total costs a search among the closed times, however long the stretch is.
 */
final class LocalTotal {
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long WEEK = 7 * DAY;

  /** 1970-01-05 was a Monday. */
  private static final long MONDAY = 4 * DAY;

  private final long[] opens;
  private final long[] ends;
  private final long weekly;

  /** Closed times in their order, none touching another. */
  private final List<Stretch> closed;

  private final long[] closedFrom;

  /** How much of the week would have been open in the closed times before each. */
  private final long[] before;

  /** The first millisecond, and the first after it. */
  private record Stretch(long from, long to) {}

  /** Of hours against which nothing stands. */
  LocalTotal(WorkingHours hours) {
    List<Stretch> week = hours.week().stream().map(LocalTotal::period).sorted(ORDER).toList();
    opens = week.stream().mapToLong(Stretch::from).toArray();
    ends = week.stream().mapToLong(Stretch::to).toArray();
    weekly = week.stream().mapToLong(one -> one.to() - one.from()).sum();
    closed = merged(hours.closed().stream().map(LocalTotal::days).sorted(ORDER).toList());
    closedFrom = closed.stream().mapToLong(Stretch::from).toArray();
    before = new long[closed.size()];
    for (int i = 1; i < before.length; i++) {
      Stretch last = closed.get(i - 1);
      before[i] = before[i - 1] + weeks(last.to()) - weeks(last.from());
    }
  }

  private static final Comparator<Stretch> ORDER =
      Comparator.comparingLong(Stretch::from).thenComparingLong(Stretch::to);

  private static Stretch period(Period one) {
    long day = Notation.DAYS.indexOf(one.day()) * DAY;
    return new Stretch(
        day + Notation.minute(one.from()).orElseThrow() * MINUTE,
        day + Notation.minute(one.to()).orElseThrow() * MINUTE);
  }

  private static Stretch days(Closed one) {
    LocalDate first = Notation.date(one.first()).orElseThrow();
    LocalDate last = Notation.date(one.last()).orElseThrow();
    return new Stretch(first.toEpochDay() * DAY, (last.toEpochDay() + 1) * DAY);
  }

  private static List<Stretch> merged(List<Stretch> sorted) {
    List<Stretch> merged = new ArrayList<>();
    for (Stretch one : sorted) {
      if (!merged.isEmpty() && one.from() <= merged.getLast().to()) {
        Stretch last = merged.removeLast();
        merged.add(new Stretch(last.from(), Math.max(last.to(), one.to())));
      } else {
        merged.add(one);
      }
    }
    return merged;
  }

  /** The total up to a local time; only differences mean anything. */
  long at(long local) {
    int next = Search.after(closedFrom, local);
    if (next == 0) {
      return weeks(local);
    }
    Stretch last = closed.get(next - 1);
    long shut = weeks(Math.min(local, last.to())) - weeks(last.from());
    return weeks(local) - before[next - 1] - shut;
  }

  /** The same as if nothing were ever closed. */
  private long weeks(long local) {
    long inWeek = Math.floorMod(local - MONDAY, WEEK);
    long total = Math.floorDiv(local - MONDAY, WEEK) * weekly;
    for (int i = 0; i < opens.length && opens[i] < inWeek; i++) {
      total += Math.min(inWeek, ends[i]) - opens[i];
    }
    return total;
  }
}
