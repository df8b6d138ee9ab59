// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.imprimatur.proof.act.DecisionAct.ConditionMet;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.gate.BypassRules;
import org.imprimatur.proof.gate.Condition;
import org.imprimatur.proof.gate.Decisions;
import org.imprimatur.proof.gate.People;
import org.imprimatur.proof.gate.SignOff;
import org.imprimatur.proof.gate.Waiver;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.server.gates.Emergencies;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.submissions.Submissions;
import org.springframework.stereotype.Component;

/**
 * What decisions ask for: waivers that wait for a second person, and conditions that somebody sees
 * to or confirms, which go on after a promotion. What is measured is said by nobody, and is in
 * nobody's turn.
 */
@Component
final class DecisionAsks {
  private final Submissions submissions;
  private final Gates gates;
  private final Models models;

  /** What is looked at of promoted submissions, with how soon it is due. */
  static final int MOST = 200;

  /**
   * The first day on which a condition of a promoted submission is due, while one is open; never
   * where none is any more, since none is added to a submission that has ended.
   */
  private final Map<Long, LocalDate> due = new ConcurrentHashMap<>();

  DecisionAsks(Submissions submissions, Gates gates, Models models) {
    this.submissions = submissions;
    this.gates = gates;
    this.models = models;
  }

  /** Everything that waits, with who can act. */
  List<Held> read(List<Asks.Case> open, Instant at, List<String> left) {
    List<Held> held = new ArrayList<>();
    for (Asks.Case one : open) {
      waivers(one, at, held);
      conditions(one, at, held);
      bypasses(one, held);
    }
    promoted(left).forEach(one -> conditions(one, at, held));
    return held;
  }

  private List<Asks.Case> promoted(List<String> left) {
    Map<Long, LocalDate> open = new HashMap<>();
    for (long number : submissions.promotedConditionally()) {
      LocalDate day = due.computeIfAbsent(number, this::firstDue);
      if (day.isBefore(LocalDate.MAX)) {
        open.put(number, day);
      }
    }
    List<Asks.Case> cases = new ArrayList<>();
    for (Standing standing : gates.standings(soonest(open, MOST, left))) {
      if (openConditions(standing).isEmpty()) {
        due.put(standing.submission().number(), LocalDate.MAX);
      } else {
        cases.add(
            new Asks.Case(
                standing.submission(),
                standing,
                models.byId(standing.submission().opened().model())));
      }
    }
    return cases;
  }

