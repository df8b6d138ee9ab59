// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.DutyAct;
import org.imprimatur.proof.act.DutyAct.AbsenceStated;
import org.imprimatur.proof.act.DutyAct.DelegationGiven;
import org.imprimatur.proof.act.DutyAct.QualificationRecorded;

/** Absences, delegations and qualifications that nobody ended, in the order of the acts. */
public final class Duties {
  /** Whoever is away for longer needs a successor and not a delegate. */
  public static final Duration LONGEST_DELEGATION = Duration.ofDays(92);

  private final Map<String, AbsenceStated> absences = new LinkedHashMap<>();
  private final Map<String, DelegationGiven> delegations = new LinkedHashMap<>();
  private final Map<String, QualificationRecorded> qualifications = new LinkedHashMap<>();
  private final Set<String> ids = new TreeSet<>();

  Duties() {}

  void apply(DutyAct act) {
    switch (act) {
      case AbsenceStated stated -> {
        ids.add(stated.absence());
        absences.put(stated.absence(), stated);
      }
      case DutyAct.AbsenceEnded ended -> absences.remove(ended.absence());
      case DelegationGiven given -> {
        ids.add(given.delegation());
        delegations.put(given.delegation(), given);
      }
      case DutyAct.DelegationEnded ended -> delegations.remove(ended.delegation());
      case QualificationRecorded recorded -> {
        ids.add(recorded.qualification());
        qualifications.put(recorded.qualification(), recorded);
      }
      case DutyAct.QualificationWithdrawn withdrawn ->
          qualifications.remove(withdrawn.qualification());
    }
  }

  /** Whoever is gone stands in for nobody, and nobody for them. */
  void left(String person) {
    absences.values().removeIf(one -> one.person().equals(person));
    delegations.values().removeIf(one -> one.by().equals(person) || one.to().equals(person));
    qualifications.values().removeIf(one -> one.person().equals(person));
  }

  /** Whether the id was ever used. */
  public boolean used(String id) {
    return ids.contains(id);
  }

  public Collection<AbsenceStated> absences() {
    return Collections.unmodifiableCollection(absences.values());
  }

  public Optional<AbsenceStated> absence(String id) {
    return Optional.ofNullable(absences.get(id));
  }

  public Collection<DelegationGiven> delegations() {
    return Collections.unmodifiableCollection(delegations.values());
  }

  public Optional<DelegationGiven> delegation(String id) {
    return Optional.ofNullable(delegations.get(id));
  }

  public Collection<QualificationRecorded> qualifications() {
    return Collections.unmodifiableCollection(qualifications.values());
  }

  public Optional<QualificationRecorded> qualification(String id) {
    return Optional.ofNullable(qualifications.get(id));
  }

  List<Circumstances.StandIn> standIns(Matter matter) {
    List<Circumstances.StandIn> standIns = new ArrayList<>();
    for (DelegationGiven given : delegations.values()) {
      if (given.model().isEmpty() || given.model().equals(matter.model())) {
        standIns.add(
            new Circumstances.StandIn(
                given.by(), given.to(), given.role(), given.from(), given.until()));
      }
    }
    return standIns;
  }

  /** Until when the person is away, if so at that instant. */
  public Optional<Instant> away(String person, Instant at) {
    return absences.values().stream()
        .filter(one -> one.person().equals(person) && during(one.from(), one.until(), at))
        .map(AbsenceStated::until)
        .max(Instant::compareTo);
  }

  List<Circumstances.Dated> datedAbsences() {
    return absences.values().stream()
        .map(one -> new Circumstances.Dated(one.person(), "", one.from(), one.until()))
        .toList();
  }

  List<Circumstances.Dated> datedQualifications() {
    return qualifications.values().stream()
        .map(one -> new Circumstances.Dated(one.person(), one.qualified(), one.from(), one.until()))
        .toList();
  }

  /** The first instant counts, the last does not. */
  public static boolean during(Instant from, Instant until, Instant at) {
    return !at.isBefore(from) && at.isBefore(until);
  }
}
