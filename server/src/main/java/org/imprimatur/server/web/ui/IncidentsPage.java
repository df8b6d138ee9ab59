// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.monitoring.Harm;
import org.imprimatur.proof.monitoring.Incident;
import org.imprimatur.proof.review.Severity;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.monitoring.IncidentRow;
import org.imprimatur.server.monitoring.Incidents;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.IncidentSheet;
import org.imprimatur.server.web.ui.view.IncidentSheet.Option;
import org.imprimatur.server.web.ui.view.IncidentsSheet;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The register of incidents, one of them, and the form that reports one. */
@Controller
final class IncidentsPage {
  private static final int PAGE = 50;

  static final List<Table.Head> HEADS =
      List.of("Incident", "Severity", "State", "Version", "Known since", "Lesson").stream()
          .map(words -> new Table.Head(words, false))
          .toList();

  private final Screens screens;
  private final Incidents incidents;
  private final Models models;
  private final IncidentSheets sheets;
  private final Times times;

  IncidentsPage(
      Screens screens, Incidents incidents, Models models, IncidentSheets sheets, Times times) {
    this.screens = screens;
    this.incidents = incidents;
    this.models = models;
    this.sheets = sheets;
    this.times = times;
  }

  @GetMapping("/incidents")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> list(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "0") long after) {
    List<IncidentRow> all = incidents.list(q);
    List<IncidentRow> rest = all.stream().filter(row -> after < 1 || row.number() < after).toList();
    List<IncidentRow> shown = rest.subList(0, Math.min(PAGE, rest.size()));
    int from = all.size() - rest.size();
    var sheet =
        new IncidentsSheet(
            MonitoringTabs.all(MonitoringTabs.INCIDENTS),
            table(shown),
            q.strip(),
            shown.isEmpty()
                ? ""
                : "%d to %d of %s"
                    .formatted(
                        from + 1,
                        from + shown.size(),
                        all.size() < Incidents.MOST
                            ? Integer.toString(all.size())
                            : "the newest " + all.size()),
            rest.size() > PAGE
                ? new Link(
                    "Earlier incidents",
                    "/incidents?q=%s&after=%d"
                        .formatted(
                            URLEncoder.encode(q, StandardCharsets.UTF_8), shown.getLast().number()))
                : null);
    return screens.show(request, Screens.Place.of("incidents", "monitoring", "Incidents"), sheet);
  }

  private Table table(List<IncidentRow> rows) {
    Map<String, String> named = new HashMap<>();
    List<Table.Row> lines = new ArrayList<>();
    for (IncidentRow row : rows) {
      String model = named.computeIfAbsent(row.model(), models::name);
      lines.add(
          Table.Row.of(
              Cell.link("Incident " + row.number(), IncidentWords.page(row.number())),
              Cell.state(ReviewWords.severity(row.severity())),
              Cell.state(IncidentWords.state(row.isOpen())),
              Cell.link(
                  "%s v%d".formatted(model, row.version()),
                  "/models/%s/v%d".formatted(model, row.version())),
              Cell.of(times.at(row.aware())),
              Cell.of(row.lesson().map(incidents::words).orElse("None yet"))));
    }
    return new Table("Incidents", HEADS, lines);
  }

  @GetMapping("/incidents/{number}")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request, Caller caller, @PathVariable long number) {
    Incident incident = incidents.get(number);
    return screens.show(
        request,
        Screens.Place.of(
            "incident",
            "monitoring",
            "%s: incident %d".formatted(incident.isOpen() ? "Open" : "Closed", number),
            new Link("Incidents", "/incidents"),
            Link.words("Incident " + number)),
        sheets.sheet(incident, caller));
  }

  @PostMapping("/incidents/{number}/closing")
  @Needs(Permission.REVIEW)
  ResponseEntity<byte[]> close(
      HttpServletRequest request,
      Caller caller,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String cause,
      @RequestParam(defaultValue = "") String lesson) {
    String page = IncidentWords.page(number);
    try {
      incidents.close(caller, number, cause, lesson);
      return Screens.go(page);
    } catch (RefusedException e) {
      String kept = cause + "\n\n" + lesson;
      return PageFaults.show(
          screens, request, e.refusal(), kept.strip(), new Link("Back to the incident", page));
    }
  }

  @GetMapping("/models/{name}/v{number}/incident")
  @Needs(Permission.DISCUSS)
  ResponseEntity<byte[]> report(
      HttpServletRequest request, @PathVariable String name, @PathVariable long number) {
    // Said before anybody writes: nothing can be reported of what never served.
    incidents.conduct(models.get(name), number, Instant.MAX);
    return screens.show(
        request,
        Screens.Place.of(
            "incident-report",
            "monitoring",
            "Report an incident of %s v%d".formatted(name, number),
            new Link("Models", "/models"),
            new Link(name, "/models/" + name),
            new Link("v" + number, "/models/%s/v%d".formatted(name, number)),
            Link.words("Incident")),
        form(name, number));
  }

  static IncidentSheet.Report form(String name, long number) {
    return new IncidentSheet.Report(
        name,
        number,
        Severity.words().stream().map(word -> new Option(word, word)).toList(),
        Arrays.stream(Harm.values())
            .map(harm -> new Option(harm.word(), IncidentWords.harm(harm)))
            .toList(),
        Incident.FOUND_BY.stream()
            .map(word -> new Option(word, IncidentWords.foundBy(word)))
            .toList());
  }

  @PostMapping("/models/{name}/v{number}/incident")
  @Needs(Permission.DISCUSS)
  ResponseEntity<byte[]> open(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String name,
      @PathVariable long number,
      @RequestParam Map<String, String> form) {
    String text = form.getOrDefault("text", "");
    try {
      var report =
          new Incidents.Report(
              form.getOrDefault("severity", ""),
              form.getOrDefault("harm", ""),
              aware(form.getOrDefault("aware", "")),
              form.getOrDefault("foundBy", ""),
              text);
      return Screens.go(IncidentWords.page(incidents.open(caller, name, number, report)));
    } catch (RefusedException e) {
      return PageFaults.show(
          screens,
          request,
          e.refusal(),
          text,
          new Link("Back to the form", "/models/%s/v%d/incident".formatted(name, number)));
    }
  }

  /** A time in UTC as a browser's field writes it; now where it is left blank. */
  private static Optional<Instant> aware(String field) {
    if (field.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(field).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      throw new RefusedException(
          new Refusal(
              "incident.aware",
              422,
              "\"%s\" is no time such as 2026-11-26T09:00.".formatted(field),
              List.of(),
              "Write the time in UTC, or leave it blank for now."));
    }
  }
}
