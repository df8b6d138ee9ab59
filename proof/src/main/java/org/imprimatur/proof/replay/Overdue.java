// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a server has to do by itself at a time, and whether the log went on without it: nobody asks
 * for it, so nobody could have refused it.
 *
 * @param <T> what it is about
 */
final class Overdue<T> {
  /**
   * For how long entries may go on without it. A server that was down at the time writes others as
   * it starts, and has acted within seconds.
   */
  static final Duration GRACE = Duration.ofHours(1);

  private final Duration grace;
  private final PriorityQueue<Waiting<T>> ahead =
      new PriorityQueue<>(Comparator.comparing(Waiting::due));
  private final Set<Waiting<T>> known = new HashSet<>();
  private final List<Passed<T>> passed = new ArrayList<>();

  Overdue() {
    this(GRACE);
  }

  /** Another time for which entries may go on without it. */
  Overdue(Duration grace) {
    this.grace = grace;
  }

  private record Waiting<T>(Instant due, T about) {}

  /** Something whose time has come, and when the first entry since was recorded. */
  private record Passed<T>(T about, Instant seen) {}

  /** Waits for a time; once, however often it is said before it has come. */
  void add(Instant due, T about) {
    var waiting = new Waiting<>(due, about);
    if (known.add(waiting)) {
      ahead.add(waiting);
    }
  }

  /** What entries have gone on past for too long, with one of an instant; each is told once. */
  List<T> over(Instant at) {
    while (!ahead.isEmpty() && !at.isBefore(ahead.peek().due())) {
      Waiting<T> due = ahead.remove();
      known.remove(due);
      passed.add(new Passed<>(due.about(), at));
    }
    List<T> over = new ArrayList<>();
    passed.removeIf(one -> !at.isBefore(one.seen().plus(grace)) && over.add(one.about()));
    return over;
  }

  /** Waits no more for what fits. */
  void forget(Predicate<T> which) {
    known.removeIf(one -> which.test(one.about()));
    ahead.removeIf(one -> which.test(one.about()));
    passed.removeIf(one -> which.test(one.about()));
  }
}
