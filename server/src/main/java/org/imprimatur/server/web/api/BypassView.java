// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.DecisionAct.BypassAsked;
import org.imprimatur.proof.gate.BypassRules;
import org.imprimatur.proof.gate.Bypasses.Bypass;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.gates.Emergencies;
import org.imprimatur.server.gates.Emergencies.Debt;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.models.Models;
import org.springframework.stereotype.Component;

/** Break-glass as the API shows it; nobody breaks the glass by it. */
@Component
record BypassView(Shown shown, Models models, InstantSource clock) {
  /** How the version came past the gate, and where its debt stands; null where it did not. */
  Json bypass(Standing standing) {
    return standing
        .docket()
        .decided()
        .bypasses()
        .of(standing.submission().number())
        .<Json>map(this::bypass)
        .orElse(Json.nothing());
  }

  private Json bypass(Bypass bypass) {
    var act = bypass.act();
    return Json.obj()
        .put("state", state(bypass))
        .put("asker", shown.person(act.asker()))
        .put("confirmed", shown.stamp(act.stamp()))
        .put("due", Shown.time(act.due()))
        .put("trace", act.trace().toString())
        .put("settled", bypass.settled().map(by -> shown.stamp(by.stamp())).orElse(Json.nothing()))
        .build();
  }

  private String state(Bypass bypass) {
    if (bypass.settled().isPresent()) {
      return bypass.isReversed() ? "rolled-back" : "ratified";
    }
    return clock.instant().isBefore(bypass.act().due()) ? "owed" : "overdue";
  }

  /** Whether the glass could be broken now, what stands against it, and over what it would go. */
  Json.Obj possible(Standing standing) {
    BypassRules rules = Emergencies.rules(standing);
    List<Reason> against = rules.submission();
    Optional<BypassAsked> pending = rules.pending();
    return Json.obj()
        .put("possible", against.isEmpty())
        .put(
            "against",
            Json.array(
                against.stream()
                    .map(
                        reason ->
                            Json.obj()
                                .put("code", reason.code())
                                .put("sentence", reason.sentence())
                                .build())
                    .toList()))
        .put("over", Shown.texts(rules.passedOver()))
        .put("asked", pending.map(asked -> shown.stamp(asked.stamp())).orElse(Json.nothing()))
        .put("bypass", bypass(standing))
        .build();
  }

  Json debt(Debt debt) {
    return Json.obj()
        .put("model", models.name(debt.model()))
        .put("version", debt.version())
        .put("submission", debt.submission())
        .put("at", Shown.time(debt.at()))
        .put("due", Shown.time(debt.due()))
        .put("overdue", debt.isOverdue(clock.instant()))
        .build();
  }
}
