// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.hours;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/**
 * The open time under one statement while it holds, as a running total from its beginning. Between
 * two changes of the zone's offset the local clock runs evenly, so that a total is that of the
 * local clock; across a change the totals of both sides are added. Whatever the clock shows twice
 * is so counted twice, and what it leaves out is not.
 */
final class OpenTotal {
  private final LocalTotal local;

  /** Where each even stretch begins, in milliseconds since 1970 in UTC. */
  private final long[] starts;

  /** What the local clock is ahead of UTC by in each, in milliseconds. */
  private final long[] offsets;

  /** The open time before each. */
  private final long[] before;

  /**
   * Under hours against which nothing stands.
   *
   * @param from since when they hold
   * @param until nothing later is asked for
   */
  OpenTotal(WorkingHours hours, Instant from, Instant until) {
    local = new LocalTotal(hours);
    ZoneRules rules = ZoneId.of(hours.zone()).getRules();
    List<Instant> begins = new ArrayList<>(List.of(from));
    ZoneOffsetTransition next = rules.nextTransition(from);
    while (next != null && next.getInstant().isBefore(until)) {
      begins.add(next.getInstant());
      next = rules.nextTransition(next.getInstant());
    }
    starts = begins.stream().mapToLong(Instant::toEpochMilli).toArray();
    offsets =
        begins.stream().mapToLong(one -> rules.getOffset(one).getTotalSeconds() * 1_000L).toArray();
    before = new long[starts.length];
    for (int i = 1; i < starts.length; i++) {
      before[i] = before[i - 1] + open(i - 1, starts[i]);
    }
  }

  /** The open milliseconds from the beginning to an instant that is not before it. */
  long at(long instant) {
    int stretch = Math.max(0, Search.after(starts, instant) - 1);
    return before[stretch] + open(stretch, instant);
  }

  private long open(int stretch, long to) {
    return local.at(to + offsets[stretch]) - local.at(starts[stretch] + offsets[stretch]);
  }
}
