// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Failures.Age;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.review.RaisedChallenge;
import org.imprimatur.proof.review.RaisedFinding;
import org.imprimatur.proof.review.Review;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.gates.FailureHistory;
import org.imprimatur.server.gates.RuleWords;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.messages.Asks;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.reviews.Discussions;
import org.imprimatur.server.web.ui.view.Fact;
import org.imprimatur.server.web.ui.view.ReportSheet;
import org.imprimatur.server.web.ui.view.ReportSheet.Section;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** Puts the validation report together: nothing in it is written for it, all of it is on record. */
@Component
record ReportSheets(Faces faces, Names names, Times times, AnchorWords anchors, ModelSides sides) {
  /** What the report is read from. */
  @Component
  record Faces(
      Audit audit,
      Models models,
      Discussions discussions,
      FailureHistory history,
      SeedWords seeds) {}

  ReportSheet sheet(Standing standing) {
    SubmissionOpened opened = standing.submission().opened();
    Model model = faces.models().byId(opened.model());
    Review said = faces.discussions().of(opened.submission());
    List<Section> sections = new ArrayList<>();
    sections.add(plan(said));
    evidence(standing, sections);
    sections.add(failures(standing));
    sections.add(findings(standing));
    sections.add(challenges(standing, said));
    sections.add(signOffs(standing));
    sections.add(trace(standing));
    return new ReportSheet(
        "Validation report: %s v%d".formatted(model.name(), opened.version()),
        faces
            .seeds()
            .defect(standing.submission())
            .map(defect -> SeedWords.SENTENCE + " What is wrong with it: " + defect)
            .orElseGet(() -> names.in(standing.sentence())),
        facts(standing, model),
        sections,
        faces.audit().checkpoint());
  }

