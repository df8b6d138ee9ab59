// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.RemovalAct.VersionRetired;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.monitoring.Permit;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.models.Version;
import org.imprimatur.server.monitoring.Watches;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.policies.Assessments;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.submissions.Submissions;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Happening;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.Mark;
import org.imprimatur.server.web.ui.view.ModelSheet;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;
import org.imprimatur.server.web.ui.view.Tier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A model: what runs, who allowed it, what comes next. */
@Controller
final class ModelPage {
  private static final int MOST_HAPPENINGS = 50;

  private final Screens screens;
  private final Models models;
  private final Known known;
  private final ModelSides sides;
  private final Names names;
  private final Times times;

  ModelPage(
      Screens screens, Models models, Known known, ModelSides sides, Names names, Times times) {
    this.screens = screens;
    this.models = models;
    this.known = known;
    this.sides = sides;
    this.names = names;
    this.times = times;
  }

  /** What is read beside the model itself. */
  @Component
  record Known(
      Database database,
      Submissions submissions,
      Assessments assessments,
      Watches watches,
      ActWords words,
      PermitWords permits,
      RunningWords running,
      RemovalSheets removals,
      EnvelopeSheets envelopes,
      IncidentSides incidents) {
    String tier(Model model) {
      return assessments.risk(model.id()).confirmed().map(found -> found.tier()).orElse("");
    }
  }

  @GetMapping("/models/{name}")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(
      HttpServletRequest request, Caller caller, @PathVariable String name) {
    Model model = models.get(name);
    List<Submission> submissions = known.submissions().ofModel(model.id());
    var head =
        new ModelSheet.Head(
            model.name(),
            Tier.of(known.tier(model)),
            production(model),
            names.person(model.owner(), ""),
            Words.counted(model.versions().size(), "version"));
    var sheet =
        new ModelSheet(
            head,
            thirds(model, submissions),
            List.of(versions(model, submissions), sides.promises(model.promises())),
            new ModelSheet.Side(side(model, caller)),
            known.removals().of(model, caller),
            history(model, submissions));
    return screens.show(
        request,
        Screens.Place.of(
            "model",
            "models",
            model.name(),
            new Link("Models", "/models"),
            Link.words(model.name())),
        sheet);
  }

  private List<ModelSheet.Section> side(Model model, Caller caller) {
    List<ModelSheet.Section> side = new ArrayList<>();
    side.add(known.incidents().of(model));
    known.envelopes().of(model).ifPresent(side::add);
    side.addAll(List.of(sides.use(model), sides.tier(model), sides.examination(model)));
    sides.fields(model, caller).ifPresent(side::add);
    return side;
  }

  private static @Nullable Mark production(Model model) {
    return model
        .production()
        .flatMap(model::find)
        .map(
            version ->
                version.suspended().isPresent()
                    ? MonitoringWords.SUSPENDED.saying("v" + version.number() + " suspended")
                    : version.debt().isPresent()
                        ? BypassWords.BYPASSED.saying("v" + version.number() + " bypassed")
                        : Mark.SATISFIED.saying("v" + version.number() + " in production"))
        .orElse(model.isRetired() ? PermitWords.RETIRED : null);
  }

  private List<ModelSheet.Third> thirds(Model model, List<Submission> submissions) {
    Map<Long, Watch> watches = known.watches().all(model.id());
    Optional<Watch> held = model.production().map(watches::get);
    Optional<Submission> last =
        held.flatMap(
            watch ->
                submissions.stream().filter(one -> one.number() == watch.submission()).findFirst());
    Optional<Submission> next =
        submissions.stream()
            .filter(one -> one.status() == Submission.Status.OPEN)
            .max(Comparator.comparingLong(Submission::number));
    return List.of(
        debt(model).map(this::bypassed).orElseGet(() -> known.running().third(model, watches)),
        debt(model)
            .map(_ -> unratified())
            .orElseGet(
                () -> last.map(this::allowed).orElseGet(() -> nobodyAllowed(watches.isEmpty()))),
        next.map(this::next).orElseGet(() -> nothingNext(model)));
  }

  private static Optional<Version> debt(Model model) {
    return model.production().flatMap(model::find).filter(one -> one.debt().isPresent());
  }

  private ModelSheet.Third bypassed(Version version) {
    var act = version.debt().orElseThrow().act();
    return new ModelSheet.Third(
        "What runs",
        version.suspended().isPresent() ? MonitoringWords.SUSPENDED : BypassWords.BYPASSED,
        Text.NOTHING
            .strong("v" + version.number())
            .then(version.suspended().isPresent() ? " suspended" : " in " + act.move().to()),
        Text.of(
                "since %s, past the gate by %s and %s; "
                    .formatted(times.at(act.at()), names.of(act.asker()), names.of(act.by())))
            .link("its debt", BypassWords.page(act.submission())));
  }

