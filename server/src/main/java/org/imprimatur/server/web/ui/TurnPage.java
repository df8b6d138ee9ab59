// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.Asks.Ask;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Text;
import org.imprimatur.server.web.ui.view.Tier;
import org.imprimatur.server.web.ui.view.Turns;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Your turn: what is asked of the person who looks, the longest first. */
@Controller
final class TurnPage {
  private final Screens screens;
  private final Asks asks;
  private final Names names;
  private final Times times;

  TurnPage(Screens screens, Asks asks, Names names, Times times) {
    this.screens = screens;
    this.asks = asks;
    this.names = names;
    this.times = times;
  }

  @GetMapping("/")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(HttpServletRequest request, Caller caller) {
    List<Ask> own = asks.of(caller);
    Map<String, List<Turns.Item>> groups = new LinkedHashMap<>();
    for (Ask ask : own) {
      groups.computeIfAbsent(group(ask), _ -> new ArrayList<>()).add(item(ask));
    }
    List<Turns.Group> shown = new ArrayList<>();
    groups.forEach((title, items) -> shown.add(new Turns.Group(title, items)));
    String summary =
        own.isEmpty()
            ? ""
            : Words.counted(own.size(), "thing") + " asked of you, the longest first";
    String title = own.isEmpty() ? "Nothing waits for you" : own.size() + " for you";
    return screens.show(
        request,
        Screens.Place.of("turn", "turn", title),
        new Turns(summary, shown, waiting(caller)));
  }

  private static String group(Ask ask) {
    return switch (ask) {
      case Ask.Sign sign -> "Asked of " + sign.asked().role();
      case Ask.Mend mend -> "Asked of the " + mend.role();
      case Ask.Promote _ -> "Ready to promote";
      case Ask.Assess assess ->
          assess.answered() ? "Asked of risk-manager" : "Asked of the proposer";
    };
  }

  private Turns.Item item(Ask ask) {
    return switch (ask) {
      case Ask.Sign sign -> sign(sign);
      case Ask.Mend mend -> mend(mend);
      case Ask.Promote promote -> promote(promote);
      case Ask.Assess assess -> assess(assess);
    };
  }

  private Turns.Item sign(Ask.Sign sign) {
    String role = sign.asked().role();
    Asks.Case of = sign.of();
    int classes = sign.asked().asked().covers().size();
    String scope =
        sign.asked().asked().coversAll()
            ? " of the whole dossier"
            : " of " + classes + (classes == 1 ? " class" : " classes");
    return new Turns.Item(
        new Mark("Sign", "fingerprint", "act"),
        new Link("Sign as %s on %s".formatted(role, thing(of)), page(of)),
        about(of).then(", ").meaning(sign.asked().meaning()).then(scope),
        tier(of),
        SubmissionBars.failing(of.standing(), sign.asked())
            .orElse(
                Text.of(
                    "You are asked because you hold the role %s and had no hand in the version."
                        .formatted(role))),
        since(sign),
        new Link("Read and sign", page(of)));
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
        new Link("See why", page(mend.of())));
  }

  private Turns.Item promote(Ask.Promote promote) {
    return new Turns.Item(
        new Mark("Promote", "rocket", "ok"),
        new Link("Promote " + thing(promote.of()), page(promote.of())),
        about(promote.of()),
        tier(promote.of()),
        Text.of("Every requirement is satisfied. The gate evaluates again when you promote."),
        since(promote),
        new Link("Open", page(promote.of())));
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

  private static Text about(Asks.Case of) {
    return Text.of(
        "Submission %d, %s gate"
            .formatted(of.submission().number(), of.submission().opened().gate()));
  }

  private static Tier tier(Asks.Case of) {
    return Tier.of(of.standing().input().subject().tier());
  }

  private static String thing(Asks.Case of) {
    return of.model().name() + " v" + of.submission().opened().version();
  }

  private static String page(Asks.Case of) {
    return "/submissions/" + of.submission().number();
  }

  private Turns.Since since(Ask ask) {
    return new Turns.Since(times.at(ask.since()), times.since(ask.since()));
  }

  /** For own submissions: who has each open requirement now. */
  private List<Turns.Waiting> waiting(Caller caller) {
    List<Turns.Waiting> waiting = new ArrayList<>();
    for (Asks.Case one : asks.open()) {
      if (one.submission().opened().by().equals(caller.id())) {
        for (Verdict.Result result : one.standing().verdict().open()) {
          waits(one, result).ifPresent(waiting::add);
        }
      }
    }
    return waiting;
  }

  private Optional<Turns.Waiting> waits(Asks.Case one, Verdict.Result result) {
    String role = result.turn().role();
    var eligible = one.standing().eligible(result);
    boolean others = !role.isEmpty() && !role.equals("proposer") && !eligible.isEmpty();
    return others && !RequirementRows.cannotStart(result)
        ? Optional.of(
            new Turns.Waiting(
                names.person(eligible.iterator().next(), role),
                Words.capital(result.turn().act()),
                new Link(thing(one), page(one)),
                times.since(Asks.since(one))))
        : Optional.empty();
  }
}
