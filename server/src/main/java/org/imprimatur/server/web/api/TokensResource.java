// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.time.InstantSource;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.people.Token;
import org.imprimatur.server.people.Tokens;
import org.imprimatur.server.web.Needs;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tokens, to see and to end; they are made on the page, so that none makes another. */
@RestController
@RequestMapping("/api/v1/tokens")
final class TokensResource {
  private final Tokens tokens;
  private final Persons persons;
  private final InstantSource clock;

  TokensResource(Tokens tokens, Persons persons, InstantSource clock) {
    this.tokens = tokens;
    this.persons = persons;
    this.clock = clock;
  }

  /** One's own; an administrator names another person. */
  @GetMapping
  @Needs(Permission.READ)
  Json list(Caller caller, @RequestParam(defaultValue = "") String person) {
    String id = person.isEmpty() ? caller.id() : persons.get(person).person();
    if (!id.equals(caller.id())) {
      caller.needs(Permission.ADMINISTER);
    }
    return Shown.page("tokens", tokens.of(id).stream().map(this::token).toList(), Optional.empty());
  }

  @PostMapping("/{id}/revocation")
  @Needs(Permission.READ)
  Json revoke(Caller caller, @PathVariable String id, @RequestBody Json.Obj json) {
    Body.of(json);
    tokens.revoke(caller, id);
    return Json.obj().put("token", id).put("revoked", true).build();
  }

  private Json token(Token token) {
    return Json.obj()
        .put("token", token.id())
        .put("name", token.name())
        .put("scopes", Shown.words(token.scopes().stream().sorted().toList()))
        .put("expires", token.expires().map(Shown::time).orElse(Json.nothing()))
        .put("acts", token.actsAt(clock.instant()))
        .build();
  }
}
