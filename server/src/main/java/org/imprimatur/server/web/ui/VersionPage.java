// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.proof.digest.Manifest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.monitoring.Permit;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.models.Version;
import org.imprimatur.server.models.Versions;
import org.imprimatur.server.monitoring.Watches.Watched;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.submissions.Submissions;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Code;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.ModelSheet;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;
import org.imprimatur.server.web.ui.view.Tier;
import org.imprimatur.server.web.ui.view.VersionSheet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A version: what it is made of, where it comes from, and the way into a stage. */
@Controller
final class VersionPage {
  private final Screens screens;
  private final Models models;
  private final Known known;
  private final ModelSides sides;
  private final Names names;
  private final PermitWords permits;
  private final RemovalSheets removals;

  VersionPage(
      Screens screens,
      Models models,
      Known known,
      ModelSides sides,
      Names names,
      PermitWords permits,
      RemovalSheets removals) {
    this.screens = screens;
    this.models = models;
    this.known = known;
    this.sides = sides;
    this.names = names;
    this.permits = permits;
    this.removals = removals;
  }

  /** What is read beside the version itself. */
  @Component
  record Known(
      Versions versions,
      Submissions submissions,
      Policies policies,
      SinceApproved sinceApproved,
      SeedWords seeds,
      ReopenedSides reopened,
      BatchSheets batches,
      ModelPage.Known model) {}

