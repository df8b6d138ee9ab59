// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.imprimatur.proof.gate.Signer;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.audit.LastNamed;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.policies.Assessments;
import org.imprimatur.server.policies.KeptModels;
import org.imprimatur.server.policies.KeptModels.Known;
import org.imprimatur.server.policies.Risk;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.submissions.Submissions;
import org.springframework.stereotype.Component;

/** Who is asked for what now. Everything is read once for each state of the log and minute. */
@Component
public final class Asks {
  public static final String UNCHALLENGED = "sign-off.challenges";
  private static final String VOID = "finding.acceptance-void";
  private static final int MOST = 200;

  private final Ground ground;

  /** A model keeps its name. */
  private final Map<String, String> names = new ConcurrentHashMap<>();

  private volatile Open open =
      new Open(-1, -1, List.of(), List.of(), List.of(), List.of(), new IdentityHashMap<>());

  Asks(Ground ground) {
    this.ground = ground;
  }

  /** What asks follow from. */
  @Component
  record Ground(
      LastNamed lastNamed,
      Submissions submissions,
      Gates gates,
      Models models,
      Assessments assessments,
      KeptModels kept,
      ReviewAsks reviews,
      DecisionAsks decisions,
      RoleAsks roles,
      PolicyAsks policies,
      MonitoringAsks monitoring,
      IncidentAsks incidents,
      SampleAsks samples,
      InstantSource clock) {}

  /** Everything open at a size of the log, in a minute: days pass, and delegations begin. */
  private record Open(
      long size,
      long minute,
      List<Case> cases,
      List<Unassessed> unassessed,
      List<Held> held,
      List<String> left,
      IdentityHashMap<Standing, Map<String, Set<String>>> eligible) {
    /** Who could sign, found once for everybody who is asked about. */
    Set<String> eligible(Case one, Requirement.SignOff asked) {
      return eligible
          .getOrDefault(one.standing(), new ConcurrentHashMap<>())
          .computeIfAbsent(asked.id(), _ -> one.standing().eligible(asked));
    }

    /** What was found of a standing holds as long as it is the same. */
    IdentityHashMap<Standing, Map<String, Set<String>>> eligible(List<Case> cases) {
      IdentityHashMap<Standing, Map<String, Set<String>>> still = new IdentityHashMap<>();
      for (Case one : cases) {
        Map<String, Set<String>> known = eligible.get(one.standing());
        still.put(one.standing(), known == null ? new ConcurrentHashMap<>() : known);
      }
      return still;
    }
  }

  /** An open submission with its verdict. */
  public record Case(Submission submission, Standing standing, Model model) {}

  /** A model whose tier is not settled. */
  private record Unassessed(Model model, Risk risk, boolean outdated) {}

  public List<Case> open() {
    return now().cases();
  }

  /** What there is more of than is looked at, so that nobody takes the list for all there is. */
  public List<String> left() {
    return now().left();
  }

  /** What is asked of this person: overdue, then due, then the longest first. */
  public List<Ask> of(Caller caller) {
    return of(caller.person());
  }

  /** The same of a person who need not be there to ask. */
  List<Ask> of(Person person) {
    Open now = now();
    List<Ask> asks = new ArrayList<>();
    for (Case one : now.cases()) {
      List<Verdict.Reason> outdated = one.standing().outdated();
      if (!outdated.isEmpty()) {
        if (one.submission().opened().by().equals(person.person())) {
          asks.add(new Ask.Resubmit(one, outdated, since(one)));
        }
        continue;
      }
      signs(now, one, person, asks);
      mends(one, person, asks);
      assessesAgain(one, person, asks);
      if (one.standing().verdict().passes() && promotes(one, person)) {
        asks.add(new Ask.Promote(one, since(one)));
      }
    }
    for (Unassessed one : now.unassessed()) {
      assesses(one, person, asks);
    }
    for (Held held : now.held()) {
      if (held.holders().contains(person.person())) {
        asks.add(held.ask());
      }
    }
    asks.sort(Ask.ORDER);
    return asks;
  }

