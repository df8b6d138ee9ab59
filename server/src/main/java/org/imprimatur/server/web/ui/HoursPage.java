// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.HoursAct.HoursStated;
import org.imprimatur.proof.hours.WorkingHours;
import org.imprimatur.proof.hours.WorkingHours.Closed;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Hours;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Code;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.HoursSheet;
import org.imprimatur.server.web.ui.view.HoursSheet.Day;
import org.imprimatur.server.web.ui.view.HoursSheet.Typed;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** When people work, who stated it, and the form that states other hours. */
@Controller
final class HoursPage {
  static final String PAGE = "/insights/hours";
  private static final int SHOWN = 20;

  private final Screens screens;
  private final Hours hours;
  private final Names names;
  private final Times times;

  HoursPage(Screens screens, Hours hours, Names names, Times times) {
    this.screens = screens;
    this.hours = hours;
    this.names = names;
    this.times = times;
  }

  @GetMapping(PAGE)
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(HttpServletRequest request, Caller caller) {
    HoursForm form = hours.now().map(one -> HoursForm.of(one.hours())).orElse(HoursForm.USUAL);
    return show(request, caller, form, List.of(), 200);
  }

  /** Whatever is wrong, what was typed is shown again. */
  @PostMapping(PAGE)
  @Needs(Permission.PUBLISH)
  ResponseEntity<byte[]> state(
      HttpServletRequest request, Caller caller, @RequestParam Map<String, String> typed) {
    HoursForm form = HoursForm.of(typed);
    try {
      hours.state(caller, form.hours());
      return Screens.go(PAGE);
    } catch (RefusedException e) {
      Refusal refusal = names.in(e.refusal());
      List<String> wrong = new ArrayList<>(List.of(refusal.sentence()));
      wrong.addAll(refusal.reasons());
      wrong.add("%s Code %s".formatted(refusal.help(), refusal.code()));
      return show(request, caller, form, wrong, refusal.status());
    }
  }

  private ResponseEntity<byte[]> show(
      HttpServletRequest request, Caller caller, HoursForm form, List<String> wrong, int status) {
    Optional<Hours.Stated> now = hours.now();
    var sheet =
        new HoursSheet(
            now.map(this::facts).orElse(List.of()),
            new Table(
                "Closed days",
                List.of(
                    new Table.Head("Why", false),
                    new Table.Head("From", false),
                    new Table.Head("To", false)),
                now.map(one -> one.hours().closed().stream().map(HoursPage::row).toList())
                    .orElse(List.of())),
            statements(),
            caller.may(Permission.PUBLISH),
            typed(form),
            wrong);
    return screens.show(
        request,
        Screens.Place.of(
            "hours",
            "insights",
            (wrong.isEmpty() ? "" : "Error: ") + "Working hours",
            new Link("Insights", "/insights/wait"),
            Link.words("Working hours")),
        sheet,
        status);
  }

  private static Typed typed(HoursForm form) {
    return new Typed(
        form.zone(),
        HoursForm.DAYS.stream()
            .map(day -> new Day(day, Words.capital(day), form.days().getOrDefault(day, "")))
            .toList(),
        form.closed());
  }

  private List<Fact> facts(Hours.Stated stated) {
    WorkingHours said = stated.hours();
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("Time zone", said.zone()));
    for (String day : HoursForm.DAYS) {
      String periods = HoursForm.periods(said, day).replace("-", "\u2013");
      facts.add(Fact.of(Words.capital(day), periods.isEmpty() ? "closed" : periods));
    }
    facts.add(
        Fact.of(
            "Stated",
            "%s by %s".formatted(times.at(stated.act().at()), names.of(stated.act().by()))));
    facts.add(Fact.of("Digest", Code.of(stated.act().hours().toString())));
    return facts;
  }

  private static Table.Row row(Closed one) {
    return Table.Row.of(Cell.of(one.name()), Cell.of(day(one.first())), Cell.of(day(one.last())));
  }

  private static String day(String date) {
    return Times.day(LocalDate.parse(date));
  }

  private Table statements() {
    return new Table(
        "Statements",
        List.of(
            new Table.Head("From", false),
            new Table.Head("Stated by", false),
            new Table.Head("Digest", false)),
        hours.all().stream().limit(SHOWN).map(this::row).toList());
  }

  private Table.Row row(HoursStated act) {
    return Table.Row.of(
        Cell.of(times.at(act.at())),
        Cell.of(names.of(act.by())),
        Cell.digest(Code.of(act.hours().toString())));
  }
}
