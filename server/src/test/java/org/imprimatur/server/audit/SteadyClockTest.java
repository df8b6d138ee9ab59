// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.server.audit.TestingWall.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server takes the time to be while its clock is set wrong. */
class SteadyClockTest {
  private final TestingWall wall = new TestingWall();
  private final SteadyClock clock = wall.steady();

  /** Time passes as it does for a server, which looks at the clock every second. */
  private void pass(Duration time) {
    for (long left = time.toSeconds(); left > 0; left -= 10) {
      wall.pass(Duration.ofSeconds(Math.min(10, left)));
      clock.instant();
    }
  }

  private Duration since() {
    return Duration.between(NOON, clock.instant());
  }

  @ParameterizedTest(name = "{0}: at once {1}, after two minutes {2}, told {3}, held {4}")
  @CsvSource({
    // How far it is set, what has passed then, what has passed two minutes later
    "PT0S,     PT0S,  PT2M,      false, false",
    "PT30S,    PT30S, PT2M30S,   false, false",
    "-PT30S,   PT0S,  PT1M30S,   false, false",
    "-PT1H,    PT0S,  PT2M,      true,  false",
    "-PT8760H, PT0S,  PT2M,      true,  false",
    "PT1H,     PT0S,  PT1H2M,    true,  false",
    "PT24H,    PT0S,  PT24H2M,   true,  false",
    "PT25H,    PT0S,  PT2M,      true,  true",
    "PT8760H,  PT0S,  PT2M,      true,  true",
  })
  void what_is_believed_of_a_clock_that_is_set(
      Duration by, Duration atOnce, Duration later, boolean told, boolean held) {
    wall.set(by);
    assertThat(since()).isEqualTo(atOnce);
    pass(Duration.ofMinutes(2));
    assertThat(since()).isEqualTo(later);
    assertThat(clock.untold().map(SteadyClock.Leap::by))
        .isEqualTo(told ? Optional.of(by) : Optional.empty());
    assertThat(clock.isHeld()).isEqualTo(held);
  }

  @Test
  void a_wild_reading_that_is_set_right_within_a_minute_does_nothing() {
    wall.set(Duration.ofDays(365));
    pass(Duration.ofSeconds(50));
    wall.set(Duration.ofDays(-365));
    pass(Duration.ofMinutes(5));
    assertThat(since()).isEqualTo(Duration.ofSeconds(350));
    assertThat(clock.untold()).isEmpty();
  }

  @Test
  void a_clock_that_was_a_year_ahead_and_is_right_again_has_taken_nothing_along() {
    wall.set(Duration.ofDays(365));
    pass(Duration.ofHours(1));
    assertThat(clock.isHeld()).isTrue();
    wall.set(Duration.ofDays(-365));
    pass(Duration.ofHours(1));
    assertThat(clock.isHeld()).isFalse();
    assertThat(since()).isEqualTo(Duration.ofHours(2));
    assertThat(told()).containsExactly(Duration.ofDays(365), Duration.ofDays(-365));
  }

  @Test
  void a_clock_that_is_set_back_gives_nobody_longer() {
    wall.set(Duration.ofDays(-365));
    pass(Duration.ofHours(8));
    assertThat(since()).isEqualTo(Duration.ofHours(8));
    wall.set(Duration.ofDays(365));
    pass(Duration.ofHours(1));
    assertThat(since()).isEqualTo(Duration.ofHours(9));
    assertThat(told()).containsExactly(Duration.ofDays(-365), Duration.ofDays(365));
  }

  @Test
  void a_start_goes_on_where_the_log_ended_and_tells_that_the_clock_is_before_it() {
    clock.begin(NOON.plus(Duration.ofHours(3)));
    assertThat(told()).containsExactly(Duration.ofHours(-3));
    pass(Duration.ofHours(1));
    assertThat(since()).isEqualTo(Duration.ofHours(4));
  }

  @Test
  void another_node_that_is_ahead_takes_this_one_along() {
    assertThat(clock.notBefore(NOON.plusSeconds(90))).isEqualTo(NOON.plusSeconds(90));
    pass(Duration.ofMinutes(1));
    assertThat(since()).isEqualTo(Duration.ofSeconds(150));
    assertThat(clock.notBefore(NOON)).isEqualTo(NOON.plusSeconds(150));
  }

  @Test
  void it_never_runs_back_however_the_clock_is_set() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    Instant last = clock.instant();
    for (int i = 0; i < 5_000; i++) {
      wall.set(Duration.ofSeconds(random.nextLong(-200_000, 200_000)));
      for (int j = random.nextInt(20); j >= 0; j--) {
        wall.pass(Duration.ofSeconds(random.nextLong(10)));
        Instant now = clock.instant();
        assertThat(now).as("seed %d", seed).isAfterOrEqualTo(last);
        last = now;
      }
    }
  }

  private List<Duration> told() {
    List<Duration> told = new ArrayList<>();
    for (var one = clock.untold(); one.isPresent(); one = clock.untold()) {
      told.add(one.get().by());
      clock.told(one.get());
    }
    return told;
  }
}
