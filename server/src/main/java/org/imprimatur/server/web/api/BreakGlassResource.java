// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import org.imprimatur.proof.json.Json;
import org.imprimatur.server.gates.Emergencies;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Break-glass to read: two persons do it on the page, and a token never. */
@RestController
final class BreakGlassResource {
  private static final int MOST = 200;

  private final Gates gates;
  private final Emergencies emergencies;
  private final BypassView view;

  BreakGlassResource(Gates gates, Emergencies emergencies, BypassView view) {
    this.gates = gates;
    this.emergencies = emergencies;
    this.view = view;
  }

  @GetMapping("/api/v1/submissions/{number}/break-glass")
  @Needs(Permission.READ)
  Json possible(@PathVariable long number) {
    return view.possible(gates.standing(number));
  }

  /** The debts that are due first, with how many there are. */
  @GetMapping("/api/v1/break-glass")
  @Needs(Permission.READ)
  Json debts() {
    return Json.obj()
        .put("count", emergencies.count())
        .put("debts", Json.array(emergencies.first(MOST).stream().map(view::debt).toList()))
        .build();
  }
}
