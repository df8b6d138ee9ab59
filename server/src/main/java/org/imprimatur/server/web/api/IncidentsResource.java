// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.IncidentAct.IncidentClosed;
import org.imprimatur.proof.act.IncidentAct.IncidentOpened;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Incident;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.monitoring.IncidentRow;
import org.imprimatur.server.monitoring.Incidents;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The register of incidents; people close one on the page. */
@RestController
@RequestMapping("/api/v1/incidents")
final class IncidentsResource {
  private final Incidents incidents;
  private final Models models;
  private final Shown shown;

  IncidentsResource(Incidents incidents, Models models, Shown shown) {
    this.incidents = incidents;
    this.models = models;
    this.shown = shown;
  }

  @GetMapping
  @Needs(Permission.READ)
  Json list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    int count = Paging.limit(limit);
    long from = Paging.before(cursor);
    List<IncidentRow> rows = incidents.list(q).stream().skip(from).limit(count + 1L).toList();
    Optional<String> next =
        rows.size() > count ? Optional.of(Long.toString(from + count)) : Optional.empty();
    return Shown.page("incidents", rows.stream().limit(count).map(this::row).toList(), next);
  }

  private Json.Obj row(IncidentRow row) {
    return Json.obj()
        .put("incident", row.number())
        .put("model", models.name(row.model()))
        .put("version", row.version())
        .put("severity", row.severity())
        .put("harm", row.harm())
        .put("aware", Shown.time(row.aware()))
        .put("reportDue", Shown.text(row.reportDue().map(LocalDate::toString)))
        .put("state", row.isOpen() ? "open" : "closed")
        .put("lesson", Shown.text(row.lesson().map(incidents::words)))
        .build();
  }

  @GetMapping("/{number}")
  @Needs(Permission.READ)
  Json get(@PathVariable long number) {
    return shown(incidents.get(number));
  }

  @PostMapping
  @Needs(Permission.DISCUSS)
  ResponseEntity<Json> open(Caller caller, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "model", "version", "severity", "harm", "aware", "foundBy", "text");
    long number =
        incidents.open(
            caller,
            body.text("model"),
            body.integer("version"),
            new Incidents.Report(
                body.text("severity"),
                body.text("harm"),
                body.findCountedInstant("aware"),
                body.text("foundBy"),
                body.text("text")));
    return ResponseEntity.created(URI.create("/api/v1/incidents/" + number))
        .body(shown(incidents.get(number)));
  }

  private Json.Obj shown(Incident incident) {
    IncidentOpened opened = incident.opened();
    return Json.obj()
        .put("incident", incident.number())
        .put("model", models.name(opened.model()))
        .put("version", opened.version())
        .put("submission", opened.submission())
        .put("severity", opened.severity())
        .put("harm", opened.harm())
        .put("aware", Shown.time(opened.aware()))
        .put("foundBy", opened.foundBy())
        .put("reportDue", Shown.text(incident.reportDue().map(LocalDate::toString)))
        .put("state", incident.isOpen() ? "open" : "closed")
        .put("text", incidents.words(opened.text()))
        .put("opened", shown.stamp(opened.stamp()))
        .put("closed", incident.closed().<Json>map(this::closed).orElse(Json.nothing()))
        .build();
  }

  private Json closed(IncidentClosed act) {
    return Json.obj()
        .put("at", Shown.time(act.at()))
        .put("by", shown.person(act.by()))
        .put("role", act.role())
        .put("cause", incidents.words(act.cause()))
        .put("lesson", incidents.words(act.lesson()))
        .build();
  }
}
