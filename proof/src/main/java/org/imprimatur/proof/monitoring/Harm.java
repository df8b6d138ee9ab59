// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of an incident for people, property, the environment or fundamental rights. Article 73
 * of Regulation (EU) 2024/1689 sets by it how many days after awareness a report is due.
 */
public enum Harm {
  NONE(0),
  SERIOUS(15),
  /** A widespread infringement, or the disruption of critical infrastructure. */
  WIDESPREAD(2),
  DEATH(10);

  private final int days;

  Harm(int days) {
    this.days = days;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Harm> of(String word) {
    return Arrays.stream(values()).filter(harm -> harm.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Harm::word).toList();
  }

  /** The last day for a report, in UTC; empty where none is due. */
  public Optional<LocalDate> due(Instant aware) {
    return this == NONE
        ? Optional.empty()
        : Optional.of(aware.atZone(ZoneOffset.UTC).toLocalDate().plusDays(days));
  }
}
