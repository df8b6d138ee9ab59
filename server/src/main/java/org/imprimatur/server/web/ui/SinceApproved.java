// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.MonitoringAct.VersionSuspended;
import org.imprimatur.proof.act.RollbackAct.VersionRestored;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.monitoring.Batch;
import org.imprimatur.proof.monitoring.Measured;
import org.imprimatur.proof.monitoring.Standing;
import org.imprimatur.proof.monitoring.Watch;
import org.imprimatur.proof.review.RaisedFinding;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.batches.Batches;
import org.imprimatur.server.batches.Withdrawals;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.monitoring.Watches;
import org.imprimatur.server.policies.Assessments;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.policies.Risk;
import org.imprimatur.server.reviews.FindingFilter;
import org.imprimatur.server.reviews.FindingRow;
import org.imprimatur.server.reviews.Findings;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/**
 * What became of a version since the approval that a revalidation renews: the first thing that
 * whoever signs it again is shown.
 */
@Component
record SinceApproved(Known known, ModelSides sides, MonitoringActWords words, Times times) {
  private static final int MOST_FINDINGS = 20;

  /** What it is read from. */
  @Component
  record Known(
      Database database,
      Watches watches,
      Withdrawals withdrawals,
      Findings findings,
      Assessments assessments,
      Policies policies) {}

  /** What a submission pins, or would pin now. */
  private record Pins(
      Digest policy,
      Digest use,
      Optional<Digest> risk,
      Optional<Digest> exam,
      Optional<Digest> promises) {
    static Pins of(SubmissionOpened opened) {
      return new Pins(
          opened.policy(),
          opened.use(),
          Optional.of(opened.risk()),
          opened.examination(),
          opened.promises());
    }
  }

  /** Up to now; nothing of a version that does not stand in production. */
  Optional<Table> table(Model model, long version) {
    List<Act> acts = Entries.acts(known.database().reader(), model.id());
    Risk risk = known.assessments().risk(model.id());
    var pins =
        new Pins(
            known.policies().governing(model).digest(),
            model.use(),
            risk.confirmed().map(RiskConfirmed::assessment),
            risk.examination().map(ExaminationRegistered::examination),
            model.promises());
    return Optional.ofNullable(Watch.all(acts).get(version))
        .map(watch -> table(new Case(model, watch, acts, Instant.MAX), pins));
  }

  /** Up to the promotion of a submission; nothing of one that renews no approval. */
  Optional<Table> table(Model model, Submission submission) {
    SubmissionOpened opened = submission.opened();
    if (!opened.gate().equals(Watch.PRODUCTION)) {
      return Optional.empty();
    }
    List<Act> acts = new ArrayList<>();
    for (Act act : Entries.acts(known.database().reader(), model.id())) {
      if (act instanceof VersionPromoted one && one.submission() == submission.number()) {
        break;
      }
      acts.add(act);
    }
    Instant until = submission.ending().promoted().map(VersionPromoted::at).orElse(Instant.MAX);
    return Optional.ofNullable(Watch.all(acts).get(opened.version()))
        .map(watch -> table(new Case(model, watch, acts, until), Pins.of(opened)));
  }

  /** A version as it stood until an instant. */
  private record Case(Model model, Watch watch, List<Act> acts, Instant until) {
    boolean since(Instant at) {
      return at.isAfter(watch.approved()) && at.isBefore(until);
    }
  }

  private Table table(Case one, Pins now) {
    Pins then = Pins.of(one.watch().opened());
    List<Table.Row> rows = new ArrayList<>();
    boolean bypassed = one.watch().debt().isPresent();
    rows.add(row(bypassed ? "Break-glass" : "Last approval", approval(one)));
    rows.add(row("Promises", promises(one)));
    rows.add(row("Production data", takenBack(one)));
    rows.add(row("Findings", findings(one)));
    rows.add(row("Suspensions", suspensions(one)));
    rows.add(
        row(
            "Policy",
            now.policy().equals(then.policy())
                ? Text.of("The same")
                : sides
                    .policy(now.policy())
                    .then(", and then it was ")
                    .then(sides.policy(then.policy()).plain())));
    rows.add(row("Card", card(one)));
    rows.add(row("In production", champion(one)));
    rows.add(row("Use, tier, exam, promises", Text.of(changed(now, then))));
    return new Table(
        bypassed ? "Since the break-glass, which is no approval" : "Since the last approval",
        List.of(new Table.Head("What", false), new Table.Head("Since then", false)),
        rows);
  }

  private static Table.Row row(String what, Text text) {
    return Table.Row.of(Cell.of(what), Cell.of(text));
  }

  private Text approval(Case one) {
    Watch watch = one.watch();
    return Text.of(times.at(watch.approved()) + ", ")
        .link("submission " + watch.submission(), "/submissions/" + watch.submission())
        .then(watch.tier().isEmpty() ? "" : ", in the %s tier".formatted(watch.tier()))
        .then(
            watch
                .tenure()
                .left()
                .map(left -> "; out of production since " + times.at(left.at()))
                .orElse(""));
  }

