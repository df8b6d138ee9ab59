// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who holds which role now, who contributed to the version and how, and who counts as whom.
 *
 * @param roles the roles that each person holds
 * @param contributors each contributor with the link that makes one, such as "registered version 2"
 * @param unnamed how many authors of the version could not be named
 * @param creators for each person those who created, re-credentialed or empowered them after the
 *     model was registered: they count as the same person
 */
public record People(
    Map<String, Set<String>> roles,
    Map<String, String> contributors,
    long unnamed,
    Map<String, Set<String>> creators) {
  public People {
    Map<String, Set<String>> copy = new HashMap<>();
    roles.forEach((person, held) -> copy.put(person, Set.copyOf(held)));
    roles = Map.copyOf(copy);
    contributors = Map.copyOf(contributors);
    Map<String, Set<String>> made = new HashMap<>();
    creators.forEach((person, by) -> made.put(person, Set.copyOf(by)));
    creators = Map.copyOf(made);
  }

  public boolean holds(String person, String role) {
    return roles.getOrDefault(person, Set.of()).contains(role);
  }

  /** Why this person cannot sign for the version; empty where nothing stands against it. */
  public Optional<String> conflict(String person) {
    for (String same : new TreeSet<>(sameAs(person))) {
      String link = contributors.get(same);
      if (link != null) {
        return Optional.of(
            same.equals(person)
                ? "contributed to the version: " + link
                : "counts as " + same + ", who contributed to the version: " + link);
      }
    }
    return Optional.empty();
  }

  /** The person and everybody who counts as the same, followed to the end. */
  public Set<String> sameAs(String person) {
    Set<String> same = new HashSet<>();
    var next = new ArrayDeque<String>();
    next.add(person);
    while (!next.isEmpty()) {
      String one = next.remove();
      if (same.add(one)) {
        next.addAll(creators.getOrDefault(one, Set.of()));
        creators.forEach(
            (made, by) -> {
              if (by.contains(one)) {
                next.add(made);
              }
            });
      }
    }
    return same;
  }

  /** Those who hold the role and against whom nothing stands, in a fixed order. */
  public Set<String> eligible(String role) {
    Set<String> eligible = new TreeSet<>();
    for (String person : roles.keySet()) {
      if (holds(person, role) && conflict(person).isEmpty()) {
        eligible.add(person);
      }
    }
    return eligible;
  }
}
