// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.act.RoleAct.RoleAsked;
import org.imprimatur.proof.gate.Staff;
import org.imprimatur.proof.signature.Site;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Invitations;
import org.imprimatur.server.people.PasskeySettings;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.people.Roles;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.PeopleSheet;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who is there; administrators invite, a second person confirms what signs. */
@Controller
final class PeoplePage {
  private final Screens screens;
  private final Persons persons;
  private final Invitations invitations;
  private final Roles roles;
  private final Sayings words;

  PeoplePage(
      Screens screens, Persons persons, Invitations invitations, Roles roles, Sayings words) {
    this.screens = screens;
    this.persons = persons;
    this.invitations = invitations;
    this.roles = roles;
    this.words = words;
  }

  /** How people and times are written. */
  @Component("peoplePageWords")
  record Sayings(
      Names names, Times times, PeopleWords roles, InstantSource clock, PasskeySettings settings) {
    /** Where people open this server: by TLS under the name that its operator gave, or as here. */
    private String address(HttpServletRequest request) {
      String page = request.getRequestURL().toString();
      return settings
          .site()
          .map(Site::origin)
          .filter(origin -> origin.startsWith("https:"))
          .orElseGet(() -> page.substring(0, page.indexOf('/', page.indexOf("//") + 2)));
    }
  }

  @GetMapping("/people")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(HttpServletRequest request, Caller caller) {
    return show(request, caller, null);
  }

  @PostMapping("/people")
  @Needs(Permission.ADMINISTER)
  ResponseEntity<byte[]> invite(
      HttpServletRequest request,
      Caller caller,
      @RequestParam String username,
      @RequestParam String name) {
    return show(request, caller, invitations.invite(caller, username, name));
  }

  @PostMapping("/people/{username}/link")
  @Needs(Permission.ADMINISTER)
  ResponseEntity<byte[]> link(
      HttpServletRequest request, Caller caller, @PathVariable String username) {
    return show(request, caller, invitations.link(caller, username));
  }

  @PostMapping("/people/requests/{asked}")
  @Needs({Permission.ADMINISTER, Permission.VOUCH})
  ResponseEntity<byte[]> answer(
      Caller caller, @PathVariable String asked, @RequestParam String answer) {
    if (answer.equals("confirm")) {
      roles.confirm(caller, asked);
    } else {
      roles.decline(caller, asked);
    }
    return Screens.go("/people");
  }

  private ResponseEntity<byte[]> show(
      HttpServletRequest request, Caller caller, Invitations.@Nullable Invitation invitation) {
    Staff staff = persons.staff();
    var sheet =
        new PeopleSheet(
            table(staff),
            staff.requests().stream().map(asked -> asked(staff, asked, caller)).toList(),
            invitation == null ? null : invited(request, invitation),
            caller.may(Permission.ADMINISTER));
    return screens.show(
        request, Screens.Place.of("people", "", "People", new Link("People", "")), sheet);
  }

  private PeopleSheet.Invited invited(
      HttpServletRequest request, Invitations.Invitation invitation) {
    return new PeopleSheet.Invited(
        invitation.username(),
        words.address(request) + "/enrol/" + invitation.link().text(),
        words.times().at(invitation.until()));
  }

  private PeopleSheet.Asked asked(Staff staff, RoleAsked asked, Caller caller) {
    Text said =
        Text.NOTHING
            .strong(words.names().of(asked.by()))
            .then(" asks that ")
            .strong(words.names().of(asked.person()))
            .then(" hold the role " + words.roles().role(asked.role(), asked.scope()));
    return new PeopleSheet.Asked(
        asked.request(),
        said,
        Roles.second(staff, caller.id(), asked).map(Refusal::sentence).orElse(null));
  }

  private Table table(Staff staff) {
    List<Table.Row> rows = new ArrayList<>();
    for (Person person : persons.all()) {
      String id = person.person();
      List<String> held =
          staff.grants(id).stream()
              .map(grant -> words.roles().role(grant.role(), grant.scope()))
              .sorted()
              .toList();
      List<String> qualified =
          staff.duties().qualifications().stream()
              .filter(one -> one.person().equals(id))
              .map(
                  one ->
                      one.qualified() + " until " + words.times().day(one.until().minusMillis(1)))
              .toList();
      String gone = person.gone() ? "has left" : "";
      rows.add(
          Table.Row.of(
              person
                  .username()
                  .map(name -> Table.Cell.link(person.shown(), "/people/" + name))
                  .orElseGet(() -> Table.Cell.of(person.shown())),
              Table.Cell.of(String.join(", ", held)),
              Table.Cell.of(String.join(", ", staff.teams(id))),
              Table.Cell.of(
                  staff
                      .duties()
                      .away(id, words.clock().instant())
                      .map(until -> "away until " + words.times().day(until.minusMillis(1)))
                      .orElse(gone)),
              Table.Cell.of(String.join(", ", qualified))));
    }
    return new Table(
        "Everybody, with what they hold",
        List.of(
            new Table.Head("Person", false),
            new Table.Head("Roles", false),
            new Table.Head("Teams", false),
            new Table.Head("Absence", false),
            new Table.Head("Qualifications", false)),
        rows);
  }
}
