// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.people.Roles;
import org.imprimatur.server.web.Needs;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Roles that one person asked for and that wait for a second one. */
@RestController
@RequestMapping("/api/v1/role-requests")
final class RoleRequestsResource {
  private final Persons persons;
  private final Roles roles;
  private final PersonView view;

  RoleRequestsResource(Persons persons, Roles roles, PersonView view) {
    this.persons = persons;
    this.roles = roles;
    this.view = view;
  }

  @GetMapping
  @Needs(Permission.READ)
  Json list() {
    return Shown.page(
        "requests",
        persons.staff().requests().stream().map(view::request).toList(),
        Optional.empty());
  }

  @PostMapping("/{request}/confirmation")
  @Needs({Permission.ADMINISTER, Permission.VOUCH})
  Json confirm(Caller caller, @PathVariable String request, @RequestBody Json.Obj json) {
    Body.of(json);
    return view.request(roles.confirm(caller, request));
  }

  @PostMapping("/{request}/refusal")
  @Needs({Permission.ADMINISTER, Permission.VOUCH})
  Json decline(Caller caller, @PathVariable String request, @RequestBody Json.Obj json) {
    Body.of(json);
    return view.request(roles.decline(caller, request));
  }
}
