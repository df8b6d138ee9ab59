// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.examples;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Random;

/**
 * How long people of the simulated quarter take and what they do, drawn from a seed. Nobody was
 * measured: the medians are round numbers.
 */
final class Habits {
  private static final LocalTime MORNING = LocalTime.of(8, 0);
  private static final LocalTime EVENING = LocalTime.of(17, 0);
  private static final double SPREAD = 0.7;

  private final Random random;

  Habits(long seed) {
    random = new Random(seed);
  }

  /** A moment so many working hours later, give or take: times are log-normal about the median. */
  Instant after(Instant at, double medianHours) {
    double hours = medianHours * Math.exp(SPREAD * random.nextGaussian());
    return working(at, Duration.ofSeconds(Math.round(hours * 3_600)));
  }

  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** The moment when so much working time has passed: weekdays from 8 to 17 hours, in UTC. */
  static Instant working(Instant at, Duration time) {
    ZonedDateTime now = open(at.atZone(ZoneOffset.UTC));
    Duration left = time;
    while (true) {
      Duration today = Duration.between(now.toLocalTime(), EVENING);
      if (left.compareTo(today) < 0) {
        return now.plus(left).toInstant();
      }
      left = left.minus(today);
      now = open(now.plusDays(1).with(MORNING));
    }
  }

  private static ZonedDateTime open(ZonedDateTime at) {
    ZonedDateTime now = at;
    if (!now.toLocalTime().isBefore(EVENING)) {
      now = now.plusDays(1).with(MORNING);
    } else if (now.toLocalTime().isBefore(MORNING)) {
      now = now.with(MORNING);
    }
    while (now.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0) {
      now = now.plusDays(1).with(MORNING);
    }
    return now;
  }
}
