// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.imprimatur.proof.act.PolicyAct.PolicyProposed;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.review.RaisedChallenge;
import org.imprimatur.server.messages.Ask;
import org.imprimatur.server.messages.Asks;
import org.imprimatur.server.messages.Held;
import org.imprimatur.server.samples.Drawn;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Person;
import org.imprimatur.server.web.ui.view.Text;
import org.imprimatur.server.web.ui.view.Tier;
import org.imprimatur.server.web.ui.view.Turns;
import org.springframework.stereotype.Component;

/** What somebody is asked, in words: the thing, why this person, since when, and where to act. */
@Component
record TurnItems(
    Names names,
    Times times,
    SubmissionBars bars,
    MonitoringWords monitoring,
    BypassWords bypasses,
    IncidentWords incidents) {
  private static final int MOST = 4;

  Turns.Item item(Ask ask, String person) {
    return switch (ask) {
      case Ask.Sign sign -> sign(sign);
      case Ask.Mend mend -> mend(mend);
      case Ask.Resubmit again -> resubmit(again);
      case Ask.Promote promote -> promote(promote);
      case Ask.Assess assess -> assess(assess);
      case Ask.Answer answer -> answer(answer, person);
      case Ask.Resolve resolve -> resolve(resolve);
      case Ask.Fix fix -> fix(fix, person);
      case Ask.Retest retest -> retest(retest);
      case Ask.Grant grant -> grant(grant);
      case Ask.Meet meet ->
          meet.of().owner().equals(person)
              ? condition(
                  meet,
                  meet.of(),
                  "Meet",
                  "You own it. Say how it was met; another person confirms it.")
              : condition(
                  meet,
                  meet.of(),
                  "Find an owner for",
                  names.of(meet.of().owner())
                      + ", who owned it, holds no role here any more. You own the model: hand it"
                      + " over.");
      case Ask.ConfirmMet met ->
          condition(
              met,
              met.of(),
              "Confirm",
              names.of(met.by()) + " says that it is met. It takes a second person.");
      case Ask.ConfirmBypass confirm -> bypasses.item(confirm);
      case Ask.Settle settle -> bypasses.item(settle);
      case Ask.Confirm confirm -> confirm(confirm);
      case Ask.Keep keep -> monitoring.item(keep);
      case Ask.Revalidate again -> monitoring.item(again);
      case Ask.Reopened again -> monitoring.item(again);
      case Ask.Renew renew -> monitoring.item(renew);
      case Ask.BringBack back -> monitoring.item(back);
      case Ask.Reinstate reinstate -> monitoring.item(reinstate);
      case Ask.Learn learn -> incidents.item(learn);
      case Ask.Examine examine -> examine(examine);
      case Ask.Publish publish ->
          policy(
              publish,
              publish.proposed(),
              "Publish",
              " proposed it. It takes a second person, whom it does not examine.");
      case Ask.Decline decline ->
          policy(
              decline,
              decline.proposed(),
              "Decline",
              " proposed it. Nobody can publish it now, and no other proposal of its name can be"
                  + " made while it waits.");
    };
  }

  private Turns.Item sign(Ask.Sign sign) {
    String role = sign.asked().role();
    Asks.Case of = sign.of();
    String instead = sign.as().delegator().map(one -> " for " + names.of(one)).orElse("");
    String seat =
        Classes.isOneOfSeveral(of.standing(), sign.asked()) ? " for " + sign.asked().id() : "";
    int classes = sign.asked().asked().covers().size();
    String scope =
        sign.asked().asked().coversAll()
            ? " of the whole dossier"
            : " of " + classes + (classes == 1 ? " class" : " classes");
    return new Turns.Item(
            new Mark("Sign", "fingerprint", "act"),
            new Link("Sign as %s%s on %s%s".formatted(role, seat, thing(of), instead), page(of)),
            about(of).then(", ").meaning(sign.asked().meaning()).then(scope),
            tier(of),
            bars.failing(of.standing(), sign.asked()).orElse(Text.of(why(sign))),
            since(sign),
            new Link("Read and sign", page(of)))
        .peeking(peek(of));
  }

  /** How the submission stands: its verdict, then what is open. */
  private List<String> peek(Asks.Case of) {
    List<String> peek = new ArrayList<>();
    peek.add(names.in(of.standing().sentence()));
    of.standing().verdict().open().stream()
        .limit(MOST)
        .map(
            open ->
                "%s, %s: %s"
                    .formatted(
                        open.requirement(),
                        RequirementRows.mark(open).word().toLowerCase(Locale.ROOT),
                        open.reasons().isEmpty()
                            ? "–"
                            : names.in(open.reasons().getFirst().sentence())))
        .forEach(peek::add);
    return peek;
  }

  private String why(Ask.Sign sign) {
    String role = sign.asked().role();
    return sign.as()
        .delegator()
        .map(
            one ->
                "You are asked because %s delegated the role %s to you, and neither of you had a hand in the version."
                    .formatted(names.of(one), role))
        .orElse(
            "You are asked because you hold the role %s and had no hand in the version."
                .formatted(role));
  }

  private Turns.Item mend(Ask.Mend mend) {
    Verdict.Result first = mend.open().getFirst();
    String why =
        first.requirement()
            + ": "
            + names.in(first.reasons().isEmpty() ? "" : first.reasons().getFirst().sentence());
    return new Turns.Item(
            RequirementRows.mark(first),
            new Link(thing(mend.of()) + " is not ready", page(mend.of())),
            about(mend.of())
                .then(", " + Words.counted(mend.open().size(), "requirement") + " in your hands"),
            tier(mend.of()),
            Text.of(why),
            since(mend),
            new Link("See why", page(mend.of())))
        .peeking(peek(mend.of()));
  }

  private Turns.Item resubmit(Ask.Resubmit again) {
    return new Turns.Item(
            new Mark("Submit again", "refresh", "warn"),
            new Link(
                ObstacleWords.isCondemned(again.because())
                    ? "Withdraw it, and register another version: " + thing(again.of())
                    : "Withdraw and submit again: " + thing(again.of()),
                page(again.of())),
            about(again.of()),
            tier(again.of()),
            Text.of(names.in(ObstacleWords.sentences(again.because()))),
            since(again),
            new Link("See why", page(again.of())))
        .peeking(peek(again.of()));
  }

  private Turns.Item promote(Ask.Promote promote) {
    return new Turns.Item(
            new Mark("Promote", "rocket", "ok"),
            new Link("Promote " + thing(promote.of()), page(promote.of())),
            about(promote.of()),
            tier(promote.of()),
            Text.of("Every requirement is satisfied. The gate evaluates again when you promote."),
            since(promote),
            new Link("Open", page(promote.of())))
        .peeking(peek(promote.of()));
  }

  private Turns.Item assess(Ask.Assess assess) {
    String name = assess.model().name();
    String page = "/models/" + name + "/risk";
    String title = assess.answered() ? "Confirm the tier of " : "Answer the risk questions of ";
    return new Turns.Item(
        new Mark("Assess", "stack-2", "act"),
        new Link(title + name, page),
        Text.of("Risk of the model"),
        null,
        Text.of("Until the tier is confirmed no version can be submitted."),
        since(assess),
        new Link(assess.answered() ? "Confirm" : "Answer", page));
  }

  private Turns.Item answer(Ask.Answer answer, String person) {
    var raised = answer.challenge().raised();
    String who = names.of(raised.by());
    String page = page(answer.of(), answer.challenge());
    String why =
        raised.asked().equals(person)
            ? "%s asks you as %s; nobody signs past an open challenge that the gate counts."
            : "%s asked as %s somebody who holds no role here any more; you proposed the version.";
    return new Turns.Item(
        new Mark("Answer", "help-circle", "warn"),
        new Link(
            "Answer challenge %d on %s".formatted(raised.challenge(), thing(answer.of())), page),
        about(answer.of()).then(", ").strong(Words.capital(raised.anchor().evidenceClass())),
        tier(answer.of()),
        Text.of(why.formatted(who, raised.role())),
        since(answer),
        new Link("Answer", page));
  }

  private Turns.Item resolve(Ask.Resolve resolve) {
    var raised = resolve.challenge().raised();
    String who = names.of(resolve.challenge().answers().getLast().by());
    String page = page(resolve.of(), resolve.challenge());
    return new Turns.Item(
        new Mark("Resolve", "message", "act"),
        new Link(
            "Resolve challenge %d on %s".formatted(raised.challenge(), thing(resolve.of())), page),
        about(resolve.of()).then(", ").strong(Words.capital(raised.anchor().evidenceClass())),
        tier(resolve.of()),
        Text.of(who + " has answered you. Only whoever raised a challenge says what comes of it."),
        since(resolve),
        new Link("Resolve", page));
  }

  private Turns.Item fix(Ask.Fix fix, String person) {
    String owner = fix.of().finding().owner();
    return owner.equals(person)
        ? finding(
            fix,
            fix.of(),
            "Put right",
            "You own it. Another person retests it once you say that it is fixed.")
        : finding(
            fix,
            fix.of(),
            "Find an owner for",
            names.of(owner)
                + ", who owned it, holds no role here any more. You own the model: hand it over.");
  }

  private Turns.Item grant(Ask.Grant grant) {
    var asked = grant.waiver().asked();
    String page = page(grant.of()) + "/decisions";
    return new Turns.Item(
        new Mark("Grant", "file-certificate", "act"),
        new Link(
            "Grant or refuse to waive %s on %s".formatted(asked.requirement(), thing(grant.of())),
            page),
        about(grant.of()).then(", until " + Times.day(grant.waiver().until())),
        tier(grant.of()),
        Text.of(
            names.of(asked.by())
                + " asked for it. It takes a second person, without a hand in the version."),
        since(grant),
        new Link("Read and decide", page));
  }

  private Turns.Item condition(Ask ask, Ask.Due of, String act, String why) {
    String page = page(of.of()) + "/decisions";
    String day = Times.day(of.condition().due());
    String when =
        ask.overdue() ? "Overdue, was due " + day + ": the approval lapsed" : "Due " + day;
    return new Turns.Item(
        ask.overdue()
            ? new Mark("Overdue", "calendar-due", "bad")
            : new Mark("Condition", "calendar-due", "warn"),
        new Link("%s condition %d on %s".formatted(act, of.number(), thing(of.of())), page),
        about(of.of())
            .then(", asked by " + names.of(of.signOff().person()) + " as ")
            .strong(of.signOff().role()),
        tier(of.of()),
        Text.of(Words.sentence(of.condition().text()) + " " + why),
        new Turns.Since(when, times.since(ask.since())),
        new Link("Open", page));
  }

  private Turns.Item confirm(Ask.Confirm confirm) {
    var asked = confirm.asked();
    String title = "Confirm the role %s for %s".formatted(asked.role(), names.of(asked.person()));
    return new Turns.Item(
        new Mark("Confirm", "users", "act"),
        new Link(title, "/people"),
        Text.of("People and roles"),
        null,
        Text.of(
            names.of(asked.by())
                + " asked for it. It takes a second person, and whoever confirms vouches."),
        since(confirm),
        new Link("Confirm or decline", "/people"));
  }

  private Turns.Item examine(Ask.Examine examine) {
    Drawn drawn = examine.of();
    String page = SampleWords.page(drawn.sample().number());
    boolean answered = drawn.answered() == drawn.asked();
    return new Turns.Item(
        new Mark("Audit", "clipboard-check", "act"),
        new Link(
            "%s audit sample %d"
                .formatted(answered ? "Close" : "Go on with", drawn.sample().number()),
            page),
        Text.of(
            "%s drawn by chance: %s"
                .formatted(
                    Words.counted(drawn.items().size(), "decision"), drawn.plan().purpose())),
        null,
        Text.of(
            answered
                ? "Every request is answered. Say what the sample comes to."
                : "%d of %d requests are answered. Nobody answers for what they took part in."
                    .formatted(drawn.answered(), drawn.asked())),
        since(examine),
        new Link("Open", page));
  }

  private Turns.Item policy(Ask ask, PolicyProposed proposed, String act, String why) {
    String page = "/policy-proposals/" + proposed.proposal();
    return new Turns.Item(
        new Mark(act, "scale", "act"),
        new Link("%s %s@%d".formatted(act, proposed.policyName(), proposed.number()), page),
        Text.of("Policies"),
        null,
        Text.of(names.of(proposed.by()) + why),
        since(ask),
        new Link("Read and decide", page));
  }

  private Turns.Item retest(Ask.Retest retest) {
    String owner = names.of(retest.of().finding().owner());
    return finding(
        retest,
        retest.of(),
        "Retest",
        owner
            + " says that it is fixed. Another person looks, over newer evidence or on a later"
            + " day.");
  }

  private Turns.Item finding(Ask ask, Ask.Found of, String act, String why) {
    var raised = of.finding().raised();
    String page = "/findings/" + raised.finding();
    String severity = of.finding().severity().word();
    return new Turns.Item(
        ask.overdue() ? new Mark("Overdue", "calendar-due", "bad") : ReviewWords.severity(severity),
        new Link("%s finding %d on %s".formatted(act, raised.finding(), of.model()), page),
        Text.of("%s severity, ".formatted(Words.capital(severity)))
            .strong(Words.capital(raised.anchor().evidenceClass())),
        null,
        Text.of(why),
        new Turns.Since(
            (ask.overdue() ? "Overdue, was due " : "Due ")
                + Times.day(LocalDate.parse(raised.due())),
            times.since(ask.since())),
        new Link("Open", page));
  }

  /** Whom somebody waits for, and for what. */
  Turns.Waiting waiting(Held held) {
    Ask ask = held.ask();
    String holder = held.holders().stream().sorted().findFirst().orElse("");
    String others =
        held.holders().size() < 2 ? "" : "or %d more".formatted(held.holders().size() - 1);
    Turns.Item item = item(ask, holder);
    return new Turns.Waiting(
        holder.isEmpty() ? Person.of("Nobody", "") : names.person(holder, others),
        item.act().words(),
        item.title(),
        times.since(ask.since()));
  }

  private static Text about(Asks.Case of) {
    return Text.of(
        "Submission %d, %s gate"
            .formatted(of.submission().number(), of.submission().opened().gate()));
  }

  private static Tier tier(Asks.Case of) {
    return Tier.of(of.standing().input().subject().tier());
  }

  static String thing(Asks.Case of) {
    return of.model().name() + " v" + of.submission().opened().version();
  }

  static String page(Asks.Case of) {
    return "/submissions/" + of.submission().number();
  }

  private static String page(Asks.Case of, RaisedChallenge challenge) {
    return "%s?class=%s#challenge-%d"
        .formatted(page(of), challenge.raised().anchor().evidenceClass(), challenge.number());
  }

  private Turns.Since since(Ask ask) {
    return new Turns.Since(times.at(ask.since()), times.since(ask.since()));
  }
}