  private Text promises(Case one) {
    List<Standing> standings =
        known.watches().footing(one.model().id(), one.watch(), times.clock().instant()).standings();
    if (standings.isEmpty()) {
      return Text.of("Nothing was promised");
    }
    List<String> told = new ArrayList<>();
    for (Standing standing : standings) {
      List<Measured> windows =
          standing.windows().stream().filter(window -> one.since(window.at())).toList();
      long broken =
          windows.stream().filter(window -> !standing.promise().keeps(window.value())).count();
      told.add(
          windows.isEmpty()
              ? standing.promise().name() + " was never measured"
              : "%s broke in %d of %s"
                  .formatted(
                      standing.promise().name(), broken, Words.counted(windows.size(), "window")));
    }
    return Text.of(Words.capital(String.join("; ", told)) + ". ")
        .link("All windows", MonitoringWords.page(one.model().name(), one.watch().version()));
  }

  /** What is not among the windows any more, so that nobody signs a record that was tidied up. */
  private Text takenBack(Case one) {
    List<Batch> gone =
        known.withdrawals().of(one.model(), one.watch().version(), Batches.MOST).stream()
            .filter(batch -> batch.withdrawn().filter(act -> one.since(act.at())).isPresent())
            .toList();
    return gone.isEmpty()
        ? Text.of("Nothing was taken back")
        : Text.of(Words.capital(Words.counted(gone.size(), "batch")) + " taken back. ")
            .link(
                "By whom and why, and what they had broken",
                MonitoringWords.page(one.model().name(), one.watch().version()) + "#taken-back");
  }

  private Text findings(Case one) {
    var filter = new FindingFilter("", "", "", one.model().id());
    List<FindingRow> all =
        known.findings().list(filter).stream()
            .sorted(Comparator.comparingLong(FindingRow::number).reversed())
            .limit(MOST_FINDINGS)
            .toList();
    Text text = Text.NOTHING;
    for (FindingRow row : all) {
      RaisedFinding finding = known.findings().get(row.number());
      if (one.since(finding.raised().at())) {
        text =
            text.then(text.isEmpty() ? "" : ", ")
                .link("Finding " + row.number(), "/findings/" + row.number())
                .then(" (%s, %s)".formatted(row.severity(), row.state().word()));
      }
    }
    return text.isEmpty() ? Text.of("None raised") : text;
  }

  private Text suspensions(Case one) {
    List<String> told = new ArrayList<>();
    for (Act act : one.acts()) {
      if (act instanceof VersionSuspended by
          && by.version() == one.watch().version()
          && one.since(by.at())) {
        told.add(times.at(by.at()) + ": " + words.why(by));
      }
    }
    return Text.of(told.isEmpty() ? "None" : String.join("; ", told));
  }

  private Text card(Case one) {
    return one.acts().stream()
        .filter(act -> act instanceof CardFiled)
        .map(CardFiled.class::cast)
        .filter(card -> card.version() == one.watch().version() && one.since(card.at()))
        .reduce((_, later) -> later)
        .map(
            card ->
                Text.of("Filed anew on " + times.at(card.at()) + ". ")
                    .link("Read it", CardPage.address(one.model().name(), card.version())))
        .orElseGet(() -> Text.of("The same"));
  }

  /** Which version holds production now; it may be this one again. */
  private Text champion(Case one) {
    Optional<Long> held =
        Watch.all(one.acts()).values().stream()
            .filter(Watch::current)
            .map(Watch::version)
            .findFirst();
    if (held.isEmpty()) {
      return Text.of("No version");
    }
    Optional<Instant> since =
        one.acts().stream()
            .flatMap(act -> entered(act, held.get()).stream())
            .filter(one::since)
            .max(Instant::compareTo);
    if (held.get() == one.watch().version()) {
      return Text.of(
          since
              .map(at -> "This version again, since a rollback on " + times.at(at))
              .orElse("Still this version"));
    }
    return Text.NOTHING
        .link("v" + held.get(), "/models/%s/v%d".formatted(one.model().name(), held.get()))
        .then(since.map(at -> " since " + times.at(at)).orElse(""));
  }

  /** When an act took a version into production; empty where it took another one, or none. */
  private static Optional<Instant> entered(Act act, long version) {
    boolean enters =
        switch (act) {
          case VersionPromoted by -> by.version() == version && by.to().equals(Watch.PRODUCTION);
          case VersionBypassed by ->
              by.version() == version && by.move().to().equals(Watch.PRODUCTION);
          case VersionRestored back -> back.version() == version;
          case Act _ -> false;
        };
    return enters ? Optional.of(act.at()) : Optional.empty();
  }

  private static String changed(Pins now, Pins then) {
    List<String> changed = new ArrayList<>();
    if (!now.use().equals(then.use())) {
      changed.add("the use");
    }
    if (!now.risk().equals(then.risk())) {
      changed.add("the risk answers");
    }
    if (!now.exam().equals(then.exam())) {
      changed.add("the examination");
    }
    if (!now.promises().equals(then.promises())) {
      changed.add("the promises");
    }
    return changed.isEmpty() ? "The same" : Words.capital(Words.list(changed)) + " changed";
  }
}