  private List<Fact> facts(Standing standing, Model model) {
    SubmissionOpened opened = standing.submission().opened();
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("Model", model.name()));
    facts.add(Fact.of("Version", Long.toString(opened.version())));
    facts.add(Fact.of("Gate", opened.gate()));
    facts.add(Fact.of("Submission", Long.toString(opened.submission())));
    facts.add(Fact.of("Opened by", names.of(opened.by()) + ", " + times.at(opened.at())));
    facts.add(Fact.of("Tier", standing.input().subject().tier()));
    facts.add(Fact.of("Policy", sides.policy(opened.policy())));
    facts.add(Fact.of("Cut-off", standing.docket().model().cutoff()));
    facts.add(whole("Manifest", Optional.of(opened.manifest())));
    facts.add(whole("Use", Optional.of(opened.use())));
    facts.add(whole("Policy's digest", Optional.of(opened.policy())));
    facts.add(whole("Risk assessment", Optional.of(opened.risk())));
    facts.add(whole("Examination", opened.examination()));
    facts.add(whole("Promises", opened.promises()));
    return facts;
  }

  private static Fact whole(String term, Optional<Digest> digest) {
    return Fact.of(
        term, digest.map(found -> Text.NOTHING.code(found.toString())).orElse(Text.of("none")));
  }

  private Section plan(Review said) {
    return new Section(
        "Plan",
        said.plans().isEmpty()
            ? List.of(Text.of("No plan of the validation is on record."))
            : said.plans().stream()
                .map(
                    plan ->
                        Text.of(faces.discussions().words(plan.plan()) + " ")
                            .strong(names.of(plan.by()) + ", " + times.at(plan.at())))
                .toList(),
        List.of());
  }

  private static void evidence(Standing standing, List<Section> sections) {
    standing
        .input()
        .dossier()
        .classes()
        .forEach(
            (name, items) -> {
              List<Text> sentences = new ArrayList<>();
              List<Table> tables = new ArrayList<>();
              items.forEach(
                  (item, filed) -> {
                    sentences.add(
                        Text.NOTHING
                            .strong(item)
                            .then(", " + Words.level(filed) + ", ")
                            .code(filed.digest().toString()));
                    Classes.guesses(filed).forEach(guess -> sentences.add(Text.of(guess)));
                    metrics(item, filed.content()).ifPresent(tables::add);
                  });
              sections.add(new Section("Evidence: " + name, sentences, tables));
            });
  }

  /** Every metric with its interval; what is undefined says why. */
  static Optional<Table> metrics(String item, Json.Obj content) {
    if (!(content.find("metrics").orElse(Json.nothing()) instanceof Json.Obj metrics)) {
      return Optional.empty();
    }
    List<Table.Row> rows = new ArrayList<>();
    metrics
        .members()
        .forEach(
            (name, value) -> {
              if (value instanceof Json.Obj metric) {
                rows.add(
                    Table.Row.of(
                        Cell.of(name),
                        Cell.of(shown(metric, "value")),
                        Cell.of(shown(metric, "low")),
                        Cell.of(shown(metric, "high")),
                        Cell.of(shown(metric, "reason"))));
              }
            });
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(table(item, rows, "Metric", "Value", "Low", "High", "Undefined because"));
  }

  private static String shown(Json.Obj metric, String member) {
    return switch (metric.find(member).orElse(Json.nothing())) {
      case Json.Num(var number) -> Words.decimal(number, 4);
      case Json.Str(var text) -> text;
      case Json.Obj _, Json.Arr _, Json.Bool _, Json.Null _ -> "";
    };
  }

  private Section failures(Standing standing) {
    List<Table.Row> rows = new ArrayList<>();
    for (FailureHistory.Line line : faces.history().of(standing).lines()) {
      rows.add(
          Table.Row.of(
              Cell.of(line.failure().identity()),
              Cell.of(names.in(line.failure().sentence())),
              Cell.of(line.sinceEarlier().map(Age::word).orElse("nothing before it")),
              Cell.of(line.sinceHolder().map(Age::word).orElse("no version there"))));
    }
    return section(
        "Check failures",
        "No automated check fails.",
        table(
            "Check failures",
            rows,
            "Name",
            "What it says",
            "Against the one before",
            "Against the holder"));
  }

  private Section findings(Standing standing) {
    List<Table.Row> rows = new ArrayList<>();
    for (RaisedFinding finding : standing.input().dossier().review().findings()) {
      List<String> done = new ArrayList<>();
      finding
          .later()
          .forEach(
              act ->
                  done.add(
                      names.of(act.by())
                          + ", "
                          + act.name()
                          + ", "
                          + times.at(act.at())
                          + ": "
                          + faces.discussions().words(act.text())));
      rows.add(
          Table.Row.of(
              Cell.of("Finding " + finding.number()),
              Cell.of(finding.severity().word()),
              Cell.of(finding.state(standing.input().at()).word()),
              Cell.of(names.of(finding.owner()) + ", due " + finding.raised().due()),
              Cell.of(faces.discussions().words(finding.raised().text())),
              Cell.of(String.join(" ", done))));
    }
    return section(
        "Findings",
        "The model has no finding.",
        table("Findings", rows, "Finding", "Rating", "State", "Owner", "What", "Done about it"));
  }

  private Section challenges(Standing standing, Review said) {
    List<Table.Row> rows = new ArrayList<>();
    for (RaisedChallenge challenge : said.challenges()) {
      var raised = challenge.raised();
      List<String> answers = new ArrayList<>();
      challenge
          .answers()
          .forEach(
              answer ->
                  answers.add(
                      names.of(answer.by()) + ": " + faces.discussions().words(answer.text())));
      rows.add(
          Table.Row.of(
              Cell.of("Challenge " + challenge.number()),
              Cell.of(names.of(raised.by()) + " as " + raised.role()),
              Cell.of(anchors.of(raised.anchor(), standing.input().dossier())),
              Cell.of(faces.discussions().words(raised.text())),
              Cell.of(String.join(" ", answers)),
              Cell.of(outcome(challenge))));
    }
    return section(
        "Challenges",
        "Nobody challenged anything.",
        table("Challenges", rows, "Challenge", "By", "Said of", "Question", "Answers", "State"));
  }

  private String outcome(RaisedChallenge challenge) {
    return challenge
        .resolved()
        .map(
            act ->
                ReviewWords.outcome(act)
                    + act.text().map(text -> ": " + faces.discussions().words(text)).orElse(""))
        .orElse(challenge.state().word());
  }

  private Section signOffs(Standing standing) {
    List<Table.Row> rows = new ArrayList<>();
    for (SignoffGiven given : standing.submission().signOffs()) {
      rows.add(
          Table.Row.of(
              Cell.of(
                  names.of(given.by())
                      + " as "
                      + given.role()
                      + given.delegator().map(by -> " for " + names.of(by)).orElse("")),
              Cell.of(given.meaning()),
              Cell.of(Words.decision(given.decision()).word()),
              Cell.of(times.at(given.at())),
              Cell.of(ManifestSheets.counts(standing, given)),
              Cell.of(given.opinion().map(faces.discussions()::words).orElse("")),
              Cell.of(Text.NOTHING.code(given.statement().toString()))));
    }
    return section(
        "Sign-offs and opinions",
        "Nobody has signed.",
        table(
            "Sign-offs",
            rows,
            "Who",
            "Meaning",
            "Decision",
            "When",
            "Counts",
            "Opinion",
            "Statement"));
  }

  private Section trace(Standing standing) {
    List<Table.Row> rows = new ArrayList<>();
    for (Verdict.Result result : standing.verdict().results()) {
      List<String> reasons =
          result.reasons().stream().map(reason -> names.in(reason.sentence())).toList();
      rows.add(
          Table.Row.of(
              Cell.of(result.requirement()),
              Cell.of(RuleWords.of(Asks.requirement(standing, result.requirement()))),
              Cell.of(result.state().name()),
              Cell.of(String.join(" ", reasons))));
    }
    List<Text> sentences = new ArrayList<>();
    sentences.add(Text.of(names.in(standing.sentence())));
    standing
        .verdict()
        .obstacles()
        .forEach(obstacle -> sentences.add(Text.of(names.in(obstacle.sentence()))));
    sentences.add(Text.of("Trace: ").code(standing.verdict().digest().toString()));
    return new Section(
        "Verdict",
        sentences,
        List.of(table("Requirements", rows, "Requirement", "Rule", "State", "Why")));
  }

  private static Section section(String heading, String none, Table table) {
    return table.rows().isEmpty()
        ? new Section(heading, List.of(Text.of(none)), List.of())
        : new Section(heading, List.of(), List.of(table));
  }

  private static Table table(String caption, List<Table.Row> rows, String... heads) {
    return new Table(
        caption, List.of(heads).stream().map(words -> new Table.Head(words, false)).toList(), rows);
  }
}
