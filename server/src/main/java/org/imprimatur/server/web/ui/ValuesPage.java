// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.inventory.Field;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.ModelFields;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.FieldQuery;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.ValuesSheet;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The form that states what a model has in the further fields. */
@Controller
final class ValuesPage {
  private final Screens screens;
  private final Models models;
  private final ModelFields fields;
  private final Names names;

  ValuesPage(Screens screens, Models models, ModelFields fields, Names names) {
    this.screens = screens;
    this.models = models;
    this.fields = fields;
    this.names = names;
  }

  static String address(Model model) {
    return "/models/" + model.name() + "/fields";
  }

  @GetMapping("/models/{name}/fields")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request, Caller caller, @PathVariable String name) {
    Model model = models.get(name);
    return show(request, caller, model, held(model), Optional.empty());
  }

  /** What the model has, by the field's name. */
  private Map<String, String> held(Model model) {
    return fields.texts(model.id(), fields.inUse());
  }

  /**
   * Fields that the form did not have stay as they are; whatever is wrong, what was typed stays.
   */
  @PostMapping("/models/{name}/fields")
  @Needs({Permission.PROPOSE, Permission.DISCUSS})
  ResponseEntity<byte[]> state(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String name,
      @RequestParam Map<String, String> form) {
    Model model = models.get(name);
    Map<String, String> typed = new HashMap<>();
    SortedMap<String, Optional<String>> given = new TreeMap<>();
    for (Field field : fields.inUse()) {
      String text = form.get(FieldQuery.whole(field.name()));
      if (text != null) {
        typed.put(field.name(), text);
        given.put(field.name(), text.isBlank() ? Optional.empty() : Optional.of(text));
      }
    }
    // An empty field that had nothing is not emptied.
    Map<String, String> held = held(model);
    given.entrySet().removeIf(one -> one.getValue().isEmpty() && !held.containsKey(one.getKey()));
    try {
      fields.stateValues(caller, name, given);
      return Screens.go("/models/" + name);
    } catch (RefusedException e) {
      return show(request, caller, model, typed, Optional.of(names.in(e.refusal())));
    }
  }

  private ResponseEntity<byte[]> show(
      HttpServletRequest request,
      Caller caller,
      Model model,
      Map<String, String> shown,
      Optional<Refusal> refusal) {
    List<ValuesSheet.Input> inputs =
        fields.inUse().stream()
            .map(field -> input(field, shown.getOrDefault(field.name(), ""), refusal.isPresent()))
            .toList();
    boolean beside = inputs.stream().anyMatch(one -> !one.wrong().isEmpty());
    String wrong =
        refusal
            .map(
                one ->
                    beside
                        ? "Nothing was stated. Correct what is marked."
                        : one.sentence() + " " + one.help() + " Code " + one.code())
            .orElse("");
    String home = "/models/" + model.name();
    var sheet =
        new ValuesSheet(
            model.name(), address(model), inputs, fields.mayState(caller, model), wrong);
    return screens.show(
        request,
        Screens.Place.of(
            "values",
            "models",
            (refusal.isPresent() ? "Error: " : "") + "Further fields of " + model.name(),
            new Link("Models", "/models"),
            new Link(model.name(), home),
            Link.words("Further fields")),
        sheet,
        refusal.map(Refusal::status).orElse(200));
  }

  /** A field with what stands in it, and what is wrong with that where it was sent. */
  private static ValuesSheet.Input input(Field field, String value, boolean sent) {
    String wrong = sent && !value.isBlank() ? field.objection(field.normal(value)).orElse("") : "";
    return new ValuesSheet.Input(
        FieldQuery.whole(field.name()),
        field.name(),
        field.help(),
        field.kind(),
        field.choices(),
        value,
        wrong);
  }
}
