// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.inventory.Field;
import org.imprimatur.proof.json.Json;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.models.FieldsWanted;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.ModelFields;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.policies.KeptModels;
import org.imprimatur.server.policies.Risk;
import org.imprimatur.server.submissions.Submissions;
import org.imprimatur.server.web.FieldQuery;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Listing;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.ModelsSheet;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The inventory: every model, what it is for, and where it stands. */
@Controller
final class ModelsPage {
  private static final int PAGE = 50;
  private static final List<Table.Head> HEADS =
      List.of("Model", "Purpose", "Owner", "Tier", "In production", "Open submissions").stream()
          .map(words -> new Table.Head(words, false))
          .toList();
  private static final Listing.Empty NONE =
      new Listing.Empty(
          "package",
          "No model is registered yet",
          "A model comes here with its use, registered by a person or by a pipeline.",
          "imprimatur model register NAME --use use.yaml");
  private static final Listing.Empty NONE_FOUND =
      new Listing.Empty(
          "search", "No model has this in its further fields", "Ask for less, or clear it.", "");

  private final Screens screens;
  private final ModelFields fields;
  private final KeptModels kept;
  private final Submissions submissions;
  private final Blobs blobs;
  private final Names names;

  ModelsPage(
      Screens screens,
      ModelFields fields,
      KeptModels kept,
      Submissions submissions,
      Blobs blobs,
      Names names) {
    this.screens = screens;
    this.fields = fields;
    this.kept = kept;
    this.submissions = submissions;
    this.blobs = blobs;
    this.names = names;
  }

  @GetMapping("/models")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String after,
      @RequestParam Map<String, String> query) {
    FieldsWanted wanted = FieldQuery.wanted(query);
    try {
      List<String> found = fields.names(wanted, after, PAGE + 1);
      return show(request, wanted, found, wanted.isEmpty() ? NONE : NONE_FOUND, 200);
    } catch (RefusedException e) {
      Refusal refusal = e.refusal();
      var wrong =
          new Listing.Empty(
              "help-circle",
              refusal.sentence(),
              String.join(" ", refusal.reasons()) + " Correct it in the filter, or clear it.",
              "");
      return show(request, wanted, List.of(), wrong, refusal.status());
    }
  }

  private ResponseEntity<byte[]> show(
      HttpServletRequest request,
      FieldsWanted wanted,
      List<String> found,
      Listing.Empty empty,
      int status) {
    List<String> page = found.subList(0, Math.min(PAGE, found.size()));
    String asked = asked(wanted);
    var sheet =
        new ModelsSheet(
            new Table("", HEADS, kept.read(page).stream().map(this::row).toList()),
            empty,
            fields.inUse().stream().map(field -> filter(field, wanted)).toList(),
            !wanted.isEmpty(),
            found.size() > PAGE
                ? new Link("Next models", "/models?after=" + page.getLast() + asked)
                : null,
            page.isEmpty() ? List.of() : downloads(asked));
    return screens.show(request, Screens.Place.of("models", "models", "Models"), sheet, status);
  }

  /** What is asked of further fields as the end of a query. */
  private static String asked(FieldsWanted wanted) {
    var query = new StringBuilder();
    FieldQuery.parameters(wanted)
        .forEach(
            (name, value) ->
                query
                    .append('&')
                    .append(URLEncoder.encode(name, UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(value, UTF_8)));
    return query.toString();
  }

  private static List<Link> downloads(String asked) {
    String query = asked.isEmpty() ? "" : "?" + asked.substring(1);
    return List.of(
        new Link("Download CSV", "/models.csv" + query),
        new Link("Download Excel", "/models.xlsx" + query));
  }

  /** A text is asked for by a part of it, unless an address asks for the whole. */
  private static ModelsSheet.Filter filter(Field field, FieldsWanted wanted) {
    String name = field.name();
    boolean part = field.kind().equals(Field.TEXT) && !wanted.whole().containsKey(name);
    return new ModelsSheet.Filter(
        part ? FieldQuery.part(name) : FieldQuery.whole(name),
        name,
        note(field, part),
        field.kind().equals(Field.DATE) ? "date" : "text",
        field.choices(),
        (part ? wanted.parts() : wanted.whole()).getOrDefault(name, ""));
  }

  private static String note(Field field, boolean part) {
    return !field.kind().equals(Field.TEXT) ? "" : part ? "or a part of it" : "exactly";
  }

  private Table.Row row(KeptModels.Known known) {
    Model model = known.model();
    Json.Obj use = blobs.document(model.use());
    return Table.Row.of(
        Cell.link(model.name(), "/models/" + model.name()),
        Cell.of(use.string("purpose")),
        Cell.of(names.of(model.owner())),
        tier(known.risk()),
        model
            .production()
            .flatMap(model::find)
            .map(
                version ->
                    version.suspended().isPresent()
                        ? MonitoringWords.SUSPENDED.saying("v" + version.number() + " suspended")
                        : Mark.SATISFIED.saying("v" + version.number()))
            .map(Cell::state)
            .orElse(model.isRetired() ? Cell.state(PermitWords.RETIRED) : Cell.of("–")),
        Cell.of(open(model)));
  }

  private static Cell tier(Risk risk) {
    return risk.confirmed()
        .map(confirmed -> Cell.of(Words.capital(confirmed.tier())))
        .orElseGet(
            () ->
                Cell.state(
                    Mark.WAITING.saying(
                        risk.answered().isPresent() ? "not confirmed" : "not answered")));
  }

  private Text open(Model model) {
    Optional<Text> words =
        submissions.openOf(model.id()).stream()
            .map(
                one ->
                    Text.NOTHING.link(
                        "v%d to %s".formatted(one.version(), one.gate()),
                        "/submissions/" + one.number()))
            .reduce(
                (text, one) -> text.then(", ").link(one.plain(), one.parts().getFirst().href()));
    return words.orElse(Text.of("–"));
  }
}
