// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.gates.Emergencies;
import org.imprimatur.server.gates.Emergencies.Debt;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Listing;
import org.imprimatur.server.web.ui.view.Table;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Break-glass: asking, the second person, rolling back, and every debt that stands. */
@Controller
final class BreakGlassPage {
  private static final int MOST = 200;

  private final Screens screens;
  private final Gates gates;
  private final Emergencies emergencies;
  private final BypassSheets sheets;
  private final Shown shown;

  BreakGlassPage(
      Screens screens, Gates gates, Emergencies emergencies, BypassSheets sheets, Shown shown) {
    this.screens = screens;
    this.gates = gates;
    this.emergencies = emergencies;
    this.sheets = sheets;
    this.shown = shown;
  }

  /** How a debt is named. */
  @Component
  record Shown(Models models, Names names, Times times, BypassWords words) {}

  @GetMapping("/submissions/{number}/break-glass")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request, Caller caller, @PathVariable long number) {
    return screens.show(
        request,
        Screens.Place.of(
            "bypass",
            "submissions",
            "Break glass for submission " + number,
            new Link("Submission " + number, "/submissions/" + number),
            Link.words("Break glass")),
        sheets.sheet(gates.standing(number), caller));
  }

  @PostMapping("/submissions/{number}/break-glass")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> ask(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String incident) {
    return done(request, number, reason, () -> emergencies.ask(caller, number, reason, incident));
  }

  @PostMapping("/submissions/{number}/break-glass/confirmation")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> confirm(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String wish,
      @RequestParam(defaultValue = "") List<String> over,
      @RequestParam(defaultValue = "") String password) {
    return done(
        request, number, "", () -> emergencies.confirm(caller, number, wish, over, password));
  }

  @PostMapping("/submissions/{number}/break-glass/reversal")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> rollBack(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String reason) {
    return done(request, number, reason, () -> emergencies.rollBack(caller, number, reason));
  }

  private ResponseEntity<byte[]> done(
      HttpServletRequest request, long number, String written, Runnable deed) {
    String page = BypassWords.page(number);
    try {
      deed.run();
      return Screens.go(page);
    } catch (RefusedException e) {
      return PageFaults.show(
          screens, request, e.refusal(), written, new Link("Back to break glass", page));
    }
  }

  @GetMapping("/break-glass")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> debts(HttpServletRequest request) {
    List<Table.Row> rows = new ArrayList<>();
    for (Debt debt : emergencies.first(MOST)) {
      rows.add(
          Table.Row.of(
              Table.Cell.link(
                  "%s v%d".formatted(shown.models().name(debt.model()), debt.version()),
                  BypassWords.page(debt.submission())),
              Table.Cell.state(BypassWords.BYPASSED),
              Table.Cell.of(shown.times().at(debt.at())),
              Table.Cell.of(Words.capital(shown.words().until(debt.due())))));
    }
    var table =
        new Table(
            "",
            List.of("Version", "State", "Since", "Ratified").stream()
                .map(words -> new Table.Head(words, false))
                .toList(),
            rows);
    var empty =
        new Listing.Empty(
            "bolt",
            "No debt by break-glass",
            "In an emergency two persons take a version past its gate, where the policy allows it.",
            "");
    return screens.show(
        request,
        Screens.Place.of("listing", "submissions", "Break-glass debts"),
        new Listing("Break-glass debts", List.of(), table, empty, null));
  }
}