  @GetMapping("/models/{name}/v{number}")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String name,
      @PathVariable long number) {
    Model model = models.get(name);
    Version version = known.versions().get(name, number);
    List<Submission> submissions =
        known.submissions().ofModel(model.id()).stream()
            .filter(one -> one.opened().version() == number)
            .toList();
    Optional<Watched> watched = known.model().watches().version(model, number, permits.now());
    var sheet =
        new VersionSheet(
            model.name(),
            "v" + number,
            known.seeds().defect(model.id(), number).isPresent()
                ? SeedWords.SEEDED
                : permits.mark(version, watched.map(one -> one.footing().permit())),
            Tier.of(known.model().tier(model)),
            watched.map(this::standing).orElse(null),
            submits(model, version, submissions, caller),
            tables(model, version, submissions),
            new ModelSheet.Side(
                sections(
                    known.reopened().of(model, number),
                    lineage(model.name(), version),
                    known
                        .model()
                        .incidents()
                        .of(model, number, served(submissions) && caller.may(Permission.DISCUSS)),
                    sides.use(model),
                    sides.tier(model),
                    sides.examination(model))),
            watched.isEmpty() ? removals.of(model, version, caller) : List.of());
    return screens.show(
        request,
        Screens.Place.of(
            "version",
            "models",
            "%s v%d, %s".formatted(model.name(), number, version.stage()),
            new Link("Models", "/models"),
            new Link(model.name(), "/models/" + model.name()),
            Link.words("v" + number)),
        sheet);
  }

  /** Whether it may serve, and where whoever may stops it, brings it back or takes it out. */
  private VersionSheet.Standing standing(Watched one) {
    Permit permit = one.footing().permit();
    boolean suspended = permit.state() == Permit.State.SUSPENDED;
    return new VersionSheet.Standing(
        permits.mark(permit),
        suspended ? "It is suspended, and may not serve." : permits.sentence(one),
        new Link(
            suspended ? "Why, and the way back" : "Its promises, and what can be done",
            MonitoringWords.page(one)));
  }

  private static List<ModelSheet.Section> sections(
      Optional<ModelSheet.Section> first, ModelSheet.Section... others) {
    return Stream.concat(first.stream(), Stream.of(others)).toList();
  }

  /** Whether one of its submissions took it to production. */
  private static boolean served(List<Submission> submissions) {
    return submissions.stream()
        .flatMap(one -> one.ending().promoted().stream())
        .anyMatch(promoted -> promoted.to().equals(Watch.PRODUCTION));
  }

  @PostMapping("/models/{name}/v{number}/submissions")
  @Needs(Permission.PROPOSE)
  ResponseEntity<byte[]> submit(
      Caller caller,
      @PathVariable String name,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String gate,
      @RequestParam(defaultValue = "false") boolean underEnvelope) {
    Submission opened =
        underEnvelope
            ? known.submissions().openUnderEnvelope(caller, name, number, gate)
            : known.submissions().open(caller, name, number, gate);
    return Screens.go("/submissions/" + opened.number());
  }

  private List<VersionSheet.Submit> submits(
      Model model, Version version, List<Submission> submissions, Caller caller) {
    List<VersionSheet.Submit> submits = new ArrayList<>();
    Policy policy = known.policies().read(known.policies().governing(model).digest());
    policy
        .gates()
        .forEach(
            (stage, gate) ->
                submits.add(
                    against(gate, model, version, submissions, caller)
                        .map(why -> submit(stage, stands(model, version, stage), why, ""))
                        .orElseGet(
                            () ->
                                submit(
                                    stage,
                                    stands(model, version, stage),
                                    null,
                                    envelope(model, version, stage)))));
    return submits;
  }

  private static VersionSheet.Submit submit(
      String stage, boolean again, @Nullable String against, String envelope) {
    return new VersionSheet.Submit(stage, again, against, envelope);
  }

  /** Whether it holds that stage; in production another version may have taken its place. */
  private static boolean stands(Model model, Version version, String stage) {
    return version.stage().equals(stage) && model.replacing(version).isEmpty();
  }

  /** A version that is in production already is no retrain. */
  private String envelope(Model model, Version version, String stage) {
    return stage.equals(Watch.PRODUCTION) && !version.stage().equals(stage)
        ? known.model().envelopes().lets(model)
        : "";
  }

  private Optional<String> against(
      Policy.Gate gate, Model model, Version version, List<Submission> submissions, Caller caller) {
    Optional<Submission> open =
        submissions.stream()
            .filter(one -> one.status() == Submission.Status.OPEN)
            .filter(one -> one.opened().gate().equals(gate.stage()))
            .findFirst();
    if (open.isPresent()) {
      return Optional.of("submission " + open.get().number() + " takes it through this gate.");
    }
    if (!gate.takes(version.stage())) {
      return Optional.of(
          "the version stands in %s; this gate is entered from %s."
              .formatted(version.stage(), Words.list(gate.from())));
    }
    if (known.model().tier(model).isEmpty()) {
      return Optional.of("the tier is not confirmed yet, see the risk questions.");
    }
    return caller.may(Permission.PROPOSE)
        ? Optional.empty()
        : Optional.of("a data scientist submits it; your roles do not propose.");
  }

  private List<Table> tables(Model model, Version version, List<Submission> submissions) {
    List<Table> tables = new ArrayList<>();
    known.sinceApproved().table(model, version.number()).ifPresent(tables::add);
    tables.add(submissions(submissions));
    known.batches().takenBack(model, version.number()).ifPresent(tables::add);
    tables.addAll(List.of(files(version), data(version)));
    return tables;
  }

  private static Table submissions(List<Submission> submissions) {
    List<Table.Row> rows = new ArrayList<>();
    for (Submission one : submissions) {
      rows.add(
          Table.Row.of(
              Cell.link("Submission " + one.number(), "/submissions/" + one.number()),
              Cell.of(one.opened().gate()),
              Cell.of(one.status().word())));
    }
    return new Table("Submissions", heads("Submission", "Gate", "Status"), rows);
  }

  private static List<Table.Head> heads(String... words) {
    return Arrays.stream(words).map(word -> new Table.Head(word, false)).toList();
  }

  private Table files(Version version) {
    List<Table.Row> rows = new ArrayList<>();
    for (Manifest.File file : known.versions().manifest(version).files()) {
      rows.add(
          Table.Row.of(
              Cell.of(file.path()),
              Cell.of(Words.count(file.size())),
              Cell.digest(Code.of(file.digest().toString()))));
    }
    return new Table(
        "Files",
        List.of(
            new Table.Head("Path", false),
            new Table.Head("Bytes", true),
            new Table.Head("Digest", false)),
        rows);
  }

  private Table data(Version version) {
    Json.Obj lineage = known.versions().lineage(version);
    List<Table.Row> rows = new ArrayList<>();
    for (Json.Obj data : objects(lineage, "datasets")) {
      rows.add(
          Table.Row.of(
              Cell.of("data set"),
              Cell.of(text(data, "name")),
              text(data, "digest").isEmpty()
                  ? Cell.of("–")
                  : Cell.digest(Code.of(text(data, "digest")))));
    }
    for (Json.Obj commit : objects(lineage, "commits")) {
      rows.add(
          Table.Row.of(
              Cell.of("commit"),
              Cell.of(text(commit, "repository")),
              Cell.of(Text.NOTHING.code(text(commit, "commit")))));
    }
    return new Table("Comes from", heads("What", "Name", "Digest"), rows);
  }

  private static List<Json.Obj> objects(Json.Obj lineage, String member) {
    List<Json.Obj> objects = new ArrayList<>();
    if (lineage.find(member).orElse(Json.nothing()) instanceof Json.Arr(var values)) {
      for (Json value : values) {
        if (value instanceof Json.Obj object) {
          objects.add(object);
        }
      }
    }
    return objects;
  }

  private static String text(Json.Obj object, String member) {
    return object.find(member).orElse(Json.nothing()) instanceof Json.Str(var value) ? value : "";
  }

  private ModelSheet.Section lineage(String model, Version version) {
    var registered = version.registered();
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("Cut-off", version.cutoff()));
    facts.add(
        Fact.of(
            "Card",
            Text.NOTHING.link(
                version.card().isPresent() ? "Read the card" : "None filed",
                CardPage.address(model, version.number()))));
    facts.add(Fact.of("Registered", List.of(names.person(registered.by(), ""))));
    facts.add(Fact.of("Had a hand in it", names.people(registered.contributors())));
    facts.add(
        Fact.of(
            "Unnamed",
            registered.unnamed() == 0
                ? "nobody"
                : registered.unnamed() + ", so nobody can sign for this version"));
    if (!registered.parents().isEmpty()) {
      facts.add(
          Fact.of(
              "Comes from",
              Words.list(registered.parents().stream().map(parent -> "v" + parent).toList())));
    }
    return new ModelSheet.Section("Version", Code.of(version.manifest().toString()), facts, null);
  }
}
