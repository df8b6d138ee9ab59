// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.impact.Cause;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.monitoring.CauseNames;
import org.imprimatur.server.monitoring.Impacts;
import org.imprimatur.server.monitoring.Reopenings;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.ImpactJson;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.ImpactSheet;
import org.imprimatur.server.web.ui.view.Link;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What rests on a thing that turned out bad, and opening it again in one act. */
@Controller
final class ImpactPage {
  private static final int PAGE = 50;

  private final Screens screens;
  private final Impacts impacts;
  private final Reopenings reopenings;
  private final CauseNames causes;
  private final Views views;

  ImpactPage(
      Screens screens,
      Impacts impacts,
      Reopenings reopenings,
      CauseNames causes,
      ImpactSheets sheets,
      ImpactJson json) {
    this.screens = screens;
    this.impacts = impacts;
    this.reopenings = reopenings;
    this.causes = causes;
    this.views = new Views(sheets, json);
  }

  /** As a page and as a file. */
  private record Views(ImpactSheets sheets, ImpactJson json) {}

  /** What is asked, as the address has it. */
  record Asked(String kind, String thing, String from, String until) {
    Asked {
      kind = Objects.requireNonNullElse(kind, "");
      thing = Objects.requireNonNullElse(thing, "").strip();
      from = Objects.requireNonNullElse(from, "").strip();
      until = Objects.requireNonNullElse(until, "").strip();
    }

    private ImpactSheet.Asked kept() {
      return ImpactSheets.asked(kind, thing, from, until);
    }
  }

  @GetMapping("/impact")
  @Needs({Permission.AUDIT, Permission.ASSESS})
  ResponseEntity<byte[]> show(
      HttpServletRequest request,
      Caller caller,
      @ModelAttribute Asked asked,
      @RequestParam(defaultValue = "") String after) {
    if (asked.thing().isEmpty()) {
      return show(request, views.sheets().empty(caller, asked.kept(), ""), "");
    }
    Cause cause;
    try {
      cause = cause(asked);
    } catch (RefusedException e) {
      String problem = e.refusal().sentence() + " " + e.refusal().help();
      return show(request, views.sheets().empty(caller, asked.kept(), problem), "Error: ");
    }
    Impacts.Part part = impacts.trace(cause, after, PAGE);
    return show(request, views.sheets().trace(caller, asked.kept(), cause, part), "");
  }

  private ResponseEntity<byte[]> show(
      HttpServletRequest request, ImpactSheet sheet, String prefix) {
    return screens.show(
        request,
        Screens.Place.of("impact", "", prefix + "What rests on a thing", Link.words("Impact")),
        sheet);
  }

  private Cause cause(Asked asked) {
    return causes.cause(asked.kind(), asked.thing(), asked.from(), asked.until());
  }

  @GetMapping("/impact.json")
  @Needs({Permission.AUDIT, Permission.ASSESS})
  ResponseEntity<byte[]> file(
      @ModelAttribute Asked asked, @RequestParam(defaultValue = "") String after) {
    Cause cause = cause(asked);
    Impacts.Part part = impacts.trace(cause, after, Impacts.MOST);
    String text = views.json().part(cause, part).build().text();
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .header("Content-Disposition", "attachment; filename=\"impact.json\"")
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What is chosen on the page; what is not ticked is not sent. */
  record Chosen(String reason, String which, List<Long> reopen, String suspend, String by) {
    Chosen {
      reason = Objects.requireNonNullElse(reason, "");
      which = Objects.requireNonNullElse(which, "all");
      reopen = List.copyOf(Objects.requireNonNullElse(reopen, List.of()));
      suspend = Objects.requireNonNullElse(suspend, "");
      by = Objects.requireNonNullElse(by, "").strip();
    }

    private Reopenings.Choice choice() {
      Optional<Set<Long>> ticked =
          which.equals("all") ? Optional.empty() : Optional.of(new TreeSet<>(reopen));
      return new Reopenings.Choice(
          ticked, Set.of(), suspend.equals("on"), Optional.of(by).filter(day -> !day.isEmpty()));
    }
  }

  @PostMapping("/impact/condemnation")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> condemn(
      HttpServletRequest request,
      Caller caller,
      @ModelAttribute Asked asked,
      @ModelAttribute Chosen chosen) {
    return done(
        request,
        asked,
        chosen.reason(),
        () -> reopenings.condemn(caller, cause(asked), chosen.reason(), chosen.choice()));
  }

  @PostMapping("/impact/reopening")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> reopen(
      HttpServletRequest request,
      Caller caller,
      @ModelAttribute Asked asked,
      @ModelAttribute Chosen chosen,
      @RequestParam(defaultValue = "") String condemnation) {
    return done(
        request,
        asked,
        chosen.reason(),
        () -> reopenings.reopen(caller, condemnation, chosen.reason(), chosen.choice()));
  }

  @PostMapping("/impact/lifting")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> lift(
      HttpServletRequest request,
      Caller caller,
      @ModelAttribute Asked asked,
      @RequestParam(defaultValue = "") String condemnation,
      @RequestParam(defaultValue = "") String reason) {
    return done(request, asked, reason, () -> reopenings.lift(caller, condemnation, reason));
  }

  private ResponseEntity<byte[]> done(
      HttpServletRequest request, Asked asked, String kept, Runnable act) {
    String page = ImpactSheets.address(asked.kept());
    try {
      act.run();
      return Screens.go(page);
    } catch (RefusedException e) {
      return PageFaults.show(
          screens, request, e.refusal(), kept, new Link("Back to the trace", page));
    }
  }
}
