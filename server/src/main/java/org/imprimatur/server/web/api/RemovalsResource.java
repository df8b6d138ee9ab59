// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.time.InstantSource;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.models.Versions;
import org.imprimatur.server.monitoring.Removals;
import org.imprimatur.server.monitoring.Rollbacks;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Out of production for good, and back to a version that was approved before. */
@RestController
@RequestMapping("/api/v1/models/{name}")
final class RemovalsResource {
  private final Models models;
  private final Versions versions;
  private final Removals removals;
  private final Rollbacks rollbacks;
  private final MonitoringView view;
  private final InstantSource clock;

  RemovalsResource(
      Models models,
      Versions versions,
      Removals removals,
      Rollbacks rollbacks,
      MonitoringView view,
      InstantSource clock) {
    this.models = models;
    this.versions = versions;
    this.removals = removals;
    this.rollbacks = rollbacks;
    this.view = view;
    this.clock = clock;
  }

  /** Retires every version that is not retired, or none where something stands against one. */
  @PostMapping("/retirement")
  @Needs(Permission.REVIEW)
  Json retireAll(Caller caller, @PathVariable String name, @RequestBody Json.Obj json) {
    var retired = removals.retire(caller, name, reason(json));
    return Json.obj().put("model", name).put("retired", Shown.numbers(retired.versions())).build();
  }

  @PostMapping("/versions/{number}/retirement")
  @Needs(Permission.REVIEW)
  Json retire(
      Caller caller,
      @PathVariable String name,
      @PathVariable long number,
      @RequestBody Json.Obj json) {
    removals.retire(caller, name, number, reason(json));
    return promises(name, number);
  }

  @PostMapping("/versions/{number}/withdrawal")
  @Needs(Permission.REVIEW)
  Json withdraw(
      Caller caller,
      @PathVariable String name,
      @PathVariable long number,
      @RequestBody Json.Obj json) {
    removals.withdraw(caller, name, number, reason(json));
    return promises(name, number);
  }

  /** What the gate would say of a rollback now; nothing is recorded. */
  @GetMapping("/versions/{number}/rollback")
  @Needs(Permission.READ)
  Json judged(@PathVariable String name, @PathVariable long number) {
    versions.get(name, number);
    Verdict verdict =
        rollbacks
            .verdict(name, number)
            .orElseThrow(() -> new RefusedException(Rollbacks.never(name, number)));
    return Json.obj()
        .put("model", name)
        .put("version", number)
        .put("passes", verdict.passes())
        .put("reasons", Json.array(verdict.sentences().stream().map(Json::of).toList()))
        .build();
  }

  @PostMapping("/versions/{number}/rollback")
  @Needs(Permission.ROLL_BACK)
  Json rollBack(
      Caller caller,
      @PathVariable String name,
      @PathVariable long number,
      @RequestBody Json.Obj json) {
    Rollbacks.Restored restored = rollbacks.rollBack(caller, name, number, reason(json));
    return Json.obj()
        .put("restored", true)
        .put("model", name)
        .put("version", number)
        .put("submission", restored.act().submission())
        .put("replaced", Shown.number(restored.replaced()))
        .put(
            "beside",
            restored
                .replaced()
                .map(one -> view.permit(restored.act().model(), one, clock.instant()))
                .orElse(Json.nothing()))
        .put("policy", restored.act().judged().policy().toString())
        .put(
            "verdict",
            Json.obj()
                .put("passes", true)
                .put("trace", restored.verdict().digest().toString())
                .build())
        .build();
  }

  private static String reason(Json.Obj json) {
    return Body.of(json, "reason").text("reason");
  }

  private Json promises(String name, long number) {
    return view.promises(models.get(name), versions.get(name, number), clock.instant());
  }
}
