// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.evidence.Drift;
import org.imprimatur.proof.gate.Bar;
import org.imprimatur.proof.gate.SignOff;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.gate.Watched;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.gates.RuleWords;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.messages.Asks;
import org.imprimatur.server.messages.OwnWord;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Person;
import org.imprimatur.server.web.ui.view.SubmissionSheet;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** The requirements of a submission as rows: the trace in words, and who does what next. */
@Component
record RequirementRows(Names names) {
  /** A state in its word and icon, with how an automated check came to it. */
  static Mark mark(Verdict.Result result) {
    return switch (result.state()) {
      case NOT_APPLICABLE ->
          Watched.of(result).map(RequirementRows::watched).orElse(Mark.NOT_APPLICABLE);
      case SATISFIED -> Mark.SATISFIED;
      case WAIVED -> Mark.WAIVED;
      case BYPASSED -> Mark.BYPASSED;
      case EXPIRED -> Mark.EXPIRED;
      case ERROR -> Mark.ERROR;
      case WAITING -> waiting(result);
      case UNSATISFIED -> unsatisfied(result);
    };
  }

  private static Mark watched(Watched watched) {
    return Mark.WATCHED.saying(
        "Watched until %s: would be %s".formatted(Times.day(watched.until()), watched.words()));
  }

  private static Mark waiting(Verdict.Result result) {
    if (cannotStart(result)) {
      return Mark.CANNOT_START;
    }
    return has(result, "sign-off.lapsed") ? Mark.LAPSED : Mark.WAITING;
  }

  private static Mark unsatisfied(Verdict.Result result) {
    return switch (result.outcome()) {
      case OUTSIDE -> Mark.UNSATISFIED.saying("Unsatisfied: outside");
      case CANNOT_BE_TOLD -> Mark.CANNOT_BE_TOLD.saying("Unsatisfied: cannot be told");
      case ERROR -> Mark.ERROR;
      case WITHIN, NONE ->
          has(result, "sign-off.rejected")
              ? Mark.UNSATISFIED.saying("Unsatisfied: rejected")
              : Mark.UNSATISFIED;
    };
  }

  static boolean cannotStart(Verdict.Result result) {
    return has(result, "sign-off.after");
  }

  private static boolean has(Verdict.Result result, String code) {
    return result.reasons().stream().anyMatch(reason -> reason.code().equals(code));
  }

  /** The requirements in the order of reading: what is open first, the reader's own before all. */
  SubmissionSheet.Requirements rows(Standing standing, Caller caller) {
    List<SubmissionSheet.Requirement> mine = new ArrayList<>();
    List<SubmissionSheet.Requirement> open = new ArrayList<>();
    List<SubmissionSheet.Requirement> watched = new ArrayList<>();
    List<SubmissionSheet.Requirement> done = new ArrayList<>();
    for (Verdict.Reason obstacle : standing.verdict().obstacles()) {
      if (standing.submission().status() == Submission.Status.OPEN) {
        open.add(obstacle(obstacle));
      }
    }
    for (Verdict.Result result : standing.verdict().results()) {
      SubmissionSheet.Requirement row = row(standing, result, caller);
      if (Watched.of(result).isPresent()) {
        watched.add(row);
      } else if (!standing.verdict().open().contains(result)) {
        done.add(row);
      } else if (isYours(standing, result, caller)) {
        mine.add(row);
      } else {
        open.add(row);
      }
    }
    mine.addAll(open);
    long absent = done.stream().filter(row -> row.mark().equals(Mark.NOT_APPLICABLE)).count();
    String absentWords = absent == 0 ? "" : ", %d not applicable".formatted(absent);
    String satisfied = (done.size() - absent) + " satisfied";
    List<SubmissionSheet.Tally> tallies = new ArrayList<>();
    tallies.add(new SubmissionSheet.Tally(mine.size() + " open", mine.isEmpty() ? "mute" : "bad"));
    if (!watched.isEmpty()) {
      tallies.add(new SubmissionSheet.Tally(watched.size() + " watched", "mute"));
    }
    tallies.add(new SubmissionSheet.Tally(satisfied, "mute"));
    mine.addAll(watched);
    return new SubmissionSheet.Requirements(tallies, mine, done, satisfied + absentWords);
  }

