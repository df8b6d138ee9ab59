// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import org.imprimatur.proof.json.Json;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.submissions.Proceedings;
import org.imprimatur.server.submissions.Waivers;
import org.imprimatur.server.web.Needs;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What is decided without signing. Nothing here lets a version through: sign-offs, grants of
 * waivers and confirmations are given on the page.
 */
@RestController
@RequestMapping("/api/v1/submissions/{number}")
final class DecisionsResource {
  private final Gates gates;
  private final Proceedings proceedings;
  private final Waivers waivers;
  private final Usernames usernames;
  private final DecisionView view;

  DecisionsResource(
      Gates gates,
      Proceedings proceedings,
      Waivers waivers,
      Usernames usernames,
      DecisionView view) {
    this.gates = gates;
    this.proceedings = proceedings;
    this.waivers = waivers;
    this.usernames = usernames;
    this.view = view;
  }

  @GetMapping("/decisions")
  @Needs(Permission.READ)
  Json decisions(@PathVariable long number) {
    return view.decisions(gates.standing(number));
  }

  @PostMapping("/hold")
  @Needs(Permission.REVIEW)
  Json hold(Caller caller, @PathVariable long number, @RequestBody Json.Obj json) {
    proceedings.hold(caller, number, Body.of(json, "reason").text("reason"));
    return decisions(number);
  }

  @PostMapping("/resumption")
  @Needs(Permission.REVIEW)
  Json resume(Caller caller, @PathVariable long number, @RequestBody Json.Obj json) {
    proceedings.resume(caller, number, Body.of(json, "reason").text("reason"));
    return decisions(number);
  }

  @PostMapping("/changes")
  @Needs(Permission.REVIEW)
  Json request(Caller caller, @PathVariable long number, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "role", "fixes");
    proceedings.requestChanges(caller, number, body.text("role"), body.texts("fixes"));
    return decisions(number);
  }

  @PostMapping("/changes/{request}/answer")
  @Needs(Permission.PROPOSE)
  Json answer(
      Caller caller,
      @PathVariable long number,
      @PathVariable String request,
      @RequestBody Json.Obj json) {
    proceedings.answerChanges(caller, number, request, Body.of(json, "answer").text("answer"));
    return decisions(number);
  }

  @PostMapping("/conditions")
  @Needs({Permission.REVIEW, Permission.PROPOSE})
  Json met(Caller caller, @PathVariable long number, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "signoff", "condition", "note");
    proceedings.met(
        caller, number, body.text("signoff"), body.integer("condition"), body.text("note"));
    return decisions(number);
  }

  /** The model's owner names who sees to it, where its owner left. */
  @PostMapping("/conditions/owner")
  @Needs({Permission.REVIEW, Permission.PROPOSE})
  Json hand(Caller caller, @PathVariable long number, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "signoff", "condition", "owner");
    proceedings.hand(
        caller,
        number,
        body.text("signoff"),
        body.integer("condition"),
        usernames.person(body.text("owner")));
    return decisions(number);
  }

  @PostMapping("/waivers")
  @Needs(Permission.REVIEW)
  Json ask(Caller caller, @PathVariable long number, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "requirement", "reason", "protection", "until");
    waivers.ask(
        caller,
        number,
        new Waivers.Wish(
            body.text("requirement"),
            body.text("reason"),
            body.text("protection"),
            body.text("until")));
    return decisions(number);
  }

  @PostMapping("/waivers/{waiver}/end")
  @Needs(Permission.REVIEW)
  Json end(
      Caller caller,
      @PathVariable long number,
      @PathVariable String waiver,
      @RequestBody Json.Obj json) {
    waivers.end(caller, number, waiver, Body.of(json, "reason").text("reason"));
    return decisions(number);
  }
}
