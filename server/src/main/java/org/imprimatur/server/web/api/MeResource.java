// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.List;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who the token acts for. */
@RestController
final class MeResource {
  @GetMapping("/api/v1/me")
  @Needs(Permission.READ)
  Json me(Caller caller) {
    List<Permission> scopes =
        switch (caller.credential()) {
          case Caller.Credential.Session _ -> List.copyOf(caller.permissions());
          case Caller.Credential.Token(_, var granted) -> granted.stream().sorted().toList();
        };
    return Json.obj()
        .put("person", caller.id())
        .put("username", Shown.text(caller.person().username()))
        .put("name", Shown.text(caller.person().name()))
        .put("roles", Shown.texts(caller.person().roles()))
        .put("permissions", Shown.words(caller.permissions()))
        .put("scopes", Shown.words(scopes))
        .build();
  }
}
