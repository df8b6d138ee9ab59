// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.imprimatur.proof.act.Scope;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.models.Departures;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Invitations;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.people.Qualifications;
import org.imprimatur.server.people.Roles;
import org.imprimatur.server.people.Span;
import org.imprimatur.server.people.Teams;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.SecretAnswer;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** People, their roles and teams; what only a person may do for themselves stands on the pages. */
@RestController
@RequestMapping("/api/v1/people")
final class PeopleResource {
  private final Persons persons;
  private final PersonView view;
  private final Models models;
  private final Faces faces;

  PeopleResource(Persons persons, PersonView view, Models models, Faces faces) {
    this.persons = persons;
    this.view = view;
    this.models = models;
    this.faces = faces;
  }

  /** What changes people. */
  @Component
  record Faces(
      Invitations invitations,
      Roles roles,
      Teams teams,
      Qualifications qualifications,
      Departures departures) {}

  @GetMapping
  @Needs(Permission.READ)
  Json list() {
    var staff = persons.staff();
    return Shown.page(
        "people",
        persons.all().stream().map(person -> view.person(person, staff)).toList(),
        Optional.empty());
  }

  @GetMapping("/{username}")
  @Needs(Permission.READ)
  Json show(@PathVariable String username) {
    return view.person(persons.get(username), persons.staff());
  }

  @PostMapping
  @Needs(Permission.ADMINISTER)
  ResponseEntity<Json> invite(
      HttpServletRequest request, Caller caller, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "username", "name");
    return invited(
        request,
        faces.invitations().invite(caller, body.text("username"), body.text("name")),
        HttpStatus.CREATED);
  }

  @PostMapping("/{username}/link")
  @Needs(Permission.ADMINISTER)
  ResponseEntity<Json> link(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String username,
      @RequestBody Json.Obj json) {
    Body.of(json);
    return invited(request, faces.invitations().link(caller, username), HttpStatus.OK);
  }

  private static ResponseEntity<Json> invited(
      HttpServletRequest request, Invitations.Invitation invitation, HttpStatus status) {
    SecretAnswer.to(request);
    return ResponseEntity.status(status)
        .body(
            Json.obj()
                .put("username", invitation.username())
                .put("link", "/enrol/" + invitation.link().text())
                .put("until", Shown.time(invitation.until()))
                .build());
  }

  @PostMapping("/{username}/roles")
  @Needs(Permission.ADMINISTER)
  Json role(Caller caller, @PathVariable String username, @RequestBody Json.Obj json) {
    return switch (faces.roles().ask(caller, wish(username, json))) {
      case Roles.Asked.Given() -> Json.obj().put("given", true).build();
      case Roles.Asked.Waits(var request) ->
          Json.obj().put("given", false).put("request", request).build();
    };
  }

  @PostMapping("/{username}/roles/withdrawal")
  @Needs({Permission.ADMINISTER, Permission.VOUCH})
  Json withdraw(Caller caller, @PathVariable String username, @RequestBody Json.Obj json) {
    faces.roles().withdraw(caller, wish(username, json));
    return show(username);
  }

  private Roles.Wish wish(String username, Json.Obj json) {
    Body body = Body.of(json, "role", "model", "tier", "team");
    return new Roles.Wish(
        username,
        body.text("role"),
        new Scope(
            body.find("model").map(name -> models.get(name).id()),
            body.find("tier"),
            body.find("team")));
  }

  @PostMapping("/{username}/teams")
  @Needs(Permission.ADMINISTER)
  Json join(Caller caller, @PathVariable String username, @RequestBody Json.Obj json) {
    faces.teams().join(caller, username, Body.of(json, "team").text("team"));
    return show(username);
  }

  @PostMapping("/{username}/teams/withdrawal")
  @Needs(Permission.ADMINISTER)
  Json leaveTeam(Caller caller, @PathVariable String username, @RequestBody Json.Obj json) {
    faces.teams().leave(caller, username, Body.of(json, "team").text("team"));
    return show(username);
  }

  @PostMapping("/{username}/qualifications")
  @Needs({Permission.ADMINISTER, Permission.VOUCH})
  Json qualify(Caller caller, @PathVariable String username, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "name", "from", "until");
    faces
        .qualifications()
        .record(
            caller,
            username,
            body.text("name"),
            Span.ofDays(body.text("from"), body.text("until")));
    return show(username);
  }

  @PostMapping("/{username}/departure")
  @Needs(Permission.ADMINISTER)
  Json leave(Caller caller, @PathVariable String username, @RequestBody Json.Obj json) {
    Person gone =
        faces.departures().leave(caller, username, Body.of(json, "successor").find("successor"));
    return Json.obj().put("left", Shown.person(gone)).build();
  }
}
