// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.MonitoringAct.Breach;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.ReinstatementAsked;
import org.imprimatur.proof.act.MonitoringAct.VersionReopened;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.monitoring.Footing;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.proof.monitoring.Renewal;
import org.imprimatur.proof.monitoring.Reopening;
import org.imprimatur.proof.monitoring.Standing;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.proof.monitoring.WatchRules;
import org.imprimatur.server.audit.LastNamed;
import org.imprimatur.server.monitoring.Impacts;
import org.imprimatur.server.monitoring.Outlooks;
import org.imprimatur.server.monitoring.Watches;
import org.imprimatur.server.monitoring.Watches.Watched;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.submissions.Submissions;
import org.springframework.stereotype.Component;

/**
 * What breaches ask for: whoever owns a promise measures or explains, whoever owns the model takes
 * it through the gate again or brings a suspended version back, and a second person confirms that.
 */
@Component
final class MonitoringAsks {
  private static final int MOST = 1_000;

  private final Outlooks outlooks;
  private final Watches watches;
  private final Persons persons;
  private final Submissions submissions;
  private final Impacts impacts;
  private final LastNamed lastNamed;

  /** Replaced whole, so that what is looked at no more is not kept. */
  private volatile Map<String, Kept> kept = Map.of();

  MonitoringAsks(
      Outlooks outlooks,
      Watches watches,
      Persons persons,
      Submissions submissions,
      Impacts impacts,
      LastNamed lastNamed) {
    this.outlooks = outlooks;
    this.impacts = impacts;
    this.watches = watches;
    this.submissions = submissions;
    this.persons = persons;
    this.lastNamed = lastNamed;
  }

  List<Held> read(Instant now, List<String> left) {
    Outlooks.Page all = outlooks.asking(MOST, now);
    if (all.more()) {
      left.add(
          "Of versions in production that need somebody, %d are looked at here. The page Monitoring has all of them."
              .formatted(MOST));
    }
    // The size comes first: what is recorded meanwhile makes a reading old, never wrong.
    long size = lastNamed.size();
    List<Held> held = new ArrayList<>();
    Map<String, Kept> still = new HashMap<>();
    for (Watched one : all.shown()) {
      Kept known = kept.get(one.model().id());
      if (known == null
          || !known.of().equals(one.footing())
          || !lastNamed.holds(known.readAt(), known.things())) {
        known = kept(size, one, now);
      }
      still.put(one.model().id(), known);
      held.addAll(known.held());
    }
    kept = Map.copyOf(still);
    return held;
  }

  /**
   * What is asked about a version, as it was read at a size of the log.
   *
   * @param of where it stood, which is the same while it stands there
   */
  private record Kept(long readAt, Footing of, List<String> things, List<Held> held) {}

  private Kept kept(long size, Watched one, Instant now) {
    String model = one.model().id();
    List<String> things = new ArrayList<>(List.of(model));
    // Whoever withdraws one names the submission alone.
    submissions.openOf(model).forEach(open -> things.add("submission:" + open.number()));
    return new Kept(size, one.footing(), things, held(one, now));
  }

  private List<Held> held(Watched one, Instant now) {
    List<Held> held = new ArrayList<>();
    for (Standing standing : one.standings()) {
      breaches(one, standing, now, held);
    }
    renewal(one, now, held);
    reopened(one, held);
    // What is overdue is in the turn of whoever settles debts: nobody can ask it back.
    if (one.watch().overdue(now).isEmpty()) {
      one.watch().suspended().ifPresent(by -> suspended(one, by, held));
    }
    return held;
  }

  /** Once somebody has opened a revalidation, those who sign it are asked and nobody else. */
  private void renewal(Watched one, Instant now, List<Held> held) {
    Optional<Renewal> near = one.renewal().filter(renewal -> renewal.isNear(now));
    if (near.isPresent() && !isTaken(one)) {
      held.add(
          new Held(
              new Ask.Renew(one, near.get(), near.get().notice()),
              Set.of(one.model().owner()),
              Set.of()));
    }
  }

  /**
   * A suspended version is in the turn of whoever brings it back, unless only the gate does: then
   * it stays with whoever takes it there. Of several the one counts whose day comes first.
   */
  private void reopened(Watched one, List<Held> held) {
    boolean suspended = one.watch().suspended().isPresent() && !isUndecided(one);
    if (one.watch().reopened().isEmpty() || suspended || isTaken(one)) {
      return;
    }
    Map<String, CauseCondemned> condemned = impacts.condemned();
    one.watch().reopened().stream()
        .flatMap(
            by ->
                Optional.ofNullable(condemned.get(by.condemnation())).stream()
                    .map(cause -> new Ask.Reopened(one, cause, by.at(), day(one, by))))
        .min(Ask.ORDER)
        .ifPresent(ask -> held.add(new Held(ask, Set.of(one.model().owner()), Set.of())));
  }

  private static Optional<Reopening> day(Watched one, VersionReopened by) {
    return one.footing().reopenings().stream().filter(day -> day.act().equals(by)).findFirst();
  }

  /** Whether it is suspended since nobody decided anew in time, and still is not decided. */
  private static boolean isUndecided(Watched one) {
    Footing footing = one.footing();
    return one.watch()
        .suspended()
        .filter(by -> by.cause() instanceof Cause.Undecided)
        .filter(_ -> footing.reopenings().stream().anyMatch(day -> day.isOverdue(footing.now())))
        .isPresent();
  }

  /** Whether an open submission takes the version through the gate again. */
  private boolean isTaken(Watched one) {
    return submissions.openOf(one.model().id()).stream()
        .anyMatch(
            open ->
                open.version() == one.watch().version() && open.gate().equals(Watch.PRODUCTION));
  }

  private void breaches(Watched one, Standing standing, Instant now, List<Held> held) {
    String owner = one.model().owner();
    for (Breach breach : standing.open(now)) {
      held.add(
          new Held(
              new Ask.Keep(one, standing.promise(), breach, breach.since()),
              Set.of(holder(standing.promise(), owner)),
              Set.of(owner)));
    }
    standing
        .revalidates()
        .filter(_ -> !isTaken(one))
        .ifPresent(
            breach ->
                held.add(
                    new Held(
                        new Ask.Revalidate(one, standing.promise(), breach, breach.since()),
                        Set.of(owner),
                        Set.of())));
  }

  /** Whoever the promise names, while they are here; else whoever owns the model. */
  private String holder(Promise promise, String owner) {
    return promise.person().filter(person -> !persons.byId(person).gone()).orElse(owner);
  }

  private void suspended(Watched one, VersionSuspended by, List<Held> held) {
    String owner = one.model().owner();
    if ((by.cause() instanceof Cause.Expired || isUndecided(one)) && !isTaken(one)) {
      // The owner is asked to renew it; once that is on its way, it is still said that it stands.
      return;
    }
    if (one.watch().asked().isEmpty()) {
      held.add(new Held(new Ask.BringBack(one, by, by.at()), Set.of(owner), Set.of(by.by())));
      return;
    }
    ReinstatementAsked asked = one.watch().asked().get();
    WatchRules rules = watches.rules(one.model(), one.watch());
    Set<String> seconds = new TreeSet<>();
    for (Person person : persons.all()) {
      if (!person.gone() && rules.second(person.person()).isEmpty()) {
        seconds.add(person.person());
      }
    }
    held.add(
        new Held(
            new Ask.Reinstate(one, asked, asked.at()),
            seconds,
            Set.copyOf(List.of(asked.by(), owner))));
  }
}
