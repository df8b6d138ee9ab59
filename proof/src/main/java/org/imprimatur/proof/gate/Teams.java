// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who belonged to which team from when until when. */
final class Teams {
  private final List<Spell> spells = new ArrayList<>();

  private record Spell(String person, String team, Instant from, Optional<Instant> until) {
    boolean open() {
      return until.isEmpty();
    }
  }

  void join(String person, String team, Instant at) {
    if (!of(person).contains(team)) {
      spells.add(new Spell(person, team, at, Optional.empty()));
    }
  }

  void leave(String person, String team, Instant at) {
    spells.replaceAll(
        spell ->
            spell.open() && spell.person().equals(person) && spell.team().equals(team)
                ? new Spell(person, team, spell.from(), Optional.of(at))
                : spell);
  }

  void leaveAll(String person, Instant at) {
    of(person).forEach(team -> leave(person, team, at));
  }

  /** The person's teams now. */
  Set<String> of(String person) {
    Set<String> teams = new TreeSet<>();
    for (Spell spell : spells) {
      if (spell.open() && spell.person().equals(person)) {
        teams.add(spell.team());
      }
    }
    return teams;
  }

  /** Everybody's teams at any time since: leaving one does not make a stranger. */
  Map<String, Set<String>> since(Instant since) {
    Map<String, Set<String>> teams = new HashMap<>();
    for (Spell spell : spells) {
      if (spell.until().map(until -> !until.isBefore(since)).orElse(true)) {
        teams.computeIfAbsent(spell.person(), _ -> new TreeSet<>()).add(spell.team());
      }
    }
    return teams;
  }
}
