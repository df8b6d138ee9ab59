// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.IncidentAct.IncidentClosed;
import org.imprimatur.proof.act.IncidentAct.IncidentOpened;

/** An incident as the acts of its model tell it. */
public record Incident(IncidentOpened opened, Optional<IncidentClosed> closed) {
  /** How an incident came to light. */
  public static final List<String> FOUND_BY =
      List.of("monitoring", "review", "user", "audit", "other");

  /** The incidents of a model by number; the first act about each counts. */
  public static SortedMap<Long, Incident> all(Iterable<? extends Act> acts) {
    SortedMap<Long, Incident> incidents = new TreeMap<>();
    for (Act act : acts) {
      if (act instanceof IncidentOpened opened) {
        incidents.putIfAbsent(opened.incident(), new Incident(opened, Optional.empty()));
      } else if (act instanceof IncidentClosed closed) {
        incidents.computeIfPresent(closed.incident(), (_, one) -> one.closedBy(closed));
      }
    }
    return incidents;
  }

  private Incident closedBy(IncidentClosed act) {
    return closed.isPresent() ? this : new Incident(opened, Optional.of(act));
  }

  public long number() {
    return opened.incident();
  }

  public boolean isOpen() {
    return closed.isEmpty();
  }

  /** The last day for a report to an authority, in UTC, where the harm asks for one. */
  public Optional<LocalDate> reportDue() {
    return Harm.of(opened.harm()).flatMap(harm -> harm.due(opened.aware()));
  }
}
