// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.gates.Gates;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.submissions.Submissions;
import org.imprimatur.server.submissions.SuppliedEvidence;
import org.imprimatur.server.web.Needs;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Submissions, their evidence and the gate; signing is on the page only. */
@RestController
@RequestMapping("/api/v1")
final class SubmissionsResource {
  private static final MediaType BUNDLE =
      MediaType.parseMediaType("application/vnd.dev.sigstore.bundle.v0.3+json");

  private final Submissions submissions;
  private final Gates gates;
  private final SubmissionView view;
  private final SuppliedEvidence supplied;

  SubmissionsResource(
      Submissions submissions, SuppliedEvidence supplied, Gates gates, SubmissionView view) {
    this.supplied = supplied;
    this.submissions = submissions;
    this.gates = gates;
    this.view = view;
  }

  @PostMapping("/models/{name}/versions/{number}/submissions")
  @Needs(Permission.PROPOSE)
  ResponseEntity<Json> open(
      Caller caller,
      @PathVariable String name,
      @PathVariable long number,
      @RequestBody Json.Obj json) {
    Body body = Body.of(json, "gate", "underEnvelope");
    String gate = body.text("gate", "production");
    Submission submission =
        body.chosen("underEnvelope")
            ? submissions.openUnderEnvelope(caller, name, number, gate)
            : submissions.open(caller, name, number, gate);
    return ResponseEntity.status(HttpStatus.CREATED).body(view.whole(submission));
  }

  @GetMapping("/submissions")
  @Needs(Permission.READ)
  Json list(
      @RequestParam(defaultValue = "") String cursor,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(defaultValue = "false") boolean open) {
    int count = Paging.limit(limit);
    List<Submission> page = submissions.below(Paging.below(cursor), open, count + 1);
    Optional<String> next =
        page.size() > count
            ? Optional.of(Long.toString(page.get(count - 1).number()))
            : Optional.empty();
    return Shown.page("submissions", page.stream().limit(count).map(view::brief).toList(), next);
  }

  @GetMapping("/submissions/{number}")
  @Needs(Permission.READ)
  Json get(@PathVariable long number) {
    return view.whole(submissions.get(number));
  }

  @GetMapping("/submissions/{number}/verdict")
  @Needs(Permission.READ)
  Json verdict(@PathVariable long number) {
    return gates.standing(number).verdict().trace();
  }

  @PostMapping("/submissions/{number}/evidence")
  @Needs(Permission.PROPOSE)
  Json supply(Caller caller, @PathVariable long number, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "class", "name", "content");
    return view.whole(
        supplied.supply(
            caller,
            number,
            new SuppliedEvidence.Supplied(
                body.text("class"), body.text("name"), body.digest("content"))));
  }

  @PostMapping("/submissions/{number}/promotion")
  @Needs(Permission.PROMOTE)
  Json promote(Caller caller, @PathVariable long number, @RequestBody Json.Obj json) {
    Body.of(json);
    Gates.Promotion promotion = gates.promote(caller, number);
    return Json.obj()
        .put("promoted", true)
        .put("from", promotion.act().from())
        .put("to", promotion.act().to())
        .put(
            "verdict",
            Json.obj()
                .put("passes", true)
                .put("trace", promotion.verdict().digest().toString())
                .build())
        .build();
  }

  @PostMapping("/submissions/{number}/withdrawal")
  @Needs(Permission.PROPOSE)
  Json withdraw(Caller caller, @PathVariable long number, @RequestBody Json.Obj json) {
    Body.of(json);
    return view.whole(submissions.withdraw(caller, number));
  }

  @GetMapping("/submissions/{number}/attestation")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> attestation(@PathVariable long number) {
    return ResponseEntity.ok().contentType(BUNDLE).body(gates.attestation(number));
  }

  @GetMapping("/submissions/{number}/attestation/signoffs")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> attestedSignOffs(@PathVariable long number) {
    return ResponseEntity.ok().contentType(BUNDLE).body(gates.attestedSignOffs(number));
  }
}