  private SubmissionSheet.Requirement obstacle(Verdict.Reason obstacle) {
    return new SubmissionSheet.Requirement(
        Mark.UNSATISFIED.saying("The gate cannot be entered"),
        "",
        Text.of(names.in(obstacle.sentence())),
        List.of(),
        List.of(),
        Text.NOTHING);
  }

  private SubmissionSheet.Requirement row(Standing standing, Verdict.Result result, Caller caller) {
    Requirement requirement = Asks.requirement(standing, result.requirement());
    boolean yours = isYours(standing, result, caller);
    Mark mark = mark(result);
    return new SubmissionSheet.Requirement(
        yours && mark.equals(Mark.WAITING) ? mark.saying("Waiting for you") : mark,
        requirement.waivable() ? result.requirement() : result.requirement() + ", not waivable",
        rule(requirement),
        reasons(standing, result),
        people(standing, result),
        next(standing, requirement, result));
  }

  /** What the evaluation says, and who holds the role and cannot sign, with the link. */
  private List<String> reasons(Standing standing, Verdict.Result result) {
    List<String> reasons = new ArrayList<>();
    result.reasons().forEach(reason -> reasons.add(names.in(reason.sentence())));
    if (!result.state().satisfies()) {
      standing.barred(result).forEach(bar -> reasons.add(barred(bar)));
    }
    return reasons.stream().distinct().toList();
  }

  private String barred(Bar bar) {
    return "Cannot sign: " + names.in(bar.sentence());
  }

  /**
   * Whether the person who looks is the one, or one of those, who can act. Whoever has said their
   * word, an abstention among them, is not waited for: the seat is for somebody else.
   */
  static boolean isYours(Standing standing, Verdict.Result result, Caller caller) {
    if (!standing.outdated().isEmpty()) {
      return false;
    }
    return switch (result.turn().role()) {
      case "", "imprimatur" -> false;
      case "proposer" -> standing.submission().opened().by().equals(caller.id());
      default ->
          !cannotStart(result)
              && standing.eligible(result).contains(caller.id())
              && hasWordLeft(standing, result, caller);
    };
  }

  private static boolean hasWordLeft(Standing standing, Verdict.Result result, Caller caller) {
    List<Requirement.SignOff> asked = Asks.requirement(standing, result.requirement()).signOffs();
    return asked.isEmpty()
        || asked.stream().anyMatch(one -> OwnWord.of(standing, caller.id(), one).isEmpty());
  }

  /** The rule in words; a signature says what it means. */
  static Text rule(Requirement requirement) {
    if (requirement instanceof Requirement.SignOff asked) {
      String covers =
          asked.asked().coversAll()
              ? " of everything"
              : " of " + Words.list(asked.asked().covers());
      return Text.of(Words.capital(asked.role()) + " ").meaning(asked.meaning()).then(covers);
    }
    return switch (requirement) {
      case Requirement.Check check -> Text.of(check(check));
      case Requirement.Measured measured -> Text.of(MetricWords.expression(measured.when().text()));
      case Requirement.Document document ->
          Text.of(
              "%s says: %s"
                  .formatted(
                      Words.capital(document.evidenceClass()), Words.list(document.sections())));
      case Requirement.Veto veto ->
          Text.of("No rejection as %s; nobody need sign".formatted(veto.review().role()));
      case Requirement.Findings _, Requirement.SignOff _, Requirement.AnyOf _ ->
          Text.of(Words.capital(RuleWords.of(requirement)));
    };
  }

