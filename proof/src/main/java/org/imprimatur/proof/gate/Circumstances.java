// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of people beside their roles, looked at from one instant.
 *
 * @param vouched for each person those who made them and for whom a second person vouched
 * @param teams the teams of each person since the model was registered
 * @param standIns who may sign for whom
 * @param qualifications what each person is qualified for, and when
 * @param recused who does not sign for this submission by an own act
 * @param absences who is away, and when
 * @param lines the teams of the model's owner: its business lines
 * @param at the instant
 */
public record Circumstances(
    Map<String, Set<String>> vouched,
    Map<String, Set<String>> teams,
    List<StandIn> standIns,
    List<Dated> qualifications,
    Set<String> recused,
    List<Dated> absences,
    Set<String> lines,
    Instant at) {
  public static final Circumstances NONE =
      new Circumstances(
          Map.of(), Map.of(), List.of(), List.of(), Set.of(), List.of(), Set.of(), Instant.EPOCH);

  public Circumstances {
    vouched = copy(vouched);
    teams = copy(teams);
    standIns = List.copyOf(standIns);
    qualifications = List.copyOf(qualifications);
    recused = Set.copyOf(recused);
    absences = List.copyOf(absences);
    lines = Set.copyOf(lines);
  }

  /** From one instant on and before another; a qualification has its name. */
  public record Dated(String person, String name, Instant from, Instant until) {}

  /** The same, looked at from another instant. */
  Circumstances at(Instant instant) {
    return new Circumstances(
        vouched, teams, standIns, qualifications, recused, absences, lines, instant);
  }

  /** The same for a model of other business lines. */
  public Circumstances of(Set<String> owned) {
    return new Circumstances(
        vouched, teams, standIns, qualifications, recused, absences, owned, at);
  }

  /** A delegation that nobody ended. */
  public record StandIn(
      String delegator, String delegate, String role, Instant from, Instant until) {}

  /** The delegations in a role whose time has come and is not over. */
  List<StandIn> current(String role) {
    return standIns.stream()
        .filter(one -> one.role().equals(role) && Duties.during(one.from(), one.until(), at))
        .toList();
  }

  /** What nobody can change is its own copy: people are looked at from many instants. */
  static Map<String, Set<String>> copy(Map<String, Set<String>> sets) {
    Map<String, Set<String>> whole = Map.copyOf(sets);
    if (whole.values().stream().allMatch(Circumstances::isFixed)) {
      return whole;
    }
    Map<String, Set<String>> copy = new HashMap<>();
    sets.forEach((person, set) -> copy.put(person, Set.copyOf(set)));
    return Map.copyOf(copy);
  }

  /** A set that cannot change is given back by {@code copyOf} as it is. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isFixed(Set<String> set) {
    return Set.copyOf(set) == set;
  }

  Set<String> vouchedFor(String person) {
    return vouched.getOrDefault(person, Set.of());
  }

  Set<String> teamsOf(String person) {
    return teams.getOrDefault(person, Set.of());
  }

  boolean qualified(String person, String qualification) {
    return qualifications.stream()
        .anyMatch(
            one ->
                one.person().equals(person)
                    && one.name().equals(qualification)
                    && Duties.during(one.from(), one.until(), at));
  }

  /** Until when the person is away, if so. */
  public Optional<Instant> awayUntil(String person) {
    return absences.stream()
        .filter(one -> one.person().equals(person) && Duties.during(one.from(), one.until(), at))
        .map(Dated::until)
        .max(Instant::compareTo);
  }

  /** Whether one of the two signs for the other now, in whatever role. */
  boolean standIn(String one, String other) {
    return standIns.stream()
        .filter(each -> Duties.during(each.from(), each.until(), at))
        .anyMatch(
            each ->
                (each.delegator().equals(one) && each.delegate().equals(other))
                    || (each.delegator().equals(other) && each.delegate().equals(one)));
  }

  boolean standsIn(Signer signer, String role) {
    return standIns.stream()
        .anyMatch(
            one ->
                one.delegate().equals(signer.person())
                    && signer.delegator().equals(Optional.of(one.delegator()))
                    && one.role().equals(role));
  }
}
