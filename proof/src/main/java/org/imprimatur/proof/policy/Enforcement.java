// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * From when a requirement is enforced. Until then it is watched: evaluated and shown, and binding
 * nobody. A day begins at 00:00 UTC, and no day is later than {@code from}, so that everything ends
 * by being enforced.
 *
 * @param from from when it is enforced everywhere
 * @param tiers from when it is in single tiers
 * @param teams from when it is for models whose owner belongs to a team
 */
public record Enforcement(
    LocalDate from, SortedMap<String, LocalDate> tiers, SortedMap<String, LocalDate> teams) {
  public Enforcement {
    tiers = Collections.unmodifiableSortedMap(new TreeMap<>(tiers));
    teams = Collections.unmodifiableSortedMap(new TreeMap<>(teams));
    for (LocalDate day : Stream.of(tiers, teams).flatMap(map -> map.values().stream()).toList()) {
      if (day.isAfter(from)) {
        throw new IllegalArgumentException("No tier and no team begins later than from.");
      }
    }
  }

  /**
   * The day from which it is enforced for a model.
   *
   * @param where what brings it in on that day: {@code everywhere}, {@code in the high tier} or
   *     {@code for the team cards}
   */
  public record Begin(LocalDate day, String where) {
    public Instant instant() {
      return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Whether it is enforced at an instant; from the first one of its day on. */
    public boolean binds(Instant at) {
      return !at.isBefore(instant());
    }
  }

  /** The earliest day that the tier, any of the owner's teams, or {@code from} gives. */
  public Begin begin(String tier, Collection<String> owned) {
    var begin = new Begin(from, "everywhere");
    LocalDate inTier = tiers.getOrDefault(tier, from);
    if (inTier.isBefore(begin.day())) {
      begin = new Begin(inTier, inTier(tier));
    }
    for (Map.Entry<String, LocalDate> team : teams.entrySet()) {
      if (owned.contains(team.getKey()) && team.getValue().isBefore(begin.day())) {
        begin = new Begin(team.getValue(), forTeam(team.getKey()));
      }
    }
    return begin;
  }

  /** Whether it is enforced everywhere at an instant. */
  public boolean binds(Instant at) {
    return new Begin(from, "everywhere").binds(at);
  }

  static String inTier(String tier) {
    return "in the " + tier + " tier";
  }

  static String forTeam(String team) {
    return "for the team " + team;
  }

  /**
   * In words: {@code enforced from 1 Mar 2027, in the high tier from 15 Dec 2026}.
   *
   * @param day how a day is written
   */
  public String words(Function<LocalDate, String> day) {
    var words = new StringBuilder("enforced from ").append(day.apply(from));
    tiers.forEach(
        (tier, on) ->
            words.append(", ").append(inTier(tier)).append(" from ").append(day.apply(on)));
    teams.forEach(
        (team, on) ->
            words.append(", ").append(forTeam(team)).append(" from ").append(day.apply(on)));
    return words.toString();
  }
}
