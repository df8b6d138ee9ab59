// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.monitoring;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.monitoring.Harm;

/**
 * An incident as a list shows it.
 *
 * @param model the pseudonym of the model
 * @param aware since when it is known
 * @param lesson what was learned from it; empty while it is open
 */
public record IncidentRow(
    long number,
    String model,
    long version,
    String severity,
    String harm,
    Instant aware,
    Optional<Digest> lesson) {
  /** The last day for a report to an authority, in UTC, where the harm asks for one. */
  public Optional<LocalDate> reportDue() {
    return Harm.of(harm).flatMap(known -> known.due(aware));
  }

  public boolean isOpen() {
    return lesson.isEmpty();
  }
}