  /** Those that are due first, with a word of how many more there are. */
  static List<Long> soonest(Map<Long, LocalDate> open, int most, List<String> left) {
    int more = open.size() - most;
    if (more > 0) {
      left.add(
          "Of promoted submissions with open conditions the %d that are due first are looked at here; %d more are left."
              .formatted(most, more));
    }
    return open.entrySet().stream()
        .sorted(Map.Entry.<Long, LocalDate>comparingByValue().thenComparing(Map.Entry::getKey))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  private LocalDate firstDue(long number) {
    boolean conditional =
        submissions.get(number).signOffs().stream().anyMatch(given -> given.terms().isPresent());
    return conditional
        ? openConditions(gates.standing(number)).stream()
            .map(Condition::due)
            .min(Comparator.naturalOrder())
            .orElse(LocalDate.MAX)
        : LocalDate.MAX;
  }

  /** What somebody has still to see to or to confirm; what is measured nobody says. */
  private static List<Condition> openConditions(Standing standing) {
    List<Condition> open = new ArrayList<>();
    for (SignOff signOff : standing.input().signOffs()) {
      List<Condition> conditions = signOff.backing().terms().conditions();
      for (int i = 0; i < conditions.size(); i++) {
        boolean met =
            standing
                .submission()
                .decisions()
                .fulfilment(signOff.id(), i + 1)
                .flatMap(Decisions.Fulfilment::confirmed)
                .isPresent();
        if (!met && conditions.get(i).measure().isEmpty() && signOff.decision().approves()) {
          open.add(conditions.get(i));
        }
      }
    }
    return open;
  }

  /** On hold nobody can grant one, so that nobody is asked. */
  private static void waivers(Asks.Case one, Instant at, List<Held> held) {
    Optional<Policy.Waivers> limits = one.standing().input().policy().waivers();
    if (limits.isEmpty() || one.submission().decisions().holds().current().isPresent()) {
      return;
    }
    People people = people(one, at);
    for (Waiver waiver : one.submission().decisions().waivers()) {
      if (waiver.state(at) == Waiver.State.ASKED) {
        Set<String> granters = new TreeSet<>(people.roles().keySet());
        granters.removeIf(person -> waiver.grants(person, limits.get(), people).isPresent());
        var asked = waiver.asked();
        held.add(new Held(new Ask.Grant(one, waiver, asked.at()), granters, Set.of(asked.by())));
      }
    }
  }

  /** A wish waits for a second person; a debt is everybody's who could settle it. */
  private static void bypasses(Asks.Case one, List<Held> held) {
    BypassRules rules = Emergencies.rules(one.standing());
    Set<String> people = rules.input().people().roles().keySet();
    rules
        .pending()
        .filter(_ -> rules.submission().isEmpty())
        .ifPresent(
            asked -> {
              Set<String> seconds = new TreeSet<>(people);
              seconds.removeIf(person -> !rules.second(person, Optional.empty()).isEmpty());
              held.add(
                  new Held(
                      new Ask.ConfirmBypass(one, asked, asked.at()), seconds, Set.of(asked.by())));
            });
    rules
        .debt()
        .ifPresent(
            debt -> {
              Set<String> settling = new TreeSet<>(people);
              settling.removeIf(person -> rules.roleOf(person).isEmpty());
              settling.add(one.model().owner());
              settling.add(one.submission().opened().by());
              boolean overdue = !rules.input().at().isBefore(debt.due());
              held.add(new Held(new Ask.Settle(one, debt, overdue, debt.at()), settling, Set.of()));
            });
  }

  private static void conditions(Asks.Case one, Instant at, List<Held> held) {
    for (SignOff signOff : one.standing().input().signOffs()) {
      List<Condition> conditions = signOff.backing().terms().conditions();
      for (int i = 0; i < conditions.size(); i++) {
        Condition condition = conditions.get(i);
        if (condition.measure().isEmpty() && isOwn(one, signOff)) {
          var due =
              new Ask.Due(
                  one,
                  signOff,
                  i + 1,
                  condition,
                  one.submission().decisions().owner(signOff.id(), i + 1, condition),
                  condition.isPast(at));
          condition(due, people(one, at), held);
        }
      }
    }
  }

  /** Conditions of an earlier submission are in that one's list. */
  private static boolean isOwn(Asks.Case one, SignOff signOff) {
    return signOff.decision().approves() && given(one, signOff).isPresent();
  }

  private static void condition(Ask.Due due, People people, List<Held> held) {
    Optional<Decisions.Fulfilment> said =
        due.of().submission().decisions().fulfilment(due.signOff().id(), due.number());
    SignoffGiven asker = given(due.of(), due.signOff()).orElseThrow();
    if (said.isEmpty()) {
      held.add(
          new Held(new Ask.Meet(due, asker.at()), Set.of(holder(due, people)), Set.of(asker.by())));
    } else if (said.get().confirmed().isEmpty()) {
      ConditionMet met = said.get().said();
      Set<String> confirming = new TreeSet<>(people.roles().keySet());
      confirming.removeIf(
          person ->
              people.rolesOf(person).isEmpty()
                  || Decisions.confirms(person, asker, met, due.owner(), people).isPresent());
      held.add(new Held(new Ask.ConfirmMet(due, met.by(), met.at()), confirming, Set.of(met.by())));
    }
  }

  /** Its owner; where they left, whoever owns the model, to hand it over. */
  private static String holder(Ask.Due due, People people) {
    return people.rolesOf(due.owner()).isEmpty() ? due.of().model().owner() : due.owner();
  }

  private static Optional<SignoffGiven> given(Asks.Case one, SignOff signOff) {
    return one.submission().signOffs().stream()
        .filter(given -> given.signoff().equals(signOff.id()))
        .findFirst();
  }

  /** As they are now, also of what was promoted before. */
  private static People people(Asks.Case one, Instant at) {
    return one.standing().submission().status() == Submission.Status.OPEN
        ? one.standing().input().people()
        : one.standing().docket().people().at(at);
  }
}
