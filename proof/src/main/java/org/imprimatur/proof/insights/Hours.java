// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.HoursAct;
import org.imprimatur.proof.act.HoursAct.HoursStated;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.hours.Timetable;
import org.imprimatur.proof.hours.Timetable.Statement;
import org.imprimatur.proof.hours.WorkingHours;
import org.imprimatur.proof.json.Json;

/**
 * The working hours that were stated, each from then on. What cannot be read or reckoned with
 * counts as not stated, and those before it go on.
 */
public final class Hours {
  private final Documents documents;
  private final List<Statement> statements = new ArrayList<>();
  private Optional<Held> held = Optional.empty();

  Hours(Documents documents) {
    this.documents = documents;
  }

  /**
   * The hours that hold.
   *
   * @param hours digest of the {@code hours/v1}
   * @param since when they were stated
   * @param statements how many there were so far, with this one
   */
  public record Held(Digest hours, Instant since, String zone, long statements) {
    Json toJson() {
      return Json.obj()
          .put("hours", hours.toString())
          .put("since", since.toString())
          .put("zone", zone)
          .put("statements", statements)
          .build();
    }
  }

  /**
   * Takes the next act.
   *
   * @param now not before the instant of any act before it, so that nothing holds backwards
   */
  void apply(HoursAct act, Instant now) {
    switch (act) {
      case HoursStated stated -> read(stated.hours()).ifPresent(one -> hold(stated, one, now));
    }
  }

  private void hold(HoursStated stated, WorkingHours hours, Instant now) {
    statements.add(new Statement(now, hours));
    held = Optional.of(new Held(stated.hours(), now, hours.zone(), statements.size()));
  }

  private Optional<WorkingHours> read(Digest digest) {
    try {
      return documents
          .document(digest)
          .map(WorkingHours::of)
          .filter(one -> one.against().isEmpty());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Reckons with all of them until an instant after the last act. */
  Timetable until(Instant at) {
    return Timetable.of(statements, at);
  }

  Optional<Held> held() {
    return held;
  }
}
