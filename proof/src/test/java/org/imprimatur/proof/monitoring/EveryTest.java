// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often something is measured, as people write it. */
class EveryTest {
  @ParameterizedTest
  @CsvSource({
    "day, 2026-02-01T09:00:00Z",
    "daily, 2026-02-01T09:00:00Z",
    "7 days, 2026-02-07T09:00:00Z",
    "P7D, 2026-02-07T09:00:00Z",
    "week, 2026-02-07T09:00:00Z",
    "Weekly, 2026-02-07T09:00:00Z",
    "month, 2026-02-28T09:00:00Z",
    "P1M, 2026-02-28T09:00:00Z",
    "quarter, 2026-04-30T09:00:00Z",
    "2 years, 2028-01-31T09:00:00Z",
    "PT6H, 2026-01-31T15:00:00Z",
    "P1DT12H, 2026-02-01T21:00:00Z",
    "1 hour, 2026-01-31T10:00:00Z",
  })
  void what_is_written_ends_on_this_instant(String written, Instant end) {
    assertThat(Every.of(written).orElseThrow().after(Instant.parse("2026-01-31T09:00:00Z")))
        .isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "often",
        "every so often",
        "P",
        "PT",
        "P0D",
        "0 days",
        "PT59M",
        "-1 day",
        "1.5 days",
        "days 7",
        "11 years",
        "P99Y",
        "9999 months",
        "P1DT",
        "1  day",
        "fortnight"
      })
  void what_is_no_period_or_too_short_or_too_long_is_not_understood(String written) {
    assertThat(Every.of(written)).isEmpty();
  }
}
