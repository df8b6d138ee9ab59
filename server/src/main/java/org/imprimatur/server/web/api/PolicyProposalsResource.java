// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import org.imprimatur.proof.act.PolicyAct.PolicyProposed;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.insights.PolicyReplays;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.policies.Proposals;
import org.imprimatur.server.web.Needs;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Policies that wait for a second person, who publishes them on the page. */
@RestController
@RequestMapping("/api/v1/policy-proposals")
final class PolicyProposalsResource {
  private static final int LONGEST_POLICY = 256 * 1024;

  private final Proposals proposals;
  private final Policies policies;
  private final PolicyReplays replays;
  private final Blobs blobs;
  private final Shown shown;

  PolicyProposalsResource(
      Proposals proposals, Policies policies, PolicyReplays replays, Blobs blobs, Shown shown) {
    this.proposals = proposals;
    this.policies = policies;
    this.replays = replays;
    this.blobs = blobs;
    this.shown = shown;
  }

  @GetMapping
  @Needs(Permission.READ)
  Json list() {
    return Shown.page(
        "proposals",
        proposals.publications().open().stream().map(this::view).toList(),
        Optional.empty());
  }

  @PostMapping
  @Needs(Permission.PUBLISH)
  ResponseEntity<Json> propose(Caller caller, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "policy", "reason");
    byte[] yaml = body.text("policy", LONGEST_POLICY).getBytes(StandardCharsets.UTF_8);
    PolicyProposed proposed = proposals.propose(caller, yaml, body.text("reason"));
    return ResponseEntity.status(HttpStatus.CREATED).body(view(proposed));
  }

  @GetMapping("/{proposal}")
  @Needs(Permission.READ)
  Json get(@PathVariable String proposal) {
    PolicyProposed proposed = proposals.get(proposal);
    Json.Builder whole = Json.obj();
    view(proposed).members().forEach(whole::put);
    return whole
        .put("text", new String(policies.bytes(proposed.policy()), StandardCharsets.UTF_8))
        .build();
  }

  @GetMapping("/{proposal}/replay")
  @Needs(Permission.READ)
  Json replay(@PathVariable String proposal) {
    Digest draft = proposals.get(proposal).policy();
    return replays.of(policies.read(draft), draft).toJson();
  }

  @PostMapping("/{proposal}/refusal")
  @Needs({Permission.PUBLISH, Permission.ADMINISTER})
  Json decline(Caller caller, @PathVariable String proposal, @RequestBody Json.Obj json) {
    Body.of(json);
    return view(proposals.decline(caller, proposal));
  }

  /** What it enforces from another day on; without a day it is at once. */
  private Json phaseChanges(PolicyProposed proposed) {
    return Json.array(
        proposals.phaseChanges(proposed).stream()
            .<Json>map(
                change ->
                    Json.obj()
                        .put("gate", change.gate())
                        .put("requirement", change.requirement())
                        .put("where", change.where())
                        .put("before", day(change.before()))
                        .put("after", day(change.after()))
                        .put("later", change.isLater())
                        .build())
            .toList());
  }

  private static Json day(Optional<LocalDate> day) {
    return day.<Json>map(one -> Json.of(one.toString())).orElse(Json.nothing());
  }

  private Json.Obj view(PolicyProposed proposed) {
    Proposals.Reach reach = proposals.reach(proposed);
    return Json.obj()
        .put("proposal", proposed.proposal())
        .put("name", proposed.policyName())
        .put("number", proposed.number())
        .put("digest", proposed.policy().toString())
        .put("proposed", shown.stamp(proposed.stamp()))
        .put("watched", proposals.watched(proposed).<Json>map(Shown::time).orElse(Json.nothing()))
        .put(
            "reason",
            new String(blobs.find(proposed.reason()).orElse(new byte[0]), StandardCharsets.UTF_8))
        .put(
            "unsatisfiable",
            Json.array(
                proposals.gaps(policies.read(proposed.policy())).stream()
                    .<Json>map(Json::of)
                    .toList()))
        .put("phaseChanges", phaseChanges(proposed))
        .put("models", (long) reach.governed())
        .put("outdatedRisk", Json.array(reach.outdated().stream().<Json>map(Json::of).toList()))
        .build();
  }
}