  /** What of reviews and roles this person waits for, with who has it. */
  public List<Held> waiting(Caller caller) {
    return now().held().stream()
        .filter(held -> held.waiting().contains(caller.id()))
        .filter(held -> !held.holders().contains(caller.id()))
        .sorted(Comparator.comparing(Held::ask, Ask.ORDER))
        .toList();
  }

  private Open now() {
    long size = ground.lastNamed().size();
    long minute = ground.clock().millis() / 60_000;
    Open found = open;
    if (found.size() != size || found.minute() != minute) {
      List<String> left = new ArrayList<>();
      List<Case> cases = cases(left);
      List<Unassessed> unassessed = unassessed(left);
      List<Held> held = held(size, cases, left);
      found =
          new Open(size, minute, cases, unassessed, held, List.copyOf(left), found.eligible(cases));
      open = found;
    }
    return found;
  }

  private List<Held> held(long size, List<Case> cases, List<String> left) {
    List<Held> held = new ArrayList<>(ground.reviews().read(size, cases, left));
    held.addAll(ground.decisions().read(cases, ground.clock().instant(), left));
    held.addAll(ground.roles().read(size));
    held.addAll(ground.policies().read(size));
    held.addAll(ground.monitoring().read(ground.clock().instant(), left));
    held.addAll(ground.incidents().read(ground.clock().instant(), left));
    held.addAll(ground.samples().read(left));
    return held;
  }

  private List<Case> cases(List<String> left) {
    List<Case> cases = new ArrayList<>();
    List<Long> numbers = ground.submissions().open(MOST + 1);
    if (numbers.size() > MOST) {
      left.add(
          "Only the newest %d open submissions are looked at here. The page of submissions has all of them."
              .formatted(MOST));
    }
    List<Standing> standings = ground.gates().standings(numbers.stream().limit(MOST).toList());
    List<Known> of =
        ground
            .kept()
            .read(
                standings.stream()
                    .map(standing -> name(standing.submission().opened().model()))
                    .toList());
    for (int i = 0; i < standings.size(); i++) {
      Standing standing = standings.get(i);
      cases.add(new Case(standing.submission(), standing, of.get(i).model()));
    }
    return cases;
  }

  private String name(String model) {
    return names.computeIfAbsent(model, id -> ground.models().name(id));
  }

  private List<Unassessed> unassessed(List<String> left) {
    List<String> unsettled = ground.assessments().unsettled(MOST + 1);
    if (unsettled.size() > MOST) {
      left.add(
          "Of models whose risk is not assessed, the %d that were registered first are looked at here."
              .formatted(MOST));
    }
    List<String> names = unsettled.stream().limit(MOST).map(this::name).toList();
    return ground.kept().read(names).stream()
        .filter(one -> one.outdated() || one.risk().confirmed().isEmpty())
        .map(one -> new Unassessed(one.model(), one.risk(), one.outdated()))
        .toList();
  }

  private static void signs(Open now, Case one, Person person, List<Ask> asks) {
    for (Verdict.Result result : one.standing().verdict().open()) {
      Requirement requirement = requirement(one.standing(), result.requirement());
      requirement.signOffs().stream()
          .filter(asked -> now.eligible(one, asked).contains(person.person()))
          .filter(asked -> isAsked(one, asked, result, person))
          .findFirst()
          .flatMap(asked -> signer(one, asked, person).map(as -> sign(one, asked, as)))
          .ifPresent(asks::add);
    }
  }

  private static Ask sign(Case one, Requirement.SignOff asked, Signer as) {
    return new Ask.Sign(one, asked, as, since(one));
  }

  private static Optional<Signer> signer(Case one, Requirement.SignOff asked, Person person) {
    var people = one.standing().input().people();
    return people.signers(person.person(), asked.role()).stream()
        .filter(way -> people.bar(way, asked).isEmpty())
        .findFirst();
  }

  private static boolean isAsked(
      Case one, Requirement.SignOff asked, Verdict.Result result, Person person) {
    boolean cannotStart =
        result.reasons().stream().anyMatch(reason -> reason.code().equals("sign-off.after"));
    return !cannotStart
        && !isDiscussed(one, result)
        && !result.turn().role().equals("proposer")
        && one.submission().decisions().holds().current().isEmpty()
        && OwnWord.of(one.standing(), person.person(), asked).isEmpty();
  }

