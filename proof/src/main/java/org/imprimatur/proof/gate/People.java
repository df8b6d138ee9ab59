// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.policy.Requirement;

/**
 * Who holds which role now, who contributed to the version and how, and who counts as whom.
 *
 * @param roles the roles that each person holds where the version is judged
 * @param contributors each contributor with the link that makes one, such as "registered version 2"
 * @param unnamed how many authors of the version could not be named
 * @param creators for each person those who alone created, re-credentialed or empowered them after
 *     the model was registered: they count as the same person
 * @param circumstances what else is known at this instant
 */
public record People(
    Map<String, Set<String>> roles,
    Map<String, String> contributors,
    long unnamed,
    Map<String, Set<String>> creators,
    Circumstances circumstances) {
  public People {
    roles = Circumstances.copy(roles);
    contributors = Map.copyOf(contributors);
    creators = Circumstances.copy(creators);
  }

  public People(
      Map<String, Set<String>> roles,
      Map<String, String> contributors,
      long unnamed,
      Map<String, Set<String>> creators) {
    this(roles, contributors, unnamed, creators, Circumstances.NONE);
  }

  /** The same people at another instant: what they do for a time begins and ends. */
  public People at(Instant instant) {
    return new People(roles, contributors, unnamed, creators, circumstances.at(instant));
  }

  /** The same people, were these persons, and whoever counts as one of them, not there to sign. */
  People without(Set<String> persons) {
    Map<String, Set<String>> left = new HashMap<>(roles);
    persons.forEach(person -> left.keySet().removeAll(sameAs(person)));
    return new People(left, contributors, unnamed, creators, circumstances);
  }

  /** What the person holds where the version is judged. */
  public Set<String> rolesOf(String person) {
    return roles.getOrDefault(person, Set.of());
  }

  public boolean holds(String person, String role) {
    return rolesOf(person).contains(role);
  }

  /** Why this person cannot sign for the version; empty where nothing stands against it. */
  public Optional<String> conflict(String person) {
    Set<String> same = new TreeSet<>(sameAs(person));
    for (String one : same) {
      String link = contributors.get(one);
      if (link != null) {
        return Optional.of(
            one.equals(person)
                ? "contributed to the version: " + link
                : "counts as " + one + ", who contributed to the version: " + link);
      }
    }
    for (String one : same) {
      for (String near : new TreeSet<>(bound(one))) {
        String link = contributors.get(near);
        if (link != null) {
          return Optional.of(
              "is bound to %s by how one of them came to be here, and %s contributed to the version: %s"
                  .formatted(near, near, link));
        }
      }
    }
    return Optional.empty();
  }

  /** Those who made the person and whom the person made, where a second one vouched. */
  private Set<String> bound(String person) {
    Set<String> bound = new HashSet<>(circumstances.vouchedFor(person));
    circumstances
        .vouched()
        .forEach(
            (made, by) -> {
              if (by.contains(person)) {
                bound.add(made);
              }
            });
    return bound;
  }

  /** The person and everybody who counts as the same, followed to the end. */
  public Set<String> sameAs(String person) {
    return closure(person, creators);
  }

  static Set<String> closure(String person, Map<String, Set<String>> creators) {
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

  /** Why two persons do not count as two independent ones; empty where they do. */
  Optional<String> tie(String one, String other) {
    if (sameAs(one).contains(other)) {
      return Optional.of("%s counts as %s".formatted(one, other));
    }
    Set<String> others = sameAs(other);
    for (String same : new TreeSet<>(sameAs(one))) {
      if (!Collections.disjoint(bound(same), others)) {
        return Optional.of(
            "%s is bound to %s by how one of them came to be here".formatted(one, other));
      }
    }
    return circumstances.standIn(one, other)
        ? Optional.of("one of %s and %s signs for the other now".formatted(one, other))
        : Optional.empty();
  }

  /** What stands against this signer for this requirement, the first of all reasons. */
  public Optional<Bar> bar(Signer signer, Requirement.SignOff asked) {
    String holder = signer.holder();
    if (!holds(holder, asked.role())) {
      return Optional.of(
          new Bar("role", holder, "does not hold the role " + asked.role() + " now"));
    }
    if (signer.delegator().isPresent() && !circumstances.standsIn(signer, asked.role())) {
      return Optional.of(
          new Bar(
              "delegation",
              signer.person(),
              "has no delegation of %s as %s".formatted(holder, asked.role())));
    }
    return signer
        .persons()
        .flatMap(person -> duty(person).stream())
        .findFirst()
        .or(() -> asks(signer, asked.asked().signer()));
  }

  /**
   * What of a person's own doing stands against signing, and against everything else that takes an
   * independent person: granting, confirming, accepting, retesting.
   */
  public Optional<Bar> duty(String person) {
    for (String same : new TreeSet<>(sameAs(person))) {
      if (circumstances.recused().contains(same)) {
        return Optional.of(new Bar("recused", person, "is recused from this submission"));
      }
    }
    return conflict(person).map(words -> new Bar("contributor", person, words));
  }

  private Optional<Bar> asks(Signer signer, Requirement.Signer asked) {
    Optional<String> qualified = asked.qualified();
    if (qualified.isPresent() && !circumstances.qualified(signer.person(), qualified.get())) {
      return Optional.of(
          new Bar(
              "qualification",
              signer.person(),
              "has no valid qualification %s now".formatted(qualified.get())));
    }
    return asked.anotherTeam()
        ? signer.persons().flatMap(person -> shared(person).stream()).findFirst()
        : Optional.empty();
  }

  /** Whoever belongs to no team, on either side, cannot be shown to belong to another one. */
  private Optional<Bar> shared(String person) {
    Set<String> teams = circumstances.teamsOf(person);
    if (teams.isEmpty()) {
      return Optional.of(new Bar("team", person, "belongs to no team"));
    }
    for (String contributor : new TreeSet<>(contributors.keySet())) {
      Set<String> theirs = circumstances.teamsOf(contributor);
      if (theirs.isEmpty()) {
        return Optional.of(
            new Bar(
                "team",
                person,
                "cannot be shown to be of another team than %s, who belongs to none and %s"
                    .formatted(contributor, contributors.get(contributor))));
      }
      Set<String> common = new TreeSet<>(theirs);
      common.retainAll(teams);
      if (!common.isEmpty()) {
        return Optional.of(
            new Bar(
                "team",
                person,
                "shares the team %s with %s, who %s"
                    .formatted(
                        String.join(", ", common), contributor, contributors.get(contributor))));
      }
    }
    return Optional.empty();
  }

  /** Those who hold the role and against whom nothing stands, in a fixed order. */
  public Set<String> eligible(String role) {
    Set<String> eligible = new TreeSet<>();
    for (String person : roles.keySet()) {
      if (holds(person, role) && duty(person).isEmpty()) {
        eligible.add(person);
      }
    }
    return eligible;
  }

  /** Those who could sign now, in an own role or for somebody, in a fixed order. */
  public Set<String> eligible(Requirement.SignOff asked) {
    Set<String> eligible = new TreeSet<>();
    for (Signer signer : signers(asked.role())) {
      if (bar(signer, asked).isEmpty()) {
        eligible.add(signer.person());
      }
    }
    return eligible;
  }

  /** How the person could sign in the role now: in an own one before anybody else's. */
  public List<Signer> signers(String person, String role) {
    return signers(role).stream().filter(signer -> signer.person().equals(person)).toList();
  }

  /** Everybody who holds the role, then those who stand in for one of them now. */
  public List<Signer> signers(String role) {
    List<Signer> signers = new ArrayList<>();
    for (String person : new TreeSet<>(roles.keySet())) {
      if (holds(person, role)) {
        signers.add(Signer.inOwnRole(person));
      }
    }
    for (Circumstances.StandIn one : circumstances.current(role)) {
      signers.add(new Signer(one.delegate(), Optional.of(one.delegator())));
    }
    return signers;
  }
}
