// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A version in production on one approval: from when its submission brought it there until another
 * submission's approval took its place, or it was taken back.
 *
 * @param path how it came there
 * @param entered when
 * @param served when it could serve: not while it was suspended
 * @param incidents of each that was reported of it, since when it is known
 * @param batches how many batches of production data were sent under it
 * @param due how many of its promises must be measured regularly now; none of what no longer serves
 * @param missing how many of them were not measured in time
 */
public record Service(
    Path path,
    Instant entered,
    List<Served> served,
    List<Instant> incidents,
    List<Suspension> suspensions,
    Batches batches,
    long due,
    long missing) {
  public Service {
    served = List.copyOf(served);
    incidents = List.copyOf(incidents);
    suspensions = List.copyOf(suspensions);
  }

  /** How a version came to production. */
  public enum Path {
    ORDINARY("ordinary"),
    /** A waiver was in force when the gate passed. */
    WAIVER("waiver"),
    /** Past the gate, whether or not it was ratified since. */
    BREAK_GLASS("break-glass");

    private final String word;

    Path(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * Batches of production data.
   *
   * @param takenBack of those that were sent
   * @param broken of those that were taken back: they had broken a promise
   */
  public record Batches(long sent, long takenBack, long broken) {
    static final Batches NONE = new Batches(0, 0, 0);

    Batches oneSent() {
      return new Batches(sent + 1, takenBack, broken);
    }

    Batches oneTakenBack(boolean broke) {
      return new Batches(sent, takenBack + 1, broken + (broke ? 1 : 0));
    }
  }

  /** A stretch in which it could serve. */
  public record Served(Instant from, Instant to) {}

  /** For what a version was suspended. */
  public enum Cause {
    PROMISE("promise"),
    CONDITION("condition"),
    /** A person suspended it, for an incident or without one. */
    PERSON("person"),
    /** An approval or the time for a ratification ran out. */
    TIME("time");

    private final String word;

    Cause(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * One suspension.
   *
   * @param known since when the cause was there; empty where the log does not say
   */
  public record Suspension(Cause cause, Optional<Instant> known, Instant at) {
    Optional<Long> millis() {
      return known.map(since -> Math.max(0, Course.between(since, at)));
    }
  }

  /** How long after the approval, in days of 24 hours. */
  public enum Age {
    MONTH("to 30 days", 0, 30),
    QUARTER("31 to 90 days", 30, 90),
    HALF("91 to 180 days", 90, 180),
    LATER("later", 180, Long.MAX_VALUE);

    private static final long DAY = 24L * 60 * 60 * 1000;

    private final String word;
    private final long from;
    private final long to;

    Age(String word, long from, long to) {
      this.word = word;
      this.from = from;
      this.to = to;
    }

    public String word() {
      return word;
    }

    /** Of a stretch of milliseconds after the approval, how much of it is of this age. */
    private long within(long begin, long end) {
      return Math.max(0, Math.min(end, last()) - Math.max(begin, from * DAY));
    }

    private long last() {
      return to == Long.MAX_VALUE ? to : to * DAY;
    }

    /** Something known before the approval counts as known at once. */
    static Age of(long millis) {
      return Arrays.stream(values())
          .filter(age -> Math.max(0, millis) < age.last())
          .findFirst()
          .orElse(LATER);
    }
  }

  /** For how long it served. */
  long millis() {
    return served.stream().mapToLong(one -> Course.between(one.from(), one.to())).sum();
  }

  /** For how long it served at an age. */
  long millis(Age age) {
    return served.stream()
        .mapToLong(
            one ->
                age.within(Course.between(entered, one.from()), Course.between(entered, one.to())))
        .sum();
  }

  long incidents(Age age) {
    return incidents.stream()
        .filter(known -> Age.of(Course.between(entered, known)) == age)
        .count();
  }

  /** One stretch more, unless it has no length. */
  static List<Served> with(List<Served> served, Instant from, Instant to) {
    List<Served> more = new ArrayList<>(served);
    if (to.isAfter(from)) {
      more.add(new Served(from, to));
    }
    return more;
  }
}
