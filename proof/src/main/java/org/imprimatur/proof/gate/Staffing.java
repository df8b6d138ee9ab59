// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.policy.Requirement;

/**
 * Whether the people who are there can pass a gate at all, before anybody is kept waiting. A
 * delegation adds nobody: a delegate sits where the delegator would.
 */
public final class Staffing {
  private Staffing() {}

  /** A sentence for every requirement that nobody, or not enough distinct people, can satisfy. */
  public static List<String> gaps(Policy.Gate gate, String tier, People people) {
    List<String> gaps = fewest(required(gate, tier), people);
    if (people.unnamed() > 0) {
      gaps.add(counted(people.unnamed(), "author", "authors") + " of the version cannot be named.");
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
        gap(one, seats, people).ifPresent(gaps::add);
      }
    }
    return gaps;
  }

  private static Optional<String> gap(Requirement.SignOff asked, Seats seats, People people) {
    Set<String> eligible = new TreeSet<>();
    for (String person : holders(asked, people)) {
      if (people.bar(Signer.inOwnRole(person), asked).isEmpty()) {
        eligible.add(new TreeSet<>(people.sameAs(person)).first());
      }
    }
    int count = asked.asked().count();
    int filled = seats.fill(count, eligible);
    return filled < count
        ? Optional.of(
            "%s: %s as %s asked, %s eligible and free for it. %s"
                .formatted(
                    asked.id(),
                    counted(count, "sign-off", "sign-offs"),
                    asked.role(),
                    counted(filled, "person", "people"),
                    toAdd(asked, filled, people)))
        : Optional.empty();
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

  /** The same for every gate and tier of a policy that is not in use yet, with today's people. */
  public static List<String> gaps(Policy policy, Staff staff, Instant at) {
    List<String> gaps = new ArrayList<>();
    for (Policy.Gate gate : policy.gates().values()) {
      for (String tier : policy.tiers()) {
        People people = staff.people(Matter.of(policy, tier), Map.of(), 0, Set.of(), at);
        gaps(gate, tier, people)
            .forEach(gap -> gaps.add("%s, %s tier: %s".formatted(gate.stage(), tier, gap)));
      }
    }
    return gaps;
  }

  /** Who could sign and is away: a warning, since nobody is replaced by being away. */
  public static List<String> away(Policy.Gate gate, String tier, People people) {
    List<String> away = new ArrayList<>();
    for (Requirement requirement : required(gate, tier)) {
      for (Requirement.SignOff asked : requirement.signOffs()) {
        for (String person : people.eligible(asked)) {
          people
              .circumstances()
              .awayUntil(person)
              .ifPresent(
                  until ->
                      away.add("%s: %s is away until %s.".formatted(asked.id(), person, until)));
        }
      }
    }
    return away;
  }

  private static List<Requirement> required(Policy.Gate gate, String tier) {
    return gate.requirements().stream().filter(one -> one.tiers().contains(tier)).toList();
  }

  private static Set<String> holders(Requirement.SignOff asked, People people) {
    Set<String> holders = new TreeSet<>();
    for (String person : people.roles().keySet()) {
      if (people.holds(person, asked.role())) {
        holders.add(person);
      }
    }
    return holders;
  }

  private static String counted(long number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }

  private static String toAdd(Requirement.SignOff asked, int filled, People people) {
    int missing = asked.asked().count() - filled;
    var sentence = new StringBuilder("Add ");
    sentence
        .append(missing == 1 ? "a person" : counted(missing, "person", "people"))
        .append(" with the role ")
        .append(asked.role());
    asked
        .asked()
        .signer()
        .qualified()
        .ifPresent(name -> sentence.append(", qualified in ").append(name));
    sentence.append(
        asked.asked().signer().anotherTeam()
            ? ", of another team, without a hand in the version."
            : ", without a hand in the version.");
    for (String person : holders(asked, people)) {
      people
          .bar(Signer.inOwnRole(person), asked)
          .ifPresent(bar -> sentence.append(" Excluded: ").append(bar.sentence()));
    }
    return sentence.toString();
  }
}
