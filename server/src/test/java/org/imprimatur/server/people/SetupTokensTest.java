// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token of the setup file ends, and says when. */
class SetupTokensTest {
  private static final Instant FIRST_START = Instant.parse("2026-12-04T09:10:00Z");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "'', 2027-12-04T00:00:00Z",
    "', days: 1', 2026-12-05T00:00:00Z",
    "', days: 90', 2027-03-04T00:00:00Z",
    "', days: 365', 2027-12-04T00:00:00Z",
  })
  void it_ends_with_a_whole_day_after_a_year_at_most(String days, Instant end) throws IOException {
    assertThat(read(days).tokens().getFirst().end(FIRST_START)).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(strings = {", days: 0", ", days: -1", ", days: 366", ", days: soon", ", days: 1e2"})
  void what_is_no_number_of_days_is_refused(String days) {
    assertThatThrownBy(() -> read(days))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("days");
  }

  private SetupFile read(String days) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("setup.yaml"),
            """
            imprimatur: setup/v1
            persons: [{username: ada, name: Ada Example, roles: [data-scientist], teams: []}]
            tokens: [{person: ada, scopes: [read]%s}]
            policies: []
            """
                .formatted(days));
    return SetupFile.read(SetupReader.of(file, "setup"), folder);
  }
}
