// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.VersionReopened;
import org.imprimatur.proof.impact.Condemnations;

/**
 * An approval that was opened again for a condemnation, and is to be decided anew by a day. Nothing
 * of its state is stored: it ends where the version comes through the gate again, where another one
 * takes its place, where it leaves production, and where the condemnation is lifted.
 *
 * @param due when the day is over, in UTC
 */
public record Reopening(VersionReopened act, Instant due) {
  /** How far ahead the day may be. */
  public static final int MOST_DAYS = 90;

  /**
   * What has a day and is not decided yet, the earliest first.
   *
   * @param standing what stands condemned
   */
  public static List<Reopening> of(Watch watch, Condemnations standing) {
    return watch.reopened().stream()
        .filter(_ -> watch.tenure().left().isEmpty())
        .filter(one -> standing.find(one.condemnation()).isPresent())
        .flatMap(one -> end(one).map(due -> new Reopening(one, due)).stream())
        .sorted(Comparator.comparing(Reopening::due))
        .toList();
  }

  /** Whether a day can be set at an instant: from today on, and not farther than that. */
  public static boolean isDay(String day, Instant at) {
    LocalDate today = at.atZone(ZoneOffset.UTC).toLocalDate();
    return date(day)
        .filter(one -> !one.isBefore(today) && !one.isAfter(today.plusDays(MOST_DAYS)))
        .isPresent();
  }

  private static Optional<Instant> end(VersionReopened act) {
    return act.due().flatMap(Reopening::date).map(day -> Standing.end(day.toString()));
  }

  private static Optional<LocalDate> date(String day) {
    try {
      return Optional.of(LocalDate.parse(day));
    } catch (DateTimeParseException _) {
      return Optional.empty(); // Found where it was set.
    }
  }

  public String condemnation() {
    return act.condemnation();
  }

  Cause cause() {
    return new Cause.Undecided(condemnation(), due);
  }

  /** The last day on which the version may serve without it. */
  public LocalDate day() {
    return LocalDate.ofInstant(due.minusMillis(1), ZoneOffset.UTC);
  }

  public boolean isOverdue(Instant now) {
    return !now.isBefore(due);
  }
}
