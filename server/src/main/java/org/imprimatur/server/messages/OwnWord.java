// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.gate.Gate;
import org.imprimatur.proof.gate.SignOff;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.gates.Standing;

/** What a person said already for a requirement, so that nobody is asked for the same twice. */
public final class OwnWord {
  private OwnWord() {}

  /**
   * The person's word in this role, if asking for this requirement would come to nothing: an
   * approval that counts for it, or one that another requirement lacks, since one person has one
   * word in a role and would only move it; or another decision over what is still there.
   */
  public static Optional<SignOff> of(Standing standing, String person, Requirement.SignOff asked) {
    List<SignOff> words =
        standing.input().signOffs().stream()
            .filter(one -> one.person().equals(person) && one.role().equals(asked.role()))
            .filter(one -> one.backing().earlier().isEmpty())
            .toList();
    if (words.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Set<String>> counted = Gate.counted(standing.input());
    return words.stream()
        .filter(
            one ->
                one.decision().approves()
                    ? counted.getOrDefault(asked.id(), Set.of()).contains(one.id())
                        || isNeeded(standing, one, counted)
                    : isCurrent(standing, one))
        .reduce((_, later) -> later);
  }

  /** Whether an act was given for this requirement; one that names none can be for each. */
  public static boolean isFor(SignoffGiven given, Requirement.SignOff asked) {
    return given.role().equals(asked.role())
        && given.meaning().equals(asked.meaning())
        && given.requirement().map(asked.id()::equals).orElse(true);
  }

  private static boolean isCurrent(Standing standing, SignOff signOff) {
    var now = standing.input().dossier().digests();
    return signOff.covers().entrySet().stream()
        .allMatch(cover -> cover.getValue().equals(now.get(cover.getKey())));
  }

  /** Whether too few others count for what it counts for. */
  private static boolean isNeeded(
      Standing standing, SignOff signOff, Map<String, Set<String>> counted) {
    return standing.docket().asked().stream()
        .filter(signOff::isGivenFor)
        .filter(asked -> counted.getOrDefault(asked.id(), Set.of()).contains(signOff.id()))
        .anyMatch(
            asked ->
                others(standing, signOff, counted.getOrDefault(asked.id(), Set.of()))
                    < asked.asked().count());
  }

  private static int others(Standing standing, SignOff signOff, Set<String> counted) {
    var others = new TreeSet<String>();
    for (SignOff other : standing.input().signOffs()) {
      if (counted.contains(other.id()) && !other.person().equals(signOff.person())) {
        others.add(other.person());
      }
    }
    return others.size();
  }
}
