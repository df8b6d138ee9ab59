// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.messages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.imprimatur.proof.act.FindingAct;
import org.imprimatur.proof.gate.People;
import org.imprimatur.proof.gate.ReviewConduct;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.review.RaisedChallenge;
import org.imprimatur.proof.review.RaisedFinding;
import org.imprimatur.server.audit.LastNamed;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.reviews.FindingFilter;
import org.imprimatur.server.reviews.FindingRow;
import org.imprimatur.server.reviews.Findings;
import org.imprimatur.server.submissions.Submissions;
import org.springframework.stereotype.Component;

/**
 * What a review asks for: every open challenge and finding is held by exactly one person, or by one
 * team, until they act.
 */
@Component
final class ReviewAsks {
  private static final int MOST = 500;
  private static final FindingFilter OPEN = new FindingFilter("open", "", "", "");

  private final Faces faces;
  private final Map<Long, Kept> findings = new ConcurrentHashMap<>();

  ReviewAsks(Faces faces) {
    this.faces = faces;
  }

  /** What findings are read from. */
  @Component
  record Faces(
      LastNamed lastNamed,
      Findings findings,
      Submissions submissions,
      Gates gates,
      Models models) {}

  /** A finding as it was at a size of the log. */
  private record Kept(long readAt, RaisedFinding finding) {}

  /** Everything open, with who holds it. */
  List<Held> read(long size, List<Asks.Case> cases, List<String> left) {
    List<Held> held = new ArrayList<>();
    for (Asks.Case one : cases) {
      for (RaisedChallenge challenge : one.standing().docket().review().challenges()) {
        challenge(one, challenge, held);
      }
    }
    Map<String, People> people = new HashMap<>();
    List<FindingRow> rows =
        faces.findings().list(OPEN).stream().sorted(Comparator.comparing(FindingRow::due)).toList();
    if (rows.size() > MOST) {
      left.add(
          "Only the %d findings that are due first are looked at here. The page of findings has all of them."
              .formatted(MOST));
    }
    for (FindingRow row : rows.stream().limit(MOST).toList()) {
      held.add(finding(size, row, people.computeIfAbsent(row.model(), this::people)));
    }
    return held;
  }

  private static void challenge(Asks.Case one, RaisedChallenge challenge, List<Held> held) {
    var raised = challenge.raised();
    switch (challenge.state()) {
      case OPEN ->
          held.add(
              new Held(
                  new Ask.Answer(one, challenge, raised.at()),
                  Set.of(answers(one, challenge)),
                  Set.of(raised.by())));
      case ANSWERED -> {
        var last = challenge.answers().getLast();
        if (isHere(one, raised.by())) {
          held.add(
              new Held(
                  new Ask.Resolve(one, challenge, last.at()),
                  Set.of(raised.by()),
                  Set.of(last.by())));
        }
      }
      case RESOLVED -> {}
    }
  }

  /** Whether somebody has to act before the challenge can count. */
  static boolean isOpen(Asks.Case one, RaisedChallenge challenge) {
    return challenge.state() != RaisedChallenge.State.RESOLVED
        && isHere(one, challenge.raised().by());
  }

  private static boolean isHere(Asks.Case one, String person) {
    return !one.standing().input().people().rolesOf(person).isEmpty();
  }

  /** Whoever is asked; where they hold no role here any more, whoever proposed the version. */
  private static String answers(Asks.Case one, RaisedChallenge challenge) {
    String asked = challenge.raised().asked();
    return isHere(one, asked) ? asked : one.submission().opened().by();
  }

  private Held finding(long size, FindingRow row, People people) {
    RaisedFinding finding = kept(size, row);
    var of = new Ask.Found(finding, faces.models().name(row.model()), row.overdue());
    if (row.state() == RaisedFinding.State.FIXED) {
      Instant fixed = finding.lastFix().orElseThrow().at();
      return new Held(new Ask.Retest(of, fixed), retesters(people, finding), Set.of(row.owner()));
    }
    // Nobody else can say that it is fixed: whoever owns the model names another owner.
    String holder =
        people.rolesOf(row.owner()).isEmpty()
            ? faces.models().byId(row.model()).owner()
            : row.owner();
    return new Held(new Ask.Fix(of, since(finding)), Set.of(holder), Set.of(finding.raised().by()));
  }

  /** Who is who for the model's newest submission. */
  private People people(String model) {
    long newest = faces.submissions().numbers(model).getLast();
    return faces.gates().standing(newest).input().people();
  }

  /** Read again only where the log named the model since. */
  private RaisedFinding kept(long size, FindingRow row) {
    Kept kept = findings.get(row.number());
    if (kept != null && faces.lastNamed().holds(kept.readAt(), List.of(row.model()))) {
      return kept.finding();
    }
    var fresh = new Kept(size, faces.findings().get(row.number()));
    if (findings.size() > 10 * MOST) {
      findings.clear();
    }
    findings.put(row.number(), fresh);
    return fresh.finding();
  }

  /** Since it was raised, or since a retest opened it again. */
  private static Instant since(RaisedFinding finding) {
    return finding.later().stream()
        .filter(FindingAct.FindingRetested.class::isInstance)
        .map(FindingAct::at)
        .reduce((_, later) -> later)
        .orElse(finding.raised().at());
  }

  /** The validators who can; where there is none, whoever else can. */
  private static Set<String> retesters(People people, RaisedFinding finding) {
    Set<String> able = new TreeSet<>();
    for (String person : people.roles().keySet()) {
      if (retests(people, person, finding)) {
        able.add(person);
      }
    }
    Set<String> validators = new TreeSet<>(able);
    validators.removeIf(person -> !people.holds(person, ReviewConduct.VALIDATOR));
    return validators.isEmpty() ? able : validators;
  }

  private static boolean retests(People people, String person, RaisedFinding finding) {
    Set<String> discussing = new TreeSet<>(people.rolesOf(person));
    discussing.remove(Staff.ADMINISTRATOR);
    return !discussing.isEmpty()
        && !people.sameAs(person).contains(finding.owner())
        && people.duty(person).isEmpty();
  }
}
