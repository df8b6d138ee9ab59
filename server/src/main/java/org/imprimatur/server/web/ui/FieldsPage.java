// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.imprimatur.proof.act.FieldAct.FieldRetired;
import org.imprimatur.proof.act.FieldAct.FieldStated;
import org.imprimatur.proof.inventory.Field;
import org.imprimatur.server.models.ModelFields;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Listing;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The further fields of the inventory: what stands in each, since when and by whom. */
@Controller
final class FieldsPage {
  static final String PAGE = "/fields";

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
  ResponseEntity<byte[]> show(HttpServletRequest request) {
    var listing =
        new Listing(
            "Further fields",
            List.of(),
            new Table("", HEADS, fields.all().stream().map(this::row).toList()),
            new Listing.Empty(
                "list-check",
                "No further field is stated",
                "A risk manager says what else the inventory tells of each model. No gate and no"
                    + " policy reads it.",
                "imprimatur field state business-unit --kind choice --choice Retail --choice"
                    + " Treasury --about \"Who pays for it\""),
            null);
    return screens.show(
        request,
        Screens.Place.of(
            "listing",
            "models",
            "Further fields",
            new Link("Models", "/models"),
            Link.words("Further fields")),
        listing);
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
