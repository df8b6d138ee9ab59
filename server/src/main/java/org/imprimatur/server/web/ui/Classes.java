// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.imprimatur.proof.evidence.Computation;
import org.imprimatur.proof.gate.Bar;
import org.imprimatur.proof.gate.Dossier;
import org.imprimatur.proof.gate.People;
import org.imprimatur.proof.gate.Signer;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Watched;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.messages.Asks;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.web.ui.view.Mark;

/** The classes of evidence of a submission: which there are, how each stands, who signs for it. */
record Classes(Standing standing) {
  private static final List<Mark> WORST_FIRST =
      List.of(
          Mark.ERROR,
          Mark.UNSATISFIED,
          Mark.CANNOT_BE_TOLD,
          Mark.EXPIRED,
          Mark.WAITING,
          Mark.BYPASSED,
          Mark.WAIVED,
          Mark.SATISFIED,
          Mark.WATCHED,
          Mark.NOT_APPLICABLE,
          Mark.NOT_JUDGED);

  /** The class that a requirement judges; empty for a sign-off. */
  static String of(Requirement requirement) {
    return switch (requirement) {
      case Requirement.Check check -> check.evidenceClass();
      case Requirement.Measured measured -> measured.evidenceClass();
      case Requirement.Document document -> document.evidenceClass();
      case Requirement.Findings _, Requirement.SignOff _, Requirement.Veto _, Requirement.AnyOf _ ->
          "";
    };
  }

  List<String> all() {
    var all = new TreeSet<>(standing.input().dossier().classes().keySet());
    for (Verdict.Result result : standing.verdict().results()) {
      all.add(of(Asks.requirement(standing, result.requirement())));
    }
    all.remove("");
    return List.copyOf(all);
  }

  /** The worst state among the requirements that judge a class. */
  Mark mark(String evidenceClass) {
    Mark worst = evidenceClass.equals("risk") ? Mark.SATISFIED : Mark.NOT_JUDGED;
    for (Verdict.Result result : standing.verdict().results()) {
      if (of(Asks.requirement(standing, result.requirement())).equals(evidenceClass)) {
        Mark mark = plain(result);
        worst = WORST_FIRST.indexOf(mark) < WORST_FIRST.indexOf(worst) ? mark : worst;
      }
    }
    return worst;
  }

  private static Mark plain(Verdict.Result result) {
    return switch (result.state()) {
      case NOT_APPLICABLE -> Watched.of(result).isPresent() ? Mark.WATCHED : Mark.NOT_APPLICABLE;
      case WAITING -> Mark.WAITING;
      case SATISFIED -> Mark.SATISFIED;
      case WAIVED -> Mark.WAIVED;
      case BYPASSED -> Mark.BYPASSED;
      case EXPIRED -> Mark.EXPIRED;
      case ERROR -> Mark.ERROR;
      case UNSATISFIED ->
          result.outcome() == Verdict.Outcome.CANNOT_BE_TOLD
              ? Mark.CANNOT_BE_TOLD
              : Mark.UNSATISFIED;
    };
  }

  /** The requirements that ask for a role which this person holds or stands in for. */
  List<Requirement.SignOff> asked(Caller caller) {
    return standing.verdict().results().stream()
        .filter(result -> Watched.of(result).isEmpty())
        .map(result -> Asks.requirement(standing, result.requirement()))
        .flatMap(requirement -> requirement.signOffs().stream())
        .filter(asked -> !standing.input().people().signers(caller.id(), asked.role()).isEmpty())
        .toList();
  }

  /** The same without what this person cannot sign. */
  List<Requirement.SignOff> free(Caller caller) {
    return asked(caller).stream().filter(asked -> barred(caller, asked).isEmpty()).toList();
  }

  /** What stands against this person for what their role is asked; empty where nothing does. */
  Optional<Bar> barred(Caller caller, Requirement.SignOff asked) {
    People people = standing.input().people();
    List<Signer> ways = people.signers(caller.id(), asked.role());
    return ways.stream().anyMatch(way -> people.bar(way, asked).isEmpty())
        ? Optional.empty()
        : people.bar(ways.getFirst(), asked);
  }

  /** Whether the gate asks for other sign-offs of the same role. */
  static boolean isOneOfSeveral(Standing standing, Requirement.SignOff asked) {
    return standing.docket().asked().stream()
            .filter(other -> other.role().equals(asked.role()))
            .count()
        > 1;
  }

  /** The classes that a signature would cover. */
  List<String> covered(Requirement.SignOff asked) {
    return asked.asked().coversAll()
        ? List.copyOf(standing.input().dossier().classes().keySet())
        : asked.asked().covers();
  }

  /** What the person signs for first; else the class that stands worst. */
  String first(Caller caller) {
    List<String> own = free(caller).stream().flatMap(asked -> covered(asked).stream()).toList();
    List<String> among = own.isEmpty() ? all() : own;
    return among.stream()
        .min(Comparator.comparingInt(name -> WORST_FIRST.indexOf(mark(name))))
        .orElse("artifact");
  }

  Map<String, Dossier.Item> items(String evidenceClass) {
    return standing.input().dossier().items(evidenceClass);
  }

  /** What the gate took of a class, leaving out what the proposer supplied. */
  Optional<Dossier.Item> computed(String evidenceClass, String item) {
    return standing.input().dossier().find(evidenceClass, item);
  }

  /** The items of a class whose worker was not confined. */
  List<String> unconfined(String evidenceClass) {
    return items(evidenceClass).entrySet().stream()
        .filter(item -> Computation.isUnconfined(item.getValue().content()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What was guessed about the files that the items of a class were computed from. */
  List<String> guesses(String evidenceClass) {
    return items(evidenceClass).values().stream()
        .flatMap(item -> guesses(item).stream())
        .distinct()
        .toList();
  }

  static List<String> guesses(Dossier.Item item) {
    return Tree.texts(Tree.at(item.content(), "details"), "read");
  }

  long supplied(String evidenceClass) {
    return items(evidenceClass).keySet().stream()
        .filter(name -> name.startsWith(Dossier.SUPPLIED))
        .count();
  }
}
