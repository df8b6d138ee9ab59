// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.ModelFields;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Person;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.policies.Assessments;
import org.imprimatur.server.policies.Examinations;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.submissions.Envelopes;
import org.imprimatur.server.web.FieldQuery;
import org.imprimatur.server.web.Needs;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Models: registering, use, promises, risk, examination. */
@RestController
@RequestMapping("/api/v1/models")
final class ModelsResource {
  private final Models models;
  private final Persons persons;
  private final Policies policies;
  private final Rules rules;
  private final ModelView view;

  ModelsResource(Models models, Persons persons, Policies policies, Rules rules, ModelView view) {
    this.models = models;
    this.persons = persons;
    this.policies = policies;
    this.rules = rules;
    this.view = view;
  }

  /** Who sets the tier, the exam, what an envelope may say and which further fields there are. */
  @Component
  record Rules(
      Assessments assessments,
      Examinations examinations,
      ExaminationView view,
      Envelopes envelopes,
      ModelFields fields) {}

  @GetMapping
  @Needs(Permission.READ)
  Json list(
      @RequestParam(defaultValue = "") String cursor,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam Map<String, String> query) {
    int count = Paging.limit(limit);
    List<String> names = rules.fields().names(FieldQuery.wanted(query), cursor, count + 1);
    Optional<String> next =
        names.size() > count ? Optional.of(names.get(count - 1)) : Optional.empty();
    List<Model> page = names.stream().limit(count).map(models::get).toList();
    return Shown.page("models", view.brief(page), next);
  }

  @PostMapping
  @Needs(Permission.PROPOSE)
  ResponseEntity<Json> register(Caller caller, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "name", "use", "policy", "owner");
    String owner =
        body.find("owner").map(username -> person(username).person()).orElse(caller.id());
    Model model =
        models.register(
            caller,
            body.text("name"),
            use(body.object("use", "purpose", "population", "restrictions")),
            policies.newest(body.find("policy")).digest(),
            owner);
    return ResponseEntity.status(HttpStatus.CREATED).body(view.whole(model));
  }

  private Person person(String username) {
    return persons
        .byUsername(username)
        .orElseThrow(
            () ->
                new RefusedException(
                    new Refusal(
                        "person.unknown",
                        422,
                        "Nobody here has the user name " + username + ".",
                        List.of(),
                        "Check the spelling.")));
  }

  private static Models.Use use(Body use) {
    return new Models.Use(
        use.text("purpose"), use.text("population"), use.text("restrictions", ""));
  }

  @GetMapping("/{name}")
  @Needs(Permission.READ)
  Json get(@PathVariable String name) {
    return view.whole(models.get(name));
  }

  @PostMapping("/{name}/use")
  @Needs(Permission.PROPOSE)
  Json stateUse(Caller caller, @PathVariable String name, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "purpose", "population", "restrictions");
    return view.whole(models.stateUse(caller, name, use(body)));
  }

  @PostMapping("/{name}/promises")
  @Needs(Permission.PROPOSE)
  Json statePromises(Caller caller, @PathVariable String name, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "kpis");
    return view.whole(models.statePromises(caller, name, body.array("kpis")));
  }

  @PostMapping("/{name}/envelope")
  @Needs(Permission.PROPOSE)
  Json stateEnvelope(Caller caller, @PathVariable String name, @RequestBody Json.Obj json) {
    return view.whole(models.stateEnvelope(caller, name, json, rules.envelopes()::against));
  }

  @PostMapping("/{name}/risk")
  @Needs(Permission.PROPOSE)
  Json answer(Caller caller, @PathVariable String name, @RequestBody Json.Obj json) {
    Json.Obj given = Body.of(json, "answers").free("answers");
    Map<String, String> answers = new TreeMap<>();
    var body = new Body(given, "answers.");
    given.members().keySet().forEach(question -> answers.put(question, body.text(question)));
    RiskAnswered answered = rules.assessments().answer(caller, name, answers);
    return Json.obj()
        .put("assessment", answered.assessment().toString())
        .put("tier", answered.tier())
        .put("rule", answered.rule())
        .build();
  }

  @PostMapping("/{name}/risk/confirmation")
  @Needs(Permission.ASSESS)
  Json confirm(Caller caller, @PathVariable String name, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "assessment", "tier", "reason");
    RiskConfirmed confirmed =
        rules
            .assessments()
            .confirm(
                caller,
                name,
                new Assessments.Confirmation(
                    body.digest("assessment"), body.text("tier"), body.find("reason")));
    return Json.obj()
        .put("assessment", confirmed.assessment().toString())
        .put("tier", confirmed.tier())
        .put("rule", confirmed.rule())
        .put("reason", Shown.text(confirmed.reason()))
        .build();
  }

  @GetMapping("/{name}/examination")
  @Needs({Permission.PROPOSE, Permission.EXAMINE})
  Json examination(@PathVariable String name) {
    return rules.view().of(models.get(name));
  }

  @PostMapping("/{name}/examination")
  @Needs(Permission.EXAMINE)
  Json examine(Caller caller, @PathVariable String name, @RequestBody Json.Obj json) {
    Body body =
        Body.of(
            json,
            "testSet",
            "reference",
            "heldBy",
            "task",
            "id",
            "label",
            "favourable",
            "classes",
            "cost",
            "groups",
            "intersections",
            "prohibited",
            "segments",
            "categorical");
    var terms =
        new Examinations.Terms(
            new Examinations.DataSets(
                body.digest("testSet"), body.findDigest("reference"), body.find("heldBy")),
            body.text("id"),
            target(body).costing(cost(body)).among(body.texts("classes")),
            new Examinations.Columns(
                body.texts("groups"),
                body.textLists("intersections"),
                body.texts("prohibited"),
                body.texts("segments"),
                body.texts("categorical")));
    ExaminationRegistered registered = rules.examinations().register(caller, name, terms);
    return Json.obj()
        .put("examination", registered.examination().toString())
        .put("testSet", registered.testSet().toString())
        .build();
  }

  private static Examinations.Target target(Body body) {
    String task = body.text("task", Examinations.Target.BINARY);
    Body label = body.object("label", "column", "positive");
    if (task.equals(Examinations.Target.BINARY)) {
      return Examinations.Target.binary(
          new Examinations.Label(label.text("column"), label.text("positive")),
          (int) body.integer("favourable"));
    }
    return new Examinations.Target(
        task,
        new Examinations.Label(label.text("column"), label.text("positive", "")),
        body.text("favourable", ""),
        Optional.empty());
  }

  private static Optional<Examinations.Cost> cost(Body body) {
    if (!body.has("cost")) {
      return Optional.empty();
    }
    Body cost = body.object("cost", "fp", "fn");
    return Optional.of(new Examinations.Cost(cost.number("fp"), cost.number("fn")));
  }
}
