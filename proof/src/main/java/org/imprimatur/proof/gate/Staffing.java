// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;

/** Whether the people who are there can pass a gate at all, before anybody is kept waiting. */
public final class Staffing {
  private Staffing() {}

  /** A sentence for every requirement that nobody, or not enough distinct people, can satisfy. */
  public static List<String> gaps(Policy.Gate gate, String tier, People people) {
    List<Requirement> asked =
        gate.requirements().stream().filter(one -> one.tiers().contains(tier)).toList();
    List<String> gaps = fewest(asked, people);
    if (people.unnamed() > 0) {
      gaps.add(people.unnamed() + " authors of the version cannot be named.");
    }
    return gaps;
  }

  /** What lacks under the choice of alternatives that lacks least. */
  private static List<String> fewest(List<Requirement> asked, People people) {
    List<String> fewest = new ArrayList<>();
    boolean first = true;
    for (Choice choice : Choice.all(asked)) {
      List<String> gaps = gaps(asked, choice, people);
      if (first || gaps.size() < fewest.size()) {
        fewest = gaps;
        first = false;
      }
    }
    return fewest;
  }

  private static List<String> gaps(List<Requirement> asked, Choice choice, People people) {
    List<String> gaps = new ArrayList<>();
    var seats = new Seats();
    for (Requirement requirement : asked) {
      for (Requirement.SignOff one : needed(requirement, choice)) {
        Set<String> eligible = new TreeSet<>();
        for (String person : people.eligible(one.role())) {
          eligible.add(new TreeSet<>(people.sameAs(person)).first());
        }
        int filled = seats.fill(one.asked().count(), eligible);
        if (filled < one.asked().count()) {
          gaps.add(
              "%s: %d sign-offs as %s asked, %d people eligible and free for it."
                  .formatted(one.id(), one.asked().count(), one.role(), filled));
        }
      }
    }
    return gaps;
  }

  /** A veto needs nobody: its role may speak, and need not. */
  private static List<Requirement.SignOff> needed(Requirement requirement, Choice choice) {
    return switch (requirement) {
      case Requirement.SignOff one -> List.of(one);
      case Requirement.AnyOf anyOf -> choice.of(anyOf);
      case Requirement.Veto _,
          Requirement.Check _,
          Requirement.Measured _,
          Requirement.Findings _,
          Requirement.Document _ ->
          List.of();
    };
  }
}