  private static ModelSheet.Third unratified() {
    return new ModelSheet.Third(
        "Who allowed it",
        BypassWords.BYPASSED,
        Text.of("No gate"),
        Text.of("Two persons took it past the gate. Nobody has ratified it yet."));
  }

  private static ModelSheet.Third nobodyAllowed(boolean never) {
    return new ModelSheet.Third(
        "Who allowed it",
        null,
        Text.of("–"),
        Text.of(never ? "Nobody had to yet." : "What was allowed is out of production."));
  }

  private ModelSheet.Third allowed(Submission last) {
    List<SignoffGiven> approvals =
        last.signOffs().stream().filter(given -> given.meaning().equals("approval")).toList();
    long reviews =
        last.signOffs().stream().filter(given -> given.meaning().equals("review")).count();
    Text who =
        approvals.isEmpty()
            ? EnvelopeSheets.lender(last.opened())
            : Text.NOTHING
                .strong(names.of(approvals.getLast().by()))
                .then(", ")
                .meaning("approval");
    boolean lent = approvals.isEmpty() && last.opened().under().isPresent();
    Text more =
        Text.of(lent ? "under " : "on %s, under ".formatted(Words.counted(reviews, "review")));
    var policy = sides.policy(last.opened().policy()).parts().getFirst();
    more = more.link(policy.words(), policy.href());
    if (last.ending().attestation().isPresent()) {
      more =
          more.then(", attestation ").code(last.ending().attestation().get().attestation().brief());
    }
    return new ModelSheet.Third(
        "Who allowed it", new Mark("Approved", "fingerprint", "ok"), who, more);
  }

  private ModelSheet.Third next(Submission next) {
    return new ModelSheet.Third(
        "What comes next",
        Mark.WAITING,
        Text.NOTHING
            .strong("v" + next.opened().version())
            .then(" waits at the %s gate".formatted(next.opened().gate())),
        Text.NOTHING
            .link("Submission " + next.number(), "/submissions/" + next.number())
            .then(", opened " + times.at(next.opened().at())));
  }

  private static ModelSheet.Third nothingNext(Model model) {
    return new ModelSheet.Third(
        "What comes next",
        null,
        Text.of("No open submission"),
        Text.of(
            model.versions().isEmpty()
                ? "Register a version first."
                : model.isRetired()
                    ? "Every version is retired; another one begins anew."
                    : "Open a version to submit it to a gate."));
  }

  private Table versions(Model model, List<Submission> submissions) {
    Map<Long, Watch> watches = known.watches().all(model.id());
    List<Table.Row> rows = new ArrayList<>();
    for (Version version : new TreeMap<>(model.versions()).descendingMap().values()) {
      rows.add(
          Table.Row.of(
              Cell.link(
                  "v" + version.number(), "/models/" + model.name() + "/v" + version.number()),
              stage(version, watches),
              Cell.of(version.cutoff()),
              Cell.of(
                  names.of(version.registered().by()) + ", " + times.at(version.registered().at())),
              Cell.of(gates(version, submissions))));
    }
    return new Table(
        "Versions",
        List.of("Version", "Stage", "Cut-off", "Registered", "Submissions").stream()
            .map(words -> new Table.Head(words, false))
            .toList(),
        rows);
  }

  private Cell stage(Version version, Map<Long, Watch> watches) {
    Optional<Permit> permit =
        Optional.ofNullable(watches.get(version.number()))
            .map(watch -> known.watches().permit(watch, known.permits().now()));
    boolean plain = permit.isEmpty() && !version.stage().equals(VersionRetired.STAGE);
    return plain ? Cell.of(version.stage()) : Cell.state(known.permits().mark(version, permit));
  }

  /** The submissions of a version, each with how it ended. */
  static Text gates(Version version, List<Submission> submissions) {
    Text text = Text.NOTHING;
    for (Submission one : submissions) {
      if (one.opened().version() == version.number()) {
        text =
            text.then(text.isEmpty() ? "" : ", ")
                .link("submission " + one.number(), "/submissions/" + one.number())
                .then(" " + one.status().word());
      }
    }
    return text.isEmpty() ? Text.of("–") : text;
  }

  private List<Happening> history(Model model, List<Submission> submissions) {
    var db = known.database().reader();
    TreeMap<Long, Entries.Entry> entries = new TreeMap<>();
    Entries.mentioning(db, model.id()).forEach(entry -> entries.put(entry.position(), entry));
    for (Submission one : submissions) {
      Entries.mentioning(db, "submission:" + one.number())
          .forEach(entry -> entries.put(entry.position(), entry));
    }
    return entries.descendingMap().values().stream()
        .filter(
            entry ->
                !entry.act().by().equals(Stamp.SYSTEM) || entry.act() instanceof VersionSuspended)
        .limit(MOST_HAPPENINGS)
        .map(known.words()::happening)
        .toList();
  }
}
