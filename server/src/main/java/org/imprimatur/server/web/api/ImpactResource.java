// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.impact.Cause;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.monitoring.CauseNames;
import org.imprimatur.server.monitoring.Impacts;
import org.imprimatur.server.monitoring.Reopenings;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.ImpactJson;
import org.imprimatur.server.web.Needs;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What rests on a thing that turned out bad, and opening it again; people lift on the page. */
@RestController
@RequestMapping("/api/v1/impact")
final class ImpactResource {
  private final Impacts impacts;
  private final Reopenings reopenings;
  private final CauseNames names;
  private final ImpactJson json;
  private final Shown shown;

  ImpactResource(
      Impacts impacts, Reopenings reopenings, CauseNames names, ImpactJson json, Shown shown) {
    this.shown = shown;
    this.impacts = impacts;
    this.reopenings = reopenings;
    this.names = names;
    this.json = json;
  }

  @GetMapping
  @Needs({Permission.AUDIT, Permission.ASSESS})
  Json trace(
      @RequestParam String kind,
      @RequestParam String thing,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String until,
      @RequestParam(defaultValue = "") String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    Cause cause = names.cause(kind, thing, from, until);
    Impacts.Part part = impacts.trace(cause, cursor, Paging.limit(limit));
    Json.Builder trace = json.part(cause, part);
    return trace.put("people", shown.people(Shown.named(trace.build()))).build();
  }

  @GetMapping("/condemnations")
  @Needs(Permission.READ)
  Json condemned() {
    Json.Builder all =
        Json.obj()
            .put(
                "condemnations",
                Json.array(impacts.condemned().values().stream().map(json::condemned).toList()));
    return all.put("people", shown.people(Shown.named(all.build()))).build();
  }

  @PostMapping("/condemnations")
  @Needs(Permission.REVIEW)
  ResponseEntity<Json> condemn(Caller caller, @RequestBody Json.Obj asked) {
    Body body =
        Body.of(
            asked,
            "kind",
            "thing",
            "from",
            "until",
            "due",
            "reason",
            "reopen",
            "suspend",
            "suspendAll");
    Cause cause =
        names.cause(
            body.text("kind"), body.text("thing"), body.text("from", ""), body.text("until", ""));
    Reopenings.Done done = reopenings.condemn(caller, cause, body.text("reason"), choice(body));
    return ResponseEntity.created(URI.create("/api/v1/impact/condemnations/" + done.condemnation()))
        .body(done(done));
  }

  @GetMapping("/condemnations/{condemnation}")
  @Needs(Permission.READ)
  Json condemned(@PathVariable String condemnation) {
    return json.condemned(impacts.condemned(condemnation));
  }

  @PostMapping("/condemnations/{condemnation}/reopenings")
  @Needs(Permission.REVIEW)
  Json reopen(Caller caller, @PathVariable String condemnation, @RequestBody Json.Obj asked) {
    Body body = Body.of(asked, "due", "reason", "reopen", "suspend", "suspendAll");
    return done(reopenings.reopen(caller, condemnation, body.text("reason"), choice(body)));
  }

  private static Reopenings.Choice choice(Body body) {
    Optional<Set<Long>> reopen =
        body.has("reopen") ? Optional.of(new TreeSet<>(body.integers("reopen"))) : Optional.empty();
    return new Reopenings.Choice(
        reopen,
        new TreeSet<>(body.integers("suspend")),
        body.chosen("suspendAll"),
        body.find("due"));
  }

  private static Json done(Reopenings.Done done) {
    return Json.obj()
        .put("condemnation", done.condemnation())
        .put("reopened", Shown.numbers(done.reopened()))
        .put("suspended", Shown.numbers(done.suspended()))
        .put("more", done.left())
        .build();
  }
}