  /** Others have the challenges without which nobody can approve. */
  private static boolean isDiscussed(Case one, Verdict.Result result) {
    return result.reasons().stream().anyMatch(reason -> reason.code().equals(UNCHALLENGED))
        && one.standing().docket().review().challenges().stream()
            .anyMatch(challenge -> ReviewAsks.isOpen(one, challenge));
  }

  private static void mends(Case one, Person person, List<Ask> asks) {
    if (one.submission().opened().by().equals(person.person())) {
      List<Verdict.Result> own = turns(one, "proposer");
      if (!own.isEmpty()) {
        asks.add(new Ask.Mend(one, "proposer", own, since(one)));
      }
    }
    List<Verdict.Result> custodian = turns(one, "custodian");
    if (!custodian.isEmpty()
        && one.standing().input().people().eligible("custodian").contains(person.person())) {
      asks.add(new Ask.Mend(one, "custodian", custodian, since(one)));
    }
    List<Verdict.Result> condemned =
        turns(one, "risk-manager").stream().filter(Asks::isCondemned).toList();
    if (!condemned.isEmpty()
        && one.standing().input().people().eligible("risk-manager").contains(person.person())) {
      asks.add(new Ask.Mend(one, "risk-manager", condemned, since(one)));
    }
  }

  private static boolean isCondemned(Verdict.Result result) {
    return result.reasons().stream().anyMatch(reason -> reason.code().equals("evidence.condemned"));
  }

  private static List<Verdict.Result> turns(Case one, String role) {
    return one.standing().verdict().open().stream()
        .filter(result -> result.turn().role().equals(role) && !isHeld(one, result))
        .toList();
  }

  /** Open findings stand in the list of whoever puts them right or looks again. */
  private static boolean isHeld(Case one, Verdict.Result result) {
    return requirement(one.standing(), result.requirement()) instanceof Requirement.Findings
        && result.reasons().stream().noneMatch(reason -> reason.code().equals(VOID));
  }

  private static boolean promotes(Case one, Person person) {
    boolean concerned =
        person.person().equals(one.model().owner())
            || person.person().equals(one.submission().opened().by());
    return concerned && person.permissions().contains(Permission.PROMOTE);
  }

  private static void assesses(Unassessed one, Person person, List<Ask> asks) {
    var answered = one.risk().answered();
    if (answered.isEmpty() || one.outdated()) {
      if (List.of(one.model().registered().by(), one.model().owner()).contains(person.person())
          && person.permissions().contains(Permission.PROPOSE)) {
        asks.add(new Ask.Assess(one.model(), false, one.model().since()));
      }
    } else if (person.permissions().contains(Permission.ASSESS)
        && !answered.get().by().equals(person.person())) {
      asks.add(new Ask.Assess(one.model(), true, answered.get().at()));
    }
  }

  /** A tier that somebody condemned confirmed is confirmed by another. */
  private static void assessesAgain(Case one, Person person, List<Ask> asks) {
    boolean condemned =
        one.standing().verdict().obstacles().stream()
            .anyMatch(reason -> reason.code().equals("risk.condemned"));
    if (condemned
        && person.permissions().contains(Permission.ASSESS)
        && !one.standing().docket().model().confirmation().by().equals(person.person())) {
      asks.add(new Ask.Assess(one.model(), true, since(one)));
    }
  }

  /** When the dossier moved last. */
  public static Instant since(Case one) {
    Instant latest = one.submission().opened().at();
    for (var act : one.submission().evidence()) {
      latest = act.at().isAfter(latest) ? act.at() : latest;
    }
    for (var act : one.submission().signOffs()) {
      latest = act.at().isAfter(latest) ? act.at() : latest;
    }
    return latest;
  }

  /** The requirement of this id at the submission's gate. */
  public static Requirement requirement(Standing standing, String id) {
    var gate = standing.input().policy().gates().get(standing.input().subject().gate());
    if (gate != null) {
      for (Requirement requirement : gate.requirements()) {
        if (requirement.id().equals(id)) {
          return requirement;
        }
      }
    }
    throw new IllegalStateException("The gate does not ask for " + id + ".");
  }
}
