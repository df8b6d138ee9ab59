// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * The time by which a server goes. A clock can be set wrong while the server runs, and how much
 * time passed is known without it: so a clock that is set back takes no time away, and one that
 * leaps ahead is believed once it stood so for a minute, and beyond a day not at all while the
 * server runs. It never gives an instant before one that it gave, whatever the clock says.
 */
public final class SteadyClock implements InstantSource {
  /** What a clock may be off without having leapt: it is set right a little now and then. */
  public static final Duration SMALL = Duration.ofMinutes(1);

  /** How long a leap stands before it is believed, or told. */
  static final Duration SETTLES = Duration.ofMinutes(1);

  /** How far ahead a clock is followed while the server runs. */
  static final Duration MOST = Duration.ofDays(1);

  private static final int MOST_UNTOLD = 100;

  private final InstantSource wall;
  private final LongSupplier ticks;
  private final Queue<Leap> untold = new ArrayDeque<>();

  // What was given last, how the clock goes, and how it went otherwise, if it did.
  private Reading given;
  private Reading agreed;
  private Optional<Reading> other = Optional.empty();
  private boolean held;

  /**
   * A clock that was found to read something else than it should.
   *
   * @param expected what it should have read
   */
  public record Leap(Instant expected, Instant read) {
    public Duration by() {
      return Duration.between(expected, read);
    }
  }

  /** An instant, and the machine's own count at it. */
  private record Reading(Instant at, long ticks) {
    /** What the instant has become at a later count. */
    Instant then(long now) {
      return at.plusNanos(now - ticks);
    }
  }

  /**
   * Begins with what the clock reads.
   *
   * @param ticks nanoseconds that passed since any moment, which go on however a clock is set
   */
  public SteadyClock(InstantSource wall, LongSupplier ticks) {
    this.wall = wall;
    this.ticks = ticks;
    given = new Reading(wall.instant(), ticks.getAsLong());
    agreed = given;
  }

  /** The clock of this machine. */
  public static SteadyClock ofMachine() {
    return new SteadyClock(InstantSource.system(), new MachineTicks());
  }

  /** The same clock where it is one already; any other is believed, and never runs back. */
  static SteadyClock of(InstantSource clock) {
    return clock instanceof SteadyClock steady
        ? steady
        : new SteadyClock(clock, () -> clock.millis() * 1_000_000);
  }

  @Override
  public synchronized Instant instant() {
    long now = ticks.getAsLong();
    Instant read = wall.instant();
    Instant counted = given.then(now);
    boolean settled = isSettled(read, now);
    Duration ahead = Duration.between(counted, read);
    held = settled && ahead.compareTo(MOST) > 0;
    boolean believed =
        settled && !held && ahead.compareTo(SMALL.negated()) >= 0 && read.isAfter(given.at());
    // A little behind it stands until the clock has come so far; far behind it goes on by itself.
    boolean stands = settled && !believed && ahead.abs().compareTo(SMALL) <= 0;
    given = new Reading(believed ? read : stands ? given.at() : counted, now);
    return given.at();
  }

  /** Whether the clock reads what it should by now; a leap is agreed to once it stood. */
  private boolean isSettled(Instant read, long now) {
    if (isNear(agreed, read, now)) {
      agreed = new Reading(read, now);
      other = Optional.empty();
      return true;
    }
    Reading since = other.filter(one -> isNear(one, read, now)).orElse(new Reading(read, now));
    other = Optional.of(since);
    if (now - since.ticks() < SETTLES.toNanos()) {
      return false;
    }
    tell(new Leap(agreed.then(now), read));
    agreed = new Reading(read, now);
    other = Optional.empty();
    return true;
  }

  private static boolean isNear(Reading before, Instant read, long now) {
    return Duration.between(before.then(now), read).abs().compareTo(SMALL) <= 0;
  }

  private void tell(Leap leap) {
    if (untold.size() < MOST_UNTOLD) {
      untold.add(leap);
    }
  }

  /** The time now, which is not before the end of the log: another node may have written it. */
  synchronized Instant notBefore(Instant end) {
    Instant now = instant();
    if (now.isBefore(end)) {
      given = new Reading(end, given.ticks());
    }
    return given.at();
  }

  /** Begins where a log ended; a clock that is before it was set back meanwhile, or was ahead. */
  synchronized void begin(Instant end) {
    Leap back = new Leap(end, wall.instant());
    if (back.by().compareTo(SMALL.negated()) < 0) {
      tell(back);
    }
    notBefore(end);
  }

  /** Whether the clock is so far ahead that nothing is to be recorded by it. */
  public synchronized boolean isHeld() {
    return held;
  }

  /** The oldest leap that was not told yet. */
  synchronized Optional<Leap> untold() {
    return Optional.ofNullable(untold.peek());
  }

  /** It was told. */
  synchronized void told(Leap leap) {
    untold.remove(leap);
  }
}
