// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.gate.Dossier;
import org.imprimatur.proof.gate.Verdict;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.policies.Assessments;
import org.imprimatur.server.web.ui.view.Figure;
import org.imprimatur.server.web.ui.view.Table;
import org.imprimatur.server.web.ui.view.Table.Cell;
import org.springframework.stereotype.Component;

/** The figures of one class of evidence: which checks stand in it, each drawn in its own way. */
@Component
record ClassFigures(Assessments assessments, ModelSides sides, Provenance provenance) {
  static final String PERFORMANCE = "performance/1";
  static final String FAIRNESS = "fairness.four-fifths/1";
  static final String DRIFT = "data.drift/1";

  /** A submission's evidence, what it stands beside, and what the reader asked to see. */
  record Asked(Standing standing, Optional<EvidencePanels.Other> other, String metric) {
    Optional<Json.Obj> content(String evidenceClass, String item) {
      return ClassFigures.content(standing, evidenceClass, item);
    }

    Optional<Json.Obj> before(String evidenceClass, String item) {
      return other.flatMap(then -> ClassFigures.content(then.standing(), evidenceClass, item));
    }

    String version() {
      return "v" + standing.submission().opened().version();
    }

    String otherVersion() {
      return other.map(then -> "v" + then.version()).orElse("");
    }
  }

  static Optional<Json.Obj> content(Standing standing, String evidenceClass, String item) {
    return standing
        .input()
        .dossier()
        .find(evidenceClass, item)
        .map(Dossier.Item::content)
        .filter(content -> Tree.text(content, "outcome").orElse("").equals("computed"));
  }

  List<Figure> figures(Asked asked, String evidenceClass) {
    List<Figure> figures = new ArrayList<>();
    Map<String, Dossier.Item> items = new Classes(asked.standing()).items(evidenceClass);
    switch (evidenceClass) {
      case "fairness" -> fairness(asked, figures);
      case "performance" -> performance(asked, figures);
      case "data" -> data(asked, items, figures);
      case "operations" ->
          figures.add(sides.promises(asked.standing().submission().opened().promises()));
      case "risk" -> figures.add(answers(asked.standing()));
      default -> items.forEach((name, item) -> listed(name, item.content(), figures));
    }
    figures.addAll(provenance.tables(asked.standing(), items));
    return figures;
  }

  private static void performance(Asked asked, List<Figure> to) {
    Optional<Json.Obj> found = asked.content("performance", PERFORMANCE);
    if (found.isEmpty()) {
      return;
    }
    Optional<Json.Obj> before = asked.before("performance", PERFORMANCE);
    var figures =
        new PerformanceFigures(
            found.get(),
            before,
            asked.version(),
            before.isPresent() ? asked.otherVersion() : "",
            asked.standing());
    Json.Obj details = Tree.at(found.get(), "details");
    to.add(figures.plot());
    ReliabilityFigure.of(details).figure().ifPresent(to::add);
    SweepFigure.of(details, asked.standing().docket().model().cutoff()).figure().ifPresent(to::add);
    to.add(PerformanceFigures.confusion(Tree.at(details, "confusion")));
  }

  private static void data(Asked asked, Map<String, Dossier.Item> items, List<Figure> to) {
    DriftFigures.figure(asked.content("data", DRIFT)).ifPresent(to::add);
    items.forEach((name, item) -> listed(name, item.content(), to));
  }

  private static void fairness(Asked asked, List<Figure> to) {
    fairness(asked.standing(), asked.other())
        .ifPresent(
            figures -> {
              to.addAll(figures.plots());
              to.add(figures.expected());
            });
    asked
        .other()
        .flatMap(then -> fairness(then.standing(), Optional.empty()))
        .ifPresent(figures -> to.add(figures.expected()));
  }

  private static Optional<FairnessFigures> fairness(
      Standing standing, Optional<EvidencePanels.Other> other) {
    Optional<Requirement.Limits> limits = Optional.empty();
    for (Verdict.Result result : standing.verdict().results()) {
      if (Asks.requirement(standing, result.requirement()) instanceof Requirement.Check check
          && check.check().equals(FAIRNESS)) {
        limits = Optional.of(check.with());
      }
    }
    Optional<Double> least = limits.map(found -> found.number("least", 0.8));
    double share = limits.map(found -> found.number("min-share", 0.02)).orElse(0.02);
    var asked = new Asked(standing, other, "");
    Optional<Json.Obj> before = asked.before("fairness", FAIRNESS);
    String words = before.isPresent() ? asked.otherVersion() : "";
    return asked
        .content("fairness", FAIRNESS)
        .map(content -> new FairnessFigures(content, before, asked.version(), words, least, share));
  }

  private static void listed(String name, Json.Obj content, List<Figure> to) {
    to.addAll(OtherFigures.problems(name, content));
    to.addAll(OtherFigures.inputs(content));
    to.addAll(OtherFigures.sections(content));
    to.addAll(OtherFigures.counts(name, content));
  }

  private Table answers(Standing standing) {
    List<Table.Row> rows = new ArrayList<>();
    assessments
        .answers(standing.submission().opened().risk())
        .forEach((question, answer) -> rows.add(Table.Row.of(Cell.of(question), Cell.of(answer))));
    return new Table("Answers", OtherFigures.heads("Question", "Answer"), rows);
  }
}
