// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.checks.RunnerJobs;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Runner;
import org.imprimatur.server.people.Runners;
import org.imprimatur.server.web.Needs;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Runners, their jobs and their answers. */
@RestController
@RequestMapping("/api/v1/runners")
final class RunnersResource {
  private final Runners runners;
  private final RunnerJobs jobs;
  private final Shown shown;

  RunnersResource(Runners runners, RunnerJobs jobs, Shown shown) {
    this.runners = runners;
    this.jobs = jobs;
    this.shown = shown;
  }

  @GetMapping
  @Needs(Permission.READ)
  Json list() {
    return Shown.page(
        "runners", runners.all().stream().map(this::runner).toList(), Optional.empty());
  }

  @PostMapping
  @Needs(Permission.ADMINISTER)
  ResponseEntity<Json> register(Caller caller, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "name", "owner", "key");
    Runner runner =
        runners.register(caller, body.text("name"), body.text("owner"), body.text("key"));
    return ResponseEntity.status(HttpStatus.CREATED).body(runner(runner));
  }

  @PostMapping("/{name}/confirmation")
  @Needs(Permission.VOUCH)
  Json confirm(Caller caller, @PathVariable String name, @RequestBody Json.Obj json) {
    Body.of(json);
    return runner(runners.confirm(caller, name));
  }

  @PostMapping("/{name}/revocation")
  @Needs({Permission.ADMINISTER, Permission.VOUCH, Permission.RUN})
  Json revoke(Caller caller, @PathVariable String name, @RequestBody Json.Obj json) {
    Body.of(json);
    return runner(runners.revoke(caller, name));
  }

  @GetMapping("/{name}/jobs")
  @Needs(Permission.RUN)
  Json jobs(Caller caller, @PathVariable String name) {
    List<Json> open = new ArrayList<>();
    jobs.open(caller, name).forEach(job -> open.add(job(job)));
    return Json.obj().put("log", jobs.log()).put("jobs", Json.array(open)).build();
  }

  private static Json job(RunnerJobs.Open open) {
    Json.Builder inputs = Json.obj();
    open.job().inputs().forEach((role, file) -> inputs.put(role, file.digest().toString()));
    return Json.obj()
        .put("submission", open.opened().submission())
        .put("manifest", open.opened().manifest().toString())
        .put("check", open.job().check())
        .put("inputs", inputs.build())
        .put("spec", open.job().spec())
        .build();
  }

  @PostMapping("/{name}/evidence")
  @Needs(Permission.RUN)
  Json file(Caller caller, @PathVariable String name, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "submission", "check", "evidence", "envelope", "engines");
    jobs.file(
        caller,
        name,
        new RunnerJobs.Answer(
            body.integer("submission"),
            body.text("check"),
            body.digest("evidence"),
            body.free("envelope"),
            body.texts("engines")));
    return Json.obj().put("filed", true).build();
  }

  private Json runner(Runner runner) {
    return Json.obj()
        .put("name", runner.name())
        .put("id", runner.id())
        .put("state", runner.state().word())
        .put("owner", shown.person(runner.owner()))
        .put("registered", shown.stamp(runner.registered().stamp()))
        .put("key", runner.registered().key())
        .build();
  }
}
