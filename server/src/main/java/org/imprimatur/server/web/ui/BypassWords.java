// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.Instant;
import java.time.InstantSource;
import org.imprimatur.proof.act.DecisionAct.BypassAsked;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.server.messages.Ask;
import org.imprimatur.server.messages.Asks;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Text;
import org.imprimatur.server.web.ui.view.Tier;
import org.imprimatur.server.web.ui.view.Turns;
import org.springframework.stereotype.Component;

/** Break-glass in words: in the turns of people, and beside a version. */
@Component
record BypassWords(Names names, Times times, InstantSource clock) {
  static final Mark BYPASSED = new Mark("Bypassed", "bolt", "bypass");

  static String page(long submission) {
    return "/submissions/%d/break-glass".formatted(submission);
  }

  /** Until when it is borne, or since when it is not. */
  String until(Instant due) {
    return (clock.instant().isBefore(due)
            ? "not ratified yet, until "
            : "not ratified, overdue since ")
        + times.at(due);
  }

  Turns.Item item(Ask.ConfirmBypass ask) {
    BypassAsked asked = ask.asked();
    return item(
        ask,
        ask.of(),
        new Mark("Confirm", "bolt", "bypass"),
        "Confirm or leave break-glass for " + TurnItems.thing(ask.of()),
        "%s asked for it. It takes a second person, within the hour; after that it is over."
            .formatted(names.of(asked.by())));
  }

  Turns.Item item(Ask.Settle ask) {
    VersionBypassed debt = ask.debt();
    return item(
        ask,
        ask.of(),
        ask.overdue() ? new Mark("Overdue", "bolt", "bad") : BYPASSED,
        "Ratify or roll back " + TurnItems.thing(ask.of()),
        "Bypassed by %s and %s, %s. No other version of the model is promoted meanwhile."
            .formatted(names.of(debt.asker()), names.of(debt.by()), until(debt.due())));
  }

  private Turns.Item item(Ask ask, Asks.Case of, Mark mark, String title, String why) {
    String page = page(of.submission().number());
    return new Turns.Item(
        mark,
        new Link(title, page),
        Text.of(
            "Submission %d, %s gate"
                .formatted(of.submission().number(), of.submission().opened().gate())),
        Tier.of(of.standing().input().subject().tier()),
        Text.of(why),
        new Turns.Since(times.at(ask.since()), times.since(ask.since())),
        new Link("Open", page));
  }
}
