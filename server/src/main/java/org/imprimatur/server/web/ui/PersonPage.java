// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.imprimatur.proof.act.Scope;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.server.models.Departures;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Absences;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Delegations;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.people.Qualifications;
import org.imprimatur.server.people.Roles;
import org.imprimatur.server.people.Span;
import org.imprimatur.server.people.Teams;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Link;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One person: what they hold, and who changes it. Absences and delegations are one's own. */
@Controller
final class PersonPage {
  private final Screens screens;
  private final Persons persons;
  private final Models models;
  private final Faces faces;
  private final PersonSheets sheets;

  PersonPage(Screens screens, Persons persons, Models models, Faces faces, PersonSheets sheets) {
    this.screens = screens;
    this.persons = persons;
    this.models = models;
    this.faces = faces;
    this.sheets = sheets;
  }

  /** What changes people. */
  @Component("personPageFaces")
  record Faces(
      Roles roles,
      Teams teams,
      Absences absences,
      Delegations delegations,
      Qualifications qualifications,
      Departures departures) {}

  @GetMapping("/people/{username}")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request, Caller caller, @PathVariable String username) {
    Person person = persons.get(username);
    Staff staff = persons.staff();
    return screens.show(
        request,
        Screens.Place.of(
            "person",
            "",
            person.shown(),
            new Link("People", "/people"),
            new Link(person.shown(), "")),
        sheets.sheet(person, staff, caller));
  }

  @PostMapping("/people/{username}/roles")
  @Needs(Permission.ADMINISTER)
  ResponseEntity<byte[]> role(
      Caller caller, @PathVariable String username, @RequestParam String role, Where where) {
    Roles.Asked asked = faces.roles().ask(caller, new Roles.Wish(username, role, scope(where)));
    return switch (asked) {
      case Roles.Asked.Given() -> back(username);
      case Roles.Asked.Waits _ -> Screens.go("/people");
    };
  }

  @PostMapping("/people/{username}/roles/withdrawal")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> withdraw(
      Caller caller, @PathVariable String username, @RequestParam String role, Where where) {
    // The pseudonym of the model stands in the form as it was given.
    var scope = new Scope(text(where.model()), text(where.tier()), text(where.team()));
    faces.roles().withdraw(caller, new Roles.Wish(username, role, scope));
    return back(username);
  }

  /** Where a role is to count, as the form says; whatever is empty does not matter. */
  record Where(String model, String tier, String team) {}

  private Scope scope(Where where) {
    return new Scope(
        text(where.model()).map(name -> models.get(name).id()),
        text(where.tier()),
        text(where.team()));
  }

  private static Optional<String> text(String text) {
    return Optional.ofNullable(text).map(String::strip).filter(words -> !words.isEmpty());
  }

  @PostMapping("/people/{username}/teams")
  @Needs(Permission.ADMINISTER)
  ResponseEntity<byte[]> join(
      Caller caller, @PathVariable String username, @RequestParam String team) {
    faces.teams().join(caller, username, team);
    return back(username);
  }

  @PostMapping("/people/{username}/teams/withdrawal")
  @Needs(Permission.ADMINISTER)
  ResponseEntity<byte[]> leaveTeam(
      Caller caller, @PathVariable String username, @RequestParam String team) {
    faces.teams().leave(caller, username, team);
    return back(username);
  }

  @PostMapping("/people/{username}/absences")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> away(
      Caller caller,
      @PathVariable String username,
      @RequestParam String from,
      @RequestParam String until,
      @RequestParam(defaultValue = "") String cover) {
    faces.absences().state(caller, username, Span.ofDays(from, until), text(cover));
    return back(username);
  }

  @PostMapping("/people/{username}/delegations")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> delegate(
      Caller caller,
      @PathVariable String username,
      @RequestParam String to,
      @RequestParam String role,
      @RequestParam(defaultValue = "") String model,
      Days days) {
    faces
        .delegations()
        .give(
            caller,
            new Delegations.Mandate(
                to,
                role,
                text(model).map(name -> models.get(name).id()),
                Span.ofDays(days.from(), days.until())));
    return back(username);
  }

  /** The first and the last day. */
  record Days(String from, String until) {}

  @PostMapping("/people/{username}/qualifications")
  @Needs({Permission.ADMINISTER, Permission.VOUCH})
  ResponseEntity<byte[]> qualify(
      Caller caller, @PathVariable String username, @RequestParam String name, Days days) {
    faces.qualifications().record(caller, username, name, Span.ofDays(days.from(), days.until()));
    return back(username);
  }

  /** Ends an absence, a delegation or a qualification; whoever may is decided by its face. */
  @PostMapping("/people/{username}/ended")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> end(
      Caller caller, @PathVariable String username, @RequestParam String id) {
    switch (id.isEmpty() ? ' ' : id.charAt(0)) {
      case 'b' -> faces.absences().end(caller, id);
      case 'd' -> faces.delegations().end(caller, id);
      default -> faces.qualifications().withdraw(caller, id);
    }
    return back(username);
  }

  @PostMapping("/people/{username}/departure")
  @Needs(Permission.ADMINISTER)
  ResponseEntity<byte[]> leave(
      Caller caller,
      @PathVariable String username,
      @RequestParam(defaultValue = "") String successor) {
    faces.departures().leave(caller, username, text(successor));
    return Screens.go("/people");
  }

  private static ResponseEntity<byte[]> back(String username) {
    return Screens.go("/people/" + username);
  }
}