  private static String check(Requirement.Check check) {
    return switch (check.check()) {
      case "artifact/1" -> "The artifact is complete and readable";
      case "data.quality/1" -> "The test set is sound";
      case "data.prohibited-inputs/1" -> "No prohibited inputs";
      case "data.drift/1" ->
          "No column shifts beyond a PSI of %s"
              .formatted(Words.decimal(check.with().number("max-psi", Drift.SHIFTED), 2));
      case "documentation.card/1" -> "The model card can be read";
      case "fairness.four-fifths/1" ->
          "Lowest favourable rate ≥ %s of the highest"
              .formatted(Words.decimal(check.with().number("least", 0.8), 2));
      default -> RuleWords.of(check);
    };
  }

  private List<Person> people(Standing standing, Verdict.Result result) {
    String role = result.turn().role();
    return role.isEmpty() || role.equals("imprimatur") || role.equals("proposer")
        ? List.of()
        : names.people(standing.eligible(result));
  }

  private Text next(Standing standing, Requirement requirement, Verdict.Result result) {
    if (standing.submission().status() == Submission.Status.OPEN) {
      Optional<Watched> soon = Watched.of(result).filter(standing::isSoon);
      if (soon.isPresent()) {
        return binding(standing, soon.get());
      }
    }
    String act = result.turn().act();
    return switch (result.turn().role()) {
      case "" -> Text.NOTHING;
      case "imprimatur" -> Text.NOTHING.strong("Imprimatur").then(" " + act + ".");
      case "proposer" ->
          Text.NOTHING
              .strong(names.of(standing.submission().opened().by()))
              .then(" " + act + "." + ground(requirement));
      default ->
          has(result, "sign-off.rejected")
              ? byRejection(standing, requirement)
              : byRole(standing, result);
    };
  }

  private static Text binding(Standing standing, Watched watched) {
    long days =
        ChronoUnit.DAYS.between(
            LocalDate.ofInstant(standing.input().at(), ZoneOffset.UTC), watched.until());
    return Text.of("From ")
        .strong(Times.day(watched.until()))
        .then(
            " on it counts here, %s: in %s."
                .formatted(watched.where(), Words.counted(days, "day")));
  }

  /** A rejection ends only by its signer's own act, or with the version. */
  private Text byRejection(Standing standing, Requirement requirement) {
    Text next = Text.NOTHING;
    Set<String> said = new HashSet<>();
    for (Requirement.SignOff asked : requirement.signOffs()) {
      Set<String> eligible = standing.input().people().eligible(asked);
      for (SignOff one : standing.input().signOffs()) {
        if (one.speaksAs(asked)
            && one.decision() == SignOff.Decision.REJECT
            && said.add(one.person())) {
          boolean here = one.backing().earlier().isEmpty();
          next =
              next.then(said.size() == 1 ? "" : " ")
                  .strong(names.of(one.person()))
                  .then(end(eligible.contains(one.person()), here));
        }
      }
    }
    return next;
  }

  private static String end(boolean maySign, boolean here) {
    if (maySign) {
      return here ? " signs again, or takes the rejection back." : " signs again.";
    }
    return here
        ? " takes the rejection back; else a new version goes on without it."
        : " cannot sign again; a new version goes on without the rejection.";
  }

  /** A check on the test set that is computed again is another look, and looks are counted. */
  private static String ground(Requirement requirement) {
    return switch (requirement) {
      case Requirement.Check check when check.evidenceClass().equals("fairness") ->
          " Each version that meets the test set is counted as a look at it.";
      case Requirement.Measured _ ->
          " Each version that meets the test set is counted as a look at it.";
      case Requirement.Check _,
          Requirement.Document _,
          Requirement.Findings _,
          Requirement.SignOff _,
          Requirement.Veto _,
          Requirement.AnyOf _ ->
          "";
    };
  }

  private Text byRole(Standing standing, Verdict.Result result) {
    String role = result.turn().role();
    var eligible = standing.eligible(result);
    if (eligible.isEmpty()) {
      return Text.of("Nobody can: no person with the role " + role + " is free of a conflict.");
    }
    List<String> shown = names.people(eligible).stream().map(Person::name).toList();
    String or = shown.size() < 2 ? shown.getFirst() : String.join(" or ", shown);
    return Text.NOTHING.strong(or).then(" " + result.turn().act() + ".");
  }
}
