// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imprimatur.proof.act.FieldAct.FieldRetired;
import org.imprimatur.proof.act.FieldAct.FieldStated;
import org.imprimatur.proof.inventory.Field;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.models.ModelFields;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.FieldsSheet;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Listing;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The further fields of the inventory: what stands in each and by whom, and stating one. */
@Controller
final class FieldsPage {
  static final String PAGE = "/fields";

  private static final Field NEW = new Field("", Field.TEXT, "", List.of());

  private static final Listing.Empty NONE =
      new Listing.Empty(
          "list-check",
          "No further field is stated",
          "A risk manager says what else the inventory tells of each model. No gate and no policy"
              + " reads it.",
          "imprimatur field state business-unit --kind choice --choice Retail --choice"
              + " Treasury --about \"Who pays for it\"");

  private static final List<Table.Head> HEADS =
      List.of(
          new Table.Head("Field", false),
          new Table.Head("What stands in it", false),
          new Table.Head("Kind", false),
          new Table.Head("State", false),
          new Table.Head("Stated", false));

  private final Screens screens;
  private final ModelFields fields;
  private final Names names;
  private final Times times;

  FieldsPage(Screens screens, ModelFields fields, Names names, Times times) {
    this.screens = screens;
    this.fields = fields;
    this.names = names;
    this.times = times;
  }

  @GetMapping(PAGE)
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(HttpServletRequest request, Caller caller) {
    return show(request, caller, NEW, Optional.empty());
  }

  /** Whatever is wrong is said at its input, and what was typed stays. */
  @PostMapping(PAGE)
  @Needs(Permission.ASSESS)
  ResponseEntity<byte[]> state(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String help,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String choices) {
    var field =
        new Field(
            name.strip(),
            kind,
            help.strip(),
            choices.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
    try {
      fields.state(caller, field);
      return Screens.go(PAGE);
    } catch (RefusedException e) {
      return show(request, caller, field, Optional.of(names.in(e.refusal())));
    }
  }

  private ResponseEntity<byte[]> show(
      HttpServletRequest request, Caller caller, Field typed, Optional<Refusal> refusal) {
    Map<String, String> wrong = refusal.map(one -> wrong(typed, one)).orElse(Map.of());
    var sheet =
        new FieldsSheet(
            new Table("", HEADS, fields.all().stream().map(this::row).toList()),
            NONE,
            caller.may(Permission.ASSESS),
            new FieldsSheet.Typed(
                typed.name(),
                typed.help(),
                typed.kind(),
                String.join("\n", typed.choices()),
                Field.KINDS,
                wrong),
            refusal
                .map(
                    one ->
                        wrong.isEmpty()
                            ? "%s %s Code %s".formatted(one.sentence(), one.help(), one.code())
                            : "Nothing was stated. Correct what is marked.")
                .orElse(""));
    return screens.show(
        request,
        Screens.Place.of(
            "fields",
            "models",
            (refusal.isPresent() ? "Error: " : "") + "Further fields",
            new Link("Models", "/models"),
            Link.words("Further fields")),
        sheet,
        refusal.map(Refusal::status).orElse(200));
  }

  /** What was refused, by the input that it is about; nothing where it is about none. */
  private static Map<String, String> wrong(Field typed, Refusal refusal) {
    return switch (refusal.code()) {
      case "field.definition" ->
          typed.faults().stream()
              .collect(
                  Collectors.toMap(
                      Field.Fault::member, Field.Fault::sentence, (one, more) -> one + " " + more));
      case "field.retired", "field.meaning" ->
          Map.of("name", "%s Code %s".formatted(refusal.sentence(), refusal.code()));
      default -> Map.of();
    };
  }

  private Table.Row row(ModelFields.Known known) {
    Field field = known.field();
    FieldStated first = known.acts().first();
    return Table.Row.of(
        Cell.of(field.name()),
        Cell.of(field.help()),
        Cell.of(
            field.choices().isEmpty()
                ? field.kind()
                : "one of " + String.join(", ", field.choices())),
        Cell.state(
            known.acts().retired().map(this::retired).orElse(Mark.SATISFIED.saying("In use"))),
        Cell.of("%s, by %s".formatted(times.at(first.at()), names.of(first.by()))));
  }

  private Mark retired(FieldRetired act) {
    return Mark.NOT_APPLICABLE.saying("Retired " + times.at(act.at()));
  }
}
