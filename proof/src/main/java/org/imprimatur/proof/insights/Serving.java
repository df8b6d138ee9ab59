// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.IncidentAct.IncidentClosed;
import org.imprimatur.proof.act.IncidentAct.IncidentOpened;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.insights.Service.Served;
import org.imprimatur.proof.insights.Service.Suspension;

/** One approval in production while its acts come in. */
final class Serving {
  private final InProduction.Version version;
  private final Instant entered;
  private final Optional<VersionBypassed> bypass;
  private boolean current = true;
  private Instant replaced = Instant.MAX;
  private boolean suspended;
  private boolean forDebt;
  private Instant since;
  private List<Served> served = List.of();
  private final List<Instant> incidents = new ArrayList<>();
  private final Map<Long, Instant> open = new TreeMap<>();
  private final List<Suspension> suspensions = new ArrayList<>();
  private Service.Batches batches = Service.Batches.NONE;

  Serving(InProduction.Version version, Instant entered, Optional<VersionBypassed> bypass) {
    this.version = version;
    this.entered = entered;
    this.bypass = bypass;
    this.since = entered;
  }

  InProduction.Version version() {
    return version;
  }

  /** When it began to serve last. */
  Instant since() {
    return since;
  }

  boolean current() {
    return current;
  }

  boolean serves() {
    return current && !suspended;
  }

  private void stop(Instant at) {
    if (serves()) {
      served = Service.with(served, since, at);
    }
  }

  /** It holds production no more; what it was first replaced by is what counts. */
  void replaced(Instant at) {
    stop(at);
    replaced = current ? at : replaced;
    current = false;
  }

  /** Whether it held production until this one entered. */
  boolean replacedBy(Serving other) {
    return !current && replaced.equals(other.entered);
  }

  /** It stands there again, and nothing is held against it from before. */
  void again(Instant at) {
    current = true;
    since = at;
  }

  /** It had been taken back, and nothing of before stands in its way. */
  void anew(Instant at) {
    again(at);
    suspended = false;
    open.clear();
  }

  /** What was suspended for the debt alone serves again. */
  void ratified(Instant at) {
    if (suspended && forDebt) {
      reinstated(at);
    }
  }

  void suspended(VersionSuspended act) {
    suspensions.add(
        switch (act.cause()) {
          case Cause.Broken(var breach) ->
              new Suspension(Service.Cause.PROMISE, Optional.of(breach.since()), act.at());
          case Cause.Unmet unmet ->
              new Suspension(Service.Cause.CONDITION, Optional.of(unmet.since()), act.at());
          case Cause.Ordered _ ->
              new Suspension(
                  Service.Cause.PERSON,
                  open.values().stream().min(Comparator.naturalOrder()),
                  act.at());
          case Cause.Expired(var due) ->
              new Suspension(Service.Cause.TIME, Optional.of(due), act.at());
          case Cause.Unratified _ ->
              new Suspension(Service.Cause.TIME, bypass.map(VersionBypassed::due), act.at());
          case Cause.Undecided(var _, var since) ->
              new Suspension(Service.Cause.TIME, Optional.of(since), act.at());
        });
    stop(act.at());
    suspended = true;
    forDebt = act.cause() instanceof Cause.Unratified;
  }

  void reinstated(Instant at) {
    if (!suspended) {
      return;
    }
    suspended = false;
    since = at;
    // What was known before was weighed when it was let serve again.
    open.clear();
  }

  void reported(IncidentOpened act) {
    incidents.add(act.aware());
    open.putIfAbsent(act.incident(), act.aware());
  }

  void closed(IncidentClosed act) {
    open.remove(act.incident());
  }

  void sent() {
    batches = batches.oneSent();
  }

  void takenBack(boolean broke) {
    batches = batches.oneTakenBack(broke);
  }

  /** As it stands at an instant that is not before its last act. */
  Service service(boolean waived, InProduction.Promised promised, Instant at) {
    return new Service(
        bypass.isPresent()
            ? Service.Path.BREAK_GLASS
            : waived ? Service.Path.WAIVER : Service.Path.ORDINARY,
        entered,
        serves() ? Service.with(served, since, at) : served,
        incidents,
        suspensions,
        batches,
        promised.due(),
        promised.missing());
  }
}
