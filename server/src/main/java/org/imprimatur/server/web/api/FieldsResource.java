// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.net.URI;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.inventory.Field;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.models.ModelFields;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The further fields of the inventory, and what models have in them. */
@RestController
@RequestMapping("/api/v1")
final class FieldsResource {
  private final ModelFields fields;
  private final Models models;
  private final ModelView view;
  private final Shown shown;

  FieldsResource(ModelFields fields, Models models, ModelView view, Shown shown) {
    this.fields = fields;
    this.models = models;
    this.view = view;
    this.shown = shown;
  }

  @GetMapping("/fields")
  @Needs(Permission.READ)
  Json list() {
    return Json.obj()
        .put("fields", Json.array(fields.all().stream().map(this::shown).toList()))
        .build();
  }

  @PostMapping("/fields")
  @Needs(Permission.ASSESS)
  ResponseEntity<Json> state(Caller caller, @RequestBody Json.Obj json) {
    Body body = Body.of(json, "name", "kind", "help", "choices");
    var field =
        new Field(
            body.text("name"), body.text("kind"), body.text("help").strip(), body.texts("choices"));
    ModelFields.Known known = fields.state(caller, field);
    return ResponseEntity.created(URI.create("/api/v1/fields")).body(shown(known));
  }

  @PostMapping("/fields/{name}/retirement")
  @Needs(Permission.ASSESS)
  Json retire(Caller caller, @PathVariable String name) {
    return shown(fields.retire(caller, name));
  }

  @PostMapping("/models/{name}/fields")
  @Needs({Permission.PROPOSE, Permission.DISCUSS})
  Json stateValues(Caller caller, @PathVariable String name, @RequestBody Json.Obj json) {
    Json.Obj given = Body.of(json, "values").free("values");
    var body = new Body(given, "values.");
    SortedMap<String, Optional<String>> values = new TreeMap<>();
    for (String field : given.members().keySet()) {
      values.put(
          field, body.has(field) ? Optional.of(body.decimal(field, 2_000)) : Optional.empty());
    }
    fields.stateValues(caller, name, values);
    return view.whole(models.get(name));
  }

  private Json shown(ModelFields.Known known) {
    Field field = known.field();
    return Json.obj()
        .put("name", field.name())
        .put("kind", field.kind())
        .put("help", field.help())
        .put("choices", Shown.texts(field.choices()))
        .put("stated", shown.stamp(known.acts().first().stamp()))
        .put(
            "retired",
            known.acts().retired().map(act -> shown.stamp(act.stamp())).orElse(Json.nothing()))
        .build();
  }
}
