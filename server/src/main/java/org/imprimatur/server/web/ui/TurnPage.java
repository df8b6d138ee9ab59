// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.server.messages.Ask;
import org.imprimatur.server.messages.Asks;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Text;
import org.imprimatur.server.web.ui.view.Turns;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Your turn: what is asked of the person who looks, in the order in which to do it. */
@Controller
final class TurnPage {
  private final Screens screens;
  private final Asks asks;
  private final Names names;
  private final Times times;
  private final TurnItems items;

  TurnPage(Screens screens, Asks asks, Names names, Times times, TurnItems items) {
    this.screens = screens;
    this.asks = asks;
    this.names = names;
    this.times = times;
    this.items = items;
  }

  @GetMapping("/")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(HttpServletRequest request, Caller caller) {
    List<Ask> own = asks.of(caller);
    Map<String, List<Turns.Item>> groups = new LinkedHashMap<>();
    for (Ask ask : own) {
      groups.computeIfAbsent(group(ask), _ -> new ArrayList<>()).add(items.item(ask, caller.id()));
    }
    List<Turns.Group> shown = new ArrayList<>();
    groups.forEach((title, grouped) -> shown.add(new Turns.Group(title, grouped)));
    String summary =
        own.isEmpty()
            ? ""
            : Words.counted(own.size(), "thing")
                + " asked of you: overdue, then by the day it is due, then the longest first";
    String title = own.isEmpty() ? "Nothing waits for you" : own.size() + " for you";
    return screens.show(
        request,
        Screens.Place.of("turn", "turn", title),
        new Turns(summary, shown, waiting(caller), asks.left().stream().map(Text::of).toList()));
  }

  private static String group(Ask ask) {
    if (ask.overdue()) {
      return "Overdue";
    }
    return ask.due().isPresent() ? "Due" : "Waiting";
  }

  /** What of a review waits for others, then who has each open requirement of own submissions. */
  private List<Turns.Waiting> waiting(Caller caller) {
    List<Turns.Waiting> waiting = new ArrayList<>();
    asks.waiting(caller).forEach(held -> waiting.add(items.waiting(held)));
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
                new Link(TurnItems.thing(one), TurnItems.page(one)),
                times.since(Asks.since(one))))
        : Optional.empty();
  }
}
