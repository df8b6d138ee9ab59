// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import org.imprimatur.proof.json.Json;
import org.imprimatur.server.batches.Batches;
import org.imprimatur.server.batches.Withdrawals;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rows that a version scored in production, their labels, and taking them back. */
@RestController
@RequestMapping("/api/v1/models/{name}/versions/{number}/batches")
final class BatchesResource {
  private final Models models;
  private final Batches batches;
  private final Withdrawals withdrawals;
  private final BatchView view;

  BatchesResource(Models models, Batches batches, Withdrawals withdrawals, BatchView view) {
    this.models = models;
    this.batches = batches;
    this.withdrawals = withdrawals;
    this.view = view;
  }

  @PostMapping
  @Needs(Permission.SIGNAL)
  ResponseEntity<Json> record(
      Caller caller,
      @PathVariable String name,
      @PathVariable long number,
      @RequestBody Json.Obj json) {
    Body body = Body.of(json, "data", "from", "to");
    var sent =
        new Batches.Sent(
            body.digest("data"), body.findCountedInstant("from"), body.findCountedInstant("to"));
    return answered(batches.record(caller, name, number, sent));
  }

  @PostMapping("/{batch}/labels")
  @Needs(Permission.SIGNAL)
  ResponseEntity<Json> label(
      Caller caller,
      @PathVariable String name,
      @PathVariable long number,
      @PathVariable long batch,
      @RequestBody Json.Obj json) {
    Body body = Body.of(json, "labels");
    return answered(batches.label(caller, name, number, batch, body.digest("labels")));
  }

  @PostMapping("/{batch}/withdrawal")
  @Needs(Permission.SIGNAL)
  Json withdraw(
      Caller caller,
      @PathVariable String name,
      @PathVariable long number,
      @PathVariable long batch,
      @RequestBody Json.Obj json) {
    String reason = Body.of(json, "reason").text("reason");
    return view.whole(withdrawals.withdraw(caller, name, number, batch, reason));
  }

  /** What was sent before is answered as it stands now. */
  private ResponseEntity<Json> answered(Batches.Answered answered) {
    HttpStatus status = answered.known() ? HttpStatus.OK : HttpStatus.CREATED;
    return ResponseEntity.status(status).body(view.whole(answered.batch()));
  }

  /** The newest windows, the newest first. */
  @GetMapping
  @Needs(Permission.READ)
  Json list(@PathVariable String name, @PathVariable long number) {
    Model model = models.get(name);
    return Json.obj()
        .put("count", batches.count(model, number))
        .put(
            "batches",
            Json.array(
                batches.newest(model, number, Batches.MOST).stream()
                    .map(one -> view.brief(one).build())
                    .toList()))
        .build();
  }

  @GetMapping("/{batch}")
  @Needs(Permission.READ)
  Json show(@PathVariable String name, @PathVariable long number, @PathVariable long batch) {
    return view.whole(batches.get(models.get(name), number, batch));
  }
}
