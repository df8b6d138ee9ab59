// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.MonitoringAct.Breach;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.PromiseAnswered;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a promise stands, from its windows and from time alone. */
class StandingTest {
  private static final Instant PROMOTED = Instant.parse("2026-11-01T00:00:00Z");
  private static final Digest SOME = Digest.of(new byte[] {1});
  private static final String MISSING = Breach.MISSING;
  private static final String BROKEN = Breach.BROKEN;

  private static final Tenure REPLACED =
      Tenure.CURRENT.then(new Tenure.Replaced(PROMOTED, 2, SOME, "production"));

  private Watch watch =
      new Watch(
          new Watch.Entered(
              new SubmissionOpened(
                  new Stamp(PROMOTED, "p_ada"),
                  1,
                  "m_loans",
                  1,
                  "production",
                  SOME,
                  SOME,
                  SOME,
                  SOME,
                  Optional.empty(),
                  Optional.of(SOME)),
              PROMOTED,
              PROMOTED,
              PROMOTED,
              "high"),
          Tenure.CURRENT,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty());

  /** Days and hours of November, with the values of the days before; at most 2, every day. */
  @ParameterizedTest
  @CsvSource({
    "nothing yet within the first day, '', 01T23:59, awaited",
    "nothing after the first day, '', 02T00:01, not measured",
    "a value at the limit, '2', 02T12:00, kept",
    "a value beyond it, '2.01', 02T12:00, broken",
    "kept and then late, '2', 03T00:01, not measured",
    "broken and late is broken, '3', 03T00:01, broken",
    "broken once and kept again, '3 2', 03T12:00, kept",
    "kept once and broken since, '2 3', 03T12:00, broken",
  })
  void a_promise_stands_by_its_newest_window_and_by_what_is_due(
      String what, String values, String now, String state) {
    Standing standing = standing(values, now);

    assertThat(standing.state().word()).as(what).isEqualTo(state);
  }

  @Test
  void a_broken_promise_is_broken_since_the_first_window_of_the_run() {
    assertThat(standing("2 3 4 5", "05T12:00").breach(BROKEN))
        .contains(new Breach("overdue", BROKEN, day("04T00:00").minusSeconds(86_400)));
  }

  @Test
  void what_breaks_and_stays_away_is_two_breaches() {
    assertThat(standing("3", "04T00:00").breaches())
        .extracting(Breach::kind)
        .containsExactly(BROKEN, MISSING);
  }

  @Test
  void nothing_is_due_of_a_version_that_another_one_replaced_or_that_is_suspended() {
    Watch current = watch;
    watch = with(current, false, Optional.empty(), Optional.empty());
    assertThat(standing("", "20T00:00").breaches()).isEmpty();
    watch = with(current, true, Optional.of(suspended()), Optional.empty());
    assertThat(standing("", "20T00:00").breaches()).isEmpty();
  }

  @Test
  void a_breach_suspends_once_and_after_a_reinstatement_only_what_came_later_does() {
    assertThat(standing("3", "02T12:00").suspends()).isPresent();
    Watch before = watch;
    watch = with(before, true, Optional.of(suspended()), Optional.empty());
    assertThat(standing("3", "02T12:00").suspends()).isEmpty();
    watch = with(before, true, Optional.empty(), Optional.of(day("02T13:00")));
    assertThat(standing("3", "02T14:00").suspends()).isEmpty();
    assertThat(standing("3 3", "03T00:30").suspends()).isPresent();
    assertThat(standing("3", "03T12:59").suspends()).isEmpty();
    assertThat(standing("3", "03T13:01").suspends().map(Breach::kind)).contains(MISSING);
  }

  @Test
  void an_explanation_bears_a_breach_until_the_end_of_its_day_and_not_the_next_one() {
    Breach breach = new Breach("overdue", BROKEN, day("02T00:00"));
    watch =
        new Watch(
            watch.entered(),
            Tenure.CURRENT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(
                new PromiseAnswered(
                    new Stamp(day("02T12:00"), "p_lena"),
                    "m_loans",
                    1,
                    breach,
                    SOME,
                    "2026-11-03")),
            Optional.empty());

    assertThat(standing("3", "02T12:00").open(day("02T12:00"))).isEmpty();
    assertThat(standing("3 3 3", "04T00:00").open(day("03T23:59"))).isEmpty();
    assertThat(standing("3 3 3", "04T00:00").open(day("04T00:00"))).hasSize(1);
    assertThat(standing("3 2 3", "04T00:00").open(day("03T12:00"))).hasSize(1);
    assertThat(standing("", "02T12:00").open(day("02T12:00")))
        .as("another kind of breach")
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0.80, 0.80",
    "1e-05, 0.00001",
    "+3, 3",
    "-0.5, -0.5",
    "NaN, ",
    "Infinity, ",
    "-inf, ",
    "0x10, ",
    "1e999999999, ",
    "'1,5', ",
    "'', ",
    "١, ",
    "1e99, ",
  })
  void a_value_is_a_decimal_of_bearable_length(String written, String plain) {
    assertThat(Measured.plain(written)).isEqualTo(Optional.ofNullable(plain));
  }

  private Standing standing(String values, String now) {
    List<Measured> windows = new ArrayList<>();
    Instant end = PROMOTED;
    for (String value :
        Arrays.stream(values.split(" ", -1)).filter(one -> !one.isEmpty()).toList()) {
      Instant from = end;
      end = end.plusSeconds(86_400);
      windows.add(
          new Measured(
              new BigDecimal(value),
              OptionalLong.empty(),
              from,
              end,
              end,
              "p_ada",
              Optional.empty()));
    }
    var promise =
        new Promise(
            "overdue",
            "percent",
            false,
            "2",
            "lena",
            Optional.empty(),
            "day",
            Promise.Consequence.SUSPEND,
            Optional.empty());
    return Standing.of(promise, watch, windows, day(now));
  }

  private static VersionSuspended suspended() {
    return new VersionSuspended(
        new Stamp(PROMOTED, "p_lena"), "m_loans", 1, 1, new Cause.Ordered("owner", SOME));
  }

  private static Watch with(
      Watch of, boolean current, Optional<VersionSuspended> suspended, Optional<Instant> since) {
    return new Watch(
        of.entered(),
        current ? Tenure.CURRENT : REPLACED,
        suspended,
        Optional.empty(),
        since,
        of.answers(),
        of.debt());
  }

  private static Instant day(String dayAndTime) {
    return Instant.parse("2026-11-" + dayAndTime + ":00Z");
  }
}
