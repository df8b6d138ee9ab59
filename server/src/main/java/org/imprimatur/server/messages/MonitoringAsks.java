// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.ImpactAct.CauseCondemned;
import org.imprimatur.proof.act.MonitoringAct.Breach;
import org.imprimatur.proof.act.MonitoringAct.Cause;
import org.imprimatur.proof.act.MonitoringAct.ReinstatementAsked;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.monitoring.Promise;
import org.imprimatur.proof.monitoring.Renewal;
import org.imprimatur.proof.monitoring.Standing;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.proof.monitoring.WatchRules;
import org.imprimatur.server.monitoring.Impacts;
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
  private static final int MOST = 200;

  private final Watches watches;
  private final Persons persons;
  private final Submissions submissions;
  private final Impacts impacts;

  MonitoringAsks(Watches watches, Persons persons, Submissions submissions, Impacts impacts) {
    this.impacts = impacts;
    this.watches = watches;
    this.submissions = submissions;
    this.persons = persons;
  }

  List<Held> read(Instant now, List<String> left) {
    List<Watched> all = watches.all(now, "", MOST + 1);
    if (all.size() > MOST) {
      left.add("What is promised is looked at for %d models in production alone.".formatted(MOST));
    }
    List<Held> held = new ArrayList<>();
    for (Watched one : all.subList(0, Math.min(MOST, all.size()))) {
      for (Standing standing : one.standings()) {
        breaches(one, standing, now, held);
      }
      renewal(one, now, held);
      reopened(one, held);
      // What is overdue is in the turn of whoever settles debts: nobody can ask it back.
      if (one.watch().overdue(now).isEmpty()) {
        one.watch().suspended().ifPresent(by -> suspended(one, by, held));
      }
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

  /** A suspended version is in the turn of whoever brings it back. */
  private void reopened(Watched one, List<Held> held) {
    if (one.watch().reopened().isEmpty() || one.watch().suspended().isPresent() || isTaken(one)) {
      return;
    }
    Map<String, CauseCondemned> condemned = impacts.condemned();
    one.watch().reopened().stream()
        .flatMap(
            by ->
                Optional.ofNullable(condemned.get(by.condemnation())).stream()
                    .map(cause -> new Ask.Reopened(one, cause, by.at())))
        .findFirst()
        .ifPresent(ask -> held.add(new Held(ask, Set.of(one.model().owner()), Set.of())));
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
    if (by.cause() instanceof Cause.Expired && !isTaken(one)) {
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
